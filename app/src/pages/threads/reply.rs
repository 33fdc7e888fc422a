// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form for the next post of a thread, or why there is none. What was typed stays, whatever becomes of the thread.

use domain::Locale;
use domain::policy::ThreadState;
use domain::post::{BODY_MIN, quote};
use domain::practice::Audience;
use leptos::prelude::*;
use portal::talking::{Answering, Replying, ThreadPage, Writer};

use super::comfort::Comfort;
use super::people::people;
use super::sheet::Sheet;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords};
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::Here;

/// Who wrote something, by name where the reader may know it.
pub(super) fn name(locale: Locale, writer: &Writer) -> String {
    writer.name.clone().unwrap_or_else(|| say!(locale, threads.read.unknown).to_owned())
}

/// The form, or why there is none.
pub(super) fn reply(here: &Here, value: &ThreadPage, sheet: &Sheet) -> AnyView {
    let locale = here.locale;
    let body = match &value.replying {
        Replying::Yes => form(here, value, sheet),
        Replying::SignInFirst => {
            // Back to this very place, with the post that is being answered (AC-003-13).
            let address = paths::sign_in_for(locale, &here.in_locale(locale));
            view! {
                <p class="measure">{say!(locale, threads.reply.sign_in)}</p>
                <p><a class="btn btn-primary" href=address>{say!(locale, common.sign_in)}</a></p>
            }
            .into_any()
        }
        Replying::Stands(state) => view! { <p class="measure">{stands(locale, *state)}</p> }.into_any(),
        Replying::Gone => view! { <p class="measure">{say!(locale, threads.state.gone)}</p> }.into_any(),
        Replying::Within => view! { <p class="measure">{say!(locale, threads.reply.within)}</p> }.into_any(),
        Replying::SilentUntil(until) => {
            let time = numbers::time(locale, until.as_second());
            view! { <p class="measure">{say!(locale, threads.reply.silent, time = time)}</p> }.into_any()
        }
    };
    let kept = (value.replying != Replying::Yes).then(|| kept(locale, sheet.value("body", ""))).flatten();
    view! {
        <section class="no-print" aria-labelledby="rispondi">
            <h2 id="rispondi">{say!(locale, threads.reply.heading)}</h2>
            {body}
            {kept}
        </section>
    }
    .into_any()
}

/// Why a thread takes no words.
pub(super) fn stands(locale: Locale, state: ThreadState) -> &'static str {
    match state {
        ThreadState::Locked => say!(locale, threads.state.locked),
        ThreadState::Merged => say!(locale, threads.state.merged),
        ThreadState::Open | ThreadState::Closed => say!(locale, threads.state.closed),
    }
}

/// A text that was not sent, to be copied; nothing where there is none.
pub(super) fn kept(locale: Locale, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| {
        let help = Some(say!(locale, threads.reply.kept_help));
        let words = FieldWords { id: "testo", label: say!(locale, threads.reply.kept), help, problem: None };
        let described_by = words.described_by().unwrap_or_default();
        view! {
            <Field words>
                <TextArea id="testo" name="body" value=text rows=8 described_by=described_by/>
            </Field>
        }
        .into_any()
    })
}

fn form(here: &Here, value: &ThreadPage, sheet: &Sheet) -> AnyView {
    let locale = here.locale;
    let action = paths::thread_page(locale, &value.line.address, value.page);
    let answering = value.answering.clone().map(|one| answering(locale, value, &one));
    let standing = match &value.answering {
        Some(one) if here.parameter("cita").is_some() => quoted(locale, one),
        _ => String::new(),
    };
    let text = sheet.text_field(say!(locale, threads.reply.text), say!(locale, threads.reply.text_help), &standing);
    let key = sheet.key(&value.key);
    let within = format!("thread={}", value.line.uid);
    // Before anything is written: what is said to each other now is read by others later.
    let opens = value.opens_to.map(|audience| match audience {
        Audience::Public => say!(locale, threads.reply.opens_public),
        Audience::Members | Audience::Community | Audience::Parties => say!(locale, threads.reply.opens_members),
    });
    let opens = opens.map(|words| view! { <p class="thread-note">{words}</p> });
    view! {
        <form class="measure" action=action method="post" novalidate data-wakes="island">
            <input r#type="hidden" name="key" value=key/>
            {answering}
            {opens}
            {text}
            {people(sheet)}
            {sheet.buttons("reply", say!(locale, threads.reply.send))}
            <Comfort within shortest=BODY_MIN/>
        </form>
    }
    .into_any()
}

/// Whom the post answers, and the way to answer the thread as a whole.
fn answering(locale: Locale, value: &ThreadPage, one: &Answering) -> impl IntoView + use<> {
    let words = say!(locale, threads.reply.answering, position = one.position, name = name(locale, &one.writer));
    let plain = format!("{}#rispondi", paths::thread_page(locale, &value.line.address, value.page));
    view! {
        <input r#type="hidden" name="answers" value=one.position.to_string()/>
        <p class="thread-answering">
            {words} " " <a href=plain>{say!(locale, threads.reply.not_answering)}</a>
        </p>
    }
}

/// The words that are answered, as the beginning of the answer.
fn quoted(locale: Locale, one: &Answering) -> String {
    let place = say!(locale, threads.reply.quoted, position = one.position);
    quote(&place, &one.body)
}

/// The position of the post that is being answered: what the form sent, or what the address asks for.
pub(super) fn wanted_answer(sent: Option<String>, here: &Here) -> Option<u32> {
    let asked = sent.or_else(|| here.parameter("risponde"));
    asked.and_then(|position| position.parse().ok())
}
