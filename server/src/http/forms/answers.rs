// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How bodies answer a practice or a twinning: what their people say of it, and that they took it up.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::adopting::AdoptionForm;
use portal::testimonials::{Subject, TestimonialForm};

use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/pratiche/{slug}/testimonianza", || post(of_practice));
    let router = both(router, "/gemellaggi/{slug}/testimonianza", || post(of_twinning));
    both(router, "/pratiche/{slug}/riuso", || post(adopt))
}

/// A testimonial about a practice is sent, or taken back.
async fn of_practice(Path(slug): Path<String>, post: Posted) -> Response {
    let page = paths::testimonial(post.locale, &slug);
    testimonial(post, Subject::Practice, &slug, &page).await
}

/// A testimonial about a twinning is sent, or taken back.
async fn of_twinning(Path(slug): Path<String>, post: Posted) -> Response {
    let page = paths::twinning_testimonial(post.locale, &slug);
    testimonial(post, Subject::Twinning, &slug, &page).await
}

async fn testimonial(post: Posted, subject: Subject, slug: &str, page: &str) -> Response {
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let done = |code: &str| format!("{page}?done={code}");
    let (outcome, done) = match post.value("action").as_str() {
        "withdraw" => (portal.withdraw_testimonial(viewer, subject, slug).await, done("withdrawn")),
        "send" => {
            let form = TestimonialForm {
                adoption: post.value("about"),
                organisation: post.value("organisation"),
                role: post.value("role"),
                quote: post.value("quote"),
            };
            (portal.give_testimonial(viewer, subject, slug, form).await, done("sent"))
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
    let (adoption, version) = (post.value("adoption"), post.value("version"));
    let outcome = match post.value("action").as_str() {
        "deny" => {
            let named = (adoption.as_str(), version.as_str());
            portal.deny_adoption(viewer, &slug, &organisation, named).await.map(|()| "denied")
        }
        "save" => {
            let form = AdoptionForm {
                organisation: organisation.clone(),
                adoption: adoption.clone(),
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
    // What was denied has no page any more.
    let there = |done: &str| if done == "denied" { "" } else { adoption.as_str() };
    let page = |done: &str| paths::adoption_named(post.locale, &slug, &organisation, there(done));
    match outcome {
        Ok(done) => post.done(&format!("{}&done={done}", page(done))),
        Err(error) => post.refuse(error).await,
    }
}
