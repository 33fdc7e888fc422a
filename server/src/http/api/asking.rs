// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who asks the programming interface: the member of a bearer token, or a visitor. Cookies are never looked at.

use axum::extract::{FromRequestParts, Request};
use axum::middleware::Next;
use axum::response::Response;
use domain::policy::Viewer;
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::problem;
use crate::http::Served;

/// Who asks.
pub struct Asking(pub(super) Viewer);

impl FromRequestParts<Served> for Asking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, served: &Served) -> Result<Self, Response> {
        // Another scheme is that of somebody before us, such as a proxy.
        let Some(token) = parts.headers.get(AUTHORIZATION).and_then(bearer) else { return Ok(Self(Viewer::Visitor)) };
        match served.portal.by_token(&token).await {
            Ok(Some(viewer)) => Ok(Self(viewer)),
            Ok(None) => Err(refused("the token is not known, has ended, or is that of an account that is not active")),
            Err(error) => Err(problem::of(&error)),
        }
    }
}

/// What stands behind `Bearer`; the scheme may be written in any case.
fn bearer(line: &HeaderValue) -> Option<String> {
    let text = String::from_utf8_lossy(line.as_bytes());
    let (scheme, token) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// That a token is wanted, or another one.
pub(super) fn refused(detail: &str) -> Response {
    let mut response = problem::problem(StatusCode::UNAUTHORIZED, detail);
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// What a member is told is nobody else's: no cache keeps it.
pub(super) async fn kept_by_nobody(request: Request, next: Next) -> Response {
    let is_named = request.headers().contains_key(AUTHORIZATION);
    let mut response = next.run(request).await;
    if is_named {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_is_read_and_other_schemes_are_not_ours() {
        let read = |line: &'static str| bearer(&HeaderValue::from_static(line));
        assert_eq!(read("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(read("bearer  abc ").as_deref(), Some("abc"));
        assert_eq!(read("Bearer").as_deref(), Some(""));
        assert_eq!(read("Basic abc"), None);
        assert_eq!(read(""), None);
        let bytes = HeaderValue::from_bytes(b"Bearer \xff").expect("a value");
        assert!(bearer(&bytes).is_some());
    }
}
