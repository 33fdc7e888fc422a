// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The password, and its change.

use domain::Locale;
use leptos::prelude::*;

use super::super::form::{Form, general};
use super::super::frame::{CurrentPassword, Disclosed, OwnForm};
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, PasswordField};
use crate::ssr::render::asked;

/// The fields that may be wrong, in the order of the form, and their `id`s.
pub const FIELDS: &[(&str, &str)] = &[
    ("form", "cambia-password"),
    ("current", "password-attuale"),
    ("password", "nuova-password"),
    ("again", "di-nuovo"),
];

/// The form, as the request left it.
pub fn form(locale: Locale) -> Form {
    Form::of("password", locale, words)
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("password", "missing") => say!(locale, profile.security.password.missing),
        ("password", "too_short") => say!(locale, profile.security.password.too_short),
        ("password", "too_long") => say!(locale, profile.security.password.too_long),
        ("password", _) => say!(locale, profile.security.password.weak),
        ("again", _) => say!(locale, profile.security.password.differs),
        _ => general(locale, field, key),
    }
}

/// Whether there is one, and the form behind a disclosure.
#[component]
pub fn Password(
    /// Whether there is one.
    has_password: bool,
) -> impl IntoView {
    let locale = asked().here.locale;
    let form = form(locale);
    let open = form.is_refused();
    let (text, summary) = if has_password {
        (say!(locale, profile.security.password.present), say!(locale, profile.security.password.open))
    } else {
        (say!(locale, profile.security.password.absent), say!(locale, profile.security.password.open_first))
    };
    let current = has_password.then(|| view! { <CurrentPassword id="password-attuale" form=form.clone()/> });
    let new = FieldWords {
        id: "nuova-password",
        label: say!(locale, profile.security.password.label),
        help: Some(say!(locale, profile.security.password.help)),
        problem: form.problem("password"),
    };
    let again = FieldWords {
        id: "di-nuovo",
        label: say!(locale, profile.security.password.again),
        help: None,
        problem: form.problem("again"),
    };
    view! {
        <section class="profile-section" aria-labelledby="password">
            <h2 id="password">{say!(locale, profile.security.password.heading)}</h2>
            <p>{text}</p>
            <Disclosed summary open>
                <OwnForm id="cambia-password" action="password">
                    {current}
                    <PasswordField words=new name="password" autocomplete="new-password"/>
                    <PasswordField words=again name="again" autocomplete="new-password"/>
                    <button class="btn btn-primary" r#type="submit">
                        {say!(locale, profile.security.password.save)}
                    </button>
                </OwnForm>
            </Disclosed>
        </section>
    }
}
