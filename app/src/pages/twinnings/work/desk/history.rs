// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was done to a twinning, the newest first.

use leptos::prelude::*;
use portal::twinnings::DeedLine;

use super::super::words;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What was done.
#[component]
pub fn History(
    /// The deeds.
    lines: Vec<DeedLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|line| {
        let by = line.by.clone().unwrap_or_else(|| say!(locale, transfer_desk.desk.somebody).to_owned());
        let note = line.note.clone().map(|note| view! { <p class="written" dir="auto">{note}</p> });
        view! {
            <li>
                <p>{words::deed(locale, &line)}</p>
                <p class="text-soft">{numbers::time(locale, line.at)} " · " <bdi>{by}</bdi></p>
                {note}
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="writing-section" aria-labelledby="storia">
            <h2 id="storia">{say!(locale, transfer_desk.desk.history)}</h2>
            <ol class="history">{lines}</ol>
        </section>
    }
    .into_any()
}
