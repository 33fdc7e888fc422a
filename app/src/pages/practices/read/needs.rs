// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a practice costs in money, people and time, and who paid.

use domain::practice::Funding;
use domain::taxonomy::Programme;
use leptos::prelude::*;

use super::texts::own_words;
use super::{Reading, Section, fact};
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::practice_words::{months, people};

/// Money, people, time and technology.
pub(super) fn needs(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let money = practice.resources_financial.as_ref().map(|money| {
        let band = money.band.name(locale).to_owned();
        fact(say!(locale, practice.needs.money), with_note(reading, band, money.note.as_deref()))
    });
    let staff = practice.resources_human.as_ref().map(|staff| {
        let words = people(locale, staff.fte);
        fact(say!(locale, practice.needs.staff), with_note(reading, words, staff.note.as_deref()))
    });
    let time = practice.resources_time_months.map(|count| {
        fact(say!(locale, practice.needs.time), say!(locale, practice.needs.until_start, time = months(locale, count)))
    });
    let technology = reading.page.html.technology.as_ref().map(|html| {
        view! { <h3>{say!(locale, practice.needs.technology)}</h3> {own_words(reading, html)} }
    });
    let any = money.is_some() || staff.is_some() || time.is_some();
    if !any && technology.is_none() {
        return None;
    }
    let list = any.then(|| view! { <dl class="facts">{money}{staff}{time}</dl> });
    let body = view! { {list} {technology} }.into_any();
    Some(Section { id: "risorse", title: say!(locale, practice.section.needs), body })
}

fn with_note(reading: &Reading, words: String, note: Option<&str>) -> impl IntoView + use<> {
    let lang = reading.lang();
    let note = note.map(|note| view! { ": " <span lang=lang>{note.to_owned()}</span> });
    view! { {words}{note} }
}

/// Who paid, with the programme and its priorities.
pub(super) fn funding(reading: &Reading) -> Option<Section> {
    let practice = &reading.page.practice;
    if practice.funding.is_empty() {
        return None;
    }
    let list = practice.funding.iter().enumerate().map(|(place, funding)| {
        let programme = reading.page.programmes.get(place).and_then(Option::as_ref);
        source(reading, funding, programme)
    });
    let body = view! { <ul>{list.collect_view()}</ul> }.into_any();
    Some(Section { id: "finanziamenti", title: say!(reading.locale, practice.section.funding), body })
}

fn source(reading: &Reading, funding: &Funding, programme: Option<&Programme>) -> impl IntoView + use<> {
    let locale = reading.locale;
    let name = programme.map(|programme| programme.name.in_locale(locale).to_owned());
    let period = programme.and_then(|programme| programme.period.clone());
    let title = match (name, period) {
        (Some(name), Some(period)) if !name.contains(&period) => Some(format!("{name} ({period})")),
        (name, _) => name,
    };
    let call = funding.call.clone().filter(|call| title.as_ref() != Some(call));
    let heading = match (title, call) {
        (Some(title), call) => {
            let call = call.map(|call| view! { ". " <span lang=reading.lang()>{call}</span> });
            view! { <strong>{title}</strong> {call} }.into_any()
        }
        (None, Some(call)) => view! { <strong lang=reading.lang()>{call}</strong> }.into_any(),
        (None, None) => view! { <strong>{say!(locale, practice.funding.unnamed)}</strong> }.into_any(),
    };
    let facts: Vec<String> = [
        funding.year.map(|year| say!(locale, practice.funding.year, year = year)),
        funding.amount.map(|amount| say!(locale, practice.funding.amount, amount = numbers::euro(locale, amount))),
        funding.co_financing_percent.map(|percent| say!(locale, practice.funding.own_share, percent = percent)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = (!facts.is_empty()).then(|| view! { <span class="cell-note d-block">{facts.join(". ")}</span> });
    view! { <li>{heading}{facts}{priorities(reading, funding, programme)}</li> }
}

/// The priorities that the practice answers to; a code without a name stands alone.
fn priorities(reading: &Reading, funding: &Funding, programme: Option<&Programme>) -> impl IntoView + use<> {
    let locale = reading.locale;
    let known = programme.map(|programme| programme.priorities.as_slice()).unwrap_or_default();
    let names: Vec<String> = funding
        .priorities
        .iter()
        .map(|code| match known.iter().find(|priority| &priority.code == code) {
            Some(priority) => format!("{code}, {}", priority.name.in_locale(locale)),
            None => code.clone(),
        })
        .collect();
    let words = say!(locale, practice.funding.priorities, count = names.len(), names = names.join("; "));
    (!names.is_empty()).then(|| view! { <span class="d-block">{words}</span> })
}
