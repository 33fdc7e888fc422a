// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `POST /api/v1/practices`: a program begins a practice for its member.

use app::paths;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::Locale;
use domain::policy::Viewer;
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode};
use portal::form::FormError;
use portal::writing::{BeginForm, ProgramDraft};
use serde::Deserialize;
use serde_json::json;

use super::asking::{Asking, refused};
use super::problem;
use crate::http::Served;

/// The header by which a request is known when it comes again.
const KEY: &str = "idempotency-key";
/// The longest key, in characters.
const KEY_MAX: usize = 200;

/// What is given of the practice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    title: String,
    language: String,
    #[serde(default)]
    owner_org: String,
    summary: Option<String>,
    problem: Option<String>,
    solution: Option<String>,
}

/// Makes a draft; it is durable when the answer comes.
pub(super) async fn create(
    State(served): State<Served>,
    Asking(viewer): Asking,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if viewer == Viewer::Visitor {
        return refused("a token is wanted: Authorization: Bearer TOKEN");
    }
    let Some(key) = key(&headers) else {
        let wanted = format!("Idempotency-Key: a text of 1 to {KEY_MAX} visible ASCII characters is wanted");
        return problem::problem(StatusCode::BAD_REQUEST, &wanted);
    };
    let draft: Draft = match serde_json::from_slice(&body) {
        Ok(draft) => draft,
        Err(error) => return problem::problem(StatusCode::BAD_REQUEST, &format!("the body is no draft: {error}")),
    };
    let begin = BeginForm { title: draft.title, organisation: draft.owner_org, language: draft.language };
    let (summary, problem, solution) = (draft.summary, draft.problem, draft.solution);
    let given = ProgramDraft { begin, summary, problem, solution };
    match served.portal.begin_practice_once(&viewer, given, &key).await {
        Ok(uid) => created(&served, &uid),
        Err(FormError::Portal(error)) => problem::of(&error),
        Err(FormError::Fields(problems)) => {
            let told: Vec<String> =
                problems.iter().map(|(field, problem)| format!("{}: {}", named(field), problem.key())).collect();
            problem::problem(StatusCode::UNPROCESSABLE_ENTITY, &told.join(", "))
        }
    }
}

/// The key of the request, where it has one that can be kept.
fn key(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(KEY)?.to_str().ok()?.trim();
    let is_visible = text.chars().all(|one| one.is_ascii_graphic() || one == ' ');
    (!text.is_empty() && text.len() <= KEY_MAX && is_visible).then(|| text.to_owned())
}

/// A field of the page's form as the interface calls it.
fn named(field: &str) -> &str {
    if field == "organisation" { "owner_org" } else { field }
}

fn created(served: &Served, uid: &str) -> Response {
    let address = format!("{}{}", served.site.base_url, paths::practice_desk(Locale::Italian, uid));
    let location = HeaderValue::from_str(&address);
    let mut response = (StatusCode::CREATED, Json(json!({ "uid": uid, "url": address }))).into_response();
    if let Ok(location) = location {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}
