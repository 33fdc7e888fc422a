// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The second step of signing in: a code from the app, or a recovery code.

use leptos::prelude::*;

use super::sheet::{CarriedNotice, Onward, OnwardFields, Sheet, SignOutButton};
use super::words::{Fields, problem, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::render::{Asked, Refused, asked};

const APP: Fields = &[("code", "codice")];
const RECOVERY: Fields = &[("code", "recupero")];

/// What the hidden field `way` says of a recovery code.
const BY_RECOVERY: &str = "recovery";

/// The code that completes signing in.
#[component]
pub fn CodePage() -> impl IntoView {
    let asked = asked();
    let refused = use_context::<Refused>();
    let onward = Onward::read(&asked.here, refused.as_ref());
    if asked.here.wants_code {
        return forms(&asked, refused.unwrap_or_default(), onward);
    }
    view! { <First/> }.into_any()
}

/// Nobody is between the two steps: the first has to come first.
#[component]
fn First() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet heading=say!(locale, sign_in.code.first_title)>
            <p class="lead measure">{say!(locale, sign_in.code.first_text)}</p>
            <p><a class="btn btn-primary" href=paths::sign_in(locale)>{say!(locale, sign_in.code.first_link)}</a></p>
        </Sheet>
    }
}

fn forms(asked: &Asked, refused: Refused, onward: Onward) -> AnyView {
    let locale = asked.here.locale;
    let by_recovery = refused.value("way") == BY_RECOVERY;
    let (app, recovery) = if by_recovery { (Refused::default(), refused) } else { (refused, Refused::default()) };
    let problems = match by_recovery {
        true => recovery_problem(asked, &recovery).map(|words| ("recupero", words)).into_iter().collect(),
        false => wrong(locale, &app, APP),
    };
    view! {
        <Sheet heading=say!(locale, sign_in.code.title) failed=say!(locale, sign_in.code.failed) wrong=problems>
            <CarriedNotice carried=onward.carried.is_some() words=say!(locale, sign_in.carried_code)/>
            <p class="lead measure">{say!(locale, sign_in.code.lead)}</p>
            <AppForm refused=app onward=onward.clone()/>
            <RecoveryForm refused=recovery onward open=by_recovery/>
            <SignOutButton words=say!(locale, sign_in.code.stop)/>
        </Sheet>
    }
    .into_any()
}

/// What is wrong with a recovery code: the words differ from those for the app's code.
fn recovery_problem(asked: &Asked, refused: &Refused) -> Option<&'static str> {
    let locale = asked.here.locale;
    match refused.problem("code") {
        Some("wrong") => Some(say!(locale, sign_in.wrong.recovery_wrong)),
        _ => wrong(locale, refused, RECOVERY).first().map(|(_, words)| *words),
    }
}

#[component]
fn AppForm(refused: Refused, onward: Onward) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "codice",
        label: say!(locale, sign_in.code.code),
        help: Some(say!(locale, sign_in.code.code_help)),
        problem: problem(locale, &refused, "form").or_else(|| problem(locale, &refused, "code")),
    };
    // Room for a space in the middle, as apps show it.
    let line = Line { name: "code", kind: "text", autocomplete: "one-time-code", longest: 16 };
    view! {
        <form class="measure code-form" action=paths::sign_in_code(locale) method="post" novalidate>
            <OnwardFields onward/>
            <input r#type="hidden" name="way" value="app"/>
            <LineField words line value=String::new() inputmode="numeric"/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, sign_in.code.send)}</button>
        </form>
    }
}

/// A form of its own: recovery codes have letters, for which a phone has to show its whole keyboard.
#[component]
fn RecoveryForm(refused: Refused, onward: Onward, open: bool) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let words = FieldWords {
        id: "recupero",
        label: say!(locale, sign_in.code.recovery_code),
        help: Some(say!(locale, sign_in.code.recovery_text)),
        problem: recovery_problem(&asked, &refused),
    };
    let line = Line { name: "code", kind: "text", autocomplete: "off", longest: 40 };
    view! {
        <details class="recovery measure" open=open>
            <summary>{say!(locale, sign_in.code.recovery)}</summary>
            <form action=paths::sign_in_code(locale) method="post" novalidate>
                <OnwardFields onward/>
                <input r#type="hidden" name="way" value=BY_RECOVERY/>
                <LineField words line value=String::new()/>
                <button class="btn btn-outline-primary" r#type="submit">{say!(locale, sign_in.code.recovery_send)}</button>
            </form>
        </details>
    }
}
