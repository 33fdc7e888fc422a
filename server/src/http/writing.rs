// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the island of the guided form asks for: saving by itself, a preview, a cleaned paste.
//!
//! These are routes and no server functions: a step is saved from the very body that its form would send, also while
//! its page goes away, and a paste has a limit of its own.

use app::api::{Alike, Cleaned, Clipboard, Kept, NotDone, Shown, ToName, ToShow};
use app::paths;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::Locale;
use domain::practice::writing::Step;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use portal::form::{FieldProblem, FormError, Typed};
use portal::talking::WrittenIn;
use portal::writing::Paste;
use serde::{Deserialize, Serialize};

use super::Served;
use super::session::By;

/// The addresses of this room.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/api/autosave", post(autosave))
        .route("/api/preview", post(preview))
        .route("/api/paste", post(paste))
        .route("/api/mentions", get(mentions))
        .route("/api/similar-threads", get(similar_threads))
}

/// The form that is being written.
#[derive(Debug, Deserialize)]
struct Form {
    practice: String,
    step: String,
}

async fn autosave(State(served): State<Served>, by: By, Query(form): Query<Form>, body: Bytes) -> Response {
    // The last step has nothing that is written bit by bit.
    let step = Step::from_code(&form.step).filter(|step| *step != Step::Send);
    let Some(step) = step else { return refused(&portal::Error::NotFound.into()) };
    let typed = Typed(form_urlencoded::parse(&body).into_owned().collect());
    match served.portal.autosave(&by.viewer, &form.practice, step, typed).await {
        Ok(saved) => answer(StatusCode::OK, &Kept { version: saved.version }),
        Err(error) => refused(&error),
    }
}

async fn preview(State(served): State<Served>, by: By, Json(asked): Json<ToShow>) -> Response {
    match served.portal.preview(&by.viewer, asked.text).await {
        Ok(html) => answer(StatusCode::OK, &Shown { html: html.into_string() }),
        Err(error) => refused(&error.into()),
    }
}

async fn paste(State(served): State<Served>, by: By, Json(clipboard): Json<Clipboard>) -> Response {
    let paste = match clipboard {
        Clipboard::Html(html) => Paste::Html(html),
        Clipboard::Text(text) => Paste::Text(text),
    };
    match served.portal.cleaned_paste(&by.viewer, paste).await {
        Ok(pasted) => {
            let (text, removed, removed_lines, whole) =
                (pasted.text, pasted.removed, pasted.removed_lines, pasted.whole);
            answer(StatusCode::OK, &Cleaned { text, removed, removed_lines, whole })
        }
        Err(error) => refused(&error),
    }
}

/// Where a text is written and what was typed behind an `@`.
#[derive(Debug, Deserialize)]
struct Naming {
    thread: Option<String>,
    su: Option<String>,
    q: String,
}

async fn mentions(State(served): State<Served>, by: By, Query(asked): Query<Naming>) -> Response {
    let within = match asked.thread {
        Some(thread) => WrittenIn::Thread(thread),
        None => WrittenIn::New(asked.su.unwrap_or_default()),
    };
    match served.portal.people_to_name(&by.viewer, &within, &asked.q).await {
        Ok(people) => {
            let named = |one: portal::talking::Named| {
                let mention = one.mention();
                ToName { name: one.name, body: one.body, mention }
            };
            answer(StatusCode::OK, &people.into_iter().map(named).collect::<Vec<_>>())
        }
        Err(error) => refused(&error.into()),
    }
}

/// A title that is being written.
#[derive(Debug, Deserialize)]
struct Title {
    lingua: String,
    q: String,
}

async fn similar_threads(State(served): State<Served>, by: By, Query(asked): Query<Title>) -> Response {
    let locale = Locale::from_code(&asked.lingua).unwrap_or(Locale::Italian);
    match served.portal.similar_threads(&by.viewer, locale, &asked.q).await {
        Ok(found) => {
            let alike = found
                .into_iter()
                .map(|line| Alike { url: paths::thread(locale, &line.address), title: line.title.text });
            answer(StatusCode::OK, &alike.collect::<Vec<_>>())
        }
        Err(error) => refused(&error.into()),
    }
}

fn answer<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let mut response = (status, Json(value)).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Why nothing was done, as a code: the words are the island's.
fn refused(error: &FormError) -> Response {
    let (status, code, field) = match error {
        FormError::Fields(problems) => match problems.first() {
            Some(("form", FieldProblem::Conflict)) => (StatusCode::CONFLICT, "conflict", ""),
            Some((field, problem)) => (StatusCode::UNPROCESSABLE_ENTITY, problem.key(), *field),
            None => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable", ""),
        },
        FormError::Portal(portal::Error::SignInFirst | portal::Error::ConfirmFirst) => {
            (StatusCode::UNAUTHORIZED, "sign_in", "")
        }
        FormError::Portal(portal::Error::NotAllowed) => (StatusCode::FORBIDDEN, "not_allowed", ""),
        FormError::Portal(portal::Error::NotFound) => (StatusCode::NOT_FOUND, "not_found", ""),
        FormError::Portal(portal::Error::Busy) => (StatusCode::SERVICE_UNAVAILABLE, "busy", ""),
        FormError::Portal(error) => {
            tracing::error!(%error, "what is asked for while somebody writes failed");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "")
        }
    };
    answer(status, &NotDone { code: code.to_owned(), field: field.to_owned() })
}
