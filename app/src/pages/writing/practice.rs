// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of one practice: where it stands, what it lacks, who writes it, what was done to it.

mod adoptions;
mod authors;
mod history;
mod moves;
mod readers;

use domain::phase::Phase;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::writing::PracticeDesk as Value;

use super::checklist::{Checklist, Leads, Remarks};
use super::frame::{Frame, Outcome, desk_crumb, foreign};
use super::guide::Steps;
use super::invitations::Inviting;
use super::{states, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::phase::PhaseBadge;
use crate::ssr::parts::testimonial::TestimonialsOnDesk;
use crate::ssr::render::asked;
use adoptions::Declare;
use authors::Authors;
use history::History;
use moves::Moves;
use readers::Readers;

pub use history::version_name;

/// The desk of one practice.
#[component]
pub fn PracticeDeskPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.practice_desk(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(value) => view! { <PracticeDesk value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn PracticeDesk(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let writing = value.may_edit.then(|| view! { <Writing value=value.clone()/> });
    let declare = value.may_declare.then(|| view! { <Declare uid=value.uid.clone() declared=value.declared.clone()/> });
    let readers = value.readers.clone().map(|numbers| view! { <Readers numbers/> });
    let note = value.remarks_note.clone();
    let note = note.map(|note| view! { <blockquote class="request-note measure" dir="auto">{note}</blockquote> });
    let remarks = (!value.remarks.is_empty() || note.is_some()).then(|| {
        let leads = if value.may_edit { Leads::ToField(value.uid.clone()) } else { Leads::Nowhere };
        view! {
            <section class="writing-section" aria-labelledby="osservazioni">
                <h2 id="osservazioni">{say!(locale, writing.practice.remarks)}</h2>
                {note}
                <Remarks remarks=value.remarks.clone() leads/>
            </section>
        }
    });
    view! {
        <Frame title=value.title.clone() trail=vec![desk_crumb(locale)] outcome=Outcome::here()>
            <Standing value=value.clone()/>
            {remarks}
            {writing}
            <Moves value=value.clone()/>
            <TestimonialsOnDesk
                desk=paths::practice_desk(locale, &value.uid)
                about=value.uid.clone()
                lines=value.testimonials.clone()
                lang=foreign(value.language, locale)
            />
            {declare}
            <Lifecycle phase=value.phase next=value.next_phase.clone()/>
            {readers}
            <Authors value=value.clone()/>
            <Inviting value=value.clone()/>
            <History uid=value.uid history=value.history/>
        </Frame>
    }
}

/// Where it stands, whose it is, and the ways to the page that readers see.
#[component]
fn Standing(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let row = |name: &'static str, text: String| view! { <div><dt>{name}</dt><dd><bdi>{text}</bdi></dd></div> };
    let none = || say!(locale, writing.practice.nobody).to_owned();
    let reviewer = value.reviewer.clone().map(|name| row(say!(locale, writing.practice.reviewer), name));
    let revision_of = value.revision_of.clone().map(|(slug, title)| {
        let address = paths::practice(locale, &slug);
        let lang = foreign(value.language, locale);
        view! {
            <p>{say!(locale, writing.practice.revision_of)} " " <a href=address lang=lang>{title}</a></p>
        }
    });
    let revision = value.revision.clone().map(|uid| {
        let address = paths::practice_desk(locale, &uid);
        view! { <p><a href=address>{say!(locale, writing.practice.present_revision)}</a></p> }
    });
    let read = if value.stage.is_in_library() {
        say!(locale, writing.practice.read)
    } else {
        say!(locale, writing.send.preview_link)
    };
    view! {
        <p class="lead measure">{states::where_it_stands(locale, value.stage)}</p>
        <dl class="facts account-facts">
            {row(say!(locale, writing.practice.stage), value.stage.name(locale).to_owned())}
            {row(say!(locale, writing.practice.owner), value.owner.clone().unwrap_or_else(none))}
            {reviewer}
            {row(say!(locale, writing.practice.changed), numbers::time(locale, value.updated_at))}
        </dl>
        {revision_of}
        {revision}
        <p><a href=paths::practice(locale, &value.slug)>{read}</a></p>
    }
}

/// The steps, and what is still lacking.
#[component]
fn Writing(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <section class="writing-section" aria-labelledby="scrivere">
            <h2 id="scrivere">{say!(locale, writing.practice.write)}</h2>
            <Steps uid=value.uid.clone() present=None lacks=value.lacks.clone()/>
            <h3 class="mt-4">{say!(locale, writing.checklist.title)}</h3>
            <Checklist uid=value.uid lacks=value.lacks/>
        </section>
    }
}

/// The phase, and what the next one asks for.
#[component]
fn Lifecycle(phase: Phase, next: Option<(Phase, Vec<&'static str>)>) -> impl IntoView {
    let locale = asked().here.locale;
    let next = next.map(|(phase, wanted)| {
        let name = phase.name(locale);
        let wanted: Vec<_> =
            wanted.into_iter().map(|field| view! { <li>{words::wanted_for(locale, phase, field)}</li> }).collect();
        view! {
            <p>{say!(locale, writing.practice.next_phase, name = name)}</p>
            <ul>{wanted}</ul>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="fase">
            <h2 id="fase">{say!(locale, writing.practice.phase)}</h2>
            <p><PhaseBadge phase/></p>
            {next}
        </section>
    }
}
