// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Conversations in lists.

use domain::Locale;
use leptos::prelude::*;
use portal::contacts::{AboutLink, ContactLine, Turn};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// Conversations under a heading; nothing where there is none.
#[component]
pub fn ContactLines(
    /// What they have in common.
    heading: &'static str,
    /// The conversations.
    lines: Vec<ContactLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines: Vec<_> = lines.into_iter().map(|one| line(locale, one)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="conversazioni">
                <h2 id="conversazioni">{heading}</h2>
                <ul class="desk-list">{lines}</ul>
            </section>
        }
    })
}

/// One conversation: what it is about, between whom, the last words, whose turn it is.
fn line(locale: Locale, line: ContactLine) -> impl IntoView {
    let (title, lang) = match &line.about {
        AboutLink::Advert(_, title) | AboutLink::Practice(_, title) => (title.text.clone(), lang_of(title, locale)),
        AboutLink::Gone => (say!(locale, contacts.gone).to_owned(), None),
    };
    let between = say!(locale, contacts.between, asking = line.asking.clone(), asked = line.asked.clone());
    let turn = match line.turn {
        Turn::Own => say!(locale, contacts.turn.own),
        Turn::Other => say!(locale, contacts.turn.other_body),
        Turn::Nobody => line.state.name(locale),
    };
    let at = numbers::time(locale, line.at);
    view! {
        <li>
            <h3><a href=paths::contact(locale, &line.uid) lang=lang>{title}</a></h3>
            <p class="text-soft"><bdi>{between}</bdi> " · " {at}</p>
            <p>{line.last}</p>
            <p class="desk-next">{turn}</p>
        </li>
    }
}
