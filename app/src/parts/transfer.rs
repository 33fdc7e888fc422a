// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings in lists, and their two sides: who offers on the left, who receives on the right.

use domain::Locale;
use domain::twinning::TwinningState;
use leptos::prelude::*;
use portal::twinnings::{PartyPlace, TwinningCard};

use super::country::country;
use super::graft::GraftLine;
use super::lang_of;
use super::named::Named;
use super::when;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// How many bodies of one side a line names.
const NAMED: usize = 2;

/// Twinnings side by side.
#[component]
pub fn TwinningTiles(
    /// The twinnings.
    cards: Vec<TwinningCard>,
) -> impl IntoView {
    let tiles = cards.into_iter().map(|card| view! { <TwinningTile card/> });
    view! { <ul class="card-columns-3">{tiles.collect_view()}</ul> }
}

/// A twinning as a card.
#[component]
fn TwinningTile(card: TwinningCard) -> impl IntoView {
    let locale = asked().here.locale;
    let theme = card.themes.first().map(|theme| view! { <p class="eyebrow">{theme.name.clone()}</p> });
    let (title_lang, line_lang) = (lang_of(&card.title, locale), lang_of(&card.strapline, locale));
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let foot = foot(&card, locale);
    view! {
        <li class="practice-card it-card it-card-height-full rounded border">
            {theme}
            <h3 class="it-card-title">
                <a href=paths::twinning(locale, &card.slug) lang=title_lang>{card.title.text.clone()}</a>
            </h3>
            <div class="it-card-body">
                <p class="it-card-text" lang=line_lang>{card.strapline.text.clone()}</p>
                {sides(&card, locale)}
                <div class="it-card-footer">{foot} " " {demo}</div>
            </div>
        </li>
    }
}

/// A twinning in a list that has more to say than a card.
#[component]
pub fn TwinningLine(
    /// The twinning.
    card: TwinningCard,
    /// What to say beside its state, such as "come capofila".
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (title_lang, line_lang) = (lang_of(&card.title, locale), lang_of(&card.strapline, locale));
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let strapline = card.strapline.text.clone();
    let strapline = (!strapline.is_empty()).then(|| view! { <p class="result-excerpt" lang=line_lang>{strapline}</p> });
    view! {
        <li class="result">
            <h3><a href=paths::twinning(locale, &card.slug) lang=title_lang>{card.title.text.clone()}</a></h3>
            {strapline}
            <div class="result-foot">
                {foot(&card, locale)}
                {sides(&card, locale)}
                {note.map(|note| view! { <span class="via-union">{note}</span> })}
                {demo}
            </div>
        </li>
    }
}

/// How many models, where it stands, and since when.
pub fn foot(card: &TwinningCard, locale: Locale) -> impl IntoView + use<> {
    let since = card.start_date.map(|date| when::since(locale, date));
    let models = card.letters.len();
    let models = (models > 0).then(|| say!(locale, twinnings.models, count = models));
    let words = std::iter::once(card.state.name(locale).to_owned()).chain(since).chain(models);
    view! { <span class=state_class(card.state)>{words.collect::<Vec<_>>().join(" · ")}</span> }
}

/// The class of the words for a state: what runs, what is over, what is not out.
pub const fn state_class(state: TwinningState) -> &'static str {
    match state {
        TwinningState::Running => "transfer-state runs",
        TwinningState::Concluded | TwinningState::Evaluated => "transfer-state over",
        _ => "transfer-state",
    }
}

/// Both sides in one line, with the regions.
pub fn sides(card: &TwinningCard, locale: Locale) -> impl IntoView + use<> {
    let offers = named(&card.offering, locale);
    let receives = (!card.recipients.is_empty()).then(|| named(&card.recipients, locale));
    (!offers.is_empty() || receives.is_some()).then(|| match receives {
        Some(receives) => view! { <GraftLine offers receives/> }.into_any(),
        None => view! { <GraftLine offers/> }.into_any(),
    })
}

/// Some bodies of one side by their names, each with its place where the name does not say it; the others as a number.
pub fn named(side: &[PartyPlace], locale: Locale) -> String {
    // One more than are named takes no more room than its number.
    let shown = if side.len() == NAMED + 1 { side.len() } else { NAMED.min(side.len()) };
    let names = side.iter().take(shown).map(|one| with_place(one, locale));
    let more = side.len() - shown;
    let more = (more > 0).then(|| say!(locale, twinnings.more_bodies, count = more));
    names.chain(more).collect::<Vec<_>>().join("; ")
}

/// A body with its region: "Comune di Firenze, Toscana". The country stands beside bodies abroad.
pub fn with_place(one: &PartyPlace, locale: Locale) -> String {
    std::iter::once(one.link.name.clone()).chain(place(one, locale)).collect::<Vec<_>>().join(", ")
}

/// Where a body is, as far as its name does not say it: region, and country abroad.
pub fn place(one: &PartyPlace, locale: Locale) -> Option<String> {
    let region = one.region.map(|region| region.name(locale)).filter(|region| !one.link.name.contains(*region));
    let abroad = (one.country != "IT").then(|| country(&one.country, locale).unwrap_or(one.country.as_str()));
    let words: Vec<&str> = region.into_iter().chain(abroad).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The bodies of one side as links, in the picture of a transfer.
pub fn linked(side: &[PartyPlace], locale: Locale) -> AnyView {
    if side.is_empty() {
        return view! { <span class="text-soft">{say!(locale, twinnings.nobody)}</span> }.into_any();
    }
    let bodies = side.iter().map(|one| {
        let place = place(one, locale).map(|place| view! { <span class="graft-place">{place}</span> });
        view! {
            <li>
                <a href=paths::organisation(locale, &one.link.slug)>{one.link.name.clone()}</a>
                " " {place}
            </li>
        }
    });
    view! { <ul class="graft-bodies">{bodies.collect_view()}</ul> }.into_any()
}
