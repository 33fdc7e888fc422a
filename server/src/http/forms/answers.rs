// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How other bodies answer a practice: what their people say of it, and that they took it up.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::adopting::AdoptionForm;
use portal::testimonials::TestimonialForm;

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/pratiche/{slug}/testimonianza", || post(testimonial));
    both(router, "/pratiche/{slug}/riuso", || post(adopt))
}

/// A testimonial is sent, or taken back.
async fn testimonial(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let done = |code: &str| format!("{}?done={code}", paths::testimonial(post.locale, &slug));
    let (outcome, done) = match post.value("action").as_str() {
        "withdraw" => (portal.withdraw_testimonial(viewer, &slug).await, done("withdrawn")),
        "send" => {
            let form = TestimonialForm {
                adoption: post.value("about"),
                organisation: post.value("organisation"),
                role: post.value("role"),
                quote: post.value("quote"),
            };
            (portal.give_testimonial(viewer, &slug, form).await, done("sent"))
        }
        _ => (Err(Error::NotFound.into()), String::new()),
    };
    match outcome {
        Ok(()) => post.done(&done),
        Err(error) => post.refuse(error).await,
    }
}

/// A body says that it took up a practice, or that it did not.
async fn adopt(Path(slug): Path<String>, post: Posted) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let organisation = post.value("organisation");
    let version = post.value("version");
    let outcome = match post.value("action").as_str() {
        "deny" => portal.deny_adoption(viewer, &slug, &organisation, &version).await.map(|()| "denied"),
        "save" => {
            let form = AdoptionForm {
                organisation: organisation.clone(),
                version,
                state: post.value("state"),
                year: post.value("year"),
                notes: post.value("notes"),
                act: post.value("act"),
                signed_on: post.value("signed_on"),
                months: post.value("months"),
                cost: post.value("cost"),
            };
            let confirmed = portal.adopt(viewer, &slug, form).await;
            confirmed.map(|confirmed| if confirmed { "confirmed" } else { "sent" })
        }
        _ => Err(Error::NotFound.into()),
    };
    match outcome {
        Ok(done) => post.done(&format!("{}&done={done}", paths::adoption_by(post.locale, &slug, &organisation))),
        Err(error) => post.refuse(error).await,
    }
}
