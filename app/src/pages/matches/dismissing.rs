// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking a match out of the lists, and putting it back.

use domain::Locale;
use domain::matching::DismissalReason;
use leptos::prelude::*;
use portal::matching::DismissedLine;

use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::Wrong;
use crate::ssr::parts::forms::{Choice, Problem, Select};
use crate::ssr::parts::matches::title;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};

/// What is wrong with the form that was refused. Its match stands on the page with the form open.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Vec::new() };
    let place = format!("{}-{}", refused.value("kind"), refused.value("other"));
    if refused.problem("reason").is_some() {
        return vec![(format!("motivo-{place}"), say!(locale, matching.dismiss.reason_problem).to_owned())];
    }
    if refused.problem("note").is_some() {
        return vec![(format!("nota-{place}"), say!(locale, matching.dismiss.note_problem).to_owned())];
    }
    vec![("contenuto".to_owned(), say!(locale, matching.dismiss.form_problem).to_owned())]
}

/// The form by which a match is taken out: open where it was refused.
#[component]
pub(super) fn Dismiss(
    /// What was matched: the code of its kind and its identifier.
    key: (&'static str, String),
    /// Where the form is sent.
    action: String,
    /// What was typed, where this form was refused.
    typed: Refused,
) -> impl IntoView {
    let locale = asked().here.locale;
    let (kind, other) = key;
    let place = format!("{kind}-{other}");
    let (reason, note) = (format!("motivo-{place}"), format!("nota-{place}"));
    let none = Choice::new("", say!(locale, matching.dismiss.choose));
    let reasons = DismissalReason::ALL.iter().map(|reason| Choice::new(reason.code(), reason.name(locale)));
    let choices = std::iter::once(none).chain(reasons).collect::<Vec<_>>();
    let reason_problem = typed.problem("reason").map(|_| say!(locale, matching.dismiss.reason_problem));
    let note_problem = typed.problem("note").map(|_| say!(locale, matching.dismiss.note_problem));
    let described = |id: &str, problem: Option<&'static str>| problem.map(|_| format!("{id}-problem"));
    let shown = |id: &str, problem: Option<&'static str>| {
        let id = format!("{id}-problem");
        problem.map(|problem| view! { <Problem id problem/> })
    };
    let (under_reason, under_note) = (shown(&reason, reason_problem), shown(&note, note_problem));
    let reason_described = described(&reason, reason_problem).unwrap_or_default();
    let note_described = format!("{note}-help {}", described(&note, note_problem).unwrap_or_default());
    view! {
        <details class="match-dismiss" open=!typed.typed.is_empty()>
            <summary>{say!(locale, matching.dismiss.open)}</summary>
            <p class="measure">{say!(locale, matching.dismiss.what)}</p>
            <form action=action method="post" novalidate>
                <input r#type="hidden" name="kind" value=kind/>
                <input r#type="hidden" name="other" value=other/>
                <div class="form-field">
                    <label for=reason.clone()>{say!(locale, matching.dismiss.reason)}</label>
                    <Select
                        id=reason
                        name="reason"
                        choices
                        chosen=typed.value("reason")
                        described_by=reason_described
                        invalid=reason_problem.is_some()
                    />
                    {under_reason}
                </div>
                <div class="form-field">
                    <label for=note.clone()>{say!(locale, matching.dismiss.note)}</label>
                    <p class="form-text" id=format!("{note}-help")>{say!(locale, matching.dismiss.note_help)}</p>
                    <input
                        class="form-control"
                        r#type="text"
                        id=note
                        name="note"
                        value=typed.value("note")
                        autocomplete="off"
                        aria-describedby=note_described.trim().to_owned()
                        aria-invalid=note_problem.map(|_| "true")
                    />
                    {under_note}
                </div>
                <button class="btn btn-outline-primary" r#type="submit" name="action" value="dismiss">
                    {say!(locale, matching.dismiss.send)}
                </button>
            </form>
        </details>
    }
}

/// The matches that were taken out, each with the way back.
#[component]
pub(super) fn Dismissed(
    /// The matches.
    lines: Vec<DismissedLine>,
    /// Where the forms are sent.
    action: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = lines.into_iter().map(|line| {
        let (kind, other) = line.matched.key();
        let (reason, date) = (within(line.reason.name(locale)), numbers::moment(locale, line.at));
        let why = say!(locale, matching.dismissed.why, reason = reason, date = date);
        let named = format!("{}: {}", say!(locale, matching.dismissed.restore), line.matched.title().text);
        view! {
            <li>
                <h3>{title(locale, &line.matched)}</h3>
                <p class="text-soft">{why}</p>
                {line.note.clone().map(|note| view! { <p>{note}</p> })}
                <form action=action.clone() method="post" novalidate>
                    <input r#type="hidden" name="kind" value=kind/>
                    <input r#type="hidden" name="other" value=other.to_owned()/>
                    <button
                        class="btn btn-outline-primary btn-sm"
                        r#type="submit"
                        name="action"
                        value="restore"
                        aria-label=named
                    >
                        {say!(locale, matching.dismissed.restore)}
                    </button>
                </form>
            </li>
        }
    });
    view! {
        <section class="writing-section" aria-labelledby="tolti">
            <h2 id="tolti">{say!(locale, matching.dismissed.title)}</h2>
            <ul class="desk-list">{lines.collect_view()}</ul>
        </section>
    }
}
