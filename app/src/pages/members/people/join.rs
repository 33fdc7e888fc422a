// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking to act for the organisation.

use domain::member::OrganisationRole;
use leptos::prelude::*;
use portal::people::OrganisationPeople;

use super::{Target, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{Field, FieldWords, RadioFields};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::{Refused, asked};

/// The longest note that is offered to be typed, in characters.
const NOTE_MAX: u32 = 500;

/// The form for who may ask; for visitors the way to sign in; for others nothing.
#[component]
pub(super) fn Join(people: OrganisationPeople, target: Target) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let inside = if here.signed_in.is_none() {
        let sign_in = paths::sign_in_for(locale, &target.address);
        view! {
            <p class="measure">{say!(locale, members.people.join.visitor)}</p>
            <p class="button-row">
                <a class="btn btn-primary" href=sign_in>{say!(locale, members.people.join.sign_in)}</a>
                <a class="btn btn-outline-primary" href=paths::register(locale)>{say!(locale, members.people.join.register)}</a>
            </p>
        }
        .into_any()
    } else if people.may_join {
        let first = people
            .without_representative
            .then(|| view! { <p class="measure">{say!(locale, members.people.join.first)}</p> });
        view! { {first} <JoinForm target/> }.into_any()
    } else {
        return ().into_any();
    };
    view! {
        <section class="people-form" aria-labelledby="unirsi">
            <h2 id="unirsi">{say!(locale, members.people.join.title)}</h2>
            {inside}
        </section>
    }
    .into_any()
}

#[component]
fn JoinForm(target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| refused.value("action") == "join").unwrap_or_default();
    let role = FieldWords {
        id: "ruolo",
        label: say!(locale, members.people.join.role),
        help: None,
        problem: words::problem(locale, &refused, "role"),
    };
    let note = FieldWords {
        id: "nota",
        label: say!(locale, members.people.join.note),
        help: Some(say!(locale, members.people.join.note_help)),
        problem: words::problem(locale, &refused, "note"),
    };
    let chosen = Some(refused.value("role")).filter(|role| !role.is_empty());
    let chosen = chosen.unwrap_or_else(|| OrganisationRole::Contributor.code().to_owned());
    let (described_by, invalid) = (note.described_by().unwrap_or_default(), note.problem.is_some());
    let value = refused.value("note");
    view! {
        <p class="measure">{say!(locale, members.people.join.lead)}</p>
        <form class="measure" action=target.address method="post" novalidate>
            <input r#type="hidden" name="action" value="join"/>
            <input r#type="hidden" name="organisation_uid" value=target.uid/>
            <RadioFields words=role name="role" choices=words::roles(locale) chosen/>
            <Field words=note>
                <TextArea id="nota" name="note" value rows=3 maxlength=NOTE_MAX described_by invalid/>
            </Field>
            <p>{say!(locale, members.people.join.next)}</p>
            <button class="btn btn-primary" r#type="submit">{say!(locale, members.people.join.send)}</button>
        </form>
    }
}
