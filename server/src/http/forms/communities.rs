// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities: beginning one, coming in and leaving, its people, its form.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::community::{BelongingState, CommunityState};
use portal::Error;
use portal::communities::CommunityDecision;
use portal::form::Typed;

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/comunita/nuova", || post(begin));
    let router = both(router, "/comunita/{slug}", || post(take_part));
    let router = both(router, "/comunita/{slug}/persone", || post(people));
    both(router, "/comunita/{slug}/modifica", || post(change))
}

async fn begin(post: Posted) -> Response {
    let typed = Typed(post.pairs().to_vec());
    match post.served.portal.begin_community(&post.by.viewer, post.locale, &typed).await {
        Ok(slug) => post.done(&format!("{}?done=begun", paths::community(post.locale, &slug))),
        Err(error) => post.refuse(error).await,
    }
}

/// Coming in and leaving.
async fn take_part(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    match post.value("action").as_str() {
        "join" => match portal.join_community(viewer, &slug, &post.value("note")).await {
            Ok(BelongingState::Requested) => post.done_here("asked"),
            Ok(_) => post.done_here("joined"),
            Err(error) => post.refuse(error).await,
        },
        // Whoever leaves a private one sees it no more.
        "leave" => match portal.leave_community(viewer, &slug).await {
            Ok(()) => post.done(&format!("{}?done=left", paths::communities(post.locale))),
            Err(error) => post.refuse(error).await,
        },
        _ => post.refuse(Error::NotFound.into()).await,
    }
}

async fn people(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let (outcome, done) = match post.value("action").as_str() {
        "decide" => {
            let form = CommunityDecision { member: post.value("member"), decision: post.value("decision") };
            (portal.decide_in_community(viewer, &slug, form).await, "decided")
        }
        "invite" => (portal.invite_to_community(viewer, &slug, &post.value("member")).await, "invited"),
        _ => (Err(Error::NotFound.into()), ""),
    };
    post.answer(outcome, done).await
}

/// The form of a community that is there, and closing it.
async fn change(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let (outcome, done) = match post.value("action").as_str() {
        "save" => {
            let typed = Typed(post.pairs().to_vec());
            (portal.change_community(viewer, &slug, &typed).await, "saved")
        }
        "archive" => {
            let closed = portal.advance_community(viewer, &slug, CommunityState::Archived).await;
            (closed.map(|()| slug), "archived")
        }
        "reopen" => {
            let opened = portal.advance_community(viewer, &slug, CommunityState::Active).await;
            (opened.map(|()| slug), "reopened")
        }
        _ => (Err(Error::NotFound.into()), ""),
    };
    match outcome {
        Ok(slug) => post.done(&format!("{}?done={done}", paths::community(post.locale, &slug))),
        Err(error) => post.refuse(error).await,
    }
}
