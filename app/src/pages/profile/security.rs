// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Address, password, second factor, sessions and identities: with what one signs in, and from where.

mod address;
mod codes;
mod factor;
mod identities;
mod password;
mod picture;
mod sessions;
mod tokens;

use domain::Locale;
use leptos::prelude::*;
use portal::people::SecurityPage as Value;

use super::form::Wrong;
use super::frame::Frame;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{OwnSessionToken, ShownOnce, asked};
use address::Address;
use codes::Codes;
use factor::Factor;
use identities::Identities;
use password::Password;
use sessions::Sessions;
use tokens::Tokens;

/// The ways of signing in, or the recovery codes that were just made.
#[component]
pub fn SecurityPage() -> impl IntoView {
    if let Some(ShownOnce::Codes(codes)) = use_context::<ShownOnce>() {
        return view! { <Codes codes/> }.into_any();
    }
    let asked = asked();
    let session = use_context::<OwnSessionToken>().unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.security_page(&asked.here.viewer, &session.0).await {
            Ok(value) => view! { <Security value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
    .into_any()
}

#[component]
fn Security(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let wrong: Wrong = [
        address::form(locale).wrong(address::FIELDS),
        password::form(locale).wrong(password::FIELDS),
        factor::wrong(locale),
        sessions::wrong(locale),
        identities::wrong(locale),
        tokens::wrong(locale),
    ]
    .concat();
    let title = say!(locale, profile.menu.security);
    let Value { email, has_password, second_factor_wanted, second_factor, sessions, identities, tokens } = value;
    view! {
        <Frame title lead=say!(locale, profile.security.lead) wrong done>
            <Address email has_password/>
            <Password has_password/>
            <Factor factor=second_factor wanted=second_factor_wanted has_password/>
            <Sessions sessions/>
            <Identities identities/>
            <Tokens tokens/>
        </Frame>
    }
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    match code {
        "address_asked" => Some(say!(locale, profile.security.address.sent)),
        "password_changed" => Some(say!(locale, profile.security.password.saved)),
        "factor_removed" => Some(say!(locale, profile.security.factor.removed)),
        "session_ended" => Some(say!(locale, profile.security.sessions.ended)),
        "sessions_ended" => Some(say!(locale, profile.security.sessions.others_ended)),
        "linked" => Some(say!(locale, profile.security.identities.linked)),
        "token_ended" => Some(say!(locale, profile.security.tokens.ended)),
        "identity_removed" => Some(say!(locale, profile.security.identities.removed)),
        _ => None,
    }
}
