// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Own collections of practices: making, changing, deleting one, and putting a practice into some.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::collections::{CollectForm, CollectionForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/scrivania/raccolte", || post(make));
    let router = both(router, "/raccolte/{uid}", || post(act));
    both(router, "/pratiche/{slug}/raccolte", || post(collect))
}

fn form(post: &Posted) -> CollectionForm {
    CollectionForm { name: post.value("name"), note: post.value("note"), sharing: post.value("sharing") }
}

async fn make(post: Posted) -> Response {
    match post.served.portal.make_collection(&post.by.viewer, form(&post)).await {
        Ok(uid) => post.done(&format!("{}?done=made", paths::collection(post.locale, &uid))),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of a collection.
async fn act(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    match post.value("action").as_str() {
        "change" => {
            let outcome = portal.change_collection(viewer, &uid, form(&post)).await;
            post.answer(outcome, "changed").await
        }
        "take_out" => {
            let outcome = portal.take_out_of_collection(viewer, &uid, &post.value("practice")).await;
            post.answer(outcome, "taken_out").await
        }
        "delete" => match portal.delete_collection(viewer, &uid).await {
            Ok(()) => post.done(&format!("{}?done=deleted", paths::collections(post.locale))),
            Err(error) => post.refuse(error).await,
        },
        _ => post.refuse(Error::NotFound.into()).await,
    }
}

/// Puts a practice into the chosen collections.
async fn collect(Path(slug): Path<String>, post: Posted) -> Response {
    let form = CollectForm { chosen: post.values("chosen"), was: post.values("was"), name: post.value("name") };
    let outcome = post.served.portal.collect(&post.by.viewer, &slug, form).await;
    post.answer(outcome, "collected").await
}
