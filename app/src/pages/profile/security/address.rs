// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The address by which one signs in, and its change.

use domain::Locale;
use leptos::prelude::*;

use super::super::form::{Form, general};
use super::super::frame::{CurrentPassword, Disclosed, OwnForm};
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::render::asked;

/// The fields that may be wrong, in the order of the form, and their `id`s.
pub const FIELDS: &[(&str, &str)] =
    &[("form", "cambia-indirizzo"), ("email", "nuovo-indirizzo"), ("current", "indirizzo-password")];

/// The form, as the request left it.
pub fn form(locale: Locale) -> Form {
    Form::of("address", locale, words)
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("email", "missing") => say!(locale, profile.security.address.missing),
        ("email", "taken") => say!(locale, profile.security.address.taken),
        ("email", _) => say!(locale, profile.security.address.invalid),
        _ => general(locale, field, key),
    }
}

/// The present address, and the form behind a disclosure.
#[component]
pub fn Address(
    /// The present address.
    email: String,
    /// Whether a password can be asked for.
    has_password: bool,
) -> impl IntoView {
    let locale = asked().here.locale;
    let form = form(locale);
    let words = FieldWords {
        id: "nuovo-indirizzo",
        label: say!(locale, profile.security.address.email),
        help: None,
        problem: form.problem("email"),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "email", longest: 254 };
    let (value, open) = (form.value("email", ""), form.is_refused());
    view! {
        <section class="profile-section" aria-labelledby="indirizzo">
            <h2 id="indirizzo">{say!(locale, profile.security.address.heading)}</h2>
            <p>{say!(locale, profile.security.address.present)} " " <strong>{email}</strong></p>
            <Disclosed summary=say!(locale, profile.security.address.open) open>
                <p class="measure">{say!(locale, profile.security.address.text)}</p>
                <OwnForm id="cambia-indirizzo" action="address">
                    <LineField words line value/>
                    {has_password.then(|| view! { <CurrentPassword id="indirizzo-password" form/> })}
                    <button class="btn btn-primary" r#type="submit">{say!(locale, profile.security.address.send)}</button>
                </OwnForm>
            </Disclosed>
        </section>
    }
}
