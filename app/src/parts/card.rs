// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices and organisations in lists.

use leptos::prelude::*;
use portal::cards::{OrganisationCard, PracticeCard};

use super::graft::GraftLine;
use super::lang_of;
use super::named::Named;
use super::phase::PhaseBadge;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// Practices side by side.
#[component]
pub fn PracticeTiles(
    /// The practices.
    cards: Vec<PracticeCard>,
) -> impl IntoView {
    let tiles = cards.into_iter().map(|card| view! { <PracticeTile card/> });
    view! { <ul class="card-columns-3">{tiles.collect_view()}</ul> }
}

/// A practice as a card.
#[component]
pub fn PracticeTile(
    /// The practice.
    card: PracticeCard,
) -> impl IntoView {
    let locale = asked().here.locale;
    let theme = card.themes.first().map(|theme| view! { <p class="eyebrow">{theme.name.clone()}</p> });
    let (title_lang, summary_lang) = (lang_of(&card.title, locale), lang_of(&card.summary, locale));
    let offers = offered_by(&card, locale);
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    view! {
        <li class="practice-card it-card it-card-height-full rounded border">
            {theme}
            <h3 class="it-card-title">
                <a href=paths::practice(locale, &card.slug) lang=title_lang>{card.title.text}</a>
            </h3>
            <div class="it-card-body">
                <p class="it-card-text" lang=summary_lang>{card.summary.text}</p>
                {offers.map(|offers| view! { <GraftLine offers/> })}
                <div class="it-card-footer"><PhaseBadge phase=card.phase/> {demo}</div>
            </div>
        </li>
    }
}

/// Who offers a practice and where: "Comune di Firenze, Toscana".
pub fn offered_by(card: &PracticeCard, locale: domain::Locale) -> Option<String> {
    let region = card.region.map(|region| region.name(locale));
    match (&card.owner, region) {
        (Some(owner), Some(region)) if !owner.name.contains(region) => Some(format!("{}, {region}", owner.name)),
        (Some(owner), _) => Some(owner.name.clone()),
        (None, Some(region)) => Some(region.to_owned()),
        (None, None) => None,
    }
}

/// An organisation in a list.
#[component]
pub fn OrganisationLine(
    /// The organisation.
    card: OrganisationCard,
) -> impl IntoView {
    let locale = asked().here.locale;
    let place = card.region.map(|region| region.name(locale).to_owned());
    let kind = card.kind.name(locale).to_owned();
    let about = std::iter::once(kind).chain(place).collect::<Vec<_>>().join(", ");
    let practices = card.practices.filter(|count| *count > 0).map(|count| {
        view! { <span>{say!(locale, common.practices, count = count)}</span> }
    });
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    view! {
        <li>
            <div>
                <h3><a href=paths::organisation(locale, &card.slug)>{card.name}</a></h3>
                <p>{about}</p>
            </div>
            <p>{practices} " " {demo}</p>
        </li>
    }
}

/// A practice in a list that has more to say than a card: with how it came there.
#[component]
pub fn PracticeLine(
    /// The practice.
    card: PracticeCard,
    /// What to say beside its phase, such as "tramite l'Unione".
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (title_lang, summary_lang) = (lang_of(&card.title, locale), lang_of(&card.summary, locale));
    let offers = offered_by(&card, locale);
    view! {
        <li class="result">
            <h3><a href=paths::practice(locale, &card.slug) lang=title_lang>{card.title.text}</a></h3>
            <p class="result-excerpt" lang=summary_lang>{card.summary.text}</p>
            <div class="result-foot">
                <PhaseBadge phase=card.phase/>
                {offers.map(|offers| view! { <GraftLine offers/> })}
                {note.map(|note| view! { <span class="via-union">{note}</span> })}
            </div>
        </li>
    }
}
