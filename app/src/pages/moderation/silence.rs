// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Keeping an author from writing for some days, and letting the author write again.

use domain::Locale;
use leptos::prelude::*;
use portal::moderating::{Reach, SilenceLine, SubjectPage as Value};

use super::decide::NoteField;
use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, FieldWords, Line, LineField, RadioFields};
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};

/// The silences that last, and the form for a new one.
#[component]
pub(super) fn SilenceBox(value: Value, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let own = refused.value("action") == "silence";
    let refused = if own { refused } else { Refused::default() };
    let address = paths::moderate(locale, &value.subject);
    let lasting = value.silences.iter().map(|one| line(locale, &address, one)).collect_view();
    let lasting = (!value.silences.is_empty()).then(|| view! { <ul class="measure">{lasting}</ul> });
    let any = !value.reaches.is_empty() || !value.silences.is_empty();
    let form = (!value.reaches.is_empty()).then(|| {
        view! { <Form address=address.clone() reaches=value.reaches.clone() refused/> }
    });
    any.then(|| {
        view! {
            <section aria-labelledby="silenzio">
                <h2 id="silenzio">{say!(locale, moderation.silence.title)}</h2>
                {lasting}
                {form}
            </section>
        }
    })
}

#[component]
fn Form(address: String, reaches: Vec<Reach>, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let open = !refused.problems.is_empty();
    let problem = |field: &str| refused.problem(field).map(|key| words::field(locale, field, key));
    let choices = reaches.iter().map(|reach| Choice::new(reach.code(), reach_name(locale, *reach))).collect();
    let only = if let [one] = reaches.as_slice() { one.code().to_owned() } else { refused.value("reach") };
    let reach =
        FieldWords { id: "dove", label: say!(locale, moderation.silence.reach), help: None, problem: problem("reach") };
    let days = FieldWords {
        id: "giorni",
        label: say!(locale, moderation.silence.days),
        help: Some(say!(locale, moderation.silence.days_help)),
        problem: problem("days"),
    };
    let line = Line { name: "days", kind: "text", autocomplete: "off", longest: 3 };
    view! {
        <details open=open>
            <summary>{say!(locale, moderation.silence.open)}</summary>
            <form class="measure" action=address method="post" novalidate>
                <LineField words=days line value=refused.value("days") inputmode="numeric"/>
                <RadioFields words=reach name="reach" choices chosen=only/>
                <NoteField id="nota-silenzio" refused=refused.clone()/>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="silence">
                    {say!(locale, moderation.silence.send)}
                </button>
            </form>
        </details>
    }
}

/// A silence that lasts, and its end for who may end it.
fn line(locale: Locale, address: &str, line: &SilenceLine) -> impl IntoView + use<> {
    let until = numbers::time(locale, line.until);
    let reason = line.reason.clone();
    let end = line.may_end.then(|| {
        view! {
            <form action=address.to_owned() method="post" novalidate>
                <input r#type="hidden" name="reach" value=line.reach.code()/>
                <button class="btn btn-outline-primary btn-sm" r#type="submit" name="action" value="end_silence">
                    {say!(locale, moderation.silence.end)}
                </button>
            </form>
        }
    });
    view! {
        <li>
            {reach_name(locale, line.reach)} " · " {say!(locale, moderation.silence.until)} " " {until} ": "
            <bdi>{reason}</bdi> {end}
        </li>
    }
}

fn reach_name(locale: Locale, reach: Reach) -> &'static str {
    match reach {
        Reach::Community => say!(locale, moderation.silence.community),
        Reach::Everywhere => say!(locale, moderation.silence.everywhere),
    }
}
