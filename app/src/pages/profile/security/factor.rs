// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The second factor: off, being set up, on.

use domain::Locale;
use leptos::prelude::*;
use portal::people::OwnSecondFactor;

use super::super::form::{Form, Wrong, general};
use super::super::frame::{CurrentPassword, Disclosed, OwnForm};
use super::picture::picture;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::render::asked;

/// What was refused of the forms on the second factor.
pub fn wrong(locale: Locale) -> Wrong {
    let form = |action| Form::of(action, locale, words);
    [
        form("start_factor").wrong(&[("form", "secondo-fattore")]),
        form("confirm_factor").wrong(&[("form", "conferma-codice"), ("code", "codice")]),
        form("renew_codes").wrong(&[("form", "nuovi-codici"), ("current", "nuovi-codici-password")]),
        form("remove_factor").wrong(&[("form", "disattiva-codice"), ("current", "disattiva-password")]),
    ]
    .concat()
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("code", "missing") => say!(locale, profile.security.factor.missing),
        ("code", _) => say!(locale, profile.security.factor.wrong),
        _ => general(locale, field, key),
    }
}

/// How it stands, and what can be done to it.
#[component]
pub fn Factor(
    /// How it stands.
    factor: OwnSecondFactor,
    /// Whether a role asks for it.
    wanted: bool,
    /// Whether a password can be asked for.
    has_password: bool,
) -> impl IntoView {
    let locale = asked().here.locale;
    let is_on = matches!(factor, OwnSecondFactor::On { .. });
    let wanted = (wanted && !is_on).then(|| {
        view! {
            <div class="alert alert-warning measure"><p class="mb-0">{say!(locale, profile.security.factor.wanted)}</p></div>
        }
    });
    let view = match factor {
        OwnSecondFactor::Off => view! { <Off/> }.into_any(),
        OwnSecondFactor::SettingUp { secret, address } => view! { <SettingUp secret address/> }.into_any(),
        OwnSecondFactor::On { codes_left } => view! { <On codes_left has_password/> }.into_any(),
    };
    view! {
        <section class="profile-section" aria-labelledby="secondo-fattore">
            <h2 id="secondo-fattore">{say!(locale, profile.security.factor.heading)}</h2>
            {wanted}
            {view}
        </section>
    }
}

#[component]
fn Off() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <p class="measure">{say!(locale, profile.security.factor.off)}</p>
        <OwnForm id="attiva-codice" action="start_factor">
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, profile.security.factor.start)}</button>
        </OwnForm>
    }
}

/// The key, to be scanned or typed, and the field for the first code, which proves that the phone has it.
#[component]
fn SettingUp(secret: String, address: String) -> impl IntoView {
    let locale = asked().here.locale;
    let form = Form::of("confirm_factor", locale, words);
    let words = FieldWords {
        id: "codice",
        label: say!(locale, profile.security.factor.code),
        help: Some(say!(locale, profile.security.factor.code_help)),
        problem: form.problem("code"),
    };
    let line = Line { name: "code", kind: "text", autocomplete: "one-time-code", longest: 12 };
    let image = picture(&address).map(|source| {
        view! {
            <img class="key-picture" src=source alt=say!(locale, profile.security.factor.picture) width="240" height="240"/>
        }
    });
    view! {
        <h3>{say!(locale, profile.security.factor.setting_up)}</h3>
        <p class="measure">{say!(locale, profile.security.factor.scan)}</p>
        {image}
        <p>{say!(locale, profile.security.factor.secret)} ": " <code class="key">{secret}</code></p>
        <OwnForm id="conferma-codice" action="confirm_factor">
            <LineField words line value=String::new() inputmode="numeric"/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, profile.security.factor.confirm)}</button>
        </OwnForm>
    }
}

#[component]
fn On(codes_left: u32, has_password: bool) -> impl IntoView {
    let locale = asked().here.locale;
    let renew = Form::of("renew_codes", locale, words);
    let remove = Form::of("remove_factor", locale, words);
    let (renew_open, remove_open) = (renew.is_refused(), remove.is_refused());
    view! {
        <p class="measure">{say!(locale, profile.security.factor.on)}</p>
        <p>{say!(locale, profile.security.factor.codes_left, count = codes_left)}</p>
        <Disclosed summary=say!(locale, profile.security.factor.renew_open) open=renew_open>
            <p>{say!(locale, profile.security.factor.renew_text)}</p>
            <OwnForm id="nuovi-codici" action="renew_codes">
                {has_password.then(|| view! { <CurrentPassword id="nuovi-codici-password" form=renew/> })}
                <button class="btn btn-primary" r#type="submit">{say!(locale, profile.security.factor.renew)}</button>
            </OwnForm>
        </Disclosed>
        <Disclosed summary=say!(locale, profile.security.factor.remove_open) open=remove_open>
            <p>{say!(locale, profile.security.factor.remove_text)}</p>
            <OwnForm id="disattiva-codice" action="remove_factor">
                {has_password.then(|| view! { <CurrentPassword id="disattiva-password" form=remove/> })}
                <button class="btn btn-danger" r#type="submit">{say!(locale, profile.security.factor.remove)}</button>
            </OwnForm>
        </Disclosed>
    }
}
