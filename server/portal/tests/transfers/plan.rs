// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan: drawn, written, led on; and two who change it at once.

use domain::policy::Viewer;
use domain::twinning::StepState;
use portal::form::{FieldProblem as Wrong, FormError};
use portal::twinnings::{PlanPage, SavedTwinning, StepForm, StepMoveForm, TemplateForm};

use crate::cast::{record, running, settle};
use crate::world::{World, hours, on_both, problem};

async fn plan(world: &World, slug: &str) -> PlanPage {
    let ada = world.by("ada").await;
    world.portal.twinning_plan(&ada, slug).await.unwrap()
}

async fn draw(world: &World, viewer: &Viewer, slug: &str, template: &str) -> Result<SavedTwinning, FormError> {
    let version = plan(world, slug).await.version.to_string();
    let form = TemplateForm { version, template: template.to_owned(), start: "2/3/2026".to_owned() };
    world.portal.draw_plan(viewer, slug, form).await
}

async fn lead(
    world: &World,
    viewer: &Viewer,
    slug: &str,
    (step, to, note): (&str, &str, &str),
) -> Result<SavedTwinning, FormError> {
    let version = plan(world, slug).await.version.to_string();
    let form = StepMoveForm { version, step: step.to_owned(), to: to.to_owned(), note: note.to_owned() };
    world.portal.move_step_of_plan(viewer, slug, form).await
}

fn column(plan: &PlanPage, state: StepState) -> Vec<String> {
    let found = plan.board.iter().find(|(one, _)| *one == state).unwrap();
    found.1.iter().map(|step| step.uid.clone()).collect()
}

#[tokio::test]
async fn ac_001_7_a_template_gives_dated_steps_for_each_model_and_what_is_late_is_listed() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let bea = world.by("bea").await;
        draw(world, &bea, &slug, "a_to_e").await.unwrap();
        let drawn = plan(world, &slug).await;
        let todo = column(&drawn, StepState::Todo);
        assert_eq!((todo.len(), drawn.progress), (10, Some(0)), "five phases for each of two models");
        assert_eq!(drawn.overdue, []);
        assert_eq!(problem(draw(world, &bea, &slug, "a_to_e").await), ("form", Wrong::Taken));
        world.wait(hours(24 * 70));
        let late = plan(world, &slug).await.overdue;
        assert_eq!(late.len(), 2);
        assert_eq!(late[0].due.to_string(), "2026-05-01");
        assert_eq!(problem(lead(world, &bea, &slug, (&todo[0], "done", "")).await), ("form", Wrong::NotAllowed));
        assert_eq!(problem(lead(world, &bea, &slug, (&todo[0], "blocked", " ")).await), ("note", Wrong::Missing));
        lead(world, &bea, &slug, (&todo[0], "doing", "")).await.unwrap();
        lead(world, &bea, &slug, (&todo[0], "done", "")).await.unwrap();
        lead(world, &bea, &slug, (&todo[1], "blocked", "Mancano i fondi.")).await.unwrap();
        let now = plan(world, &slug).await;
        assert_eq!(column(&now, StepState::Done), [todo[0].clone()]);
        assert_eq!(now.overdue.len(), 1);
        let reason = |plan: &PlanPage| {
            let (_, blocked) = plan.board.iter().find(|(state, _)| *state == StepState::Blocked).unwrap();
            (blocked.len(), blocked[0].reason.clone(), blocked[0].overdue)
        };
        assert_eq!(reason(&now), (1, Some("Mancano i fondi.".to_owned()), true));
        let read = world.portal.twinning_plan(&Viewer::Visitor, &slug).await.unwrap();
        assert_eq!(reason(&read), (1, None, false), "why it stands still, and that it is late, is for the parties");
        assert_eq!(read.overdue, []);
        let file = world.portal.twinning_calendar_file(&Viewer::Visitor, &slug).await.unwrap();
        assert_eq!(file.steps.len(), 10);
        let calendar = world.portal.twinning_calendar(&Viewer::Visitor, &slug).await.unwrap().unwrap();
        assert_eq!((calendar.months, calendar.bars.len()), (13, 10));
    })
    .await;
}

#[tokio::test]
async fn two_who_change_one_plan_lose_nothing() {
    on_both(async |world| {
        settle(world).await;
        let slug = running(world).await;
        let (ada, bea) = (world.by("ada").await, world.by("bea").await);
        let version = plan(world, &slug).await.version.to_string();
        let form = |title: &str, due: &str, version: &str| StepForm {
            version: version.to_owned(),
            title: title.to_owned(),
            stretch: "adapt".to_owned(),
            start: "2/3/2026".to_owned(),
            due: due.to_owned(),
            owner: "take".to_owned(),
            ..StepForm::default()
        };
        let wrong = world.portal.save_step_of_plan(&ada, &slug, form("Corso", "1/3/2026", &version)).await;
        assert_eq!(problem(wrong), ("due", Wrong::Differs));
        let foreign = StepForm { owner: "third".to_owned(), ..form("Corso", "9/3/2026", &version) };
        assert_eq!(problem(world.portal.save_step_of_plan(&ada, &slug, foreign).await), ("owner", Wrong::Invalid));
        world.portal.save_step_of_plan(&ada, &slug, form("Corso", "9/3/2026", &version)).await.unwrap();
        let late = world.portal.save_step_of_plan(&bea, &slug, form("Visita", "9/3/2026", &version)).await;
        assert_eq!(problem(late), ("form", Wrong::Conflict));
        let twinning = record(world, "Mensa gemella").await;
        assert_eq!(twinning.steps.len(), 1);
        let step = twinning.steps[0].uid.to_string();
        let now = plan(world, &slug).await.version.to_string();
        world.portal.remove_step_of_plan(&bea, &slug, (&step, &now)).await.unwrap();
        let twinning = record(world, "Mensa gemella").await;
        assert_eq!(twinning.steps, []);
        assert_eq!(twinning.history.last().unwrap().part.as_deref(), Some("Corso"), "what it was stays to be read");
    })
    .await;
}
