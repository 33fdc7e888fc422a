// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The twinnings of a member on the own desk, each with what waits there.

use domain::Locale;
use leptos::prelude::*;
use portal::twinnings::{OwnTwinnings, TwinningWait};

use super::frame::foreign;
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The twinnings of a member; nothing where there are none and the member proposes none.
#[component]
pub fn OwnTwinningsSection(
    /// The twinnings.
    value: OwnTwinnings,
) -> impl IntoView {
    let locale = asked().here.locale;
    if value.lines.is_empty() && !value.may_propose {
        return ().into_any();
    }
    let propose = value.may_propose.then(|| {
        let address = paths::propose_twinning(locale);
        view! { <p><a class="btn btn-outline-primary" href=address>{say!(locale, transfer_desk.propose.title)}</a></p> }
    });
    let lines = value.lines.into_iter().map(|line| {
        let lang = foreign(line.language, locale);
        let address = paths::twinning_desk(locale, &line.slug);
        view! {
            <li>
                <h3><a href=address lang=lang>{line.title}</a></h3>
                <p class="text-soft">{line.state.name(locale)}</p>
                <p class="desk-next">{waits(locale, &line.waits)}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    let ending = (!value.ending.is_empty()).then(|| {
        let lines = value.ending.into_iter().map(|one| {
            let date = numbers::date(locale, one.ends_on);
            let ends = say!(locale, transfer_desk.own.ends, act = one.act, date = date, days = one.days);
            let address = paths::twinning_part(locale, &one.slug, "agreements");
            view! { <li><a href=address>{one.title}</a> ": " {ends}</li> }
        });
        view! {
            <h3>{say!(locale, transfer_desk.own.ending)}</h3>
            <ul>{lines.collect_view()}</ul>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="gemellaggi">
            <h2 id="gemellaggi">{say!(locale, transfer_desk.own.title)}</h2>
            <ul class="desk-list">{lines}</ul>
            {ending}
            {propose}
        </section>
    }
    .into_any()
}

/// What waits.
fn waits(locale: Locale, wait: &TwinningWait) -> String {
    match wait {
        TwinningWait::Reply => say!(locale, transfer_desk.own.reply).to_owned(),
        TwinningWait::Opinion => say!(locale, transfer_desk.own.opinion).to_owned(),
        TwinningWait::Overdue(steps) => say!(locale, transfer_desk.own.overdue, steps = *steps),
        TwinningWait::Lacks(things) => say!(locale, transfer_desk.own.lacks, things = *things),
        TwinningWait::Move(step) => say!(locale, transfer_desk.own.go, name = words::button(locale, *step)),
        TwinningWait::Nothing => say!(locale, transfer_desk.own.nothing).to_owned(),
    }
}
