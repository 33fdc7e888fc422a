// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts and what bodies write to each other: begun, changed, led on, answered, replied to, flagged.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::advert::{AdvertKind, AdvertMove};
use domain::contact::ContactDeed;
use portal::Error;
use portal::adverts::Wish;
use portal::contacts::MessageForm;
use portal::form::{FormError, Typed};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/cerco-offro/nuovo", || post(begin));
    let router = both(router, "/cerco-offro/{uid}", || post(advert));
    let router = both(router, "/cerco-offro/{uid}/modifica", || post(change));
    let router = both(router, "/pratiche/{slug}/scrivi", || post(ask));
    both(router, "/scrivania/messaggi/{uid}", || post(contact))
}

/// A post that names no form of its page, such as one of an older version of it: the page again.
fn no_such_form() -> FormError {
    FormError::Portal(Error::NotFound)
}

/// Whether a button saves, or publishes too.
fn wish(post: &Posted) -> Option<Wish> {
    match post.value("action").as_str() {
        "keep" => Some(Wish::Keep),
        "publish" => Some(Wish::Publish),
        _ => None,
    }
}

fn message(post: &Posted) -> MessageForm {
    MessageForm { organisation: post.value("organisation"), text: post.value("text"), key: post.value("key") }
}

async fn begin(post: Posted) -> Response {
    let (Some(kind), Some(wish)) = (AdvertKind::from_code(&post.value("tipo")), wish(&post)) else {
        return post.refuse(no_such_form()).await;
    };
    let typed = Typed(post.pairs().to_vec());
    match post.served.portal.begin_advert(&post.by.viewer, post.locale, kind, &typed, wish).await {
        Ok(uid) => {
            let done = if wish == Wish::Publish { "published" } else { "draft" };
            post.done(&format!("{}?done={done}", paths::advert(post.locale, &uid)))
        }
        Err(error) => post.refuse(error).await,
    }
}

async fn change(Path(uid): Path<String>, post: Posted) -> Response {
    let Some(wish) = wish(&post) else { return post.refuse(no_such_form()).await };
    let typed = Typed(post.pairs().to_vec());
    match post.served.portal.change_advert(&post.by.viewer, &uid, &typed, wish).await {
        Ok(()) => {
            let done = if wish == Wish::Publish { "published" } else { "saved" };
            post.done(&format!("{}?done={done}", paths::advert(post.locale, &uid)))
        }
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of an advert: another body answers it, its own leads it on.
async fn advert(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let action = post.value("action");
    match action.as_str() {
        "answer" => match portal.answer_advert(viewer, &uid, message(&post)).await {
            Ok(contact) => post.done(&format!("{}?done=begun", paths::contact(post.locale, &contact))),
            Err(error) => post.refuse(error).await,
        },
        "delete" => match portal.delete_advert(viewer, &uid).await {
            Ok(()) => post.done(&paths::adverts(post.locale)),
            Err(error) => post.refuse(error).await,
        },
        step => {
            let Some(step) = AdvertMove::from_code(step) else { return post.refuse(no_such_form()).await };
            let outcome = portal.move_advert(viewer, &uid, step, &post.value("version")).await;
            post.answer(outcome, &action).await
        }
    }
}

/// Somebody writes to the owner of a practice.
async fn ask(Path(slug): Path<String>, post: Posted) -> Response {
    match post.served.portal.ask_about_practice(&post.by.viewer, &slug, message(&post)).await {
        Ok(contact) => post.done(&format!("{}?done=begun", paths::contact(post.locale, &contact))),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms on the page of a conversation.
async fn contact(Path(uid): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let action = post.value("action");
    let (outcome, done) = match action.as_str() {
        "reply" => (portal.reply(viewer, &uid, message(&post)).await, "sent"),
        "flag" => (portal.flag_message(viewer, &uid, &post.value("message"), &post.value("reason")).await, "flag"),
        deed => match ContactDeed::from_code(deed) {
            Some(deed) => (portal.lead_contact(viewer, &uid, deed).await, deed.code()),
            None => (Err(no_such_form()), ""),
        },
    };
    post.answer(outcome, done).await
}
