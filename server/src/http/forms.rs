// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Forms: a post to the page's own address reads the pairs, calls one use case, and answers 303, or the page again.
//!
//! Nothing typed goes into an address or a log.

use app::paths;
use app::ssr::Refused;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::Locale;
use domain::policy::Viewer;
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderValue, StatusCode, Uri};
use portal::messages::{CorrectionForm, FormError, OpinionForm};

use super::pages::render_refused;
use super::{Served, shell};

/// The field that people do not see and programs fill in.
const TRAP: &str = "website";

/// Every address that takes a form, in both languages.
pub fn routes() -> Router<Served> {
    let router = Router::new();
    let router = both(router, "/pratiche/{slug}/correggi", || post(correct));
    both(router, "/valuta", || post(give_opinion))
}

fn both(router: Router<Served>, path: &str, method: fn() -> axum::routing::MethodRouter<Served>) -> Router<Served> {
    router.route(path, method()).route(&format!("/en{path}"), method())
}

/// The pairs of a form, in their order.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn read(body: &Bytes) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The first value of a field; empty where there is none.
    fn value(&self, field: &str) -> String {
        self.0.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether a program filled the form in.
    fn is_trapped(&self) -> bool {
        !self.value(TRAP).is_empty()
    }
}

async fn correct(State(served): State<Served>, Path(slug): Path<String>, uri: Uri, body: Bytes) -> Response {
    let (locale, _) = paths::split(uri.path());
    let typed = Typed::read(&body);
    let done = format!("{}?sent=1", paths::correction(locale, &slug));
    if typed.is_trapped() {
        return see_other(&done);
    }
    let form = CorrectionForm { text: typed.value("text"), name: typed.value("name"), email: typed.value("email") };
    let outcome = served.portal.ask_for_correction(Viewer::Visitor, &slug, form).await;
    answer(served, outcome, uri, typed, &done).await
}

async fn give_opinion(State(served): State<Served>, uri: Uri, body: Bytes) -> Response {
    let (locale, _) = paths::split(uri.path());
    let typed = Typed::read(&body);
    let done = thanks(locale);
    if typed.is_trapped() {
        return see_other(&done);
    }
    let form = OpinionForm { page: typed.value("page"), rating: typed.value("rating"), text: typed.value("text") };
    let outcome = served.portal.give_opinion(form).await;
    answer(served, outcome, uri, typed, &done).await
}

fn thanks(locale: Locale) -> String {
    format!("{}?sent=1", paths::feedback(locale))
}

async fn answer(served: Served, outcome: Result<(), FormError>, uri: Uri, typed: Typed, done: &str) -> Response {
    let problems = match outcome {
        Ok(()) => return see_other(done),
        Err(FormError::Fields(problems)) => problems,
        Err(FormError::Portal(portal::Error::NotFound)) => Vec::new(),
        Err(FormError::Portal(error)) => {
            tracing::error!(%error, "a form could not be taken");
            return shell::refuse(uri.path(), StatusCode::SERVICE_UNAVAILABLE, None);
        }
    };
    let problems = problems.into_iter().map(|(field, problem)| (field.to_owned(), problem.key().to_owned()));
    let refused = Refused { problems: problems.collect(), typed: typed.0 };
    let request = http::Request::builder().uri(uri).body(axum::body::Body::empty());
    match request {
        Ok(request) => render_refused(served, request, refused).await,
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// Leads to the page that says that it is done, so that reloading sends nothing again.
fn see_other(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, address);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
