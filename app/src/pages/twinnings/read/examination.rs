// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whether a twinning fits its programmes, whether it can be done, and what an evaluator thinks of it.

use domain::twinning::Check;
use leptos::prelude::*;
use portal::twinnings::CoherenceLine;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

/// How it fits the programmes, and which priorities it answers to (AC-003-12).
pub(super) fn coherence(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let text = page.html.coherence.as_ref().map(|html| reading.own_words(html));
    if text.is_none() && page.programmes.is_empty() {
        return None;
    }
    let lines = page.programmes.iter().map(|one| programme(reading, one)).collect_view();
    let body = view! { {text} <ul class="transfer-programmes">{lines}</ul> };
    Some(Section::new("coerenza", say!(locale, twinnings.coherence), body.into_any()))
}

fn programme(reading: &Reading, one: &CoherenceLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let address = paths::listed(paths::twinnings(locale), &[("programme", Some(&one.programme))], 1);
    let period = one.period.clone().filter(|period| !one.name.contains(period.as_str()));
    let period = period.map(|period| format!(" ({period})"));
    let priorities = one.priorities.iter().map(|(code, name)| {
        let name = name.clone().map(|name| format!(": {name}"));
        view! { <li>{say!(locale, twinnings.priority)} " " {code.clone()} {name}</li> }
    });
    let priorities: Vec<_> = priorities.collect();
    let priorities = (!priorities.is_empty()).then(|| view! { <ul>{priorities}</ul> });
    view! { <li><a href=address>{one.name.clone()}</a> {period} {priorities}</li> }
}

/// The check of prerequisites with the evaluator's opinion (AC-003-10).
pub(super) fn examination(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let checks = &page.twinning.checks;
    let table = (!checks.is_empty()).then(|| table(reading, checks));
    let investment = investment(reading);
    let opinion = opinion(reading);
    if table.is_none() && investment.is_none() && opinion.is_none() {
        return None;
    }
    let body = view! { {table} {investment} {opinion} };
    Some(Section::new("verifica", say!(locale, twinnings.examination), body.into_any()))
}

fn table(reading: &Reading, checks: &[Check]) -> AnyView {
    let locale = reading.locale;
    let lang = reading.lang();
    let rows = checks.iter().map(|check| {
        let note = check.note.clone().map(|note| view! { <span class="cell-note" lang=lang>{note}</span> });
        view! {
            <tr>
                <th scope="row">{check.kind.name(locale)} {note}</th>
                <td>{check.answer.name(locale)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">{say!(locale, twinnings.checks_caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(locale, twinnings.check)}</th>
                    <th scope="col">{say!(locale, twinnings.answer)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Whether the recipients must invest beside it, and how much.
fn investment(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let investment = reading.page.twinning.further_investment.as_ref()?;
    let words = match (investment.needed, investment.amount) {
        (true, Some(amount)) => say!(locale, twinnings.invest_amount, amount = numbers::euro(locale, amount)),
        (true, None) => say!(locale, twinnings.invest_some).to_owned(),
        (false, _) => say!(locale, twinnings.invest_nothing).to_owned(),
    };
    let note = investment.note.clone();
    let note = note.map(|note| view! { " " <span class="text-soft" lang=reading.lang()>{note}</span> });
    Some(view! { <h3>{say!(locale, twinnings.investment)}</h3> <p>{words} {note}</p> }.into_any())
}

/// What an evaluator thinks of it.
fn opinion(reading: &Reading) -> Option<AnyView> {
    let (locale, page) = (reading.locale, &reading.page);
    let opinion = page.twinning.opinion.as_ref()?;
    let who = match &page.evaluator {
        Some((uid, name)) => view! { <a href=paths::member(locale, uid)><bdi>{name.clone()}</bdi></a> }.into_any(),
        None => say!(locale, twinnings.evaluator).into_any(),
    };
    let day = opinion.on.map(|day| view! { ", " <time datetime=day.to_string()>{numbers::date(locale, day)}</time> });
    let words = page.html.opinion.as_ref().map(|html| reading.own_words(html));
    let body = view! {
        <h3>{say!(locale, twinnings.opinion)} ": " {opinion.outcome.name(locale)}</h3>
        <p class="text-soft">{who} {day}</p>
        {words}
    };
    Some(body.into_any())
}
