// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The present memberships, each with what can be done to it.

use domain::Locale;
use domain::member::MembershipState;
use leptos::prelude::*;
use portal::people::MembershipLine;

use super::super::form::{Form, Wrong, general};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What was refused of the forms on this list. There is one for each membership, so the problem leads to the list.
pub fn wrong(locale: Locale) -> Wrong {
    let leave = Form::of("leave", locale, words).wrong(&[("form", "attuali")]);
    let first = Form::of("show_first", locale, words).wrong(&[("form", "attuali")]);
    [leave, first].concat()
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("form", "not_allowed") => say!(locale, profile.memberships.last_representative),
        _ => general(locale, field, key),
    }
}

/// All memberships, the one beside the name first.
#[component]
pub fn Lines(
    /// The memberships.
    memberships: Vec<MembershipLine>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if memberships.is_empty() {
        return view! { <p>{say!(locale, profile.memberships.none)}</p> }.into_any();
    }
    let first = memberships.iter().position(|one| one.state == MembershipState::Active);
    let lines = memberships.into_iter().enumerate().map(|(place, line)| {
        let rank = if first == Some(place) { Rank::First } else { Rank::Other };
        view! { <Line line rank/> }
    });
    view! { <ul class="own-memberships">{lines.collect_view()}</ul> }.into_any()
}

/// Whether it is the organisation that stands beside the name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    First,
    Other,
}

#[component]
fn Line(line: MembershipLine, rank: Rank) -> impl IntoView {
    let locale = asked().here.locale;
    let is_active = line.state == MembershipState::Active;
    let row = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd>{text}</dd></div> };
    let day = numbers::date(locale, line.since);
    let when =
        if is_active { say!(locale, profile.memberships.since) } else { say!(locale, profile.memberships.asked_on) };
    let verified =
        line.verified_by.map(|by| row(say!(locale, profile.memberships.verified), by.name(locale).to_owned()));
    let name = line.organisation.name.clone();
    let mark = (is_active && rank == Rank::First)
        .then(|| view! { <p class="first-mark">{say!(locale, profile.memberships.first_mark)}</p> });
    let show_first =
        (is_active && rank == Rank::Other).then(|| view! { <ShowFirst uid=line.uid.clone() name=name.clone()/> });
    view! {
        <li class="own-membership">
            <h3><a href=paths::organisation(locale, &line.organisation.slug)><bdi>{name.clone()}</bdi></a></h3>
            {mark}
            <dl class="facts">
                {row(say!(locale, profile.memberships.role), line.role.name(locale).to_owned())}
                {row(say!(locale, profile.memberships.state), line.state.name(locale).to_owned())}
                {verified}
                {row(when, day)}
            </dl>
            <div class="membership-acts">
                {show_first}
                <Leave uid=line.uid state=line.state name/>
            </div>
        </li>
    }
}

#[component]
fn ShowFirst(uid: String, name: String) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form action=paths::memberships(locale) method="post">
            <input r#type="hidden" name="action" value="show_first"/>
            <input r#type="hidden" name="organisation_uid" value=uid/>
            <button class="btn btn-outline-primary btn-sm" r#type="submit">
                {say!(locale, profile.memberships.show_first)}
                <span class="visually-hidden">": " {name}</span>
            </button>
        </form>
    }
}

/// Leaving, or taking a request back: first a disclosure that says what happens, then the button.
#[component]
fn Leave(uid: String, state: MembershipState, name: String) -> impl IntoView {
    let locale = asked().here.locale;
    let (open, text, confirm) = match state {
        MembershipState::Active => (
            say!(locale, profile.memberships.leave),
            say!(locale, profile.memberships.leave_text),
            say!(locale, profile.memberships.leave_confirm),
        ),
        MembershipState::Requested => (
            say!(locale, profile.memberships.withdraw),
            say!(locale, profile.memberships.withdraw_text),
            say!(locale, profile.memberships.withdraw_confirm),
        ),
    };
    view! {
        <details class="disclosed">
            <summary>{open} <span class="visually-hidden">": " {name.clone()}</span></summary>
            <form class="disclosed-body" action=paths::memberships(locale) method="post">
                <input r#type="hidden" name="action" value="leave"/>
                <input r#type="hidden" name="organisation_uid" value=uid/>
                <p>{text}</p>
                <button class="btn btn-danger btn-sm" r#type="submit">
                    {confirm}
                    <span class="visually-hidden">": " {name}</span>
                </button>
            </form>
        </details>
    }
}
