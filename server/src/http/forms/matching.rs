// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Matches are marked as looked at, taken out of the lists and put back; a body says how far it has what a practice asks
//! for.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::contacts::MessageForm;
use portal::form::Typed;
use portal::matching::DismissalForm;

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/cerco-offro/{uid}/abbinamenti", || post(of_advert));
    let router = both(router, "/pratiche/{slug}/chi-la-cerca", || post(of_practice));
    both(router, "/pratiche/{slug}/siamo-pronti", || post(readiness))
}

fn dismissal(post: &Posted) -> DismissalForm {
    DismissalForm {
        kind: post.value("kind"),
        other: post.value("other"),
        reason: post.value("reason"),
        note: post.value("note"),
    }
}

/// The forms on the page of an advert's matches.
async fn of_advert(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer, form) = (&post.served.portal, &post.by.viewer, dismissal(&post));
    let (outcome, done) = match post.value("action").as_str() {
        "dismiss" => (portal.dismiss_match_of_advert(viewer, &uid, form).await, "dismissed"),
        "restore" => (portal.restore_match_of_advert(viewer, &uid, &form).await, "restored"),
        "seen" => {
            let seen = Typed(post.pairs().to_vec());
            (portal.see_matches_of_advert(viewer, &uid, &seen).await, "seen")
        }
        _ => (Err(Error::NotFound.into()), ""),
    };
    post.answer(outcome, done).await
}

/// The forms on the page of who seeks a practice.
async fn of_practice(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer, form) = (&post.served.portal, &post.by.viewer, dismissal(&post));
    let (outcome, done) = match post.value("action").as_str() {
        "dismiss" => (portal.dismiss_match_of_practice(viewer, &slug, form).await, "dismissed"),
        "restore" => (portal.restore_match_of_practice(viewer, &slug, &form).await, "restored"),
        "seen" => {
            let seen = Typed(post.pairs().to_vec());
            (portal.see_matches_of_practice(viewer, &slug, &seen).await, "seen")
        }
        _ => (Err(Error::NotFound.into()), ""),
    };
    post.answer(outcome, done).await
}

/// The answers to the prerequisites of a practice, and the questions that follow from them.
async fn readiness(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    match post.value("action").as_str() {
        "save" => match portal.save_readiness(viewer, &slug, &Typed(post.pairs().to_vec())).await {
            Ok(()) => {
                let there = paths::readiness(post.locale, &slug, Some(&post.value("organisation")));
                post.done(&format!("{there}&done=saved"))
            }
            Err(error) => post.refuse(error).await,
        },
        "ask" => {
            let (organisation, text, key) = (post.value("organisation"), post.value("text"), post.value("key"));
            match portal.ask_about_practice(viewer, &slug, MessageForm { organisation, text, key }).await {
                Ok(contact) => post.done(&format!("{}?done=begun", paths::contact(post.locale, &contact))),
                Err(error) => post.refuse(error).await,
            }
        }
        _ => post.refuse(Error::NotFound.into()).await,
    }
}
