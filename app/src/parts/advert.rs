// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts in lists.

use domain::Locale;
use domain::advert::AdvertState;
use leptos::prelude::*;
use portal::adverts::AdvertCard;

use super::lang_of;
use super::named::Named;
use super::numbers;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// Adverts side by side.
#[component]
pub fn AdvertTiles(
    /// The adverts.
    cards: Vec<AdvertCard>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let tiles = cards.into_iter().map(|card| {
        let theme = card.themes.first().map(|theme| view! { <p class="eyebrow">{theme.name.clone()}</p> });
        let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
        let lang = lang_of(&card.title, locale);
        let whose = whose(&card, locale);
        view! {
            <li class="practice-card it-card it-card-height-full rounded border">
                {theme}
                <h4 class="it-card-title">
                    <a href=paths::advert(locale, &card.uid) lang=lang>{card.title.text}</a>
                </h4>
                <div class="it-card-body">
                    <p class="it-card-text"><bdi>{whose}</bdi></p>
                    <div class="it-card-footer">{demo}</div>
                </div>
            </li>
        }
    });
    view! { <ul class="card-columns-3">{tiles.collect_view()}</ul> }
}

/// An advert in a list that has more to say than a card.
#[component]
pub fn AdvertLine(
    /// The advert.
    card: AdvertCard,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = lang_of(&card.title, locale);
    let origin = format!("{} · {}", card.kind.name(locale), whose(&card, locale));
    let opening =
        (!card.opening.is_empty()).then(|| view! { <p class="result-excerpt" lang=lang>{card.opening.clone()}</p> });
    let foot = foot(&card, locale);
    view! {
        <li class="result">
            <h3><a href=paths::advert(locale, &card.uid) lang=lang>{card.title.text}</a></h3>
            <p class="result-origin">{origin}</p>
            {opening}
            <div class="result-foot">{foot}</div>
        </li>
    }
}

/// The body that publishes it, and where that stands: "Comune di Caposele, Campania".
pub fn whose(card: &AdvertCard, locale: Locale) -> String {
    let region = card.region.map(|region| region.name(locale));
    match (&card.organisation, region) {
        (Some(body), Some(region)) if !body.name.contains(region) => format!("{}, {region}", body.name),
        (Some(body), _) => body.name.clone(),
        (None, _) => say!(locale, adverts.body_unknown).to_owned(),
    }
}

/// Where it stands, until when it is out, and whether it is invented.
pub fn foot(card: &AdvertCard, locale: Locale) -> impl IntoView + use<> {
    let state = card.state.name(locale);
    let until = card.expires_on.filter(|_| card.state.is_live());
    let until = until.map(|day| {
        view! { <span>{say!(locale, adverts.until, day = numbers::date(locale, day))}</span> }
    });
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let class = if card.state == AdvertState::Open { "desk-mark advert-open" } else { "desk-mark" };
    view! { <span class=class>{state}</span> " " {until} " " {demo} }
}
