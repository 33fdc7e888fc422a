// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of the registration form.

use domain::Locale;
use domain::member::{JOB_TITLE_MAX, NAME_MAX, OTHER_BODY_MAX};
use leptos::prelude::*;
use portal::people::{KnownBefore, OrganisationChoice};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::sign_in::words::problem;
use crate::ssr::parts::forms::{CheckField, Choice, FieldWords, Line, LineField, RadioFields};
use crate::ssr::render::{Refused, asked};

const FIELDS: [(&str, &str); 7] = [
    ("first_name", "nome"),
    ("last_name", "cognome"),
    ("email", "email"),
    ("organisation", "ente"),
    ("other_body", "altro-ente"),
    ("job_title", "ruolo"),
    ("terms", "condizioni"),
];

/// The longest name of an organisation that the field takes, in characters.
const ORGANISATION_MAX: u16 = 200;

/// What was typed; where nothing was, what is known from an invitation or a provider of identities.
#[derive(Clone)]
pub(super) struct Typed {
    /// The form that was refused.
    pub refused: Option<Refused>,
    /// What was known before.
    pub known: KnownBefore,
}

impl Typed {
    fn value(&self, field: &str) -> String {
        match (&self.refused, field) {
            (Some(refused), field) => refused.value(field),
            (None, "first_name") => self.known.first_name.clone(),
            (None, "last_name") => self.known.last_name.clone(),
            (None, "email") => self.known.email.clone(),
            (None, "organisation") => self.known.organisation.clone(),
            (None, _) => String::new(),
        }
    }

    fn is_ticked(&self, field: &str) -> bool {
        !self.value(field).is_empty()
    }

    fn problem(&self, locale: Locale, field: &str) -> Option<&'static str> {
        let refused = self.refused.as_ref()?;
        match (field, refused.problem(field)) {
            // Here it is the invitation that has run out.
            ("form", Some("expired")) => Some(say!(locale, sign_in.register.stale)),
            _ => problem(locale, refused, field),
        }
    }

    /// Whether the typed name fits several organisations, which is then asked beside it.
    fn is_ambiguous(&self) -> bool {
        self.refused.as_ref().is_some_and(|refused| refused.problem("organisation") == Some("ambiguous"))
    }

    /// The problems for the list above the form.
    pub(super) fn wrong(&self, locale: Locale, candidates: usize) -> Vec<(&'static str, &'static str)> {
        let at_choice = candidates > 0 && self.is_ambiguous();
        let place = |id| if at_choice && id == "ente" { "quale-ente" } else { id };
        let fields = [("form", "nome")].into_iter().chain(FIELDS);
        fields.filter_map(|(field, id)| self.problem(locale, field).map(|words| (place(id), words))).collect()
    }
}

/// First and last name.
#[component]
pub(super) fn Names(typed: Typed) -> impl IntoView {
    let locale = asked().here.locale;
    let longest = u16::try_from(NAME_MAX).unwrap_or(u16::MAX);
    let first = FieldWords {
        id: "nome",
        label: say!(locale, sign_in.register.first_name),
        help: None,
        problem: typed.problem(locale, "form").or_else(|| typed.problem(locale, "first_name")),
    };
    let last = FieldWords {
        id: "cognome",
        label: say!(locale, sign_in.register.last_name),
        help: None,
        problem: typed.problem(locale, "last_name"),
    };
    let first_line = Line { name: "first_name", kind: "text", autocomplete: "given-name", longest };
    let last_line = Line { name: "last_name", kind: "text", autocomplete: "family-name", longest };
    view! {
        <LineField words=first line=first_line value=typed.value("first_name")/>
        <LineField words=last line=last_line value=typed.value("last_name")/>
    }
}

/// The address.
#[component]
pub(super) fn Email(typed: Typed) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "email",
        label: say!(locale, sign_in.register.email),
        help: Some(say!(locale, sign_in.register.email_help)),
        problem: typed.problem(locale, "email"),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "email", longest: 254 };
    view! { <LineField words line value=typed.value("email")/> }
}

/// The organisation from the list; which one where several fit; or one that is not in the list.
#[component]
pub(super) fn OrganisationFields(
    typed: Typed,
    names: Vec<String>,
    candidates: Vec<OrganisationChoice>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let is_asked = !candidates.is_empty() && typed.is_ambiguous();
    let words = FieldWords {
        id: "ente",
        label: say!(locale, sign_in.register.organisation),
        help: Some(say!(locale, sign_in.register.organisation_help)),
        problem: typed.problem(locale, "organisation").filter(|_| !is_asked),
    };
    let line = Line { name: "organisation", kind: "text", autocomplete: "organization", longest: ORGANISATION_MAX };
    let which = (!candidates.is_empty()).then(|| view! { <Which typed=typed.clone() candidates/> });
    view! {
        <LineField words line value=typed.value("organisation") offers=names/>
        {which}
        <OtherBody typed/>
    }
}

/// Which of the organisations that fit.
#[component]
fn Which(typed: Typed, candidates: Vec<OrganisationChoice>) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "quale-ente",
        label: say!(locale, sign_in.register.which),
        help: Some(say!(locale, sign_in.register.which_help)),
        problem: typed.problem(locale, "organisation").filter(|_| typed.is_ambiguous()),
    };
    let choices = candidates.into_iter().map(|candidate| {
        let OrganisationChoice { uid, name, place } = candidate;
        let label = if place.is_empty() { name } else { format!("{name} ({place})") };
        Choice::new(uid, label)
    });
    let chosen = typed.value("organisation_uid");
    view! { <RadioFields words name="organisation_uid" choices=choices.collect() chosen/> }
}

/// A body that is not in the list.
#[component]
fn OtherBody(typed: Typed) -> impl IntoView {
    let locale = asked().here.locale;
    let not_listed = FieldWords {
        id: "non-in-elenco",
        label: say!(locale, sign_in.register.not_listed),
        help: Some(say!(locale, sign_in.register.not_listed_help)),
        problem: None,
    };
    let other = FieldWords {
        id: "altro-ente",
        label: say!(locale, sign_in.register.other_body),
        help: Some(say!(locale, sign_in.register.other_body_help)),
        problem: typed.problem(locale, "other_body"),
    };
    let longest = u16::try_from(OTHER_BODY_MAX).unwrap_or(u16::MAX);
    let line = Line { name: "other_body", kind: "text", autocomplete: "off", longest };
    view! {
        <CheckField words=not_listed name="not_listed" checked=typed.is_ticked("not_listed")/>
        <div class="other-body"><LineField words=other line value=typed.value("other_body")/></div>
    }
}

/// The role in the organisation.
#[component]
pub(super) fn JobTitle(typed: Typed) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "ruolo",
        label: say!(locale, sign_in.register.job_title),
        help: Some(say!(locale, sign_in.register.job_title_help)),
        problem: typed.problem(locale, "job_title"),
    };
    let longest = u16::try_from(JOB_TITLE_MAX).unwrap_or(u16::MAX);
    let line = Line { name: "job_title", kind: "text", autocomplete: "organization-title", longest };
    view! { <LineField words line value=typed.value("job_title")/> }
}

/// The box that says that the terms are accepted, with links to them.
#[component]
pub(super) fn Terms(typed: Typed) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "condizioni",
        label: say!(locale, sign_in.register.terms),
        help: None,
        problem: typed.problem(locale, "terms"),
    };
    view! {
        <CheckField words name="terms" checked=typed.is_ticked("terms")>
            <p class="form-text">
                {say!(locale, sign_in.register.terms_links)} " "
                <a href=paths::privacy(locale)>{say!(locale, sign_in.register.terms_privacy)}</a> ", "
                <a href=paths::legal_notes(locale)>{say!(locale, sign_in.register.terms_notes)}</a>
            </p>
        </CheckField>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(problem: &str) -> Typed {
        let problems = vec![("organisation".to_owned(), problem.to_owned())];
        Typed { refused: Some(Refused { problems, ..Refused::default() }), known: KnownBefore::default() }
    }

    #[test]
    fn the_problem_of_a_name_that_fits_several_leads_to_the_choice_among_them() {
        let ids = |typed: Typed, candidates| {
            typed.wrong(Locale::Italian, candidates).into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        assert_eq!(ids(refused("ambiguous"), 2), ["quale-ente"]);
        assert_eq!(ids(refused("ambiguous"), 0), ["ente"]);
        assert_eq!(ids(refused("unknown"), 0), ["ente"]);
    }

    #[test]
    fn what_is_known_fills_the_fields_until_something_else_was_typed() {
        let known = KnownBefore { email: "ada@example.org".to_owned(), ..KnownBefore::default() };
        let mut typed = Typed { refused: None, known };
        assert_eq!(typed.value("email"), "ada@example.org");
        typed.refused = Some(Refused::default());
        assert_eq!(typed.value("email"), "");
    }
}
