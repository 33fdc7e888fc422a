// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The forms on signing in: address, password, second factor, sessions, identities.

use app::paths;
use app::ssr::ShownOnce;
use axum::response::Response;
use portal::form::FormError;
use portal::people::{AddressForm, PasswordForm};

use super::super::Posted;
use super::no_such_form;

/// Where the second factor stands on its page.
const FACTOR: &str = "secondo-fattore";

pub(super) async fn security(post: Posted) -> Response {
    match post.value("action").as_str() {
        "start_factor" => start_factor(post).await,
        "confirm_factor" => confirm_factor(post).await,
        "renew_codes" => renew_codes(post).await,
        _ => quiet(post).await,
    }
}

/// The forms that have nothing to show but that they are done.
async fn quiet(post: Posted) -> Response {
    let (portal, viewer, session) = (&post.served.portal, &post.by.viewer, post.by.session());
    let (outcome, done) = match post.value("action").as_str() {
        "address" => {
            let form = AddressForm { email: post.value("email"), current: post.value("current") };
            (portal.ask_for_address(viewer, form, post.visit()).await, "address_asked")
        }
        "password" => {
            let (current, password, again) = (post.value("current"), post.value("password"), post.value("again"));
            let form = PasswordForm { current, password, again };
            (portal.change_password(viewer, session, form, post.visit()).await, "password_changed")
        }
        "remove_factor" => {
            let current = post.value("current");
            (portal.remove_second_factor(viewer, &current, post.visit()).await, "factor_removed")
        }
        "end_session" => (portal.end_session(viewer, session, &post.value("id")).await, "session_ended"),
        "end_sessions" => (portal.end_other_sessions(viewer, session).await, "sessions_ended"),
        "end_token" => (portal.end_token(viewer, &post.value("id")).await, "token_ended"),
        "remove_identity" => {
            let (issuer, subject) = (post.value("issuer"), post.value("subject"));
            (portal.remove_identity(viewer, &issuer, &subject).await, "identity_removed")
        }
        _ => (Err(no_such_form()), ""),
    };
    post.answer(outcome, done).await
}

/// Leads to the key that is to be scanned: it stands on the page until a code has confirmed it.
async fn start_factor(post: Posted) -> Response {
    match post.served.portal.start_second_factor(&post.by.viewer).await {
        Ok(()) => post.done(&format!("{}#{FACTOR}", paths::security(post.locale))),
        Err(error) => post.refuse(error).await,
    }
}

async fn confirm_factor(post: Posted) -> Response {
    let code = post.value("code");
    let codes = post.served.portal.confirm_second_factor(&post.by.viewer, post.by.session(), &code).await;
    show(post, codes).await
}

async fn renew_codes(post: Posted) -> Response {
    let current = post.value("current");
    let codes = post.served.portal.renew_recovery_codes(&post.by.viewer, &current, post.visit()).await;
    show(post, codes).await
}

/// The codes stand on this answer and nowhere else.
async fn show(post: Posted, codes: Result<Vec<String>, FormError>) -> Response {
    match codes {
        Ok(codes) => post.show_once(ShownOnce::Codes(codes)).await,
        Err(error) => post.refuse(error).await,
    }
}
