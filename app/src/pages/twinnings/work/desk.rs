// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of a twinning: where it stands, what is missing, whose turn it is, who accepted, what was done.

mod deeds;
mod history;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::twinnings::{MoveLine, Turn, TwinningDesk as Value};

use super::frame::{About, WorkFrame, foreign};
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::testimonial::TestimonialsOnDesk;
use crate::ssr::render::asked;
use deeds::{Adoptions, Assess, Models, Moves, Sides};
use history::History;

/// The desk of a twinning.
#[component]
pub fn TwinningDeskPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.twinning_desk(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Desk value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Desk(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let about = About { slug: value.slug.clone(), title: value.title.clone(), language: value.language };
    view! {
        <WorkFrame heading=say!(locale, transfer_desk.desk.title).to_owned() about=Some(about)>
            <Standing value=value.clone()/>
            <Write value=value.clone()/>
            <Sides value=value.clone()/>
            <Assess value=value.clone()/>
            <Models value=value.clone()/>
            <Adoptions value=value.clone()/>
            <TestimonialsOnDesk
                desk=paths::twinning_desk(locale, &value.slug)
                about=value.uid.clone()
                lines=value.testimonials.clone()
                lang=foreign(value.language, locale)
            />
            <Moves value=value.clone()/>
            <History lines=value.history/>
        </WorkFrame>
    }
}

/// Where it stands, whose turn it is, and what the next move lacks.
#[component]
fn Standing(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let turn = match value.turn {
        Turn::Coordinators if !value.moves.is_empty() => say!(locale, transfer_desk.desk.turn_yours),
        Turn::Coordinators => say!(locale, transfer_desk.desk.turn_coordinators),
        Turn::Parties => say!(locale, transfer_desk.desk.turn_parties),
        Turn::Evaluators => say!(locale, transfer_desk.desk.turn_evaluators),
        Turn::Nobody => say!(locale, transfer_desk.desk.turn_nobody),
    };
    let reason = value.reason.clone().map(|reason| {
        view! { <blockquote class="request-note measure" dir="auto">{reason}</blockquote> }
    });
    let next = value.next.clone().map(|next| view! { <Next slug=value.slug.clone() next/> });
    view! {
        <section class="writing-section" aria-labelledby="stato">
            <h2 id="stato">{say!(locale, transfer_desk.desk.state)}</h2>
            <p><strong>{value.state.name(locale)}</strong></p>
            {reason}
            <p class="measure">{turn}</p>
            {next}
        </section>
    }
}

/// What the next move lacks, each with the form where it is written.
#[component]
fn Next(slug: String, next: MoveLine) -> impl IntoView {
    let locale = asked().here.locale;
    let name = words::button(locale, next.step);
    if next.lacks.is_empty() {
        return view! { <p class="measure">{say!(locale, transfer_desk.desk.ready, name = name)}</p> }.into_any();
    }
    let lacks = lacks(locale, &slug, &next);
    view! {
        <h3>{say!(locale, transfer_desk.desk.lacks, name = name)}</h3>
        <ul class="measure">{lacks}</ul>
    }
    .into_any()
}

/// What a move lacks, as lines of a list.
pub(super) fn lacks(locale: Locale, slug: &str, line: &MoveLine) -> AnyView {
    let lines = line.lacks.iter().map(|lack| {
        let (text, part) = words::lack(locale, lack);
        match part {
            Some(part) => {
                let address = paths::twinning_part(locale, slug, part.code());
                view! { <li><a href=address>{text}</a></li> }.into_any()
            }
            None => view! { <li>{text}</li> }.into_any(),
        }
    });
    lines.collect_view().into_any()
}

/// The ways to the forms, the plan and the events.
#[component]
fn Write(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let slug = value.slug.clone();
    let parts = value.parts.iter().map(|part| {
        let address = paths::twinning_part(locale, &slug, part.code());
        view! { <li><a href=address>{words::part(locale, *part)}</a></li> }
    });
    let parts = parts.collect_view();
    let events = value.may_edit.then(|| {
        let address = paths::twinning_events(locale, &slug);
        view! { <li><a href=address>{say!(locale, transfer_desk.events.title)}</a></li> }
    });
    let documents = value.may_edit.then(|| {
        let address = paths::twinning_documents(locale, &slug);
        view! { <li><a href=address>{say!(locale, transfer_desk.documents.title)}</a></li> }
    });
    let (steps, overdue) = value.steps;
    let plan = match (steps, value.progress) {
        (0, _) => say!(locale, transfer_desk.desk.no_plan).to_owned(),
        (_, percent) => say!(
            locale,
            transfer_desk.desk.plan_state,
            steps = steps,
            overdue = overdue,
            percent = percent.unwrap_or(100)
        ),
    };
    view! {
        <section class="writing-section" aria-labelledby="scrivere">
            <h2 id="scrivere">{say!(locale, transfer_desk.desk.write)}</h2>
            <ul>{parts} {events} {documents}</ul>
            <h3>{say!(locale, transfer_desk.plan.title)}</h3>
            <p>{plan}</p>
            <p><a href=paths::twinning_plan(locale, &slug)>{say!(locale, transfer_desk.plan.open)}</a></p>
        </section>
    }
}
