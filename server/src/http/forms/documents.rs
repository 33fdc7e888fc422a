// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The documents of a practice, a twinning or a post: bringing one with its file, changing what is said about it,
//! taking it away.
//!
//! The page of these forms is the step of the guided form, a page of the twinning's desk, or that of the post, so that
//! they are refused, and carried along to the sign-in page, as posts to its address.

mod pace;
mod pieces;

use std::io;

use app::paths;
use axum::Router;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use domain::practice::writing::Step;
use futures::SinkExt;
use futures::channel::mpsc;
use http::{Method, StatusCode, Uri};
use portal::documents::{DocumentForm, Removal};
use portal::form::FormError;

use super::posted::see_other;
use super::{Posted, both};
use crate::http::session::By;
use crate::http::{Served, shell};
use pace::{Pace, Places, TooSlow};
use pieces::{FileBegins, in_pieces};

/// The fields of words that the form with a file has.
const WORDS: [&str; 7] = ["title", "kind", "licence", "language", "alt", "audience", "replaces"];
/// How much of these words is read, in bytes; each is far shorter.
const WORDS_MAX: usize = 64 * 1024;
/// How many pieces of a file wait until the portal takes them.
const PIECES: usize = 4;
/// The places for uploads.
static PLACES: Places = Places::new();

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/scrivania/{uid}/documenti/carica", || {
        // The shell bounds this body, by its address.
        post(upload).get(to_step).layer(DefaultBodyLimit::disable())
    });
    let router = both(router, "/scrivania/{uid}/documenti/file", || post(change).get(to_step));
    let router = both(router, "/gemellaggi/{slug}/documenti/carica", || {
        post(upload_to_twinning).get(to_twinning).layer(DefaultBodyLimit::disable())
    });
    let router = both(router, "/discussioni/{address}/interventi/{position}/allegati/carica", || {
        post(upload_to_post).get(to_post).layer(DefaultBodyLimit::disable())
    });
    both(router, "/gemellaggi/{slug}/documenti", || post(of_twinning))
}

/// What a file is brought to, by the name in its address.
enum Whose {
    /// A practice, by its identifier.
    Practice(String),
    /// A twinning, by its address.
    Twinning(String),
    /// A post, by the address of its thread and its position there.
    Post(String, u32),
}

impl Whose {
    /// The name in the address.
    fn name(&self) -> &str {
        match self {
            Self::Practice(name) | Self::Twinning(name) | Self::Post(name, _) => name,
        }
    }
}

/// Whoever comes here by reloading or by changing the language is led to the step.
async fn to_step(Path(uid): Path<String>, uri: Uri) -> Response {
    see_other(&step(&uri, &uid))
}

/// The page of these forms.
fn step(uri: &Uri, uid: &str) -> String {
    let (locale, _) = paths::split(uri.path());
    paths::step(locale, uid, Step::Documents)
}

/// The same for a twinning.
async fn to_twinning(Path(slug): Path<String>, uri: Uri) -> Response {
    see_other(&page_of(&uri, &slug))
}

/// The page of these forms for a twinning.
fn page_of(uri: &Uri, slug: &str) -> String {
    let (locale, _) = paths::split(uri.path());
    paths::twinning_documents(locale, slug)
}

/// The same for a post.
async fn to_post(Path((address, position)): Path<(String, String)>, uri: Uri) -> Response {
    match position.parse() {
        Ok(position) => see_other(&page_of_post(&uri, &address, position)),
        Err(_) => shell::refuse(uri.path(), StatusCode::NOT_FOUND, None),
    }
}

/// The page of these forms for a post.
fn page_of_post(uri: &Uri, address: &str, position: u32) -> String {
    let (locale, _) = paths::split(uri.path());
    paths::post_form(locale, address, position)
}

/// Whether an action is one of these forms.
pub(super) fn is_ours(action: &str) -> bool {
    matches!(action, "upload" | "change" | "remove" | "keep")
}

/// A document of a practice comes in.
async fn upload(State(served): State<Served>, by: By, Path(uid): Path<String>, request: Request) -> Response {
    let page = step(request.uri(), &uid);
    take_in((served, by), page, Whose::Practice(uid), request).await
}

/// A document of a twinning comes in.
async fn upload_to_twinning(
    State(served): State<Served>,
    by: By,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let page = page_of(request.uri(), &slug);
    take_in((served, by), page, Whose::Twinning(slug), request).await
}

/// A document of a post comes in.
async fn upload_to_post(
    State(served): State<Served>,
    by: By,
    Path((address, position)): Path<(String, String)>,
    request: Request,
) -> Response {
    let Ok(position) = position.parse() else {
        return shell::refuse(request.uri().path(), StatusCode::NOT_FOUND, None);
    };
    let page = page_of_post(request.uri(), &address, position);
    take_in((served, by), page, Whose::Post(address, position), request).await
}

/// Takes a document in. The words come before the file, which goes on to the portal piece by piece.
async fn take_in((served, by): (Served, By), page: String, whose: Whose, request: Request) -> Response {
    let Some(_place) = PLACES.take(&by) else {
        return shell::refuse(request.uri().path(), StatusCode::SERVICE_UNAVAILABLE, None);
    };
    let begins = FileBegins::default();
    let mut parts = Multipart::from_request(in_pieces(request, &begins), &()).await.ok();
    let mut typed = vec![("action".to_owned(), "upload".to_owned())];
    let mut room = WORDS_MAX;
    let file = loop {
        let Some(parts) = parts.as_mut() else { break None };
        match parts.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => break Some(field),
            Ok(Some(field)) => typed.extend(words(field, &mut room).await),
            Ok(None) | Err(_) => break None,
        }
    };
    begins.now();
    let post = match as_page_form(&served, by, &page, &typed).await {
        Ok(post) => post,
        Err(refusal) => return refusal,
    };
    let done = if post.value("replaces").is_empty() { "document_added" } else { "version_added" };
    let outcome = match file {
        Some(file) => with_file(&post, &whose, file).await,
        None => without_file(&post, &whose).await,
    };
    post.answer(outcome.map(drop), done).await
}

/// A field of words with its name, as much of it as there is room for; nothing where the form has no such field.
async fn words(mut field: Field<'_>, room: &mut usize) -> Option<(String, String)> {
    let name = field.name().filter(|name| WORDS.contains(name))?.to_owned();
    let mut text = Vec::new();
    while let Ok(Some(piece)) = field.chunk().await {
        let taken = piece.len().min(*room);
        text.extend_from_slice(&piece[..taken]);
        *room -= taken;
    }
    Some((name, String::from_utf8_lossy(&text).into_owned()))
}

/// The words of the upload, as a form of the page.
async fn as_page_form(served: &Served, by: By, page: &str, typed: &[(String, String)]) -> Result<Posted, Response> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish();
    let request = http::Request::builder().method(Method::POST).uri(page).extension(by).body(Body::from(body));
    match request {
        Ok(request) => Posted::from_request(request, served).await,
        Err(_) => Err(StatusCode::BAD_REQUEST.into_response()),
    }
}

fn form_of(post: &Posted, file_name: &str) -> DocumentForm {
    DocumentForm {
        title: post.value("title"),
        kind: post.value("kind"),
        licence: post.value("licence"),
        language: post.value("language"),
        alt: post.value("alt"),
        audience: post.value("audience"),
        replaces: post.value("replaces"),
        file_name: file_name.to_owned(),
    }
}

/// Hands the file on while it arrives. Where the portal takes no more of it, the rest is read and forgotten: browsers
/// show no answer before they have sent all.
async fn with_file(post: &Posted, whose: &Whose, mut file: Field<'_>) -> Result<String, FormError> {
    let form = form_of(post, file.file_name().unwrap_or_default());
    let (mut pieces, received) = mpsc::channel::<Result<Bytes, io::Error>>(PIECES);
    let sending = async move {
        let mut pace = Pace::default();
        loop {
            let piece = match pace.next(file.chunk()).await {
                Ok(Ok(Some(piece))) => Ok(piece),
                Ok(Ok(None)) => break,
                Ok(Err(error)) => Err(io::Error::other(error.body_text())),
                Err(TooSlow) => Err(io::ErrorKind::TimedOut.into()),
            };
            let broke_off = piece.is_err();
            let _ = pieces.send(piece).await;
            if broke_off {
                break;
            }
        }
    };
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let adding = async {
        match whose {
            Whose::Practice(uid) => portal.add_document(viewer, uid, form, received).await,
            Whose::Twinning(slug) => portal.add_twinning_document(viewer, slug, form, received).await,
            Whose::Post(thread, at) => portal.add_post_document(viewer, (thread.as_str(), *at), form, received).await,
        }
    };
    let (outcome, ()) = tokio::join!(adding, sending);
    outcome
}

/// Says what is wrong with a form that came without its file: that, and what is wrong with its words.
async fn without_file(post: &Posted, whose: &Whose) -> Result<String, FormError> {
    let nothing = futures::stream::empty::<Result<Bytes, io::Error>>();
    let (portal, viewer, form) = (&post.served.portal, &post.by.viewer, form_of(post, ""));
    match whose {
        Whose::Practice(uid) => portal.add_document(viewer, uid, form, nothing).await,
        Whose::Twinning(slug) => portal.add_twinning_document(viewer, slug, form, nothing).await,
        Whose::Post(thread, at) => portal.add_post_document(viewer, (thread.as_str(), *at), form, nothing).await,
    }
}

/// Changes a document, or takes it away.
async fn change(State(served): State<Served>, Path(uid): Path<String>, mut request: Request) -> Response {
    let Ok(address) = step(request.uri(), &uid).parse::<Uri>() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = address;
    match Posted::from_request(request, &served).await {
        Ok(post) => act(post, &uid).await,
        Err(refusal) => refusal,
    }
}

/// Does what a form of the documents wants. One with a file that comes here was carried along to the sign-in page, and
/// has lost it there.
pub(super) async fn act(post: Posted, uid: &str) -> Response {
    act_on(post, &Whose::Practice(uid.to_owned())).await
}

/// The forms of a twinning's page.
async fn of_twinning(Path(slug): Path<String>, post: Posted) -> Response {
    act_on(post, &Whose::Twinning(slug)).await
}

/// The forms of the documents on a post's page.
pub(super) async fn act_on_post(post: Posted, address: &str, position: u32) -> Response {
    act_on(post, &Whose::Post(address.to_owned(), position)).await
}

async fn act_on(post: Posted, whose: &Whose) -> Response {
    let named = whose.name();
    let (portal, viewer, document) = (&post.served.portal, &post.by.viewer, post.value("document"));
    match post.value("action").as_str() {
        "change" => {
            let outcome = portal.change_document(viewer, named, &document, form_of(&post, "")).await;
            post.answer(outcome, "document_changed").await
        }
        "remove" => {
            let outcome = portal.remove_document(viewer, named, &document).await;
            let waits = matches!(outcome, Ok(Removal::WithPublication));
            let done = if waits { "document_removal_waits" } else { "document_removed" };
            post.answer(outcome.map(drop), done).await
        }
        "keep" => {
            let outcome = portal.keep_document(viewer, named, &document).await;
            post.answer(outcome, "document_kept").await
        }
        "upload" => {
            let outcome = without_file(&post, whose).await;
            post.answer(outcome.map(drop), "document_added").await
        }
        _ => post.refuse(FormError::Portal(portal::Error::NotFound)).await,
    }
}
