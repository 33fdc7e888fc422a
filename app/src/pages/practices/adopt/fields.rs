// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of an adoption.

use domain::Locale;
use domain::adoption::AdoptionState;
use leptos::prelude::*;
use portal::adopting::{ACT_MAX, Present};

use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::Refused;

/// The fields in the order of the form, each with its `id`.
pub const FIELDS: [(&str, &str); 8] = [
    ("organisation", "contenuto"),
    ("state", "stato"),
    ("year", "anno"),
    ("notes", "note"),
    ("act", "atto"),
    ("signed_on", "data-atto"),
    ("months", "mesi"),
    ("cost", "costo"),
];

/// What stands in the fields: what was typed, else the adoption as it is.
pub struct Filled {
    /// The adoption, where there is one.
    pub present: Option<Present>,
    /// The form as it was refused; empty where none was.
    pub refused: Refused,
}

impl Filled {
    fn value(&self, field: &str) -> String {
        if !self.refused.typed.is_empty() {
            return self.refused.value(field);
        }
        let Some(present) = &self.present else { return String::new() };
        let of_agreement = |place: usize| present.agreement.as_ref().map(|one| one[place].clone()).unwrap_or_default();
        match field {
            "state" => present.state.code().to_owned(),
            "year" => present.year.clone(),
            "notes" => present.notes.clone(),
            "act" => of_agreement(0),
            "signed_on" => of_agreement(1),
            "months" => of_agreement(2),
            "cost" => of_agreement(3),
            _ => String::new(),
        }
    }

    fn problem(&self, locale: Locale, field: &str) -> Option<&'static str> {
        self.refused.problem(field).map(|key| words(locale, field, key))
    }
}

/// How far it has come.
pub fn state_field(locale: Locale, filled: &Filled) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "stato",
        label: say!(locale, depth.adopt.state),
        help: Some(say!(locale, depth.adopt.state_help)),
        problem: filled.problem(locale, "state"),
    };
    let choices = state_choices(locale);
    view! { <SelectField words=field name="state" choices chosen=filled.value("state")/> }
}

/// The states, with an empty choice before them.
pub fn state_choices(locale: Locale) -> Vec<Choice> {
    let none = Choice::new("", say!(locale, writing.choose));
    let states = AdoptionState::ALL.iter().map(|state| Choice::new(state.code(), state.name(locale)));
    std::iter::once(none).chain(states).collect()
}

/// The year in which it began.
pub fn year_field(locale: Locale, filled: &Filled) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "anno",
        label: say!(locale, depth.adopt.year),
        help: Some(say!(locale, depth.adopt.year_help)),
        problem: filled.problem(locale, "year"),
    };
    let line = Line { name: "year", kind: "text", autocomplete: "off", longest: 4 };
    view! { <LineField words=field line value=filled.value("year") inputmode="numeric"/> }
}

/// What was changed, or why it was given up.
pub fn notes_field(locale: Locale, filled: &Filled) -> impl IntoView + use<> {
    let field = FieldWords {
        id: "note",
        label: say!(locale, depth.adopt.notes),
        help: Some(say!(locale, depth.adopt.notes_help)),
        problem: filled.problem(locale, "notes"),
    };
    let (described_by, invalid) = (field.described_by().unwrap_or_default(), field.problem.is_some());
    let value = filled.value("notes");
    view! {
        <Field words=field>
            <TextArea id="note" name="notes" value=value rows=6 described_by=described_by invalid=invalid/>
        </Field>
    }
}

/// The agreement, which may be left out.
pub fn agreement_fields(locale: Locale, filled: &Filled) -> impl IntoView + use<> {
    let one = |id, name, label, help, longest| {
        let field = FieldWords { id, label, help, problem: filled.problem(locale, name) };
        let line = Line { name, kind: "text", autocomplete: "off", longest };
        view! { <LineField words=field line value=filled.value(name)/> }
    };
    let act =
        one("atto", "act", say!(locale, depth.adopt.act), Some(say!(locale, depth.adopt.act_help)), ACT_MAX as u16);
    let signed = one(
        "data-atto",
        "signed_on",
        say!(locale, depth.adopt.signed_on),
        Some(say!(locale, depth.adopt.signed_on_help)),
        10,
    );
    let months = one("mesi", "months", say!(locale, depth.adopt.months), None, 4);
    let cost = one("costo", "cost", say!(locale, depth.adopt.cost), Some(say!(locale, depth.adopt.cost_help)), 15);
    view! {
        <fieldset class="row-entry">
            <legend>{say!(locale, depth.adopt.agreement)}</legend>
            <p class="form-text">{say!(locale, depth.adopt.agreement_help)}</p>
            {act}
            {signed}
            {months}
            {cost}
        </fieldset>
    }
}

/// The words for what is wrong with a field.
pub fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("organisation", _) => say!(locale, depth.adopt.problem.organisation),
        ("adopter", "missing") => say!(locale, depth.adopt.problem.adopter_missing),
        ("adopter", "taken") => say!(locale, depth.adopt.problem.adopter_taken),
        ("adopter", "not_allowed") => say!(locale, depth.adopt.problem.adopter_owner),
        ("adopter", "ambiguous") => say!(locale, depth.adopt.problem.adopter_ambiguous),
        ("adopter", "too_long") => say!(locale, depth.adopt.problem.adopter_too_long),
        ("region", _) => say!(locale, depth.adopt.problem.region),
        ("adopter", _) => say!(locale, depth.adopt.problem.adopter_unknown),
        ("state", "invalid") => say!(locale, depth.adopt.problem.state_back),
        ("state", _) => say!(locale, depth.adopt.problem.state),
        ("year", _) => say!(locale, depth.adopt.problem.year),
        ("notes", "missing") => say!(locale, depth.adopt.problem.notes_missing),
        ("notes", _) => say!(locale, depth.adopt.problem.notes_too_long),
        ("act", "too_long") => say!(locale, depth.adopt.problem.act_too_long),
        ("act", _) => say!(locale, depth.adopt.problem.act),
        ("signed_on", _) => say!(locale, depth.adopt.problem.signed_on),
        ("months", _) => say!(locale, depth.adopt.problem.months),
        ("cost", _) => say!(locale, depth.adopt.problem.cost),
        ("form", "taken") => say!(locale, depth.adopt.problem.taken),
        ("form", "conflict") => say!(locale, depth.adopt.problem.conflict),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.gone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_before_what_is_kept() {
        let present = Present {
            state: AdoptionState::Pilot,
            year: "2021".to_owned(),
            notes: String::new(),
            agreement: Some(["Delibera", "07/2022", "60", "0"].map(str::to_owned)),
            confirmed: true,
        };
        let mut filled = Filled { present: Some(present), refused: Refused::default() };
        assert_eq!([filled.value("state"), filled.value("months")], ["pilot", "60"]);
        filled.refused.typed = vec![("state".to_owned(), "adopted".to_owned())];
        assert_eq!([filled.value("state"), filled.value("months")], ["adopted", ""]);
    }
}
