// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a recipient has to prepare goes into a plan that is drawn already.

use domain::policy::Viewer;
use domain::twinning::plan::Task;
use portal::form::{FieldProblem, Typed};
use portal::readiness::answer_field;
use portal::twinnings::TemplateForm;
use serde_json::json;

use crate::cast::{record, running, settle};
use crate::world::{World, on_both, practice, problem, uid, with};

const PRACTICE: &str = "mensa-senza-code";

async fn answer(world: &World, viewer: &Viewer, answers: &[&str]) {
    let page = world.portal.readiness_page(viewer, PRACTICE, None).await.unwrap();
    let body = page.chosen.unwrap();
    let mut pairs = vec![
        ("organisation".to_owned(), body.body.0),
        ("version".to_owned(), body.version.to_string()),
        ("conditions".to_owned(), page.conditions),
    ];
    pairs.extend(answers.iter().enumerate().map(|(place, answer)| (answer_field(place), (*answer).to_owned())));
    world.portal.save_readiness(viewer, PRACTICE, &Typed(pairs)).await.unwrap();
}

async fn version(world: &World, viewer: &Viewer, slug: &str) -> String {
    world.portal.twinning_plan(viewer, slug).await.unwrap().version.to_string()
}

#[tokio::test]
async fn what_a_recipient_has_to_prepare_goes_once_into_a_plan_that_is_there() {
    on_both(async |world| {
        settle(world).await;
        let asks = |text: &str| json!({"text": text, "category": "organisational", "weight": 2, "blocking": true});
        let owned = json!({"owner_org": "offer", "conditions": [asks("Un ufficio"), asks("Un atto")], "models": [
            {"title": "Prenotazioni", "description": "Si prenota dal telefono."},
            {"title": "Pagamenti", "description": "Si paga in rete."}
        ]});
        world.put(&[with(practice("p", "Mensa senza code"), owned)]).await;
        let slug = running(world).await;
        let (ada, bea, zoe) = (world.by("ada").await, world.by("bea").await, world.by("zoe").await);
        let form = TemplateForm {
            version: version(world, &bea, &slug).await,
            template: "months_6".to_owned(),
            start: "2/3/2026".to_owned(),
        };
        world.portal.draw_plan(&bea, &slug, form).await.unwrap();
        let drawn = record(world, "Mensa gemella").await.steps.len();
        assert!(world.portal.twinning_plan(&ada, &slug).await.unwrap().preparing.is_empty(), "nothing is answered");
        answer(world, &ada, &["no", "yes"]).await;
        let plan = world.portal.twinning_plan(&ada, &slug).await.unwrap();
        assert_eq!(plan.preparing, ["Un ufficio"]);
        for viewer in [&bea, &zoe, &Viewer::Visitor] {
            let plan = world.portal.twinning_plan(viewer, &slug).await.unwrap();
            assert!(plan.preparing.is_empty(), "what a body answered is its own");
        }
        let old = plan.version.to_string();
        world.portal.prepare_plan(&ada, &slug, &old).await.unwrap();
        let twinning = record(world, "Mensa gemella").await;
        let new: Vec<_> = twinning.steps.iter().filter(|step| step.task == Some(Task::Prerequisite)).collect();
        assert_eq!((new.len(), twinning.steps.len()), (1, drawn + 1));
        assert_eq!((new[0].title.as_deref(), &new[0].owner), (Some("Un ufficio"), &Some(uid("take"))));
        assert_eq!(problem(world.portal.prepare_plan(&ada, &slug, &old).await), ("form", FieldProblem::Conflict));
        let now = version(world, &ada, &slug).await;
        world.portal.prepare_plan(&ada, &slug, &now).await.unwrap();
        assert_eq!(version(world, &ada, &slug).await, now, "it has its steps already");
        assert!(world.portal.twinning_plan(&ada, &slug).await.unwrap().preparing.is_empty());
    })
    .await;
}
