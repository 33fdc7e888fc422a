// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a twinning carries over, what it aims at for each recipient, and what came of it.

use domain::practice::Indicator;
use leptos::prelude::*;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;

/// What is carried over.
pub(super) fn object(reading: &Reading) -> Option<Section> {
    let html = reading.page.html.object.as_ref()?;
    Some(Section::new("oggetto", say!(reading.locale, twinnings.object), reading.own_words(html)))
}

/// What all its lines aim at, and what each does for its recipient.
pub(super) fn objectives(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let aim = page.html.aim.as_ref().map(|html| reading.own_words(html));
    let lines = page.objectives.iter().zip(&page.html.objectives).map(|(recipient, html)| {
        let heading = match recipient {
            Some(place) => {
                let address = paths::organisation(locale, &place.link.slug);
                view! { {say!(locale, twinnings.for_recipient)} " " <a href=address>{place.link.name.clone()}</a> }
                    .into_any()
            }
            None => say!(locale, twinnings.for_unknown).into_any(),
        };
        view! {
            <li class="transfer-objective">
                <h3>{heading}</h3>
                {reading.own_words(html)}
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    if aim.is_none() && lines.is_empty() {
        return None;
    }
    let lines = (!lines.is_empty()).then(|| view! { <ul class="transfer-objectives">{lines}</ul> });
    let body = view! { {aim} {lines} };
    Some(Section::new("obiettivi", say!(locale, twinnings.objectives), body.into_any()))
}

/// What shall come of it.
pub(super) fn expected(reading: &Reading) -> Option<Section> {
    let html = reading.page.html.expected_results.as_ref()?;
    Some(Section::new("risultati-attesi", say!(reading.locale, twinnings.expected), reading.own_words(html)))
}

/// What came of it, and what was measured against the time before.
pub(super) fn results(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let text = page.html.results.as_ref().map(|html| reading.own_words(html));
    let indicators = &page.twinning.indicators;
    let table = (!indicators.is_empty()).then(|| table(reading, indicators));
    if text.is_none() && table.is_none() {
        return None;
    }
    let body = view! { {text} {table} };
    Some(Section::new("risultati", say!(locale, twinnings.results), body.into_any()))
}

fn table(reading: &Reading, indicators: &[Indicator]) -> AnyView {
    let locale = reading.locale;
    let lang = reading.lang();
    let rows = indicators.iter().map(|one| {
        let before = one.baseline.clone().unwrap_or_else(|| say!(locale, practice.evidence.unknown).to_owned());
        let day = one.date.map(|day| numbers::date(locale, day));
        let note = one.unit.clone().into_iter().chain(day).collect::<Vec<_>>().join(", ");
        view! {
            <tr>
                <th scope="row"><span lang=lang>{one.name.clone()}</span> <span class="cell-note" lang=lang>{note}</span></th>
                <td lang=lang>{before}</td>
                <td lang=lang>{one.value.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="tab-risultati" tabindex="0">
            <table class="table">
                <caption class="caption-top" id="tab-risultati">{say!(locale, twinnings.measured)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say!(locale, practice.evidence.indicator)}</th>
                        <th scope="col">{say!(locale, practice.evidence.before)}</th>
                        <th scope="col">{say!(locale, practice.evidence.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
