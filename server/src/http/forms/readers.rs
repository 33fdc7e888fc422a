// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write: a request to correct a practice, an opinion on a page.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::messages::{CorrectionForm, OpinionForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/pratiche/{slug}/correggi", || post(correct));
    both(router, "/valuta", || post(give_opinion))
}

async fn correct(Path(slug): Path<String>, post: Posted) -> Response {
    let done = format!("{}?sent=1", paths::correction(post.locale, &slug));
    if post.is_trapped() {
        return post.done(&done);
    }
    let form = CorrectionForm { text: post.value("text"), name: post.value("name"), email: post.value("email") };
    match post.served.portal.ask_for_correction(&post.by.viewer, &slug, form).await {
        Ok(()) => post.done(&done),
        Err(error) => post.refuse(error).await,
    }
}

async fn give_opinion(post: Posted) -> Response {
    let done = format!("{}?sent=1", paths::feedback(post.locale));
    if post.is_trapped() {
        return post.done(&done);
    }
    let form = OpinionForm { page: post.value("page"), rating: post.value("rating"), text: post.value("text") };
    match post.served.portal.give_opinion(form).await {
        Ok(()) => post.done(&done),
        Err(error) => post.refuse(error).await,
    }
}
