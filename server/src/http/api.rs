// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The programming interface. It reads no cookies: whoever asks is the member of a bearer token, or a visitor.

mod asking;
mod drafts;
pub mod openapi;
mod posts;
mod problem;
mod records;
pub mod search;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{get, post};

use super::Served;

pub(super) use records::practice_record;

/// The addresses of the interface, each with its description in `openapi`.
pub fn routes() -> Router<Served> {
    Router::new()
        .route("/api/v1/search", get(search::search))
        .route("/api/v1/practices", post(drafts::create))
        .route("/api/v1/practices/{uid}", get(records::practice))
        .route("/api/v1/twinnings/{uid}", get(records::twinning))
        .route("/api/v1/organisations/{uid}", get(records::organisation))
        .route("/api/v1/adverts/{uid}", get(records::advert))
        .route("/api/v1/threads/{uid}", get(posts::thread))
        .route("/api/v1/threads/{uid}/posts", post(posts::create))
        .route("/api/v1/posts/{uid}", get(posts::post))
        .route("/api/openapi.json", get(openapi::document))
        .route("/api/{*rest}", get(problem::nothing_here))
        .layer(from_fn(asking::kept_by_nobody))
}
