// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is answered when something is wrong: problem+json (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use serde_json::json;

/// A problem with a sentence for the programmer.
pub(super) fn problem(status: StatusCode, detail: &str) -> Response {
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail,
    });
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// The problem that an error of a use case is.
pub(super) fn of(error: &portal::Error) -> Response {
    match error {
        portal::Error::NotFound => problem(StatusCode::NOT_FOUND, "there is no such record"),
        portal::Error::SignInFirst | portal::Error::ConfirmFirst => super::asking::refused("a token is wanted"),
        portal::Error::NotAllowed => problem(StatusCode::FORBIDDEN, "this is not allowed"),
        portal::Error::Preparing => problem(StatusCode::SERVICE_UNAVAILABLE, "the index is being built"),
        portal::Error::Busy => problem(StatusCode::SERVICE_UNAVAILABLE, "too much is asked at once"),
        other => {
            tracing::error!(error = %other, "a request of the programming interface failed");
            problem(StatusCode::SERVICE_UNAVAILABLE, "the portal cannot answer now")
        }
    }
}

/// An address of the interface that does not exist.
pub(super) async fn nothing_here() -> Response {
    problem(StatusCode::NOT_FOUND, "there is nothing at this address; see /api/openapi.json")
}
