// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan of a twinning: drawn from a template, its steps written, taken out and led on.

use app::paths;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use portal::twinnings::{StepForm, StepMoveForm, TemplateForm};

use super::no_such_form;
use crate::http::Served;
use crate::http::forms::{Posted, both};

pub(super) fn routes(router: Router<Served>) -> Router<Served> {
    let router = both(router, "/gemellaggi/{slug}/piano", || post(plan));
    both(router, "/gemellaggi/{slug}/piano/passi/{step}", || post(step))
}

/// The forms of the board.
async fn plan(Path(slug): Path<String>, post: Posted) -> Response {
    let action = post.value("action");
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let outcome = match action.as_str() {
        "draw" => {
            let form = TemplateForm {
                version: post.value("version"),
                template: post.value("template"),
                start: post.value("start"),
            };
            portal.draw_plan(viewer, &slug, form).await
        }
        "step" => {
            let form = StepMoveForm {
                version: post.value("version"),
                step: post.value("step"),
                to: post.value("to"),
                note: post.value("note"),
            };
            portal.move_step_of_plan(viewer, &slug, form).await
        }
        "prepare" => portal.prepare_plan(viewer, &slug, &post.value("version")).await,
        _ => Err(no_such_form()),
    };
    match outcome {
        Ok(saved) => post.done(&format!("{}?done={action}", paths::twinning_plan(post.locale, &saved.slug))),
        Err(error) => post.refuse(error).await,
    }
}

/// The form of a step.
async fn step(Path((slug, step)): Path<(String, String)>, post: Posted) -> Response {
    let step = if step == "nuovo" { String::new() } else { step };
    let version = post.value("version");
    let (portal, viewer) = (&post.served.portal, &post.by.viewer);
    let removes = post.value("action") == "remove";
    let outcome = if removes {
        portal.remove_step_of_plan(viewer, &slug, (&step, &version)).await
    } else {
        let form = StepForm {
            version,
            step,
            title: post.value("title"),
            model: post.value("model"),
            stretch: post.value("stretch"),
            activity: post.value("activity"),
            owner: post.value("owner"),
            deliverable: post.value("deliverable"),
            start: post.value("start"),
            due: post.value("due"),
            percent: post.value("percent"),
        };
        portal.save_step_of_plan(viewer, &slug, form).await
    };
    let done = if removes { "removed" } else { "written" };
    match outcome {
        Ok(saved) => post.done(&format!("{}?done={done}", paths::twinning_plan(post.locale, &saved.slug))),
        Err(error) => post.refuse(error).await,
    }
}
