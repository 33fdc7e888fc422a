// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is no page and belongs to a person: the photo of a member, the copy of the own data.

use app::paths;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use portal::Error;

use super::session::By;
use super::{Served, shell};

/// A file of ours runs nothing, wherever it is opened.
const POLICY: &str = "default-src 'none'; sandbox";

/// The addresses of this room.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/iscritti/{uid}/foto", get(photo))
        .route("/profilo/dati/copia", get(own_copy))
        .route("/en/profilo/dati/copia", get(own_copy))
}

/// The photo, as who asks may see it. Its address names the version, so a browser may keep it for a day.
async fn photo(
    State(served): State<Served>,
    by: By,
    Path(uid): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let (version, kind, bytes) = match served.portal.member_photo(&by.viewer, &uid).await {
        Ok(photo) => photo,
        Err(error) => return failed(&uri, &error),
    };
    let tag = format!("\"v{version}\"");
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { file(&kind, bytes) };
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, "private, max-age=86400");
    set(&mut response, CONTENT_DISPOSITION, "inline; filename=\"foto\"");
    response
}

/// The archive with the own data. Who is not signed in is led to the page where that is done.
async fn own_copy(State(served): State<Served>, by: By, uri: Uri) -> Response {
    let archive = match served.portal.own_copy(&by.viewer).await {
        Ok(archive) => archive,
        Err(Error::SignInFirst) => {
            let (locale, _) = paths::split(uri.path());
            return Redirect::to(&paths::sign_in_for(locale, &paths::own_copy(locale))).into_response();
        }
        Err(error) => return failed(&uri, &error),
    };
    let mut response = file("application/zip", archive);
    set(&mut response, CACHE_CONTROL, "private, no-store");
    set(&mut response, CONTENT_DISPOSITION, "attachment; filename=\"innesto.zip\"");
    response
}

/// An answer with a file.
pub(super) fn file(kind: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    set(&mut response, CONTENT_TYPE, kind);
    set(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    response
}

/// Sets a header, unless the value is none.
pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Absent and unseen are the same.
pub(super) fn failed(uri: &Uri, error: &Error) -> Response {
    let status = match error {
        Error::NotFound | Error::NotAllowed | Error::SignInFirst | Error::ConfirmFirst => StatusCode::NOT_FOUND,
        other => {
            tracing::error!(error = %other, "a file could not be given");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    shell::refuse(uri.path(), status, None)
}
