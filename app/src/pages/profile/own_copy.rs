// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is kept on oneself, a copy of it, and closing the account.

use domain::Locale;
use leptos::prelude::*;
use portal::people::SecurityPage;

use super::form::{Form, general};
use super::frame::{CurrentPassword, Disclosed, Frame, OwnForm};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{FieldWords, Line, LineField};
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::{OwnSessionToken, asked};

/// The fields that may be wrong, in the order of the form, and their `id`s.
const FIELDS: &[(&str, &str)] = &[("form", "chiudi"), ("confirmation", "conferma"), ("current", "chiudi-password")];

/// The own data.
#[component]
pub fn OwnCopyPage() -> impl IntoView {
    let asked = asked();
    let session = use_context::<OwnSessionToken>().unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.security_page(&asked.here.viewer, &session.0).await {
            Ok(SecurityPage { has_password, .. }) => view! { <OwnCopy has_password/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn OwnCopy(has_password: bool) -> impl IntoView {
    let locale = asked().here.locale;
    let form = Form::of("close", locale, words);
    let title = say!(locale, profile.menu.own_copy);
    view! {
        <Frame title lead=say!(locale, profile.own_copy.lead) wrong=form.wrong(FIELDS) done=|_, _| None>
            <Kept/>
            <section class="profile-section" aria-labelledby="copia">
                <h2 id="copia">{say!(locale, profile.own_copy.copy)}</h2>
                <p class="measure">{say!(locale, profile.own_copy.copy_text)}</p>
                <a class="btn btn-primary" href=paths::own_copy_file(locale) download="innesto.zip">
                    <Icon name="it-download" class="icon-sm icon-white"/>
                    " "
                    {say!(locale, profile.own_copy.download)}
                </a>
            </section>
            <Closing form has_password/>
        </Frame>
    }
}

#[component]
fn Kept() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <section class="profile-section" aria-labelledby="conservati">
            <h2 id="conservati">{say!(locale, profile.own_copy.kept)}</h2>
            <ul class="measure">
                <li>{say!(locale, profile.own_copy.kept_profile)}</li>
                <li>{say!(locale, profile.own_copy.kept_memberships)}</li>
                <li>{say!(locale, profile.own_copy.kept_access)}</li>
                <li>{say!(locale, profile.own_copy.kept_mails)}</li>
                <li>{say!(locale, profile.own_copy.kept_written)}</li>
            </ul>
            <p>
                <a href=paths::privacy(locale)>{say!(locale, profile.own_copy.privacy)}</a>
                " · "
                <a href=paths::help_page(locale, "il-tuo-profilo")>{say!(locale, profile.guide)}</a>
            </p>
        </section>
    }
}

/// What closing means, and the form behind a disclosure.
#[component]
fn Closing(form: Form, has_password: bool) -> impl IntoView {
    let locale = asked().here.locale;
    let open = form.is_refused();
    view! {
        <section class="profile-section" aria-labelledby="chiudere">
            <h2 id="chiudere">{say!(locale, profile.own_copy.close)}</h2>
            <Disclosed summary=say!(locale, profile.own_copy.close_open) open>
                <h3>{say!(locale, profile.own_copy.erased)}</h3>
                <ul class="measure">
                    <li>{say!(locale, profile.own_copy.erased_profile)}</li>
                    <li>{say!(locale, profile.own_copy.erased_access)}</li>
                    <li>{say!(locale, profile.own_copy.erased_rest)}</li>
                </ul>
                <h3>{say!(locale, profile.own_copy.stays)}</h3>
                <ul class="measure">
                    <li>{say!(locale, profile.own_copy.stays_written)}</li>
                    <li>{say!(locale, profile.own_copy.stays_log)}</li>
                </ul>
                <p><strong>{say!(locale, profile.own_copy.no_return)}</strong></p>
                <CloseForm form has_password/>
            </Disclosed>
        </section>
    }
}

#[component]
fn CloseForm(form: Form, has_password: bool) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "conferma",
        label: say!(locale, profile.own_copy.confirmation),
        help: Some(say!(locale, profile.own_copy.confirmation_help)),
        problem: form.problem("confirmation"),
    };
    let line = Line { name: "confirmation", kind: "email", autocomplete: "off", longest: 254 };
    let typed = form.value("confirmation", "");
    view! {
        <OwnForm id="chiudi" action="close">
            <LineField words line value=typed/>
            {has_password.then(|| view! { <CurrentPassword id="chiudi-password" form/> })}
            <button class="btn btn-danger" r#type="submit">{say!(locale, profile.own_copy.confirm)}</button>
        </OwnForm>
    }
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("confirmation", "missing") => say!(locale, profile.own_copy.problem.missing),
        ("confirmation", _) => say!(locale, profile.own_copy.problem.wrong),
        ("form", "not_allowed") => say!(locale, profile.own_copy.problem.not_allowed),
        _ => general(locale, field, key),
    }
}
