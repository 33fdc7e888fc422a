// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whole pages: collected, with a length, an ETag and a word for caches.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, ETAG, IF_NONE_MATCH, SET_COOKIE,
    TRANSFER_ENCODING, VARY,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use xxhash_rust::xxh3::xxh3_128;

use super::refusal::refuse;
use super::silence::not_modified;

/// The cookie of a session; who brings it gets nothing that a cache may keep.
const SESSION: &[u8] = b"__Host-sid=";

/// What of the request decides about caches.
struct Condition {
    /// GET or HEAD
    reads: bool,
    /// Somebody with a session or a token asks.
    personal: bool,
    if_none_match: Option<HeaderValue>,
}

impl Condition {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        // The programming interface reads no cookies, so none makes its answers personal.
        let path = request.uri().path();
        let reads_cookies = !path.starts_with("/api/v1/") && path != "/api/openapi.json";
        let cookies = headers.get_all(COOKIE);
        let session = reads_cookies
            && cookies.iter().any(|line| {
                let mut pairs = line.as_bytes().split(|b| *b == b';');
                pairs.any(|pair| pair.trim_ascii_start().starts_with(SESSION))
            });
        Self {
            reads: matches!(*request.method(), Method::GET | Method::HEAD),
            personal: session || headers.contains_key(AUTHORIZATION),
            if_none_match: headers.get(IF_NONE_MATCH).cloned(),
        }
    }
}

/// Collects pages, JSON and XML; everything else passes as it is.
pub(super) async fn whole_pages(request: Request, next: Next) -> Response {
    let condition = Condition::of(&request);
    let path = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if !is_document(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match body.collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) => {
            tracing::error!(%error, "a page broke off while it was made");
            let path = if path { "/api/" } else { "/" };
            return refuse(path, StatusCode::INTERNAL_SERVER_ERROR, None);
        }
    };
    parts.headers.remove(TRANSFER_ENCODING);
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let kept = say_who_may_keep(&mut parts.headers, parts.status, &condition);
    if kept && let Some(tag) = tag(&mut parts.headers, &bytes) {
        let known = condition.if_none_match.as_ref();
        if known.is_some_and(|known| names(known.as_bytes(), tag.as_bytes())) {
            return unchanged(parts.headers);
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_document(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        let kind = kind.split(|b| *b == b';').next().unwrap_or(kind).trim_ascii();
        kind == b"text/html"
            || kind == b"application/json"
            || kind == b"application/xml"
            || kind.ends_with(b"+json")
            || kind.ends_with(b"+xml") && kind != b"image/svg+xml"
    })
}

/// Sets Cache-Control and Vary; true if a visitor's browser may keep the answer and ask again.
fn say_who_may_keep(headers: &mut HeaderMap, status: StatusCode, condition: &Condition) -> bool {
    headers.append(VARY, HeaderValue::from_static("accept-encoding, cookie"));
    if let Some(said) = headers.get(CACHE_CONTROL) {
        let never = said.as_bytes().windows(8).any(|word| word == b"no-store");
        if never || !(condition.personal || headers.contains_key(SET_COOKIE)) {
            return !never && condition.reads && status == StatusCode::OK;
        }
    }
    let personal = condition.personal || headers.contains_key(SET_COOKIE);
    let keeps = matches!(status, StatusCode::OK | StatusCode::NOT_FOUND | StatusCode::GONE);
    let word = match (personal, condition.reads && keeps) {
        (true, _) => "private, no-store",
        (false, true) => "no-cache",
        (false, false) => "no-store",
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(word));
    !personal && condition.reads && status == StatusCode::OK
}

/// A weak tag of the content: weak, since the compressed page carries the same one.
fn tag(headers: &mut HeaderMap, bytes: &Bytes) -> Option<HeaderValue> {
    if let Some(own) = headers.get(ETAG) {
        return Some(own.clone());
    }
    let tag = HeaderValue::from_str(&format!("W/\"{:032x}\"", xxh3_128(bytes))).ok()?;
    headers.insert(ETAG, tag.clone());
    Some(tag)
}

/// Whether an If-None-Match names a tag; weak and strong ones count alike (RFC 9110, 13.1.2).
pub(in crate::http) fn names(condition: &[u8], tag: &[u8]) -> bool {
    let bare = |tag: &[u8]| tag.strip_prefix(b"W/").unwrap_or(tag).to_vec();
    let ours = bare(tag);
    condition.split(|b| *b == b',').map(<[u8]>::trim_ascii).any(|theirs| theirs == b"*" || bare(theirs) == ours)
}

/// 304 with the headers that the page itself would have had, but for its length and kind.
fn unchanged(mut headers: HeaderMap) -> Response {
    headers.remove(CONTENT_LENGTH);
    headers.remove(CONTENT_TYPE);
    let mut response = not_modified();
    *response.headers_mut() = headers;
    response
}
