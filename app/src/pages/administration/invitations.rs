// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting somebody to the portal, with a role in it or none.

use domain::member::PortalRole;
use leptos::prelude::*;

use super::{Area, refused, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Choice, FieldWords, Line, LineField, RadioFields};
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// The form.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        // The form shows nothing of the database, and is for the same people.
        match asked.portal.administration(&asked.here.viewer).await {
            Ok(_) => view! { <Invite/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Invite() -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("invite");
    let email = FieldWords {
        id: "email",
        label: say!(locale, administration.invite.email),
        help: Some(say!(locale, administration.invite.email_help)),
        problem: words::problem(locale, &refused, "email"),
    };
    let role = FieldWords {
        id: "ruolo",
        label: say!(locale, administration.invite.role),
        help: None,
        problem: words::problem(locale, &refused, "portal_role"),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "off", longest: 254 };
    let none = Choice::new("", say!(locale, administration.invite.no_role))
        .with_help(say!(locale, administration.invite.no_role_help));
    let meaning = |role: PortalRole| match role {
        PortalRole::Reviewer => say!(locale, administration.role.reviewer),
        PortalRole::Moderator => say!(locale, administration.role.moderator),
        PortalRole::Administrator => say!(locale, administration.role.administrator),
    };
    let with = PortalRole::ALL.iter().map(|role| Choice::new(role.code(), role.name(locale)).with_help(meaning(*role)));
    let choices = std::iter::once(none).chain(with).collect();
    view! {
        <Area title=say!(locale, administration.menu.invitations).to_owned()>
            <p class="lead measure">{say!(locale, administration.invite.lead)}</p>
            <form class="measure" action=paths::invitations(locale) method="post" novalidate>
                <input r#type="hidden" name="action" value="invite"/>
                <LineField words=email line value=refused.value("email")/>
                <RadioFields words=role name="portal_role" choices chosen=refused.value("portal_role")/>
                <p>{say!(locale, administration.invite.colleague)}</p>
                <button class="btn btn-primary" r#type="submit">{say!(locale, administration.invite.send)}</button>
            </form>
        </Area>
    }
}
