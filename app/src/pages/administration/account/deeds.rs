// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can be done to an account: one form for each deed that its state allows.

use domain::member::{MemberState, PortalRole};
use leptos::prelude::*;
use portal::people::AccountPage as Value;

use super::super::{refused, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{CheckFields, Choice, Field, FieldWords};
use crate::ssr::parts::named::Named;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// The longest reason that is offered to be typed, in characters.
const REASON_MAX: u32 = 500;

/// The forms that the account's state allows.
#[component]
pub(super) fn Deeds(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::account(locale, &value.account.card.uid);
    let form = |deed: Deed| view! { <Plain deed address=address.clone()/> };
    let forms = match value.account.state {
        MemberState::PendingEmail => form(Deed::SendLink).into_any(),
        MemberState::PendingApproval => view! { {form(Deed::Admit)} <Suspend address=address.clone()/> }.into_any(),
        MemberState::Active => {
            // Nobody locks the door behind oneself or gives oneself a role.
            let roles = value.account.card.roles.clone();
            let on_others = (!value.own).then(|| {
                view! { <Roles roles address=address.clone()/> <Suspend address=address.clone()/> }
            });
            let own = value.own.then(|| view! { <p>{say!(locale, administration.account.own)}</p> });
            view! { {own} {on_others} {form(Deed::SendLink)} }.into_any()
        }
        MemberState::Suspended => form(Deed::Reinstate).into_any(),
        MemberState::Anonymised => return ().into_any(),
    };
    view! {
        <section class="area-section" aria-labelledby="interventi">
            <h2 id="interventi">{say!(locale, administration.account.deeds)}</h2>
            {forms}
        </section>
    }
    .into_any()
}

/// A deed that asks for nothing to be typed.
#[derive(Clone, Copy)]
enum Deed {
    Admit,
    Reinstate,
    SendLink,
}

#[component]
fn Plain(deed: Deed, address: String) -> impl IntoView {
    let locale = asked().here.locale;
    let (action, text, button) = match deed {
        Deed::Admit => {
            ("admit", say!(locale, administration.account.admit_text), say!(locale, administration.account.admit))
        }
        Deed::Reinstate => (
            "reinstate",
            say!(locale, administration.account.reinstate_text),
            say!(locale, administration.account.reinstate),
        ),
        Deed::SendLink => {
            ("link", say!(locale, administration.account.link_text), say!(locale, administration.account.link))
        }
    };
    let class = if matches!(deed, Deed::SendLink) { "btn btn-outline-primary" } else { "btn btn-primary" };
    view! {
        <form class="deed measure" action=address method="post" novalidate>
            <input r#type="hidden" name="action" value=action/>
            <p>{text}</p>
            <button class=class r#type="submit">{button}</button>
        </form>
    }
}

/// The roles in the portal.
#[component]
fn Roles(roles: Vec<PortalRole>, address: String) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("roles");
    let words = FieldWords {
        id: "ruoli",
        label: say!(locale, administration.account.roles),
        help: Some(say!(locale, administration.account.roles_help)),
        problem: words::problem(locale, &refused, "roles"),
    };
    let chosen = if refused.typed.is_empty() {
        roles.iter().map(|role| role.code().to_owned()).collect()
    } else {
        refused.typed.iter().filter(|(name, _)| name == "roles").map(|(_, value)| value.clone()).collect()
    };
    let meaning = |role: PortalRole| match role {
        PortalRole::Reviewer => say!(locale, administration.role.reviewer),
        PortalRole::Moderator => say!(locale, administration.role.moderator),
        PortalRole::Administrator => say!(locale, administration.role.administrator),
    };
    let choice = |role: &PortalRole| Choice::new(role.code(), role.name(locale)).with_help(meaning(*role));
    let choices = PortalRole::ALL.iter().map(choice).collect();
    view! {
        <form class="deed measure" action=address method="post" novalidate>
            <input r#type="hidden" name="action" value="roles"/>
            <CheckFields words name="roles" choices chosen/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, administration.account.save_roles)}</button>
        </form>
    }
}

/// Shutting somebody out, with a reason that is told.
#[component]
fn Suspend(address: String) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused("suspend");
    let words = FieldWords {
        id: "motivo",
        label: say!(locale, administration.account.reason),
        help: Some(say!(locale, administration.account.reason_help)),
        problem: words::problem(locale, &refused, "reason"),
    };
    let (described_by, invalid) = (words.described_by().unwrap_or_default(), words.problem.is_some());
    let open = !refused.typed.is_empty();
    let value = refused.value("reason");
    view! {
        <details class="deed manage measure" open=open>
            <summary>{say!(locale, administration.account.suspend)}</summary>
            <form action=address method="post" novalidate>
                <input r#type="hidden" name="action" value="suspend"/>
                <p>{say!(locale, administration.account.suspend_text)}</p>
                <Field words>
                    <TextArea id="motivo" name="reason" value rows=3 maxlength=REASON_MAX described_by invalid/>
                </Field>
                <button class="btn btn-danger" r#type="submit">{say!(locale, administration.account.suspend_sure)}</button>
            </form>
        </details>
    }
}
