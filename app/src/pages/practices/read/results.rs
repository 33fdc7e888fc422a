// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The results of a practice, and what others must have.

use domain::practice::{Condition, EvidenceKind, Indicator};
use leptos::prelude::*;

use super::texts::own_words;
use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

/// Longer values are words, which may wrap.
const SHORT: usize = 18;

/// The measured results, or that there are none, and those expected.
pub(super) fn evidence(reading: &Reading) -> Section {
    let locale = reading.locale;
    let measured = if reading.page.practice.evidence.is_empty() {
        view! { <p>{say!(locale, practice.evidence.nothing)}</p> }.into_any()
    } else {
        table(reading)
    };
    let expected = reading.page.html.expected_results.as_ref().map(|html| {
        let heading = say!(locale, practice.evidence.expected);
        view! { <h3>{heading}</h3> {own_words(reading, html)} }
    });
    let body = view! { {measured} {expected} }.into_any();
    Section { id: "risultati", title: say!(locale, practice.section.evidence), body }
}

fn table(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let rows = reading.page.practice.evidence.iter().map(|indicator| row(reading, indicator)).collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="tab-risultati" tabindex="0">
            <table class="table">
                <caption class="caption-top" id="tab-risultati">{say!(locale, practice.evidence.caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, practice.evidence.indicator)}</th>
                        <th scope="col" class="number">{say!(locale, practice.evidence.before)}</th>
                        <th scope="col" class="number">{say!(locale, practice.evidence.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(reading: &Reading, indicator: &Indicator) -> impl IntoView + use<> {
    let locale = reading.locale;
    let lang = reading.lang();
    let class = |value: &str| {
        let number = indicator.kind == EvidenceKind::Quantitative && value.chars().count() <= SHORT;
        number.then_some("number")
    };
    let before = match &indicator.baseline {
        Some(baseline) => view! { <td class=class(baseline) lang=lang>{baseline.clone()}</td> }.into_any(),
        None => view! { <td class=class("")>{say!(locale, practice.evidence.unknown)}</td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><span lang=lang>{indicator.name.clone()}</span>{note(reading, indicator)}</th>
            {before}
            <td class=class(&indicator.value) lang=lang>{indicator.value.clone()}</td>
        </tr>
    }
}

/// Unit, day and source of a result.
fn note(reading: &Reading, indicator: &Indicator) -> impl IntoView + use<> {
    let locale = reading.locale;
    let unit = indicator.unit.clone().map(|unit| {
        let comma = if indicator.date.is_some() { ", " } else { ". " };
        view! { <span lang=reading.lang()>{unit}</span> {comma} }
    });
    let day = indicator.date.map(|day| format!("{}. ", numbers::date(locale, day)));
    let source = match indicator.source_url.clone() {
        Some(address) => {
            let of = say!(locale, practice.evidence.source_of, name = indicator.name.clone());
            let source = say!(locale, practice.evidence.source);
            view! { <a href=address>{source} <span class="visually-hidden">{of}</span></a> }.into_any()
        }
        None => say!(locale, practice.evidence.no_source).into_any(),
    };
    view! { <span class="cell-note">{unit}{day}{source}</span> }
}

/// What others must have, the heaviest first.
pub(super) fn conditions(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let conditions = by_weight(reading);
    if conditions.is_empty() {
        return None;
    }
    let list = conditions.into_iter().map(|condition| prerequisite(reading, condition)).collect_view();
    let body = view! {
        <p>{say!(locale, practice.conditions.intro)}</p>
        <ul class="prerequisites">{list}</ul>
    };
    Some(Section { id: "condizioni", title: say!(locale, practice.section.conditions), body: body.into_any() })
}

/// The conditions, those first without which nothing can begin, then the heaviest.
pub(super) fn by_weight(reading: &Reading) -> Vec<&Condition> {
    let mut conditions: Vec<&Condition> = reading.page.practice.conditions.iter().collect();
    conditions.sort_by_key(|condition| (!condition.blocking, u8::MAX - condition.weight));
    conditions
}

fn prerequisite(reading: &Reading, condition: &Condition) -> impl IntoView + use<> {
    let locale = reading.locale;
    let blocking = condition.blocking.then(|| {
        let words = say!(locale, practice.conditions.blocking);
        view! { <span class="blocking"><Icon name="it-warning" class="icon-xs"/>{words}</span> }
    });
    view! {
        <li>
            <strong lang=reading.lang()>{condition.text.clone()}</strong>
            <p class="prerequisite-weight">
                <span>{condition.category.name(locale)}</span>
                <span>{say!(locale, practice.conditions.weight, weight = condition.weight)}</span>
                {blocking}
            </p>
        </li>
    }
}
