// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The conditions of a practice as a list to fill in by hand: is the own body ready?

use domain::practice::Condition;
use leptos::prelude::*;

use super::super::{Reading, results};
use crate::ssr::i18n::say;
use crate::ssr::parts::named::{Named, within};

/// The list with a box for each answer; nothing where the practice names no conditions.
pub(super) fn checklist(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let conditions = results::by_weight(reading);
    if conditions.is_empty() {
        return None;
    }
    let answers = [
        say!(locale, reuse.checklist.yes),
        say!(locale, reuse.checklist.partly),
        say!(locale, reuse.checklist.no),
        say!(locale, reuse.checklist.unknown),
    ];
    let heads = answers.map(|answer| view! { <th scope="col" class="tick">{answer}</th> });
    let rows = conditions.into_iter().map(|condition| row(reading, condition)).collect_view();
    let list = view! {
        <section id="pronti">
            <h2>{say!(locale, reuse.checklist.title)}</h2>
            <p>{say!(locale, reuse.checklist.intro)}</p>
            {to_fill_in(reading)}
            <div class="table-scroll" role="region" aria-labelledby="tab-condizioni" tabindex="0">
                <table class="table readiness">
                    <caption class="caption-top" id="tab-condizioni">{say!(locale, reuse.checklist.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, reuse.checklist.condition)}</th>
                            <th scope="col" class="number">{say!(locale, reuse.checklist.weight)}</th>
                            {heads.into_iter().collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p>{say!(locale, reuse.checklist.score)}</p>
        </section>
    };
    Some(list.into_any())
}

fn row(reading: &Reading, condition: &Condition) -> impl IntoView + use<> {
    let locale = reading.locale;
    let category = within(condition.category.name(locale));
    let about = match condition.blocking {
        true => format!("{category}, {}", within(say!(locale, practice.conditions.blocking))),
        false => category,
    };
    let boxes = [(); 4].map(|()| {
        view! {
            <td class="tick">
                <span class="tick-box" aria-hidden="true"></span>
                <span class="visually-hidden">{say!(locale, reuse.checklist.to_tick)}</span>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span lang=reading.lang()>{condition.text.clone()}</span>
                <span class="cell-note">{about}</span>
            </th>
            <td class="number">{condition.weight}</td>
            {boxes.into_iter().collect_view()}
        </tr>
    }
}

/// Whose answers these are.
fn to_fill_in(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let lines =
        [say!(locale, reuse.checklist.body), say!(locale, reuse.checklist.person), say!(locale, reuse.checklist.day)];
    let lines = lines.map(|name| view! { <li>{name} ": " <span class="fill-line"></span></li> });
    view! { <ul class="fill-lines">{lines.into_iter().collect_view()}</ul> }
}
