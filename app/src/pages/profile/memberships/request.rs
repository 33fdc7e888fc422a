// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking for an organisation that is not in the list.

use domain::Locale;
use domain::organisation::OrganisationKind;
use leptos::prelude::*;

use super::super::form::{Form, general};
use super::super::frame::{Disclosed, OwnForm};
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Choice, Field, FieldWords, Line, LineField, SelectField};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// The longest text that the page offers room for, in characters.
const NOTE_ROOM: u32 = 500;

/// The fields that may be wrong, in the order of the form, and their `id`s.
pub const FIELDS: &[(&str, &str)] = &[
    ("form", "chiedi-ente"),
    ("name", "denominazione"),
    ("kind", "tipo-di-ente"),
    ("website", "sito"),
    ("note", "altre-indicazioni"),
];

/// The form, as the request left it.
pub fn form(locale: Locale) -> Form {
    Form::of("request", locale, words)
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("name", "missing") => say!(locale, profile.memberships.request.problem.name_missing),
        ("name", "taken") => say!(locale, profile.memberships.request.problem.name_taken),
        ("name", _) => say!(locale, profile.memberships.request.problem.name_too_long),
        ("kind", _) => say!(locale, profile.memberships.request.problem.kind),
        ("website", _) => say!(locale, profile.memberships.request.problem.website),
        ("note", _) => say!(locale, profile.memberships.request.problem.note),
        ("form", "wait") => say!(locale, profile.memberships.request.problem.wait),
        _ => general(locale, field, key),
    }
}

/// The form, behind a disclosure.
#[component]
pub fn Request(
    /// What was sent before.
    form: Form,
) -> impl IntoView {
    let locale = asked().here.locale;
    let open = form.is_refused();
    view! {
        <section class="profile-section" aria-labelledby="non-in-elenco">
            <h2 id="non-in-elenco">{say!(locale, profile.memberships.request.heading)}</h2>
            <Disclosed summary=say!(locale, profile.memberships.request.open) open>
                <p class="measure">{say!(locale, profile.memberships.request.text)}</p>
                <OwnForm id="chiedi-ente" action="request">
                    <Fields form/>
                    <button class="btn btn-primary" r#type="submit">
                        {say!(locale, profile.memberships.request.send)}
                    </button>
                </OwnForm>
            </Disclosed>
        </section>
    }
}

/// The site's field is not called `website`: what stands in a field of that name was typed by a program.
#[component]
fn Fields(form: Form) -> impl IntoView {
    let locale = asked().here.locale;
    let name = FieldWords {
        id: "denominazione",
        label: say!(locale, profile.memberships.request.name),
        help: None,
        problem: form.problem("name"),
    };
    let kind = FieldWords {
        id: "tipo-di-ente",
        label: say!(locale, profile.memberships.request.kind),
        help: None,
        problem: form.problem("kind"),
    };
    let site = FieldWords {
        id: "sito",
        label: say!(locale, profile.memberships.request.website),
        help: Some(say!(locale, profile.memberships.request.website_help)),
        problem: form.problem("website"),
    };
    let note = FieldWords {
        id: "altre-indicazioni",
        label: say!(locale, profile.memberships.request.note),
        help: Some(say!(locale, profile.memberships.request.note_help)),
        problem: form.problem("note"),
    };
    let name_line = Line { name: "name", kind: "text", autocomplete: "organization", longest: 300 };
    let site_line = Line { name: "site", kind: "url", autocomplete: "url", longest: 500 };
    let none = Choice::new("", say!(locale, profile.memberships.request.kind_none));
    let kinds = OrganisationKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale)));
    let kinds = std::iter::once(none).chain(kinds).collect();
    let (described_by, invalid) = (note.described_by().unwrap_or_default(), note.problem.is_some());
    view! {
        <LineField words=name line=name_line value=form.value("name", "")/>
        <SelectField words=kind name="kind" choices=kinds chosen=form.value("kind", "")/>
        <LineField words=site line=site_line value=form.value("site", "")/>
        <Field words=note>
            <TextArea
                id="altre-indicazioni"
                name="note"
                value=form.value("note", "")
                rows=3
                maxlength=NOTE_ROOM
                described_by
                invalid
            />
        </Field>
    }
}
