// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The outermost layer: a name for each request, one line in the log, caught panics, headers.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;
use http::header::{ACCEPT, ACCEPT_LANGUAGE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

use super::client::client_address;
use super::refusal::refuse;
use super::{Shared, metrics};

/// What the lines of requests are filtered by.
const REQUESTS: &str = "innesto::request";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name of one request: the reference that a page shows when it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What is kept of a request that is handed on, for the log and for a failure's page.
struct Asked {
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    kept: HeaderMap,
    /// The id that somebody before us gave, as far as it can be shown.
    foreign: Option<String>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let mut kept = HeaderMap::new();
        for name in [ACCEPT, ACCEPT_LANGUAGE] {
            if let Some(value) = request.headers().get(&name) {
                kept.insert(name, value.clone());
            }
        }
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            foreign: request.headers().get(REQUEST_ID).and_then(shown),
            kept,
        }
    }

    /// The route's template; a path that no route knows is not repeated.
    fn route(&self) -> &str {
        self.route.as_ref().map_or("-", MatchedPath::as_str)
    }
}

/// At most 64 plain characters of a foreign id.
fn shown(value: &HeaderValue) -> Option<String> {
    let text = value.to_str().ok()?;
    let plain = |c: &char| c.is_ascii_alphanumeric() || "-_.:/=+".contains(*c);
    Some(text.chars().filter(plain).take(64).collect())
}

/// Names the request, runs it, catches what panics, sets the headers, writes the line.
pub(super) async fn frame(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId((shared.shell.ids)());
    let asked = Asked::of(&request);
    let trusted = &shared.shell.trusted_proxies;
    let client = client_address(request.extensions(), request.headers(), trusted);
    request.extensions_mut().insert(id);
    if let Some(client) = client {
        request.extensions_mut().insert(client);
    }
    // Of the highest level, so that a narrow filter leaves the reference on what it lets through.
    let span = tracing::error_span!("request", %id);
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span).await;
    let mut response = answered.unwrap_or_else(|_| failed(&shared, &asked, id));
    let headers = response.headers_mut();
    shared.headers.put(headers);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, value);
    }
    record(&asked, id, response.status(), started);
    response
}

/// The answer to a request whose work panicked. The panic's hook has logged it, with this id.
fn failed(shared: &Shared, asked: &Asked, id: RequestId) -> Response {
    metrics::panicked();
    let reference = id.to_string();
    let path = asked.uri.path();
    let plain = || refuse(path, StatusCode::INTERNAL_SERVER_ERROR, Some(&reference));
    let page = match &shared.shell.failure_page {
        Some(page) if !path.starts_with("/api/") => page,
        _ => return plain(),
    };
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.method = asked.method.clone();
    parts.uri = asked.uri.clone();
    parts.headers = asked.kept.clone();
    // The page is a page like others: it may panic, too.
    let rendered = std::panic::catch_unwind(AssertUnwindSafe(|| page(&parts, &reference)));
    let Ok(mut response) = rendered else {
        return plain();
    };
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(http::header::CACHE_CONTROL, never);
    response
}

/// One line and one count for each request; no query, no address, no body.
fn record(asked: &Asked, id: RequestId, status: StatusCode, started: Instant) {
    let took = started.elapsed();
    let route = asked.route();
    metrics::answered(&asked.method, route, status, took);
    let ms = (took.as_secs_f64() * 1e5).round() / 1e2;
    let (status, method) = (status.as_u16(), asked.method.as_str());
    if route == "/livez" || route == "/readyz" {
        tracing::debug!(target: REQUESTS, %id, method, route, status, ms, "answered");
    } else if let Some(foreign) = &asked.foreign {
        tracing::info!(target: REQUESTS, %id, foreign, method, route, status, ms, "answered");
    } else {
        tracing::info!(target: REQUESTS, %id, method, route, status, ms, "answered");
    }
}
