// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is shown where there is no page.

use http::header::LOCATION;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use portal::Error;

use super::head::Head;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::{Asked, asked};

/// The page for an error of a use case, with its status.
pub fn failed(asked: &Asked, error: &Error) -> AnyView {
    match error {
        Error::NotFound | Error::NotAllowed => {
            set_status(StatusCode::NOT_FOUND);
            view! { <NotFound/> }.into_any()
        }
        Error::SignInFirst => {
            let locale = asked.here.locale;
            led_to(asked, StatusCode::SEE_OTHER, &paths::sign_in_for(locale, &asked.here.in_locale(locale)))
        }
        Error::ConfirmFirst => {
            let locale = asked.here.locale;
            led_to(asked, StatusCode::SEE_OTHER, &paths::confirm_presence(locale, &asked.here.in_locale(locale)))
        }
        Error::Preparing | Error::Busy => {
            set_status(StatusCode::SERVICE_UNAVAILABLE);
            view! { <Later/> }.into_any()
        }
        other => {
            tracing::error!(error = %other, path = asked.here.path, "a page could not be shown");
            set_status(StatusCode::SERVICE_UNAVAILABLE);
            view! { <Later/> }.into_any()
        }
    }
}

/// The answer for a record that has another address now.
pub fn moved(asked: &Asked, address: &str) -> AnyView {
    led_to(asked, StatusCode::MOVED_PERMANENTLY, address)
}

/// The answer that leads to another address.
fn led_to(asked: &Asked, status: StatusCode, address: &str) -> AnyView {
    if let Some(answer) = use_context::<ResponseOptions>() {
        answer.set_status(status);
        if let Ok(address) = HeaderValue::from_str(address) {
            answer.insert_header(LOCATION, address);
        }
    }
    let locale = asked.here.locale;
    view! { <p><a href=address.to_owned()>{say!(locale, errors.moved)}</a></p> }.into_any()
}

/// Sets the status of the answer.
pub fn set_status(status: StatusCode) {
    if let Some(answer) = use_context::<ResponseOptions>() {
        answer.set_status(status);
    }
}

/// There is nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status(StatusCode::NOT_FOUND);
    let locale = asked().here.locale;
    view! {
        <Head title=say!(locale, errors.not_found_title).to_owned() hidden=true/>
        <div class="container failure">
            <p class="failure-code" aria-hidden="true">"404"</p>
            <h1>{say!(locale, errors.not_found_title)}</h1>
            <p class="lead">{say!(locale, errors.not_found_text)}</p>
            <p>
                <a class="btn btn-primary" href=paths::search(locale)>{say!(locale, errors.search)}</a>
                " "
                <a class="btn btn-outline-primary" href=paths::home(locale)>{say!(locale, errors.home)}</a>
            </p>
        </div>
    }
}

/// The portal cannot answer now.
#[component]
fn Later() -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    view! {
        <Head title=say!(locale, errors.later_title).to_owned() hidden=true/>
        <div class="container failure">
            <h1>{say!(locale, errors.later_title)}</h1>
            <p class="lead">{say!(locale, errors.later_text)}</p>
            <p><a class="btn btn-primary" href=here.in_locale(locale)>{say!(locale, errors.again)}</a></p>
        </div>
    }
}

/// Something went wrong that nobody foresaw; the reference is that of the log.
#[component]
pub fn Broken(
    /// What to tell the people who run the portal.
    reference: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <div class="container failure">
            <p class="failure-code" aria-hidden="true">"500"</p>
            <h1>{say!(locale, errors.broken_title)}</h1>
            <p class="lead">{say!(locale, errors.broken_text)}</p>
            <p>{say!(locale, errors.reference)} ": " <code>{reference}</code></p>
            <p><a class="btn btn-primary" href=paths::home(locale)>{say!(locale, errors.home)}</a></p>
        </div>
    }
}
