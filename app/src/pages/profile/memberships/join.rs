// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking to act for another organisation.

use domain::Locale;
use domain::member::OrganisationRole;
use leptos::prelude::*;
use portal::people::OrganisationChoice;

use super::super::form::{Form, Wrong, general};
use super::super::frame::OwnForm;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, RadioFields};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// The longest name of an organisation that the page offers room for, in characters.
const NAME_ROOM: u16 = 300;
/// The longest message that the page offers room for, in characters.
const NOTE_ROOM: u32 = 500;

/// The form, as the request left it.
pub fn form(locale: Locale) -> Form {
    Form::of("join", locale, words)
}

/// What is wrong with it: where there are several organisations to choose from, the problem leads to them.
pub fn wrong(form: &Form, candidates: &[OrganisationChoice]) -> Wrong {
    let organisation = if candidates.is_empty() { "ente" } else { "quale-ente" };
    form.wrong(&[("form", "aggiungi"), ("organisation", organisation), ("role", "ruolo"), ("note", "messaggio")])
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("organisation", "missing") => say!(locale, profile.memberships.join.problem.missing),
        ("organisation", "unknown") => say!(locale, profile.memberships.join.problem.unknown),
        ("organisation", "ambiguous") => say!(locale, profile.memberships.join.problem.ambiguous),
        ("organisation", "taken") => say!(locale, profile.memberships.join.problem.taken),
        ("role", _) => say!(locale, profile.memberships.join.problem.role),
        ("note", _) => say!(locale, profile.memberships.join.problem.note),
        _ => general(locale, field, key),
    }
}

/// The form.
#[component]
pub fn Join(
    /// Names to offer while typing.
    names: Vec<String>,
    /// The organisations that fit what was typed, where it fits several.
    candidates: Vec<OrganisationChoice>,
    /// What was sent before.
    form: Form,
) -> impl IntoView {
    let locale = asked().here.locale;
    let problem = form.problem("organisation");
    let words = FieldWords {
        id: "ente",
        label: say!(locale, profile.memberships.join.organisation),
        help: Some(say!(locale, profile.memberships.join.organisation_help)),
        problem: problem.filter(|_| candidates.is_empty()),
    };
    let line = Line { name: "organisation", kind: "text", autocomplete: "off", longest: NAME_ROOM };
    let typed = form.value("organisation", "");
    let which = (!candidates.is_empty()).then(|| {
        let chosen = form.value("organisation_uid", "");
        view! { <Which candidates problem chosen/> }
    });
    view! {
        <section class="profile-section" aria-labelledby="aggiungi-titolo">
            <h2 id="aggiungi-titolo">{say!(locale, profile.memberships.join.heading)}</h2>
            <p class="measure">{say!(locale, profile.memberships.join.next)}</p>
            <OwnForm id="aggiungi" action="join">
                <LineField words line value=typed offers=names/>
                {which}
                <Role form=form.clone()/>
                <Note form/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, profile.memberships.join.send)}</button>
            </OwnForm>
        </section>
    }
}

#[component]
fn Which(candidates: Vec<OrganisationChoice>, problem: Option<&'static str>, chosen: String) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "quale-ente",
        label: say!(locale, profile.memberships.join.which),
        help: Some(say!(locale, profile.memberships.join.which_help)),
        problem,
    };
    let choices = candidates.into_iter().map(|one| {
        let place = if one.place.is_empty() { String::new() } else { format!(" ({})", one.place) };
        Choice::new(one.uid, one.name + &place)
    });
    view! { <RadioFields words name="organisation_uid" choices=choices.collect() chosen/> }
}

#[component]
fn Role(form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "ruolo",
        label: say!(locale, profile.memberships.join.role),
        help: None,
        problem: form.problem("role"),
    };
    let choices = OrganisationRole::ALL.iter().map(|role| {
        let meaning = match role {
            OrganisationRole::Contributor => say!(locale, profile.memberships.join.contributor),
            OrganisationRole::Editor => say!(locale, profile.memberships.join.editor),
            OrganisationRole::Representative => say!(locale, profile.memberships.join.representative),
        };
        Choice::new(role.code(), role.name(locale)).with_help(meaning)
    });
    let chosen = form.value("role", OrganisationRole::Contributor.code());
    view! { <RadioFields words name="role" choices=choices.collect() chosen/> }
}

#[component]
fn Note(form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "messaggio",
        label: say!(locale, profile.memberships.join.note),
        help: Some(say!(locale, profile.memberships.join.note_help)),
        problem: form.problem("note"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let value = form.value("note", "");
    view! {
        <Field words>
            <TextArea id="messaggio" name="note" value rows=3 maxlength=NOTE_ROOM described_by invalid/>
        </Field>
    }
}
