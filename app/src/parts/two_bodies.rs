// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two bodies side by side, where they meet: who offers on the left, who receives on the right.

use domain::Locale;
use leptos::prelude::*;
use portal::matching::{BodyFacts, ReadinessShown, TwoBodies};

use super::named::Named;
use super::numbers;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// A feature of both bodies.
struct Row {
    name: &'static str,
    offering: Option<String>,
    receiving: Option<String>,
}

/// What is known of two bodies: kind, region, size, and how ready the one that receives is. Nothing where neither is
/// known to the portal.
#[component]
pub fn TwoBodiesTable(
    /// The two bodies.
    bodies: TwoBodies,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (Some(offering), Some(receiving)) = (&bodies.offering, &bodies.receiving) else { return ().into_any() };
    let rows = rows(locale, offering, receiving).into_iter().map(|row| {
        let unknown = || say!(locale, matching.two.unknown).to_owned();
        view! {
            <tr>
                <th scope="row">{row.name}</th>
                <td>{row.offering.unwrap_or_else(unknown)}</td>
                <td>{row.receiving.unwrap_or_else(unknown)}</td>
            </tr>
        }
    });
    let head = |words: &'static str, body: &BodyFacts| {
        let address = paths::organisation(locale, &body.link.slug);
        view! {
            <th scope="col">
                <span class="eyebrow">{words}</span> " " <a href=address><bdi>{body.link.name.clone()}</bdi></a>
            </th>
        }
    };
    let heads =
        (head(say!(locale, matching.two.offers), offering), head(say!(locale, matching.two.receives), receiving));
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, matching.two.title)>
            <table class="table table-sm two-bodies">
                <caption>{say!(locale, matching.two.title)}</caption>
                <thead>
                    <tr><th scope="col">{say!(locale, matching.two.feature)}</th> {heads.0} {heads.1}</tr>
                </thead>
                <tbody>{rows.collect_view()} {readiness(locale, &bodies)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn rows(locale: Locale, offering: &BodyFacts, receiving: &BodyFacts) -> Vec<Row> {
    let row = |name: &'static str, value: &dyn Fn(&BodyFacts) -> Option<String>| Row {
        name,
        offering: value(offering),
        receiving: value(receiving),
    };
    let number = |number: Option<u32>| number.map(|number| numbers::count(locale, u64::from(number)));
    vec![
        row(say!(locale, matching.two.kind), &|body| Some(body.kind.name(locale).to_owned())),
        row(say!(locale, matching.two.region), &|body| body.region.map(|region| region.name(locale).to_owned())),
        row(say!(locale, matching.two.population), &|body| number(body.population)),
        row(say!(locale, matching.two.size), &|body| body.size().map(|size| size.name(locale).to_owned())),
        row(say!(locale, matching.two.employees), &|body| number(body.employees)),
    ]
}

/// How ready the receiving body is, or where it says so; for those alone who answer for it.
fn readiness(locale: Locale, bodies: &TwoBodies) -> Option<impl IntoView + use<>> {
    let slug = bodies.practice.as_ref().filter(|_| bodies.may_answer)?;
    let address = paths::readiness(locale, slug, None);
    let told = bodies.readiness.as_ref().map(|shown| told(locale, shown));
    Some(view! {
        <tr>
            <th scope="row">{say!(locale, matching.two.readiness)}</th>
            <td></td>
            <td>{told} " " <a href=address>{say!(locale, matching.two.check)}</a></td>
        </tr>
    })
}

/// The level and the score, and whether they are old.
fn told(locale: Locale, shown: &ReadinessShown) -> String {
    let value = say!(locale, matching.two.readiness_value, level = shown.level.name(locale), percent = shown.percent);
    match shown.stale {
        true => format!("{value}, {}", say!(locale, matching.two.stale)),
        false => value,
    }
}
