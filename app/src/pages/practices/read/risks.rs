// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Risks that others met: why a practice was given up, and where its variants tell what did not work.

use domain::adoption::AdoptionState;
use leptos::prelude::*;
use portal::values::AdoptionLine;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::raw::Rich;

/// The reasons of those who gave it up, then the ways to the lessons of its origins and variants.
pub(super) fn risks(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let given_up = reading.page.adoptions.iter().filter(|adoption| adoption.state == AdoptionState::Abandoned);
    let given_up: Vec<_> = given_up.map(|adoption| reason(reading, adoption)).collect();
    let related = related(reading);
    if given_up.is_empty() && related.is_none() {
        return None;
    }
    let count = given_up.len();
    let given_up = (count > 0).then(|| {
        view! {
            <p>{say!(locale, reuse.risks.given_up, count = count)}</p>
            <ul class="given-up">{given_up}</ul>
        }
    });
    let all = view! {
        <p class="no-print"><a href=paths::failures(locale)>{say!(locale, reuse.risks.all)}</a></p>
    };
    let body = view! { {given_up} {related} {all} }.into_any();
    Some(Section { id: "rischi", title: say!(locale, reuse.risks.title), body })
}

fn reason(reading: &Reading, adoption: &AdoptionLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let name = adoption.adopter.clone();
    let name = match &adoption.adopter_slug {
        Some(slug) => view! { <a href=paths::organisation(locale, slug)>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let region = adoption.region.map(|region| format!(", {}", region.name(locale)));
    let year = adoption.year.map(|year| format!(", {year}"));
    let notes = adoption.notes.clone().map(|notes| view! { <div lang=reading.lang()><Rich html=notes/></div> });
    view! { <li><strong>{name}</strong> {region} {year} {notes}</li> }
}

fn related(reading: &Reading) -> Option<impl IntoView + use<>> {
    let (locale, page) = (reading.locale, &reading.page);
    let links = page.based_on.iter().chain(&page.variants).map(|link| {
        let href = format!("{}#difficolta", paths::practice(locale, &link.slug));
        view! { <li><a href=href lang=lang_of(&link.title, locale)>{link.title.text.clone()}</a></li> }
    });
    let links: Vec<_> = links.collect();
    (!links.is_empty()).then(|| view! { <p>{say!(locale, reuse.risks.related)}</p> <ul>{links}</ul> })
}
