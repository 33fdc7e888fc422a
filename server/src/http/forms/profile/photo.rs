// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Another photo: the one form that brings a file, at an address of its own with a limit of its own.

use app::paths;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use http::{Method, StatusCode, Uri};
use portal::form::{FieldProblem, FormError};
use portal::people::PHOTO_MAX;

use super::super::{Posted, both};
use crate::http::Served;
use crate::http::session::By;

/// What stands around the photo in its post, at most, in bytes.
const AROUND: usize = 16 * 1024;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    both(router, "/profilo/immagine", || post(upload).get(to_profile).layer(DefaultBodyLimit::max(PHOTO_MAX + AROUND)))
}

/// Whoever comes here by reloading or by changing the language is led to the profile.
async fn to_profile(uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    Redirect::to(&paths::profile(locale)).into_response()
}

async fn upload(State(served): State<Served>, by: By, request: Request) -> Response {
    let (locale, _) = paths::split(request.uri().path());
    let photo = read(request).await;
    let post = match as_profile_form(&served, by, &paths::profile(locale)).await {
        Ok(post) => post,
        Err(refusal) => return refusal,
    };
    let outcome = match photo {
        Ok(bytes) => post.served.portal.save_photo(&post.by.viewer, bytes).await,
        Err(problem) => Err(FormError::field("photo", problem)),
    };
    post.answer(outcome, "photo_saved").await
}

/// The bytes of the field `photo`.
async fn read(request: Request) -> Result<Vec<u8>, FieldProblem> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| FieldProblem::Invalid)?;
    loop {
        match parts.next_field().await {
            Ok(Some(part)) if part.name() == Some("photo") => {
                let bytes = part.bytes().await.map_err(|error| problem_of(error.status()))?;
                return if bytes.len() > PHOTO_MAX { Err(FieldProblem::TooLong) } else { Ok(bytes.to_vec()) };
            }
            Ok(Some(_)) => {}
            Ok(None) => return Err(FieldProblem::Missing),
            Err(error) => return Err(problem_of(error.status())),
        }
    }
}

fn problem_of(status: StatusCode) -> FieldProblem {
    if status == StatusCode::PAYLOAD_TOO_LARGE { FieldProblem::TooLong } else { FieldProblem::Invalid }
}

/// The same post without its file, as a form of the profile's page: that page is shown where the photo is refused.
async fn as_profile_form(served: &Served, by: By, address: &str) -> Result<Posted, Response> {
    let request =
        http::Request::builder().method(Method::POST).uri(address).extension(by).body(Body::from("action=photo"));
    match request {
        Ok(request) => Posted::from_request(request, served).await,
        Err(_) => Err(StatusCode::BAD_REQUEST.into_response()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::CONTENT_TYPE;

    fn request(kind: &'static str, body: impl Into<Body>) -> Request {
        http::Request::builder().method(Method::POST).header(CONTENT_TYPE, kind).body(body.into()).expect("a request")
    }

    const KIND: &str = "multipart/form-data; boundary=x";

    fn body(name: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.png\"\r\n\r\n");
        [head.as_bytes(), content, b"\r\n--x--\r\n"].concat()
    }

    #[tokio::test]
    async fn the_bytes_of_the_photo_are_read_and_nothing_else() {
        let bytes = read(request(KIND, body("photo", b"\x89PNG\r\n--y"))).await;
        assert_eq!(bytes, Ok(b"\x89PNG\r\n--y".to_vec()));
        assert_eq!(read(request(KIND, body("other", b"x"))).await, Err(FieldProblem::Missing));
    }

    #[tokio::test]
    async fn what_is_no_upload_is_refused_and_nothing_panics() {
        for kind in
            ["multipart/form-data", "application/x-www-form-urlencoded", "text/html", "multipart/form-data; boundary="]
        {
            assert_eq!(read(request(kind, "photo=x")).await, Err(FieldProblem::Invalid), "{kind}");
        }
        let cut = body("photo", b"abc");
        assert_eq!(read(request(KIND, cut[..60].to_vec())).await, Err(FieldProblem::Invalid));
        assert_eq!(read(request(KIND, Vec::new())).await, Err(FieldProblem::Invalid));
    }

    #[tokio::test]
    async fn a_photo_that_is_too_large_is_told_so() {
        let large = vec![0_u8; PHOTO_MAX + 1];
        // Without the route's own limit the general one of the library answers first, and alike.
        assert_eq!(read(request(KIND, body("photo", &large))).await, Err(FieldProblem::TooLong));
    }
}
