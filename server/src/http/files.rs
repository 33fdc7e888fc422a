// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The files of case documents: attachments that run nothing, for those who may read them now.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use portal::Error;
use portal::documents::OpenedDocument;

use super::photos::{failed, set};
use super::session::By;
use super::{Served, shell};

/// Wherever such a file is opened, it is of no origin and loads nothing.
const POLICY: &str = "sandbox; default-src 'none'";

/// The addresses of this room. The name stands there for people; the identifier alone counts.
pub fn routes() -> Router<Served> {
    Router::new().route("/files/{uid}/{name}", get(file))
}

/// The file of a document, in its present version or in the one that the address names.
async fn file(
    State(served): State<Served>,
    by: By,
    Path((uid, _)): Path<(String, String)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Ok(version) = version(uri.query().unwrap_or_default()) else { return failed(&uri, &Error::NotFound) };
    let opened = match served.portal.open_document(&by.viewer, &uid, version).await {
        Ok(opened) => opened,
        Err(error) => return failed(&uri, &error),
    };
    let answer = answer(opened, headers.get(IF_NONE_MATCH));
    let takes_it_away = method == Method::GET && answer.status() == StatusCode::OK;
    if takes_it_away && let Err(error) = served.portal.count_download(&uid).await {
        tracing::warn!(%error, "a download could not be counted");
    }
    answer
}

/// The version that is asked for; nothing for the present one.
fn version(query: &str) -> Result<Option<u32>, std::num::ParseIntError> {
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "v");
    asked.map(|(_, number)| number.parse()).transpose()
}

/// The file, unless the browser has it.
fn answer(opened: OpenedDocument, known: Option<&HeaderValue>) -> Response {
    let tag = format!("\"{}\"", opened.hash);
    let is_known = known.is_some_and(|known| shell::names_tag(known.as_bytes(), tag.as_bytes()));
    // What not all may read is asked for each time, and lies nowhere on the way.
    let kept = if opened.is_public { "public, no-cache" } else { "private, no-store" };
    let mut response = if is_known {
        shell::not_modified()
    } else {
        let mut response = Response::new(Body::from_stream(opened.body));
        set(&mut response, CONTENT_TYPE, opened.media_type);
        set(&mut response, CONTENT_DISPOSITION, &opened.disposition);
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(opened.size));
        response
    };
    set(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, kept);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_a_version_or_none() {
        assert_eq!(version(""), Ok(None));
        assert_eq!(version("x=1"), Ok(None));
        assert_eq!(version("v=2"), Ok(Some(2)));
        for bad in ["v=", "v=-1", "v=1e3", "v=99999999999", "v=../2"] {
            assert!(version(bad).is_err(), "{bad}");
        }
    }
}
