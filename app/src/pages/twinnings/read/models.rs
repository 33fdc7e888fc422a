// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The models of a twinning: each with its letter, who offers it to whom, its practice and how far it has come.

use domain::twinning::ModelState;
use leptos::prelude::*;
use portal::twinnings::ModelLine;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::graft::Graft;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::transfer::linked;

/// The models, in the order of their letters (AC-003-2).
pub(super) fn models(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    if page.models.is_empty() {
        return None;
    }
    let pieces = page.models.iter().enumerate().map(|(place, model)| piece(reading, place, model)).collect_view();
    let body = view! {
        <p>{say!(locale, twinnings.models_intro, count = page.models.len())}</p>
        <ol class="models">{pieces}</ol>
    };
    Some(Section::new("modelli", say!(locale, twinnings.models_title), body.into_any()))
}

fn piece(reading: &Reading, place: usize, model: &ModelLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let lang = reading.lang();
    let description = reading.page.html.models.get(place).map(|html| reading.own_words(html));
    let practice = model.practice.as_ref().map(|practice| {
        let address = paths::practice(locale, &practice.slug);
        view! {
            <p class="mb-1">
                {say!(locale, twinnings.practice)} ": "
                <a href=address lang=lang_of(&practice.title, locale)>{practice.title.text.clone()}</a>
            </p>
        }
    });
    let progress =
        model.progress.map(|percent| format!(" · {}", say!(locale, twinnings.done_percent, percent = percent)));
    let dropped = model.reason.clone().filter(|_| model.state == ModelState::Dropped);
    let dropped = dropped.map(|reason| {
        view! { <p class="text-soft">{say!(locale, twinnings.dropped_because)} " " <span lang=lang>{reason}</span></p> }
    });
    let (offers, receives) = (linked(&model.offering, locale), linked(&model.recipients, locale));
    view! {
        <li>
            <h3>
                <span class="model-letter">
                    <span class="visually-hidden">{say!(locale, practice.models.model)} " "</span>
                    {model.letter.clone()}
                </span>
                " "
                <span lang=lang>{model.title.clone()}</span>
            </h3>
            {description}
            <Graft offers receives label=say!(locale, common.receives)/>
            <p class="mt-2 mb-1 text-soft">{say!(locale, twinnings.state)} ": " {model.state.name(locale)} {progress}</p>
            {practice}
            {dropped}
        </li>
    }
}
