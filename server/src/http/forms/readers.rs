// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers send: a request to correct a practice, an opinion on a page, that they follow a practice.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use http::Uri;
use portal::Error;
use portal::form::FormError;
use portal::messages::{CorrectionForm, OpinionForm};

use super::posted::see_other;
use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/pratiche/{slug}/correggi", || post(correct));
    let router = both(router, "/pratiche/{slug}/segui", || post(follow).get(to_practice));
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

/// Whoever comes here by reloading or by changing the language is led to the practice.
async fn to_practice(Path(slug): Path<String>, uri: Uri) -> Response {
    let (locale, _) = paths::split(uri.path());
    see_other(&paths::practice(locale, &slug))
}

/// Begins or ceases to follow a practice; where that is not possible, its page says why.
async fn follow(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = match post.value("action").as_str() {
        "follow" => portal.follow(viewer, &slug).await.map(|()| "followed"),
        "unfollow" => portal.unfollow(viewer, &slug).await.map(|()| "unfollowed"),
        _ => Err(Error::NotFound.into()),
    };
    let practice = paths::practice(post.locale, &slug);
    match outcome {
        Ok(done) => post.done(&format!("{practice}?done={done}")),
        Err(FormError::Portal(Error::NotFound | Error::NotAllowed)) => post.done(&practice),
        Err(error) => post.refuse(error).await,
    }
}
