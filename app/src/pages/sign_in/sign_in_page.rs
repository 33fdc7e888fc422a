// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing in by password or by a provider of identities, and where one stands afterwards.

use std::sync::Arc;

use domain::Locale;
use leptos::prelude::*;
use portal::people::SignedIn;

use super::sheet::{CarriedNotice, Off, Onward, OnwardFields, Sheet, SignOutButton};
use super::words::{Fields, problem, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::{CheckField, Done, FieldWords, Line, LineField, PasswordField};
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::{Asked, Refused, SignInHere, asked};

const FIELDS: Fields = &[("email", "email"), ("password", "password")];

/// Signing in; for who has signed in already, the way on.
#[component]
pub fn SignInPage() -> impl IntoView {
    let asked = asked();
    let refused = use_context::<Refused>();
    let onward = Onward::read(&asked.here, refused.as_ref());
    match (asked.here.signed_in.clone(), asked.site.sign_in) {
        (Some(member), _) => view! { <Inside member onward/> }.into_any(),
        (None, SignInHere::NeedsHttps) => {
            view! { <Off heading=say!(asked.here.locale, sign_in.title)><Notices/></Off> }.into_any()
        }
        (None, SignInHere::Works) => form(&asked, refused.unwrap_or_default(), onward),
    }
}

/// The words for a code in the address that says what was done.
fn done(asked: &Asked) -> Option<&'static str> {
    let locale = asked.here.locale;
    Some(match asked.here.parameter("done")?.as_str() {
        "signed_out" => say!(locale, sign_in.done.signed_out),
        "account_closed" => say!(locale, sign_in.done.account_closed),
        "password_changed" => say!(locale, sign_in.done.password_changed),
        "waits" => say!(locale, sign_in.done.waits),
        "welcome" => say!(locale, sign_in.done.welcome),
        "address_half" => say!(locale, sign_in.done.address_half),
        "address_changed" => say!(locale, sign_in.done.address_changed),
        _ => return None,
    })
}

/// The words for a code in the address that says why a provider's answer was of no use.
pub fn refused_by_provider(asked: &Asked) -> Option<&'static str> {
    let locale = asked.here.locale;
    Some(match asked.here.parameter("problem")?.as_str() {
        "cancelled" => say!(locale, sign_in.problem.cancelled),
        "provider_down" => say!(locale, sign_in.problem.provider_down),
        "stale" => say!(locale, sign_in.problem.stale),
        "not_linked" => say!(locale, sign_in.problem.not_linked),
        "suspended" => say!(locale, sign_in.problem.suspended),
        "known_address" => say!(locale, sign_in.problem.known_address),
        "taken" => say!(locale, sign_in.problem.taken),
        "failed" => say!(locale, sign_in.problem.failed),
        _ => say!(locale, sign_in.problem.provider_answer),
    })
}

fn form(asked: &Asked, refused: Refused, onward: Onward) -> AnyView {
    let locale = asked.here.locale;
    let wrong = wrong(locale, &refused, FIELDS);
    let notices = wrong.is_empty().then(|| view! { <Notices/> });
    let has_providers = !asked.site.providers.is_empty();
    let providers = has_providers.then(|| view! { <Providers onward=onward.clone()/> });
    let own = has_providers.then(|| view! { <h2>{say!(locale, sign_in.page.own)}</h2> });
    view! {
        <Sheet heading=say!(locale, sign_in.title) failed=say!(locale, sign_in.page.failed) wrong=wrong>
            {notices}
            <CarriedNotice carried=onward.carried.is_some() words=say!(locale, sign_in.carried)/>
            <p class="lead measure">{say!(locale, sign_in.page.lead)}</p>
            {providers}
            {own}
            <PasswordForm refused onward/>
        </Sheet>
    }
    .into_any()
}

/// What was done before, or why a provider's answer was of no use.
#[component]
fn Notices() -> impl IntoView {
    let asked = asked();
    let done = done(&asked).map(|words| view! { <Done words=words.to_owned()/> });
    let problem = refused_by_provider(&asked)
        .map(|words| view! { <div class="alert alert-danger measure" role="alert"><p class="mb-0">{words}</p></div> });
    view! { {done} {problem} }
}

/// A link for each provider of identities. It is a link and not a form, since the way leads to another site.
#[component]
pub fn ProviderLinks(
    /// What is taken along.
    onward: Onward,
) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let links = asked.site.providers.iter().map(|(name, label)| {
        let address = provider_address(locale, name, onward.address().as_deref());
        let words = say!(locale, sign_in.page.provider, name = label.clone());
        view! { <li><a class="btn btn-outline-primary" href=address>{words}</a></li> }
    });
    let links = links.collect_view();
    view! { <ul class="provider-links">{links}</ul> }
}

fn provider_address(locale: Locale, name: &str, next: Option<&str>) -> String {
    let path = paths::provider(locale, name);
    let Some(next) = next else { return path };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("{path}?{query}")
}

#[component]
fn Providers(onward: Onward) -> impl IntoView {
    let locale = asked().here.locale;
    let caution = onward
        .carried
        .is_some()
        .then(|| view! { <p class="measure">{say!(locale, sign_in.page.provider_carried)}</p> });
    view! {
        <section class="providers">
            <h2>{say!(locale, sign_in.page.providers)}</h2>
            {caution}
            <ProviderLinks onward/>
        </section>
    }
}

#[component]
fn PasswordForm(refused: Refused, onward: Onward) -> impl IntoView {
    let locale = asked().here.locale;
    let email = FieldWords {
        id: "email",
        label: say!(locale, sign_in.page.email),
        help: None,
        problem: problem(locale, &refused, "form").or_else(|| problem(locale, &refused, "email")),
    };
    let line = Line { name: "email", kind: "email", autocomplete: "username", longest: 254 };
    let password = FieldWords {
        id: "password",
        label: say!(locale, sign_in.page.password),
        help: None,
        problem: problem(locale, &refused, "password"),
    };
    let shared = FieldWords {
        id: "shared",
        label: say!(locale, sign_in.page.shared),
        help: Some(say!(locale, sign_in.page.shared_help)),
        problem: None,
    };
    view! {
        <form class="measure" action=paths::sign_in(locale) method="post" novalidate>
            <OnwardFields onward/>
            <LineField words=email line value=refused.value("email")/>
            <PasswordField words=password name="password" autocomplete="current-password"/>
            <CheckField words=shared name="shared" checked=!refused.value("shared").is_empty()/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, sign_in.page.send)}</button>
        </form>
        <ul class="sign-in-links">
            <li><a href=paths::recover(locale)>{say!(locale, sign_in.page.forgotten)}</a></li>
            <li>
                {say!(locale, sign_in.page.register)} " "
                <a href=paths::register(locale)>{say!(locale, sign_in.page.register_link)}</a>
            </li>
        </ul>
    }
}

/// Where one stands after signing in: the way on, and where to begin for who has just arrived.
#[component]
fn Inside(member: Arc<SignedIn>, onward: Onward) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let is_new = asked.here.parameter("done").as_deref() == Some("welcome");
    let steps = is_new.then(|| view! { <FirstSteps/> });
    let (address, words) = match onward.address() {
        Some(address) => (address, say!(locale, sign_in.inside.go_on)),
        None => (paths::profile(locale), say!(locale, sign_in.inside.profile)),
    };
    view! {
        <Sheet heading=say!(locale, sign_in.inside.title)>
            <Notices/>
            <p class="lead measure">
                {say!(locale, sign_in.inside.as_whom)} " " <bdi><strong>{member.name.clone()}</strong></bdi> "."
            </p>
            {steps}
            <div class="sign-in-ways">
                <a class="btn btn-primary" href=address>{words}</a>
                <SignOutButton words=say!(locale, sign_in.inside.out)/>
            </div>
        </Sheet>
    }
}

#[component]
fn FirstSteps() -> impl IntoView {
    let locale = asked().here.locale;
    let step = |address: String, words: &'static str, why: &'static str| {
        view! {
            <li>
                <Icon name="it-arrow-right" class="icon-sm icon-primary"/>
                <span><a href=address>{words}</a> ". " {why}</span>
            </li>
        }
    };
    view! {
        <h2>{say!(locale, sign_in.inside.next)}</h2>
        <ul class="first-steps measure">
            {step(paths::profile(locale), say!(locale, sign_in.inside.next_profile), say!(locale, sign_in.inside.next_profile_why))}
            {step(
                paths::visibility(locale),
                say!(locale, sign_in.inside.next_visibility),
                say!(locale, sign_in.inside.next_visibility_why),
            )}
            {step(paths::memberships(locale), say!(locale, sign_in.inside.next_bodies), say!(locale, sign_in.inside.next_bodies_why))}
        </ul>
    }
}
