// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The list of testimonials that wait or were refused: for reviewers and moderators, and of what they see alone.

use domain::policy::{Standing, Viewer};
use portal::testimonials::{Subject, TestimonialDecision};
use serde_json::json;

use crate::cast::{PEOPLE, settle};
use crate::world::{World, on_both, practice, with};

async fn begin(world: &World) {
    settle(world).await;
    let of_body = |uid: &str, stage: &str| {
        with(practice(uid, uid), json!({"owner_org": "body", "authors": ["ada"], "stage": stage}))
    };
    let said = |uid: &str, about: &str, kind: &str, standing: &str| {
        let mut line = json!({"type": "testimonial", "uid": uid, "about": {"kind": kind, "uid": about}, "author": "Zeno Prova",
            "organisation_name": "Ente di Prova",
            "quote": "Funziona bene anche da noi.", "on": "2026-03-01"});
        if standing != "visible" {
            line["standing"] = json!(standing);
        }
        line
    };
    let adoption = json!({"type": "adoption", "uid": "a", "practice": "open", "adopter_org": "other",
        "state": "pilot", "source": "twinning"});
    world.put(&[of_body("open", "published"), of_body("closed", "archived"), adoption]).await;
    world
        .put(&[
            said("t-waits", "open", "practice", "queued"),
            said("t-adopted", "a", "adoption", "queued"),
            said("t-hidden", "open", "practice", "hidden"),
            said("t-shown", "open", "practice", "visible"),
            said("t-closed", "closed", "practice", "queued"),
        ])
        .await;
}

async fn listed(world: &World, viewer: &Viewer, standing: Standing) -> Vec<String> {
    let page = world.portal.testimonials_to_judge(viewer, standing, 1).await.unwrap();
    assert_eq!(page.total, page.lines.len() as u64);
    let mut uids: Vec<String> = page.lines.into_iter().map(|line| line.said.uid).collect();
    uids.sort();
    uids
}

#[tokio::test]
async fn moderators_and_reviewers_find_what_waits_in_what_they_see_and_decide() {
    on_both(async |world| {
        begin(world).await;
        let (mode, rita) = (world.by("mode").await, world.by("rita").await);
        assert_eq!(listed(world, &mode, Standing::Queued).await, ["t-adopted", "t-waits"]);
        assert_eq!(listed(world, &rita, Standing::Queued).await, ["t-adopted", "t-closed", "t-waits"]);
        assert_eq!(listed(world, &mode, Standing::Hidden).await, ["t-hidden"]);
        world
            .portal
            .decide_testimonial(&mode, Subject::Practice, "open", "t-waits", TestimonialDecision::Refuse)
            .await
            .unwrap();
        assert_eq!(listed(world, &mode, Standing::Queued).await, ["t-adopted"]);
        assert_eq!(listed(world, &mode, Standing::Hidden).await, ["t-hidden", "t-waits"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_the_list() {
    on_both(async |world| {
        settle(world).await;
        for name in PEOPLE {
            let seen = world.portal.testimonials_to_judge(&world.by(name).await, Standing::Queued, 1).await.is_ok();
            assert_eq!(seen, ["rina", "rita", "mode"].contains(name), "{name}");
        }
        let visitor = world.portal.testimonials_to_judge(&Viewer::Visitor, Standing::Queued, 1).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}
