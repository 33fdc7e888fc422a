// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices that are like the one being written: does it exist already, is it a variant of one of them?

use domain::practice::writing::Step;
use leptos::prelude::*;
use portal::values::SimilarPractice;

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::render::asked;

/// Practices like this one, with the words that both have; nothing where there is none.
#[component]
pub fn Similar(
    /// The practices.
    similar: Vec<SimilarPractice>,
    /// The practice that is being written.
    uid: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    if similar.is_empty() {
        return ().into_any();
    }
    let lines = similar.into_iter().map(|one| {
        let lang = lang_of(&one.practice.title, locale);
        let common: Vec<String> = one.words.into_iter().chain(one.themes.into_iter().map(|theme| theme.name)).collect();
        let common = (!common.is_empty()).then(|| {
            view! { <p class="similar-reason">{say!(locale, writing.similar.common, words = common.join(", "))}</p> }
        });
        view! {
            <li>
                <a href=paths::practice(locale, &one.practice.slug) lang=lang>{one.practice.title.text}</a>
                {common}
            </li>
        }
    });
    let lines = lines.collect_view();
    let variants = format!("{}#{}", paths::step(locale, &uid, Step::Conditions), words::id("based_on"));
    view! {
        <div class="similar-box" role="group" aria-labelledby="esiste-gia">
            <h2 id="esiste-gia">{say!(locale, writing.similar.title)}</h2>
            <p>{say!(locale, writing.similar.lead)}</p>
            <ul class="similar">{lines}</ul>
            <p class="mb-0"><a href=variants>{say!(locale, writing.similar.variant)}</a></p>
        </div>
    }
    .into_any()
}
