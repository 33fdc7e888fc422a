// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The reviewers' desk: what waits, since when, with whom.

use leptos::prelude::*;
use portal::writing::{ReviewDesk as Value, ReviewLine};

use super::frame::{Frame, Outcome, foreign};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// The reviewers' desk.
#[component]
pub fn ReviewsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.review_desk(&asked.here.viewer).await {
            Ok(value) => view! { <Reviews value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Reviews(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Frame title=say!(locale, writing.reviews.title).to_owned() trail=Vec::new() outcome=Outcome::here()>
            <p class="lead measure">{say!(locale, writing.reviews.lead)}</p>
            <p>
                <a href=paths::help_page(locale, "rivedere-una-pratica")>{say!(locale, writing.reviews.guide)}</a>
            </p>
            <p><a href=paths::decided(locale)>{say!(locale, writing.decided.link)}</a></p>
            <List
                id="in-attesa"
                title=say!(locale, writing.reviews.waiting)
                none=say!(locale, writing.reviews.waiting_none)
                lines=value.waiting
                turn=Turn::Reviewers
            />
            <List
                id="eliminazioni"
                title=say!(locale, writing.reviews.deletions)
                none=say!(locale, writing.reviews.deletions_none)
                lines=value.deletions
                turn=Turn::Reviewers
            />
            <List
                id="dagli-autori"
                title=say!(locale, writing.reviews.with_authors)
                none=say!(locale, writing.reviews.with_authors_none)
                lines=value.with_authors
                turn=Turn::Authors
            />
        </Frame>
    }
}

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Reviewers,
    Authors,
}

/// One list, or the words for an empty one.
#[component]
fn List(
    id: &'static str,
    title: &'static str,
    none: &'static str,
    lines: Vec<ReviewLine>,
    turn: Turn,
) -> impl IntoView {
    let none = lines.is_empty().then(|| view! { <p class="text-soft">{none}</p> });
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <Line line turn/> }).collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="desk-list">{lines}</ul> });
    view! {
        <section class="writing-section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {none}
            {lines}
        </section>
    }
}

#[component]
fn Line(line: ReviewLine, turn: Turn) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = foreign(line.language, locale);
    let owner = line.owner.clone().unwrap_or_else(|| say!(locale, writing.reviews.no_owner).to_owned());
    let time = numbers::time(locale, line.since);
    let since = match turn {
        Turn::Reviewers => say!(locale, writing.reviews.since, time = time),
        Turn::Authors => say!(locale, writing.reviews.back_since, time = time),
    };
    let with = match (line.mine, line.reviewer.clone()) {
        (true, _) => say!(locale, writing.reviews.mine).to_owned(),
        (false, Some(name)) => say!(locale, writing.reviews.with, name = name),
        (false, None) => say!(locale, writing.reviews.nobody).to_owned(),
    };
    let revision = line.revision.then(|| view! { <p class="desk-mark">{say!(locale, writing.reviews.revision)}</p> });
    let waits = turn == Turn::Reviewers;
    let with = waits.then(|| view! { <p class="desk-next"><bdi>{with}</bdi></p> });
    let own =
        (waits && !line.may_review).then(|| view! { <p class="text-soft">{say!(locale, writing.reviews.own)}</p> });
    view! {
        <li>
            <h3><a href=paths::review(locale, &line.uid) lang=lang>{line.title}</a></h3>
            {revision}
            <p class="text-soft"><bdi>{owner}</bdi> " · " {since}</p>
            {with}
            {own}
        </li>
    }
}
