// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The island that makes writing a text more comfortable, with its words: the form around it works without.

use domain::post::BODY_MAX;
use leptos::prelude::*;

use crate::islands::{Measure, TalkHelp};
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::comfort_words;
use crate::ssr::parts::start::StartScript;
use crate::ssr::render::asked;

/// The island of a form; it stands in the form.
#[component]
pub fn Comfort(
    /// Where the text is written, as the parameter of what the island asks for: `thread=...` or `su=...`.
    within: String,
    /// The shortest text, in characters.
    shortest: usize,
) -> impl IntoView {
    let locale = asked().here.locale;
    let measures = vec![Measure { id: "testo".to_owned(), min: shortest, max: BODY_MAX }];
    let people = [
        say!(locale, threads.people.list),
        say!(locale, threads.people.count),
        say!(locale, threads.begin_form.similar_heading),
    ];
    let people: Vec<String> = people.into_iter().map(ToOwned::to_owned).collect();
    view! {
        <TalkHelp within measures words=comfort_words(locale) people locale=locale.code().to_owned()/>
        <StartScript/>
    }
}
