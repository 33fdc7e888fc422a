// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Beginning a thread: about something, or free. While one writes, similar threads are shown.

use domain::Locale;
use domain::thread::ThreadKind;
use domain::thread::writing::BODY_MIN;
use leptos::prelude::*;
use portal::talking::{BeginPage as Value, Place, WrittenIn, about_of};

use super::comfort::Comfort;
use super::people::people;
use super::reply::kept;
use super::sheet::{Sheet, Step};
use super::vanished::failed_with_text;
use super::{crumb, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::forms::{Choice, FieldWords, RadioFields};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::threads::{ThreadListLine, place};
use crate::ssr::render::{Here, Refused, asked};

/// The form of a new thread.
#[component]
pub fn BeginPage() -> impl IntoView {
    let asked = asked();
    let refused = use_context::<Refused>();
    let about = about(&asked.here, refused.as_ref());
    Suspend::new(async move {
        let known = about_of(&about);
        let value = match asked.portal.begin_thread_page(&asked.here.viewer, known.as_ref()).await {
            Ok(value) => value,
            Err(error) => return failed_with_text(&asked, refused.as_ref(), &error),
        };
        match Sheet::of(&asked, refused.clone(), &WrittenIn::New(about)).await {
            Ok(sheet) => shown(&asked.here, &value, &sheet),
            Err(error) => failed_with_text(&asked, refused.as_ref(), &error),
        }
    })
}

/// What it is about: the address says it, and a form that was refused too.
fn about(here: &Here, refused: Option<&Refused>) -> String {
    let typed = refused.map(|refused| refused.value("about")).filter(|about| !about.is_empty());
    typed.or_else(|| here.parameter("su")).unwrap_or_default()
}

fn shown(here: &Here, value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let wrong = words::wrong(locale, sheet.refused.as_ref());
    let lead = match &value.place {
        Place::Free => view! { {say!(locale, threads.begin_form.free)} }.into_any(),
        about => view! { {say!(locale, threads.begin_form.lead)} " " {place(locale, about)} }.into_any(),
    };
    let body = match value.silent_until {
        Some(until) => {
            let time = numbers::time(locale, until.as_second());
            let text = kept(locale, sheet.value("body", ""));
            view! { <p class="measure">{say!(locale, threads.reply.silent, time = time)}</p> {text} }.into_any()
        }
        None => form(here, value, sheet),
    };
    view! {
        <DeskFrame title=say!(locale, threads.begin).to_owned() trail=vec![crumb(locale)] done=None wrong>
            <p class="lead measure">{lead}</p>
            {body}
        </DeskFrame>
    }
    .into_any()
}

fn form(here: &Here, value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let (label, help) = (say!(locale, threads.begin_form.body), say!(locale, threads.begin_form.body_help));
    let text = sheet.text_field(label, help, "");
    let about = value.about.as_ref().map(paths::thread_place).unwrap_or_default();
    view! {
        <form
            class="measure" action=paths::begin_thread(locale, value.about.as_ref()) method="post" novalidate
            data-wakes="island"
        >
            <input r#type="hidden" name="key" value=sheet.key(&value.key)/>
            <input r#type="hidden" name="about" value=about.clone()/>
            {seen(value, sheet)}
            {sheet.title_field("")}
            <button class="btn btn-outline-primary btn-sm mb-3" r#type="submit" name="action" value="similar">
                {say!(locale, threads.begin_form.similar)}
            </button>
            {similar(sheet)}
            {kind(here, value, sheet)}
            {text}
            {people(sheet)}
            {readers(value, sheet)}
            {writers(value, sheet)}
            {sheet.buttons("begin", say!(locale, threads.begin_form.send))}
            <Comfort within=format!("su={about}") shortest=BODY_MIN/>
        </form>
    }
    .into_any()
}

/// Who reads what is written in the community for all: as the author saw it first, however often the form comes back.
fn seen(value: &Value, sheet: &Sheet) -> Option<AnyView> {
    let now = value.seen?.code();
    let first = sheet.value("seen", now);
    let seen = if first.is_empty() { now.to_owned() } else { first };
    Some(view! { <input r#type="hidden" name="seen" value=seen/> }.into_any())
}

/// Threads in which that may have been discussed already.
fn similar(sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    if sheet.step != Step::Similar {
        return ().into_any();
    }
    if sheet.similar.is_empty() {
        return view! { <p role="status">{say!(locale, threads.begin_form.similar_none)}</p> }.into_any();
    }
    let lines = sheet.similar.iter().cloned().map(|line| view! { <ThreadListLine line/> }).collect_view();
    view! {
        <section aria-labelledby="simili">
            <h2 class="h4" id="simili">{say!(locale, threads.begin_form.similar_heading)}</h2>
            <ol class="results">{lines}</ol>
        </section>
    }
    .into_any()
}

/// What it is: what was typed, what the address asks for, a discussion.
fn kind(here: &Here, value: &Value, sheet: &Sheet) -> impl IntoView + use<> {
    let locale = sheet.locale;
    let asked = here.parameter("tipo").and_then(|code| ThreadKind::from_code(&code));
    let standing = asked.filter(|kind| value.kinds.contains(kind)).unwrap_or(ThreadKind::General);
    let choices: Vec<Choice> = value.kinds.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    let words = FieldWords {
        id: "tipo",
        label: say!(locale, threads.begin_form.kind),
        help: None,
        problem: sheet.problem(&["kind"]),
    };
    view! { <RadioFields words name="kind" choices chosen=sheet.value("kind", standing.code())/> }
}

/// For whom it is; one way is no choice.
fn readers(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let choices: Vec<Choice> =
        value.audiences.iter().map(|one| Choice::new(one.code(), words::audience(locale, *one))).collect();
    choice(locale, "audience", say!(locale, threads.begin_form.audience), choices, sheet)
}

/// Who writes in it.
fn writers(value: &Value, sheet: &Sheet) -> AnyView {
    let locale = sheet.locale;
    let choices: Vec<Choice> = value.writers.iter().map(|one| Choice::new(one.code(), one.name(locale))).collect();
    choice(locale, "writers", say!(locale, threads.begin_form.writers), choices, sheet)
}

fn choice(locale: Locale, name: &'static str, label: &'static str, choices: Vec<Choice>, sheet: &Sheet) -> AnyView {
    let first = choices.first().map(|one| one.value.clone()).unwrap_or_default();
    if let [only] = choices.as_slice() {
        let (value, words) = (only.value.clone(), only.label.clone());
        return view! {
            <p>{label} ": " {words}</p>
            <input r#type="hidden" name=name value=value/>
        }
        .into_any();
    }
    let problem = sheet.refused.as_ref().and_then(|refused| refused.problem(name));
    let problem = problem.map(|key| words::field(locale, name, key));
    let words = FieldWords { id: words::id(name), label, help: None, problem };
    view! { <RadioFields words name choices chosen=sheet.value(name, &first)/> }.into_any()
}
