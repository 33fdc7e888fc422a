// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Identities of other services by which one signs in. A new one is linked by going there while signed in.

use domain::Locale;
use leptos::prelude::*;
use portal::people::OwnIdentity;

use super::super::form::{Form, Wrong, general};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::sign_in::refused_by_provider;
use crate::ssr::parts::forms::Problem;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What was refused of the forms on identities.
pub fn wrong(locale: Locale) -> Wrong {
    Form::of("remove_identity", locale, words).wrong(&[("form", "identita")])
}

fn words(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("form", "not_allowed") => say!(locale, profile.security.identities.only),
        _ => general(locale, field, key),
    }
}

/// The linked identities, and links to the providers. Nothing where this portal has neither.
#[component]
pub fn Identities(
    /// Those that are linked.
    identities: Vec<OwnIdentity>,
) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let providers = asked.site.providers.clone();
    if identities.is_empty() && providers.is_empty() {
        return ().into_any();
    }
    let none = identities.is_empty().then(|| view! { <p>{say!(locale, profile.security.identities.none)}</p> });
    let linked: Vec<_> = identities.into_iter().map(|identity| view! { <Linked identity/> }).collect();
    let linked = (!linked.is_empty()).then(|| view! { <ul class="identity-list">{linked}</ul> });
    let ways = providers.into_iter().map(|(name, label)| {
        let address = linking(locale, &name);
        view! {
            <li>
                <a class="btn btn-outline-primary" href=address>
                    {say!(locale, profile.security.identities.link, name = label)}
                </a>
            </li>
        }
    });
    let ways: Vec<_> = ways.collect();
    let ways = (!ways.is_empty()).then(|| view! { <ul class="provider-list">{ways}</ul> });
    view! {
        <section class="profile-section" aria-labelledby="identita">
            <h2 id="identita">{say!(locale, profile.security.identities.heading)}</h2>
            {refused_by_provider(&asked).map(|words| view! { <Problem id="identita-problem".to_owned() problem=words/> })}
            <p class="measure">{say!(locale, profile.security.identities.text)}</p>
            {none}
            {linked}
            {ways}
        </section>
    }
    .into_any()
}

/// The way to a provider, and from there back to this page.
fn linking(locale: Locale, name: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    // Without this the provider only signs in.
    query.append_pair("link", "1").append_pair("next", &paths::security(locale));
    format!("{}?{}", paths::provider(locale, name), query.finish())
}

#[component]
fn Linked(identity: OwnIdentity) -> impl IntoView {
    let locale = asked().here.locale;
    let OwnIdentity { issuer, subject, label, since } = identity;
    let since = say!(locale, profile.security.identities.since, day = numbers::moment(locale, since.as_second()));
    let which = say!(locale, profile.security.identities.remove_of, label = label.clone());
    view! {
        <li>
            <p><bdi>{label}</bdi> ", " {since} <span class="identity-issuer">{issuer.clone()}</span></p>
            <form action=paths::security(locale) method="post">
                <input r#type="hidden" name="action" value="remove_identity"/>
                <input r#type="hidden" name="issuer" value=issuer/>
                <input r#type="hidden" name="subject" value=subject/>
                <button class="btn btn-outline-primary btn-sm" r#type="submit">
                    {say!(locale, profile.security.identities.remove)}
                    <span class="visually-hidden">" " {which}</span>
                </button>
            </form>
        </li>
    }
}
