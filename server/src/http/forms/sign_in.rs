// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Coming in and going out: registering, signing in and its second step, links from mails, signing out.

use app::paths;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::header::{CACHE_CONTROL, REFRESH};
use http::{HeaderValue, StatusCode};
use portal::people::{LinkFollowed, LinkForm, NewSession, RegistrationForm, SignInForm};

use super::{Posted, both};
use crate::http::session::{By, forget_session, remember};
use crate::http::{Served, pages};

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/registrati", || post(register));
    let router = both(router, "/accedi", || post(sign_in));
    let router = both(router, "/accedi/codice", || post(give_code));
    let router = both(router, "/accedi/conferma", || post(confirm_presence));
    let router = both(router, "/accedi/recupera", || post(recover));
    let router = both(router, "/conferma/{token}", || post(follow_link));
    both(router, "/esci", || post(sign_out))
}

async fn register(post: Posted) -> Response {
    if post.is_trapped() {
        return post.done_here("sent");
    }
    let form = RegistrationForm {
        first_name: post.value("first_name"),
        last_name: post.value("last_name"),
        email: post.value("email"),
        organisation: post.value("organisation"),
        organisation_uid: post.value("organisation_uid"),
        not_listed: post.value("not_listed"),
        other_body: post.value("other_body"),
        job_title: post.value("job_title"),
        terms: post.value("terms"),
        opened: post.value("opened"),
        token: post.value("token"),
    };
    let outcome = post.served.portal.register(form, post.visit()).await;
    post.answer(outcome, "sent").await
}

async fn sign_in(post: Posted) -> Response {
    let form =
        SignInForm { email: post.value("email"), password: post.value("password"), shared: post.value("shared") };
    match post.served.portal.sign_in(form, post.visit()).await {
        Ok(session) => welcome(post, session).await,
        Err(error) => post.refuse(error).await,
    }
}

/// Leads on who has signed in, or to the second step.
async fn welcome(post: Posted, session: NewSession) -> Response {
    if session.wants_code {
        return ask_for_code(post, session).await;
    }
    let there = onward(&post);
    post.signed_in(&session, &there).await
}

/// Where one goes on to: the address that was asked for, or the home page.
fn onward(post: &Posted) -> String {
    post.next().map_or_else(|| paths::home(post.locale), |next| next.to_string())
}

/// Leads to the page that asks for a code; a post that was carried along stands in its form.
async fn ask_for_code(post: Posted, session: NewSession) -> Response {
    let there = match post.next() {
        Some(next) => with_pair(&paths::sign_in_code(post.locale), "next", next.as_str()),
        None => paths::sign_in_code(post.locale),
    };
    let mut response = match post.carried() {
        None => post.done(&there),
        Some(carried) => {
            let Some(request) = get(&there) else { return StatusCode::BAD_REQUEST.into_response() };
            let by =
                By { wants_code: true, session: Some(session.token.clone()), visit: post.by.visit, ..By::visitor() };
            pages::render_carrying(post.served, by, request, carried).await
        }
    };
    remember(&mut response, &session);
    response
}

fn with_pair(path: &str, name: &str, value: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
    format!("{path}?{query}")
}

fn get(address: &str) -> Option<Request> {
    http::Request::builder().uri(address).body(Body::empty()).ok()
}

async fn give_code(post: Posted) -> Response {
    match post.served.portal.give_code(post.by.session(), &post.value("code"), post.visit()).await {
        Ok(()) => {
            let there = onward(&post);
            post.go_on(&there).await
        }
        Err(error) => post.refuse(error).await,
    }
}

async fn confirm_presence(post: Posted) -> Response {
    match post.served.portal.confirm_presence(post.by.session(), &post.value("password"), post.visit()).await {
        Ok(()) => {
            let there = onward(&post);
            post.go_on(&there).await
        }
        Err(error) => post.refuse(error).await,
    }
}

async fn recover(post: Posted) -> Response {
    let outcome = post.served.portal.ask_for_link(&post.value("email"), post.visit()).await;
    post.answer(outcome, "sent").await
}

async fn follow_link(Path(token): Path<String>, post: Posted) -> Response {
    let form = LinkForm { token, password: post.value("password"), again: post.value("again") };
    let followed = match post.served.portal.follow_link(&post.by.viewer, form, post.visit()).await {
        Ok(followed) => followed,
        Err(error) => return post.refuse(error).await,
    };
    let said = |done: &str| format!("{}?done={done}", paths::sign_in(post.locale));
    match followed {
        LinkFollowed::SignedIn(session) if session.wants_code => ask_for_code(post, session).await,
        LinkFollowed::SignedIn(session) => {
            let is_first = post.value("purpose") == "first";
            let there = said(if is_first { "welcome" } else { "password_changed" });
            post.signed_in(&session, &there).await
        }
        LinkFollowed::WaitsForApproval => post.done(&said("waits")),
        LinkFollowed::AddressHalfConfirmed => post.done(&said("address_half")),
        LinkFollowed::AddressChanged => post.done(&said("address_changed")),
        LinkFollowed::Joined { slug } => post.done(&format!("{}?done=joined", paths::people(post.locale, &slug))),
    }
}

async fn sign_out(post: Posted) -> Response {
    let done = format!("{}?done=signed_out", paths::sign_in(post.locale));
    let Some(session) = post.by.session.clone() else { return post.signed_out(&done) };
    match post.served.portal.sign_out(&session).await {
        Ok(None) => post.signed_out(&done),
        Ok(Some(at_provider)) => match post.served.providers.provider_sign_out(at_provider).await {
            Some(there) => leave(post.served, &done, &there).await,
            None => post.signed_out(&done),
        },
        Err(error) => post.refuse(error.into()).await,
    }
}

/// Says that the session is over, and goes on from there to the provider, which ends its own.
///
/// Not by a redirect: our policy for content (`form-action`) lets no form lead to another site.
async fn leave(served: Served, done: &str, there: &str) -> Response {
    let Some(request) = get(done) else { return StatusCode::BAD_REQUEST.into_response() };
    let mut response = pages::render(State(served), By::visitor(), request).await;
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={there}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    forget_session(&mut response);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_within_an_address_keeps_its_own_parameters() {
        let there = with_pair("/accedi/codice", "next", "/cerca?q=nidi&page=2");
        assert_eq!(there, "/accedi/codice?next=%2Fcerca%3Fq%3Dnidi%26page%3D2");
    }
}
