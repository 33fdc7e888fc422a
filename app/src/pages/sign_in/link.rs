// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a link from a mail leads. Reading the page changes nothing: programs that look at mails follow every link.

use domain::Locale;
use domain::member::OrganisationRole;
use http::StatusCode;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::people::LinkPage as Value;

use super::sheet::{Off, Sheet, is_off};
use super::words::{Fields, problem, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::{failed, set_status};
use crate::ssr::parts::forms::{FieldWords, PasswordField, Problem};
use crate::ssr::parts::named::Named;
use crate::ssr::render::{Refused, asked};

const PASSWORDS: Fields = &[("password", "password"), ("again", "again")];
const BUTTON: Fields = &[("purpose", "conferma")];

/// What the link leads to, and the form that does it.
#[component]
pub fn LinkPage() -> impl IntoView {
    let asked = asked();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    if is_off(&asked) {
        return view! { <Off heading=say!(asked.here.locale, sign_in.title)/> }.into_any();
    }
    let refused = use_context::<Refused>().unwrap_or_default();
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.link_page(&token).await {
            Ok(Value::FirstPassword { email, .. }) => {
                let words = PasswordWords::first(locale);
                view! { <NewPassword words token email refused/> }.into_any()
            }
            Ok(Value::NewPassword { email }) => {
                let words = PasswordWords::another(locale);
                view! { <NewPassword words token email refused/> }.into_any()
            }
            Ok(Value::ConfirmOnly { email, .. }) => view! { <ConfirmAddress token email refused/> }.into_any(),
            Ok(Value::NewAddress { email }) => view! { <ChangeAddress token email refused/> }.into_any(),
            Ok(Value::Colleague { organisation, role }) => {
                view! { <ActFor token organisation role refused/> }.into_any()
            }
            Ok(Value::Stale) => view! { <Stale/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
    .into_any()
}

/// The link is of no use any more; another can be asked for.
#[component]
fn Stale() -> impl IntoView {
    set_status(StatusCode::GONE);
    let locale = asked().here.locale;
    view! {
        <Sheet heading=say!(locale, sign_in.link.stale_title)>
            <p class="lead measure">{say!(locale, sign_in.link.stale_lead)}</p>
            <p><a class="btn btn-primary" href=paths::recover(locale)>{say!(locale, sign_in.link.stale_new)}</a></p>
            <p>
                {say!(locale, sign_in.link.stale_sign_in)} " "
                <a href=paths::sign_in(locale)>{say!(locale, sign_in.title)}</a>
            </p>
        </Sheet>
    }
}

/// What is said around the two fields of a new password.
struct PasswordWords {
    heading: &'static str,
    lead: &'static str,
    send: &'static str,
    /// Stands in the hidden field `purpose`, so that the next page says what was done.
    purpose: &'static str,
}

impl PasswordWords {
    fn first(locale: Locale) -> Self {
        Self {
            heading: say!(locale, sign_in.link.first_title),
            lead: say!(locale, sign_in.link.first_lead),
            send: say!(locale, sign_in.link.first_send),
            purpose: "first",
        }
    }

    fn another(locale: Locale) -> Self {
        Self {
            heading: say!(locale, sign_in.link.new_title),
            lead: say!(locale, sign_in.link.new_lead),
            send: say!(locale, sign_in.link.new_send),
            purpose: "new",
        }
    }
}

#[component]
fn NewPassword(words: PasswordWords, token: String, email: String, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    let password = FieldWords {
        id: "password",
        label: say!(locale, sign_in.link.password),
        help: None,
        problem: problem(locale, &refused, "form").or_else(|| problem(locale, &refused, "password")),
    };
    let again = FieldWords {
        id: "again",
        label: say!(locale, sign_in.link.again),
        help: None,
        problem: problem(locale, &refused, "again"),
    };
    view! {
        <Sheet heading=words.heading failed=say!(locale, sign_in.link.failed) wrong=wrong(locale, &refused, PASSWORDS)>
            <p class="lead measure">{words.lead}</p>
            <PasswordRules/>
            <form class="measure" action=paths::link(locale, &token) method="post" novalidate>
                <input r#type="hidden" name="purpose" value=words.purpose/>
                <p>{say!(locale, sign_in.link.account)} " " <bdi><strong>{email.clone()}</strong></bdi></p>
                // Tells the browser's store of passwords whose password this is.
                <input class="d-none" r#type="text" name="username" value=email autocomplete="username" readonly tabindex="-1" aria-hidden="true"/>
                <PasswordField words=password name="password" autocomplete="new-password"/>
                <PasswordField words=again name="again" autocomplete="new-password"/>
                <button class="btn btn-primary" r#type="submit">{words.send}</button>
            </form>
        </Sheet>
    }
}

/// The rules of a password, said before one is chosen.
#[component]
fn PasswordRules() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <div class="password-rules measure">
            <h2 class="h4">{say!(locale, sign_in.link.rules)}</h2>
            <ul>
                <li>{say!(locale, sign_in.link.rule_length)}</li>
                <li>{say!(locale, sign_in.link.rule_words)}</li>
                <li>{say!(locale, sign_in.link.rule_free)}</li>
                <li>{say!(locale, sign_in.link.rule_known)}</li>
            </ul>
        </div>
    }
}

#[component]
fn ConfirmAddress(token: String, email: String, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet
            heading=say!(locale, sign_in.link.confirm_title)
            failed=say!(locale, sign_in.link.failed)
            wrong=wrong(locale, &refused, BUTTON)
        >
            <p class="lead measure">{say!(locale, sign_in.link.confirm_lead)}</p>
            <p>{say!(locale, sign_in.link.account)} " " <bdi><strong>{email}</strong></bdi></p>
            <ButtonForm token send=say!(locale, sign_in.link.confirm_send) refused purpose="first"/>
        </Sheet>
    }
}

#[component]
fn ChangeAddress(token: String, email: String, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet
            heading=say!(locale, sign_in.link.address_title)
            failed=say!(locale, sign_in.link.failed)
            wrong=wrong(locale, &refused, BUTTON)
        >
            <p class="lead measure">{say!(locale, sign_in.link.address_lead)} " " <bdi><strong>{email}</strong></bdi></p>
            <p class="measure">{say!(locale, sign_in.link.address_note)}</p>
            <ButtonForm token send=say!(locale, sign_in.link.address_send) refused/>
        </Sheet>
    }
}

#[component]
fn ActFor(token: String, organisation: String, role: OrganisationRole, refused: Refused) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet
            heading=say!(locale, sign_in.link.colleague_title)
            failed=say!(locale, sign_in.link.failed)
            wrong=wrong(locale, &refused, BUTTON)
        >
            <p class="lead measure">
                {say!(locale, sign_in.link.colleague_lead)} " " <bdi><strong>{organisation}</strong></bdi> "."
            </p>
            <p>{say!(locale, sign_in.link.colleague_role)} " " <strong>{role.name(locale)}</strong></p>
            <p class="measure">{say!(locale, sign_in.link.colleague_note)}</p>
            <ButtonForm token send=say!(locale, sign_in.link.colleague_send) refused/>
        </Sheet>
    }
}

/// A form that is only its button.
#[component]
fn ButtonForm(
    token: String,
    send: &'static str,
    refused: Refused,
    #[prop(default = "")] purpose: &'static str,
) -> impl IntoView {
    let locale = asked().here.locale;
    let problem = problem(locale, &refused, "form");
    let described_by = problem.map(|_| "conferma-problem");
    let problem = problem.map(|problem| view! { <Problem id="conferma-problem".to_owned() problem/> });
    view! {
        <form class="measure" action=paths::link(locale, &token) method="post">
            <input r#type="hidden" name="purpose" value=purpose/>
            <button class="btn btn-primary" r#type="submit" id="conferma" aria-describedby=described_by>{send}</button>
            {problem}
        </form>
    }
}
