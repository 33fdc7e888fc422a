// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The texts of a practice, and its models.

use domain::practice::letter;
use leptos::prelude::*;
use markdown::SafeHtml;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::raw::Rich;

/// A text in the record's own language.
pub(super) fn own_words(reading: &Reading, html: &SafeHtml) -> AnyView {
    view! { <div lang=reading.lang()><Rich html=html.clone()/></div> }.into_any()
}

fn text(reading: &Reading, id: &'static str, title: &'static str, html: Option<&SafeHtml>) -> Option<Section> {
    html.map(|html| Section { id, title, body: own_words(reading, html) })
}

/// Context and need.
pub(super) fn problem(reading: &Reading) -> Option<Section> {
    text(reading, "problema", say!(reading.locale, practice.section.problem), reading.page.html.problem.as_ref())
}

/// How it works.
pub(super) fn solution(reading: &Reading) -> Option<Section> {
    text(reading, "soluzione", say!(reading.locale, practice.section.solution), reading.page.html.solution.as_ref())
}

/// What was new.
pub(super) fn innovation(reading: &Reading) -> Option<Section> {
    let title = say!(reading.locale, practice.section.innovation);
    text(reading, "innovazione", title, reading.page.html.innovation.as_ref())
}

/// Laws and acts.
pub(super) fn legal_basis(reading: &Reading) -> Option<Section> {
    let title = say!(reading.locale, practice.section.legal_basis);
    text(reading, "norme", title, reading.page.html.legal_basis.as_ref())
}

/// What did not work, as a warning to those who come after.
pub(super) fn failures(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let html = reading.page.html.failures.as_ref()?;
    let body = view! {
        <div class="callout warning">
            <div class="callout-inner">
                <p class="callout-title">
                    <Icon name="it-warning-circle" class="icon-sm"/>
                    <span>{say!(locale, practice.failures.heading)}</span>
                </p>
                {own_words(reading, html)}
            </div>
        </div>
    };
    Some(Section { id: "difficolta", title: say!(locale, practice.section.failures), body: body.into_any() })
}

/// Why it can be carried over, and what to change.
pub(super) fn transfer(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let why = reading.page.html.transfer_potential.as_ref().map(|html| own_words(reading, html));
    let adapting = reading.page.html.adaptation_notes.as_ref().map(|html| {
        let heading = say!(locale, practice.transfer.adapting);
        view! { <h3>{heading}</h3> {own_words(reading, html)} }
    });
    if why.is_none() && adapting.is_none() {
        return None;
    }
    let body = view! { {why} {adapting} }.into_any();
    Some(Section { id: "trasferibilita", title: say!(locale, practice.section.transfer), body })
}

/// The transferable pieces, each with its letter.
pub(super) fn models(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let models = &reading.page.practice.models;
    if models.is_empty() {
        return None;
    }
    let pieces = models.iter().enumerate().map(|(place, model)| {
        let alone = match (models.len(), model.transferable_alone) {
            (1, _) => None,
            (_, true) => Some(say!(locale, practice.models.alone)),
            (_, false) => Some(say!(locale, practice.models.together)),
        };
        let description = reading.page.html.models.get(place).map(|html| own_words(reading, html));
        view! {
            <li>
                <h3>
                    <span class="model-letter">
                        <span class="visually-hidden">{say!(locale, practice.models.model)} " "</span>
                        {letter(place)}
                    </span>
                    " "
                    <span lang=reading.lang()>{model.title.clone()}</span>
                </h3>
                {description}
                {alone.map(|alone| view! { <p class="text-soft">{alone}</p> })}
            </li>
        }
    });
    let body = view! {
        <p>{say!(locale, practice.models.intro, count = models.len())}</p>
        <ol class="models">{pieces.collect_view()}</ol>
    };
    Some(Section { id: "modelli", title: say!(locale, practice.section.models), body: body.into_any() })
}
