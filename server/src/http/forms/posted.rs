// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A form that was sent: what was typed, who sent it, and the ways to answer.

use app::paths;
use app::ssr::{Carried, Refused, ShownOnce};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use domain::{Locale, SafePath};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, Method, StatusCode, Uri};
use portal::form::{FieldProblem, FormError};
use portal::people::{NewSession, Visit};
use tower::ServiceExt as _;

use super::routes;
use crate::http::session::{By, forget_session, remember};
use crate::http::{Served, pages, shell};

/// The field that people do not see and programs fill in.
const TRAP: &str = "website";
/// Fields that never come back.
const SECRETS: &[&str] = &["password", "again", "current", "code"];
/// Fields by which a post is carried along while its sender signs in.
const CARRIED: &[&str] = &["carried", "carried_to"];

/// A form that was sent.
pub struct Posted {
    /// The portal and its site.
    pub served: Served,
    /// Who sent it.
    pub by: By,
    /// The page's address.
    pub uri: Uri,
    /// The page's language.
    pub locale: Locale,
    typed: Vec<(String, String)>,
}

impl FromRequest<Served> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, served: &Served) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(by) = By::from_request_parts(&mut parts, served).await;
        let uri = parts.uri.clone();
        let (locale, _) = paths::split(uri.path());
        let bytes =
            Bytes::from_request(Request::from_parts(parts, body), served).await.map_err(IntoResponse::into_response)?;
        let typed = form_urlencoded::parse(&bytes).into_owned().collect();
        let post = Self { served: served.clone(), by, uri, locale, typed };
        if served.networks.may_send(post.by.visit.network) {
            return Ok(post);
        }
        Err(post.refuse(FormError::field("form", FieldProblem::Wait)).await)
    }
}

impl Posted {
    /// The first value of a field; empty where there is none.
    pub fn value(&self, field: &str) -> String {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// All values of a field, in their order.
    pub fn values(&self, field: &str) -> Vec<String> {
        self.typed.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect()
    }

    /// All that was typed, in the order of the form.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.typed
    }

    /// Whether a program filled the form in.
    pub fn is_trapped(&self) -> bool {
        !self.value(TRAP).is_empty()
    }

    /// Where the request comes from.
    pub fn visit(&self) -> &Visit {
        &self.by.visit
    }

    /// The address that `next` names, where it is one of ours.
    pub fn next(&self) -> Option<SafePath> {
        SafePath::parse(&self.value("next"))
    }

    /// Leads to the page that says that it is done, so that reloading sends nothing again.
    pub fn done(&self, address: &str) -> Response {
        see_other(address)
    }

    /// Leads to the form's own page, which says what was done.
    pub fn done_here(&self, done: &str) -> Response {
        see_other(&format!("{}?done={done}", self.uri.path()))
    }

    /// Answers an outcome that has nothing to say: done, or refused.
    pub async fn answer(self, outcome: Result<(), FormError>, done: &str) -> Response {
        match outcome {
            Ok(()) => self.done_here(done),
            Err(error) => self.refuse(error).await,
        }
    }

    /// Answers with the page again: what was typed, without secrets, and what is wrong.
    pub async fn refuse(self, error: FormError) -> Response {
        let problems = match error {
            FormError::Fields(problems) => problems,
            FormError::Portal(portal::Error::SignInFirst) => {
                let there = paths::sign_in(self.locale);
                return self.carry(there).await;
            }
            FormError::Portal(portal::Error::ConfirmFirst) => {
                let there = paths::confirm_presence(self.locale, self.uri.path());
                return self.carry(there).await;
            }
            FormError::Portal(portal::Error::NotFound | portal::Error::NotAllowed) => Vec::new(),
            FormError::Portal(error) => {
                tracing::error!(%error, "a form could not be taken");
                return shell::refuse(self.uri.path(), StatusCode::SERVICE_UNAVAILABLE, None);
            }
        };
        let problems = problems.into_iter().map(|(field, problem)| (field.to_owned(), problem.key().to_owned()));
        let refused = Refused { problems: problems.collect(), typed: self.harmless() };
        let Some(request) = self.page_request(&self.uri) else { return StatusCode::BAD_REQUEST.into_response() };
        pages::render_refused(self.served, self.by, request, refused).await
    }

    /// Answers with the page again as it was typed: the form took a step on the way, and nothing was sent.
    pub async fn again(self) -> Response {
        let typed = Refused { problems: Vec::new(), typed: self.harmless() };
        let Some(request) = self.page_request(&self.uri) else { return StatusCode::BAD_REQUEST.into_response() };
        pages::render_again(self.served, self.by, request, typed).await
    }

    /// Answers with the form's own page and what it shows this once.
    pub async fn show_once(self, shown: ShownOnce) -> Response {
        let Some(request) = self.page_request(&self.uri) else { return StatusCode::BAD_REQUEST.into_response() };
        pages::render_once(self.served, self.by, request, shown).await
    }

    /// Answers with the page by which the sender shows who this is; the post stands in its form and is not lost.
    async fn carry(self, there: String) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.harmless()).finish();
        let to = self.uri.path().to_owned();
        let there = there.parse::<Uri>().ok();
        let Some(request) = there.and_then(|there| self.page_request(&there)) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        pages::render_carrying(self.served, self.by, request, Carried { to, body }).await
    }

    /// What was typed, without secrets and without what was only carried.
    fn harmless(&self) -> Vec<(String, String)> {
        let secret = |name: &str| SECRETS.contains(&name) || name == TRAP;
        self.typed.iter().filter(|(name, _)| !secret(name)).cloned().collect()
    }

    fn page_request(&self, uri: &Uri) -> Option<Request> {
        http::Request::builder().uri(uri.clone()).body(Body::empty()).ok()
    }

    /// The post that the sign-in page carried along, where there is one.
    pub fn carried(&self) -> Option<Carried> {
        let [body, to] = CARRIED else { return None };
        let to = SafePath::parse(&self.value(to))?;
        Some(Carried { to: to.as_str().to_owned(), body: self.value(body) })
    }

    /// Answers a sign-in: the session's cookies, and the way on. A post that was carried along is sent now.
    pub async fn signed_in(self, session: &NewSession, address: &str) -> Response {
        let carried = self.carried().filter(|_| !session.wants_code);
        let mut response = match carried {
            Some(carried) => self.send_carried(carried, &session.token).await,
            None => see_other(address),
        };
        remember(&mut response, session);
        response
    }

    /// Sends the post that was carried along, now that its sender has shown who this is; else leads on.
    pub async fn go_on(self, address: &str) -> Response {
        match (self.carried(), self.by.session.clone()) {
            (Some(carried), Some(session)) => self.send_carried(carried, &session).await,
            _ => see_other(address),
        }
    }

    async fn send_carried(self, carried: Carried, session: &str) -> Response {
        let mut by = self.by;
        match self.served.portal.session(session).await {
            Ok(Some(present)) => {
                by.viewer = present.viewer;
                by.signed_in = present.signed_in.map(std::sync::Arc::new);
                by.wants_code = present.wants_code;
                by.session = Some(session.to_owned());
            }
            _ => return see_other(&paths::sign_in(self.locale)),
        }
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(carried.to.as_str())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .extension(by)
            .body(Body::from(carried.body));
        let Ok(request) = request else { return StatusCode::BAD_REQUEST.into_response() };
        match routes().with_state(self.served).oneshot(request).await {
            Ok(response) if response.status() == StatusCode::NOT_FOUND => see_other(&carried.to),
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Takes the session out of the browser and leads on.
    pub fn signed_out(&self, address: &str) -> Response {
        let mut response = see_other(address);
        forget_session(&mut response);
        response
    }
}

/// Leads to another page with GET.
pub(crate) fn see_other(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, address);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
