// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body's own list of practices: its file, what its columns become, and that drafts are made of it.
//!
//! The page of the form with the file is the one that shows it, so that it is refused, and carried along to the sign-in
//! page, as a post to that page's address.

use app::paths;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::{Method, StatusCode, Uri};
use portal::form::Typed;
use portal::writing::{LIST_BYTES, ListForm, Taken};
use tokio::sync::Semaphore;

use super::posted::see_other;
use super::{Posted, both};
use crate::http::session::By;
use crate::http::{Served, shell};

/// The fields of words that the form with the file has.
const WORDS: [&str; 2] = ["organisation", "language"];
/// How much of each is read, in bytes.
const WORDS_MAX: usize = 1024;
/// How many files may be on their way at once: each is held whole.
static PLACES: Semaphore = Semaphore::const_new(16);

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/scrivania/elenco", || post(without_file));
    let router = both(router, "/scrivania/elenco/carica", || {
        // The shell bounds this body, by its address.
        post(upload).get(to_page).layer(DefaultBodyLimit::disable())
    });
    both(router, "/scrivania/elenco/{list}", || post(list))
}

/// Whoever comes here by reloading or by changing the language is led to the page.
async fn to_page(uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    see_other(&paths::bring_list(locale))
}

/// What came with the form.
#[derive(Default)]
struct Sent {
    words: Vec<(String, String)>,
    file_name: String,
    file: Vec<u8>,
}

/// Takes a list in.
async fn upload(State(served): State<Served>, by: By, request: Request) -> Response {
    let Ok(_place) = PLACES.try_acquire() else {
        return shell::refuse(request.uri().path(), StatusCode::SERVICE_UNAVAILABLE, None);
    };
    let (locale, _) = paths::split(request.uri().path());
    let page = paths::bring_list(locale);
    let sent = read(request).await;
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("action", "upload")
        .extend_pairs(&sent.words)
        .finish();
    let request = http::Request::builder().method(Method::POST).uri(page).extension(by).body(Body::from(body));
    let Ok(request) = request else { return StatusCode::BAD_REQUEST.into_response() };
    match Posted::from_request(request, &served).await {
        Ok(post) => bring(post, sent.file_name, sent.file.into()).await,
        Err(refusal) => refusal,
    }
}

/// A form that was carried along to the sign-in page has lost its file there.
async fn without_file(post: Posted) -> Response {
    bring(post, String::new(), Bytes::new()).await
}

async fn bring(post: Posted, file_name: String, file: Bytes) -> Response {
    let form = ListForm { organisation: post.value("organisation"), language: post.value("language"), file_name };
    match post.served.portal.bring_list(&post.by.viewer, form, file).await {
        Ok(list) => post.done(&format!("{}?done=read", paths::list(post.locale, &list))),
        Err(error) => post.refuse(error).await,
    }
}

/// Reads the fields. What breaks off is as good as no file.
async fn read(request: Request) -> Sent {
    let mut sent = Sent::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else { return sent };
    while let Ok(Some(field)) = parts.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            field.file_name().unwrap_or_default().clone_into(&mut sent.file_name);
            sent.file = bytes(field, LIST_BYTES + 1).await;
        } else if WORDS.contains(&name.as_str()) {
            let text = bytes(field, WORDS_MAX).await;
            sent.words.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
    }
    sent
}

/// What a field holds, up to a length; the rest is read and forgotten, since browsers show no answer before they have
/// sent all. Nothing where it breaks off.
async fn bytes(mut field: Field<'_>, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        match field.chunk().await {
            Ok(Some(piece)) => {
                let taken = piece.len().min(most.saturating_sub(bytes.len()));
                bytes.extend_from_slice(&piece[..taken]);
            }
            Ok(None) => return bytes,
            Err(_) => return Vec::new(),
        }
    }
}

/// Changes what the columns of a list become, or makes drafts of it.
async fn list(Path(list): Path<String>, post: Posted) -> Response {
    let typed = Typed(post.pairs().to_vec());
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = match post.value("action").as_str() {
        "take" => portal.take_list(viewer, &list, &typed).await,
        _ => portal.choose_columns(viewer, &list, &typed).await.map(|()| Taken::LookAgain),
    };
    let here = paths::list(post.locale, &list);
    match outcome {
        Ok(Taken::Done) => post.done(&here),
        Ok(Taken::LookAgain) => post.done(&format!("{here}?done=columns")),
        Err(error) => post.refuse(error).await,
    }
}

#[cfg(test)]
mod tests {
    use http::header::CONTENT_TYPE;

    use super::*;

    fn request(body: Vec<u8>) -> Request {
        let kind = "multipart/form-data; boundary=x";
        http::Request::builder().method(Method::POST).header(CONTENT_TYPE, kind).body(body.into()).expect("a request")
    }

    fn part(head: &str, content: &[u8]) -> Vec<u8> {
        format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n")
            .into_bytes()
            .into_iter()
            .chain(content.iter().copied())
            .chain(*b"\r\n")
            .collect()
    }

    #[tokio::test]
    async fn words_and_the_file_are_read_and_nothing_else() {
        let body = [
            part("name=\"language\"", b"it"),
            part("name=\"other\"", b"no"),
            part("name=\"file\"; filename=\"a.csv\"", b"Titolo\nUno"),
            b"--x--\r\n".to_vec(),
        ];
        let sent = read(request(body.concat())).await;
        assert_eq!(sent.words, [("language".to_owned(), "it".to_owned())]);
        assert_eq!((sent.file_name.as_str(), sent.file.as_slice()), ("a.csv", &b"Titolo\nUno"[..]));
    }

    #[tokio::test]
    async fn a_file_that_breaks_off_is_none() {
        let whole = part("name=\"file\"; filename=\"a.csv\"", b"Titolo\nUno");
        let sent = read(request(whole[..whole.len() - 4].to_vec())).await;
        assert_eq!(sent.file, b"");
    }
}
