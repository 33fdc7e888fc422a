// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `POST /api/v1/threads/{uid}/posts`: a program writes into a discussion for its member, once for each key.

use app::paths;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::policy::Viewer;
use domain::post::IdempotencyKey;
use domain::record::Record;
use domain::{Locale, Uid};
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use portal::documents::DocumentLine;
use portal::form::{FieldProblem, FormError};
use portal::talking::{NewPost, Posted};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asking::{Asking, refused};
use super::problem;
use crate::http::Served;

/// The header by which a sending is known when it comes again.
const KEY: &str = "idempotency-key";

/// What is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    body: String,
    reply_to: Option<String>,
}

/// Writes a post; it is durable when the answer comes.
pub(super) async fn create(
    State(served): State<Served>,
    Asking(viewer): Asking,
    Path(thread): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if viewer == Viewer::Visitor {
        return refused("a token is wanted: Authorization: Bearer TOKEN");
    }
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).and_then(IdempotencyKey::parse);
    let Some(key) = key else {
        let wanted = "Idempotency-Key: a text of 1 to 200 visible ASCII characters is wanted";
        return problem::problem(StatusCode::BAD_REQUEST, wanted);
    };
    let sent: Sent = match serde_json::from_slice(&body) {
        Ok(sent) => sent,
        Err(error) => return problem::problem(StatusCode::BAD_REQUEST, &format!("the body is no post: {error}")),
    };
    let Ok(thread) = Uid::parse(&thread) else { return problem::of(&portal::Error::NotFound) };
    let Ok(reply_to) = sent.reply_to.as_deref().map(Uid::parse).transpose() else {
        return problem::problem(StatusCode::UNPROCESSABLE_ENTITY, "reply_to: unknown");
    };
    match served.portal.post(&viewer, &thread, NewPost { body: sent.body, reply_to, key }).await {
        Ok(posted) => created(&served, &posted),
        Err(FormError::Portal(error)) => problem::of(&error),
        Err(FormError::Fields(problems)) => told(&problems),
    }
}

/// What is wrong, by its status: a key that was used, a thread that takes no words, a member who may not write, a field.
fn told(problems: &[(&'static str, FieldProblem)]) -> Response {
    let status = match problems.first() {
        Some(("key", _) | ("form", FieldProblem::Expired)) => StatusCode::CONFLICT,
        Some(("form", FieldProblem::NotAllowed)) => StatusCode::FORBIDDEN,
        Some(("form", FieldProblem::Wait)) => StatusCode::TOO_MANY_REQUESTS,
        // Somebody else came between: the same can be sent again, with the same key.
        Some(("form", FieldProblem::Conflict)) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let told: Vec<String> =
        problems.iter().map(|(field, problem)| format!("{}: {}", named(field), problem.key())).collect();
    problem::problem(status, &told.join(", "))
}

/// A field of the page's form as the interface calls it.
fn named(field: &str) -> &str {
    match field {
        "answers" => "reply_to",
        "form" => "thread",
        other => other,
    }
}

fn created(served: &Served, posted: &Posted) -> Response {
    let address = address(served, &paths::post(Locale::Italian, &posted.address.to_string(), posted.position));
    let location = HeaderValue::from_str(&address);
    let answer = json!({ "uid": posted.uid.as_str(), "url": address, "standing": posted.standing });
    let mut response = (StatusCode::CREATED, Json(answer)).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// `GET /api/v1/threads/{uid}`
pub(super) async fn thread(State(served): State<Served>, Asking(viewer): Asking, Path(uid): Path<String>) -> Response {
    match served.portal.thread_by_uid(&viewer, &uid).await {
        Ok((thread, place)) => {
            let url = address(&served, &paths::thread(Locale::Italian, &place.to_string()));
            record(&Record::Thread(Box::new(thread)), url)
        }
        Err(error) => problem::of(&error),
    }
}

/// `GET /api/v1/posts/{uid}`
pub(super) async fn post(State(served): State<Served>, Asking(viewer): Asking, Path(uid): Path<String>) -> Response {
    let (post, place, position) = match served.portal.post_by_uid(&viewer, &uid).await {
        Ok(found) => found,
        Err(error) => return problem::of(&error),
    };
    let url = address(&served, &paths::post(Locale::Italian, &place.to_string(), position));
    if post.documents.is_empty() {
        return record(&Record::Post(Box::new(post)), url);
    }
    match served.portal.documents_of_post(&viewer, &uid).await {
        Ok(lines) => {
            let mut fields = written(&Record::Post(Box::new(post)), url);
            fields["files"] = lines.iter().map(|line| file(&served, line)).collect();
            Json(fields).into_response()
        }
        Err(error) => problem::of(&error),
    }
}

/// A document that a post brings, with where its file is.
fn file(served: &Served, line: &DocumentLine) -> Value {
    let url = address(served, &paths::document_file(&line.uid, &line.file_name));
    json!({ "uid": line.uid, "title": line.title, "kind": line.file_kind, "size": line.size, "url": url })
}

fn record(record: &Record, url: String) -> Response {
    Json(written(record, url)).into_response()
}

fn written(record: &Record, url: String) -> Value {
    let mut fields = serde_json::to_value(record).expect("records have string keys and finite numbers only");
    fields["url"] = Value::from(url);
    fields
}

fn address(served: &Served, path: &str) -> String {
    format!("{}{path}", served.site.base_url)
}
