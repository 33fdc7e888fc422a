// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The remarks by field, the note, and the buttons of the decision: one form.

use domain::Locale;
use domain::practice::writing::{FIELDS, Move};
use leptos::prelude::*;
use portal::writing::PracticeDesk;

use super::super::{faults, states, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::guide::{Around, Framed};
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// How many remarks there is room for.
const ROWS: usize = 12;
/// How many of them are seen at first.
const FIRST: usize = 3;

/// The form of the decision.
#[component]
pub fn Decide(
    /// The practice.
    desk: PracticeDesk,
    /// The decisions that can be made now.
    moves: Vec<Move>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| Move::from_code(&refused.value("action")).is_some());
    let remarks = moves.contains(&Move::RequestChanges).then(|| view! { <RemarkRows refused=refused.clone()/> });
    let buttons = moves.iter().map(|step| {
        view! {
            <button class=class(*step) r#type="submit" name="action" value=step.code()>
                {states::button(locale, *step)}
            </button>
        }
    });
    let buttons = buttons.collect_view();
    let meanings = moves.iter().map(|step| {
        view! { <li><strong>{states::button(locale, *step)}</strong> ": " {states::meaning(locale, *step)}</li> }
    });
    let meanings = meanings.collect_view();
    view! {
        <form class="guided-form" action=paths::review(locale, &desk.uid) method="post" novalidate>
            <input r#type="hidden" name="version" value=desk.version.to_string()/>
            {remarks}
            <Note refused/>
            <ul class="measure">{meanings}</ul>
            <div class="button-row guided-buttons">{buttons}</div>
        </form>
    }
}

fn class(step: Move) -> &'static str {
    match step {
        Move::Publish | Move::Keep => "btn btn-primary",
        Move::Reject | Move::Archive => "btn btn-outline-danger",
        _ => "btn btn-outline-primary",
    }
}

/// The fields that a remark can be about; the whole first.
fn subjects(locale: Locale) -> Vec<Choice> {
    let whole = Choice::new("form", say!(locale, writing.whole));
    let fields = FIELDS.iter().map(|field| Choice::new(field.name, words::label(locale, field.name)));
    std::iter::once(whole).chain(fields).collect()
}

/// Room for remarks: each of a field, in a list, and a text.
#[component]
fn RemarkRows(refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let typed = |name: &str| -> Vec<String> {
        let pairs = refused.iter().flat_map(|refused| &refused.typed);
        pairs.filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect()
    };
    let (fields, texts) = (typed("remark_field"), typed("remark_text"));
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let row = |place: usize| {
        let (field, text) = (at(&fields, place), at(&texts, place));
        view! { <RemarkRow number=place + 1 field text/> }
    };
    let first = (0..FIRST).map(row).collect_view();
    let open = texts.iter().skip(FIRST).any(|text| !text.trim().is_empty());
    let more = (FIRST..ROWS).map(row).collect_view();
    view! {
        <h3>{say!(locale, writing.review.remarks)}</h3>
        <p class="form-text measure">{say!(locale, writing.review.remarks_help)}</p>
        {first}
        <details class="disclosed" open=open>
            <summary>{say!(locale, writing.decide.more)}</summary>
            <div class="disclosed-body">{more}</div>
        </details>
    }
}

#[component]
fn RemarkRow(number: usize, field: String, text: String) -> impl IntoView {
    let locale = asked().here.locale;
    let (field_id, text_id) = (format!("campo-{number}"), format!("osservazione-{number}"));
    let options = subjects(locale).into_iter().map(|choice| {
        let selected = choice.value == field;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    });
    let options = options.collect_view();
    view! {
        <fieldset class="row-entry">
            <legend>{say!(locale, writing.review.remark, number = number)}</legend>
            <div class="form-field">
                <label for=field_id.clone()>{say!(locale, writing.review.subject)}</label>
                <select class="form-control" id=field_id name="remark_field">{options}</select>
            </div>
            <div class="form-field">
                <label for=text_id.clone()>{say!(locale, writing.review.what_to_change)}</label>
                <TextArea id=text_id name="remark_text" value=text rows=3/>
            </div>
        </fieldset>
    }
}

/// The note to the authors: needed for every decision but publishing.
#[component]
fn Note(refused: Option<Refused>) -> impl IntoView {
    let locale = asked().here.locale;
    let key = refused.as_ref().and_then(|refused| refused.problem("note"));
    let around = Around {
        id: words::id("note").to_owned(),
        label: say!(locale, writing.review.note).to_owned(),
        help: say!(locale, writing.review.note_help).to_owned(),
        problem: key.map(|key| faults::refused(locale, "note", key)),
        ..Around::default()
    };
    let (id, invalid) = (around.id.clone(), around.problem.is_some());
    let described_by = around.described_by().unwrap_or_default();
    let value = refused.map(|refused| refused.value("note")).unwrap_or_default();
    view! {
        <Framed around>
            <TextArea id name="note" value rows=5 described_by invalid/>
        </Framed>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_can_be_about_the_whole_or_about_any_field() {
        let subjects = subjects(Locale::Italian);
        assert_eq!(subjects[0].value, "form");
        assert_eq!(subjects.len(), FIELDS.len() + 1);
        assert!(subjects[1..].iter().all(|choice| choice.label != subjects[0].label));
    }
}
