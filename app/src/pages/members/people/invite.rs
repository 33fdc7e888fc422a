// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting a colleague to act for the organisation.

use domain::member::OrganisationRole;
use leptos::prelude::*;

use super::{Target, words};
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField, RadioFields};
use crate::ssr::render::{Refused, asked};

/// The form, for who lets people in.
#[component]
pub(super) fn Invite(target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>().filter(|refused| refused.value("action") == "invite").unwrap_or_default();
    let email = FieldWords {
        id: "invito-email",
        label: say!(locale, members.people.invite.email),
        help: Some(say!(locale, members.people.invite.email_help)),
        problem: words::problem(locale, &refused, "email"),
    };
    let role = FieldWords {
        id: "invito-ruolo",
        label: say!(locale, members.people.invite.role),
        help: None,
        problem: words::problem(locale, &refused, "role"),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "off", longest: 254 };
    let chosen = Some(refused.value("role")).filter(|role| !role.is_empty());
    let chosen = chosen.unwrap_or_else(|| OrganisationRole::Contributor.code().to_owned());
    view! {
        <section class="people-form" aria-labelledby="invitare">
            <h2 id="invitare">{say!(locale, members.people.invite.title)}</h2>
            <p class="measure">{say!(locale, members.people.invite.lead)}</p>
            <form class="measure" action=target.address method="post" novalidate>
                <input r#type="hidden" name="action" value="invite"/>
                <input r#type="hidden" name="organisation_uid" value=target.uid/>
                <LineField words=email line value=refused.value("email")/>
                <RadioFields words=role name="role" choices=words::roles(locale) chosen/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, members.people.invite.send)}</button>
            </form>
        </section>
    }
}
