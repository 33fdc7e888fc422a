// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Short answers of the shell itself: a line of text, or problem+json below `/api`.

use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

/// Refuses what a page that is not the portal's own asks for. Who reads that by mistake, at an address that is not the
/// portal's, is told where the portal is, in both languages.
pub fn refuse_foreign(path: &str, ours: &str) -> Response {
    let mut response = refuse(path, StatusCode::FORBIDDEN, None);
    if !path.starts_with("/api/") {
        let text = format!(
            "403 Forbidden\n\n\
            La richiesta non arriva da una pagina di questo portale. L'indirizzo del portale è {ours}\n\
            This request does not come from a page of this portal. The portal's address is {ours}\n"
        );
        *response.body_mut() = Body::from(text);
    }
    response
}

/// Refuses with `status` and its canonical words; `reference` names the line in the log.
///
/// Overload (503) asks to come back in a second; a request that was not read to its end
/// (408, 413) closes its connection.
pub fn refuse(path: &str, status: StatusCode, reference: Option<&str>) -> Response {
    let title = status.canonical_reason().unwrap_or("Error");
    let (kind, text) = if path.starts_with("/api/") {
        let mut problem = serde_json::json!({
            "type": "about:blank", "title": title, "status": status.as_u16(),
        });
        if let Some(reference) = reference {
            problem["instance"] = format!("urn:uuid:{reference}").into();
        }
        ("application/problem+json", problem.to_string())
    } else {
        let reference = reference.map(|id| format!("{id}\n")).unwrap_or_default();
        ("text/plain; charset=utf-8", format!("{} {title}\n{reference}", status.as_u16()))
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    if status == StatusCode::REQUEST_TIMEOUT || status == StatusCode::PAYLOAD_TOO_LARGE {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
