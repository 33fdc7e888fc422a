// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings: proposing one, writing its parts, saying yes or no, leading it on, its plan and its events.

mod plan;

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::Error;
use portal::form::{FormError, Typed};
use portal::testimonials::Subject;
use portal::twinnings::{
    EventForm, ProposalForm, ReplyForm, SavedTwinning, TwinningMoveForm, TwinningOpinionForm, TwinningPart,
};

use super::writing::decide_testimonial;
use super::{Posted, both};
use crate::http::Served;

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/gemellaggi/nuovo", || post(propose));
    let router = both(router, "/gemellaggi/{slug}/lavoro", || post(desk));
    let router = both(router, "/gemellaggi/{slug}/modifica/{part}", || post(part));
    let router = both(router, "/gemellaggi/{slug}/eventi", || post(event));
    plan::routes(router)
}

/// A post that names no form of its page.
fn no_such_form() -> FormError {
    FormError::Portal(Error::NotFound)
}

async fn propose(post: Posted) -> Response {
    let form = ProposalForm {
        title: post.value("title"),
        object: post.value("object"),
        language: post.value("language"),
        organisation: post.value("organisation"),
        role: post.value("role"),
        offering: post.value("offering"),
        recipient: post.value("recipient"),
        start: post.value("start"),
        practice: post.value("practice"),
        advert: post.value("advert"),
        contact: post.value("contact"),
    };
    match post.served.portal.propose_twinning(&post.by.viewer, form).await {
        Ok(saved) => post.done(&format!("{}?done=proposed", paths::twinning_desk(post.locale, &saved.slug))),
        Err(error) => post.refuse(error).await,
    }
}

/// The forms of the desk.
async fn desk(Path(slug): Path<String>, post: Posted) -> Response {
    let action = post.value("action");
    if action == "testimonial" {
        let about = post.value("about");
        return decide_testimonial(post, Subject::Twinning, &about).await;
    }
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = match action.as_str() {
        "move" => portal.move_twinning(viewer, &slug, move_form(&post)).await,
        "model" => portal.move_model(viewer, &slug, move_form(&post)).await,
        "reply" => {
            let form = ReplyForm {
                version: post.value("version"),
                organisation: post.value("organisation"),
                reply: post.value("reply"),
                note: post.value("note"),
            };
            portal.reply_to_twinning(viewer, &slug, form).await
        }
        "assess" => {
            let form = TwinningOpinionForm {
                version: post.value("version"),
                outcome: post.value("outcome"),
                text: post.value("text"),
            };
            portal.assess_twinning(viewer, &slug, form).await
        }
        "confirm" => portal.confirm_twinning_adoption(viewer, &slug, &post.value("adoption")).await,
        _ => Err(no_such_form()),
    };
    match outcome {
        // Whoever assessed it may not see it any more once it went on; now it can still be seen.
        Ok(saved) => post.done(&format!("{}?done={action}", paths::twinning_desk(post.locale, &saved.slug))),
        Err(error) => post.refuse(error).await,
    }
}

fn move_form(post: &Posted) -> TwinningMoveForm {
    TwinningMoveForm {
        version: post.value("version"),
        to: post.value("to"),
        model: post.value("model"),
        note: post.value("note"),
    }
}

/// A part of the form: saved, and on to the next one, or here again.
async fn part(Path((slug, segment)): Path<(String, String)>, post: Posted) -> Response {
    let part = paths::twinning_part_of(&segment).and_then(TwinningPart::from_code);
    let Some(part) = part else { return post.refuse(no_such_form()).await };
    let typed = Typed(post.pairs().to_vec());
    match post.served.portal.save_twinning_part(&post.by.viewer, &slug, part, typed).await {
        Ok(saved) => post.done(&way_on(&post, part, &saved)),
        Err(error) => post.refuse(error).await,
    }
}

/// Where a saved part leads: to more rows of the same, or to the desk.
fn way_on(post: &Posted, part: TwinningPart, saved: &SavedTwinning) -> String {
    match post.value("action").as_str() {
        "more" => format!("{}?done=saved", paths::twinning_part(post.locale, &saved.slug, part.code())),
        _ => format!("{}?done=saved", paths::twinning_desk(post.locale, &saved.slug)),
    }
}

/// An event is entered, or changed.
async fn event(Path(slug): Path<String>, post: Posted) -> Response {
    let form = EventForm {
        uid: post.value("uid"),
        title: post.value("title"),
        kind: post.value("kind"),
        day: post.value("day"),
        from: post.value("from"),
        until: post.value("until"),
        zone: post.value("zone"),
        place: post.value("place"),
        link: post.value("link"),
        organiser: post.value("organiser"),
        description: post.value("description"),
        state: post.value("state"),
    };
    let outcome = post.served.portal.save_event(&post.by.viewer, &slug, form).await;
    post.answer(outcome, "event").await
}
