// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers tell the moderators of, and what these decide.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::form::FormError;
use portal::moderating::{FlagForm, MergeForm, ModerationForm, MoveForm, SilenceForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/segnala/{kind}/{uid}", || post(flag));
    both(router, "/redazione/segnalazioni/{kind}/{uid}", || post(moderate))
}

async fn flag(Path((kind, uid)): Path<(String, String)>, post: Posted) -> Response {
    if post.is_trapped() {
        return post.done_here("sent");
    }
    let form = FlagForm { reason: post.value("reason"), note: post.value("note") };
    let outcome = post.served.portal.flag(&post.by.viewer, &kind, &uid, form).await;
    post.answer(outcome, "sent").await
}

/// What is decided leads back to what waits; a silence to what it began at.
async fn moderate(Path((kind, uid)): Path<(String, String)>, post: Posted) -> Response {
    let queue = |done: &str| format!("{}?done={done}", paths::flagged(post.locale));
    let here = |done: &str| format!("{}?done={done}", post.uri.path());
    let outcome = match post.value("action").as_str() {
        "decide" => decide(&post, &kind, &uid).await.map(|done| queue(done)),
        "move" => moved(&post, &uid).await.map(|()| queue("moved")),
        "merge" => merged(&post, &uid).await.map(|()| queue("merged")),
        "silence" => silence(&post, &kind, &uid).await.map(|()| here("silenced")),
        "end_silence" => {
            let (portal, viewer) = (&post.served.portal, &post.by.viewer);
            portal.end_silence(viewer, &kind, &uid, &post.value("reach")).await.map(|()| here("silence_ended"))
        }
        _ => Err(Error::NotFound.into()),
    };
    match outcome {
        Ok(address) => post.done(&address),
        Err(error) => post.refuse(error).await,
    }
}

async fn decide(post: &Posted, kind: &str, uid: &str) -> Result<&'static str, FormError> {
    let form = ModerationForm {
        deed: post.value("deed"),
        seen: post.value("seen"),
        reason: post.value("reason"),
        note: post.value("note"),
    };
    let deed = post.served.portal.decide(&post.by.viewer, kind, uid, form).await?;
    Ok(deed.code())
}

async fn moved(post: &Posted, uid: &str) -> Result<(), FormError> {
    let (kind, name) = match post.value("where").as_str() {
        "free" => ("free".to_owned(), String::new()),
        _ => paths::place_at(&post.value("to")),
    };
    let form = MoveForm { kind, name, note: post.value("note") };
    post.served.portal.move_thread(&post.by.viewer, uid, form).await
}

async fn merged(post: &Posted, uid: &str) -> Result<(), FormError> {
    let form = MergeForm { into: paths::thread_at(&post.value("into")), note: post.value("note") };
    post.served.portal.merge_thread(&post.by.viewer, uid, form).await
}

async fn silence(post: &Posted, kind: &str, uid: &str) -> Result<(), FormError> {
    let form = SilenceForm { days: post.value("days"), reach: post.value("reach"), note: post.value("note") };
    post.served.portal.silence(&post.by.viewer, kind, uid, form).await
}
