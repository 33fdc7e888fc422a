// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body says how far it has what a practice asks for; what follows, who sees it, and what is kept.

use domain::policy::Viewer;
use domain::readiness::{NOTE_MAX, ReadinessLevel};
use portal::form::{FieldProblem, Typed};
use portal::readiness::{BodyReadiness, answer_field, note_field};
use portal::twinnings::ProposalForm;
use serde_json::json;

use crate::cast::{line, matches, menu, settle};
use crate::world::{World, denied, on_both, problem, uid, with};

const SLUG: &str = "mensa-scolastica-con-menu-stagionali";

/// The proposal of the town over the practice.
fn proposal() -> ProposalForm {
    ProposalForm {
        organisation: "town".to_owned(),
        role: "recipient".to_owned(),
        practice: SLUG.to_owned(),
        ..ProposalForm::default()
    }
}

pub async fn shown(world: &World, viewer: &Viewer) -> BodyReadiness {
    world.portal.readiness_page(viewer, SLUG, None).await.unwrap().chosen.unwrap()
}

/// The form as the page shows it now, with answers.
async fn filled(world: &World, viewer: &Viewer, answers: &[(&str, &str)]) -> Typed {
    let page = world.portal.readiness_page(viewer, SLUG, None).await.unwrap();
    let body = page.chosen.unwrap();
    let mut pairs = vec![
        ("organisation".to_owned(), body.body.0),
        ("version".to_owned(), body.version.to_string()),
        ("conditions".to_owned(), page.conditions),
    ];
    for (place, (answer, note)) in answers.iter().enumerate() {
        pairs.push((answer_field(place), (*answer).to_owned()));
        pairs.push((note_field(place), (*note).to_owned()));
    }
    Typed(pairs)
}

pub async fn answer(world: &World, viewer: &Viewer, answers: &[(&str, &str)]) {
    let form = filled(world, viewer, answers).await;
    world.portal.save_readiness(viewer, SLUG, &form).await.unwrap();
}

#[tokio::test]
async fn ac_003_10_the_answers_of_a_recipient_give_a_level_blockers_steps_and_questions() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        assert!(shown(world, &tea).await.result.is_none());
        answer(world, &tea, &[("no", "La gestisce una ditta"), ("partly", ""), ("unknown", "Chi lo fa da voi?")]).await;
        let body = shown(world, &tea).await;
        let result = body.result.unwrap();
        assert_eq!((result.level, result.score.percent()), (ReadinessLevel::NotReady, 16));
        assert_eq!(result.blockers[0].text, "Una cucina comunale");
        let steps: Vec<_> = result.steps.iter().map(|step| step.condition.text.as_str()).collect();
        assert_eq!(steps, ["Una cucina comunale", "Un regolamento"]);
        assert_eq!(result.questions[0].note.as_deref(), Some("Chi lo fa da voi?"));
        // Steps of a plan, at whose beginning they stand.
        let gaps = world.portal.preparation_steps_for(&tea, &uid("menu"), &uid("town")).await.unwrap();
        let told: Vec<_> = gaps.iter().map(|gap| (gap.text.as_str(), gap.blocking)).collect();
        assert_eq!(told, [("Una cucina comunale", true), ("Un regolamento", false)]);
        assert_eq!(gaps[0].owner, Some(uid("town")));
        // It stands beside the match with the practice.
        let page = matches(world, &tea, "need").await;
        let ready = line(&page, "menu").bodies.readiness.clone().unwrap();
        assert_eq!((ready.level, ready.percent, ready.stale), (ReadinessLevel::NotReady, 16, false));
    })
    .await;
}

#[tokio::test]
async fn only_the_own_body_sees_what_it_answered_and_the_owner_answers_for_nobody() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        answer(world, &tea, &[("yes", ""), ("yes", ""), ("yes", "")]).await;
        let edo = world.by("edo").await;
        assert_eq!(shown(world, &edo).await.result.unwrap().level, ReadinessLevel::Ready);
        for name in ["uma", "pia", "mode", "admin", "zoe"] {
            let viewer = world.by(name).await;
            let page = world.portal.readiness_page(&viewer, SLUG, Some("town")).await.unwrap();
            assert!(page.chosen.is_none(), "{name}");
            let gaps = world.portal.preparation_steps_for(&viewer, &uid("menu"), &uid("town")).await.unwrap();
            assert!(gaps.is_empty(), "{name}");
            let bodies = world.portal.bodies_of_proposal(&viewer, &proposal()).await.unwrap();
            assert!(bodies.readiness.is_none() && bodies.receiving.is_some(), "{name}");
            let form = Typed(vec![("organisation".to_owned(), "town".to_owned())]);
            let outcome = world.portal.save_readiness(&viewer, SLUG, &form).await;
            assert_eq!(problem(outcome), ("organisation", FieldProblem::NotAllowed), "{name}");
        }
        let bodies = world.portal.bodies_of_proposal(&edo, &proposal()).await.unwrap();
        assert!(bodies.readiness.is_some() && bodies.offering.unwrap().link.name == "Unione dei Colli");
        let uma = world.by("uma").await;
        assert!(world.portal.readiness_page(&uma, SLUG, None).await.unwrap().bodies.is_empty());
        let form = Typed(vec![("organisation".to_owned(), "union".to_owned())]);
        let outcome = world.portal.save_readiness(&uma, SLUG, &form).await;
        assert_eq!(problem(outcome), ("organisation", FieldProblem::NotAllowed));
        let visitor = world.portal.readiness_page(&Viewer::Visitor, SLUG, None).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}

#[tokio::test]
async fn every_version_is_kept_and_the_same_answers_make_none() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        answer(world, &tea, &[("no", ""), ("no", ""), ("no", "")]).await;
        answer(world, &tea, &[("no", ""), ("no", ""), ("no", "")]).await;
        answer(world, &world.by("edo").await, &[("yes", ""), ("no", ""), ("no", "")]).await;
        let body = shown(world, &tea).await;
        let told: Vec<_> = body.versions.iter().map(|one| (one.number, one.percent.unwrap())).collect();
        assert_eq!(told, [(2, 50), (1, 0)]);
        assert_eq!(body.versions[0].by.as_deref(), Some("Edo Prova"));
    })
    .await;
}

#[tokio::test]
async fn answers_are_stale_once_the_practice_asks_otherwise_and_keep_what_they_answered() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        answer(world, &tea, &[("yes", "C'è"), ("no", ""), ("yes", "")]).await;
        let late = filled(world, &tea, &[("yes", ""), ("yes", ""), ("yes", "")]).await;
        let asked = json!([
            {"text": "Un referente", "category": "organisational", "weight": 1, "blocking": false},
            {"text": "Una dispensa", "category": "organisational", "weight": 1, "blocking": false},
            {"text": "Una cucina comunale", "category": "organisational", "weight": 3, "blocking": true}]);
        world.put(&[with(menu(), json!({"conditions": asked}))]).await;
        let body = shown(world, &tea).await;
        assert!(body.stale);
        assert_eq!((body.asked_anew.as_slice(), body.asked_no_more.len()), ([1].as_slice(), 1));
        assert_eq!(body.answers[2].note.as_deref(), Some("C'è"));
        assert_eq!(body.versions[0].percent, Some(66), "the old version still tells what it told");
        let outcome = world.portal.save_readiness(&tea, SLUG, &late).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict));
        answer(world, &tea, &[("yes", ""), ("yes", ""), ("yes", "")]).await;
        assert!(!shown(world, &tea).await.stale);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_answer_over_the_same_version_the_second_is_told() {
    on_both(async |world| {
        settle(world).await;
        let (tea, edo) = (world.by("tea").await, world.by("edo").await);
        let first = filled(world, &tea, &[("yes", ""), ("yes", ""), ("yes", "")]).await;
        let second = filled(world, &edo, &[("no", ""), ("no", ""), ("no", "")]).await;
        world.portal.save_readiness(&tea, SLUG, &first).await.unwrap();
        let outcome = world.portal.save_readiness(&edo, SLUG, &second).await;
        assert_eq!(problem(outcome), ("form", FieldProblem::Conflict));
        assert_eq!(shown(world, &edo).await.result.unwrap().level, ReadinessLevel::Ready);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_answer_and_a_long_note_are_told() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let long = "x".repeat(NOTE_MAX + 1);
        let form = filled(world, &tea, &[("yes", ""), ("no", long.as_str())]).await;
        assert_eq!(problem(world.portal.save_readiness(&tea, SLUG, &form).await), ("note", FieldProblem::TooLong));
        let form = filled(world, &tea, &[("perhaps", "")]).await;
        assert_eq!(problem(world.portal.save_readiness(&tea, SLUG, &form).await), ("answers", FieldProblem::Unknown));
        let absent = world.portal.save_readiness(&tea, "nessuna", &Typed::default()).await;
        assert!(matches!(denied(absent), portal::Error::NotFound));
        // What nobody answered is not known.
        answer(world, &tea, &[("yes", "")]).await;
        assert_eq!(shown(world, &tea).await.result.unwrap().questions.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn answers_are_exported_and_come_in_again_the_same() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        answer(world, &tea, &[("yes", ""), ("partly", "Una bozza"), ("no", "")]).await;
        let mut out = Vec::new();
        world.portal.export(&mut out).await.unwrap();
        let text = String::from_utf8(out).unwrap();
        let line = text.lines().find(|line| line.contains("\"type\":\"readiness\"")).unwrap();
        assert!(line.contains("Una bozza") && line.contains("\"number\":1"), "{line}");
        let other = World::new().await;
        other.put(&[serde_json::from_str(line).unwrap()]).await;
        let mut again = Vec::new();
        other.portal.export(&mut again).await.unwrap();
        assert!(String::from_utf8(again).unwrap().contains(line));
    })
    .await;
}
