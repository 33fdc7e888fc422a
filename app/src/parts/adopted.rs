// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An adoption in a list: the practice, where it comes from, who took it up, and how far it has come.

use domain::Locale;
use leptos::prelude::*;
use portal::flows::FlowLine;

use super::lang_of;
use super::named::{Named, within};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// One adoption.
#[component]
pub fn AdoptedLine(
    /// The adoption.
    line: FlowLine,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = lang_of(&line.practice.title, locale);
    let from = line.from.map(|region| format!(" ({})", region.name(locale)));
    let to = line.to.map(|region| format!(" ({})", region.name(locale)));
    let standing = standing(locale, &line);
    let adopter = match line.adopter_slug {
        Some(slug) => view! { <a href=paths::organisation(locale, &slug)>{line.adopter}</a> }.into_any(),
        None => line.adopter.into_any(),
    };
    view! {
        <li>
            <a href=paths::practice(locale, &line.practice.slug) lang=lang>{line.practice.title.text}</a>
            {from} " → " {adopter} {to} ": " {standing}
        </li>
    }
}

/// "adottata, 2022, confermata dall'ente".
fn standing(locale: Locale, line: &FlowLine) -> String {
    let year = line.year.map(|year| year.to_string());
    let confirmed = line.confirmed.then(|| say!(locale, organisations.confirmed).to_owned());
    std::iter::once(within(line.state.name(locale))).chain(year).chain(confirmed).collect::<Vec<_>>().join(", ")
}
