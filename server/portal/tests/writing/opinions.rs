// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Expert opinions: who gives one, what follows from it, and who reads the expert's name.

use domain::phase::Phase;
use domain::policy::Viewer;
use domain::practice::writing::Step;
use domain::practice::{EvidenceRating, OpinionOutcome};
use domain::revision::RevisionAct;
use portal::form::FieldProblem as Wrong;
use portal::people::MailContent;
use portal::values::PracticePage;
use portal::writing::AssessmentForm;
use serde_json::json;

use crate::cast::{IT, PEOPLE, complete, go, save, settle, written};
use crate::world::{PASSWORD, World, address, denied, in_office, on_both, problem, refused, uid, visit, with};

/// An opinion on a practice as it is now.
async fn form(world: &World, practice: &str, rating: &str, text: &str) -> AssessmentForm {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap();
    AssessmentForm {
        uid: practice.to_owned(),
        version: kept.map_or(0, |kept| kept.record_version).to_string(),
        outcome: "with_reservations".to_owned(),
        rating: rating.to_owned(),
        text: text.to_owned(),
    }
}

/// A published practice whose evidence has a value before and after.
async fn published(world: &World) -> String {
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    let text = "Una frase che basta. ".repeat(8);
    let evidence = [
        ("evidence_name", "Pasti buttati"),
        ("evidence_baseline", "40"),
        ("evidence_value", "6"),
        ("failures", text.as_str()),
    ];
    save(world, &ada, &practice, Step::Evidence, &evidence).await;
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    practice
}

async fn page(world: &World, viewer: &Viewer, practice: &str) -> PracticePage {
    world.portal.practice_by_uid(viewer, IT, practice).await.unwrap()
}

#[tokio::test]
async fn what_is_published_is_rated_by_what_its_evidence_shows() {
    on_both(async |world| {
        settle(world).await;
        let measured = published(world).await;
        let rated = |page: PracticePage| page.practice.evidence_rating;
        assert_eq!(rated(page(world, &Viewer::Visitor, &measured).await), Some(EvidenceRating::Measured));
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let declared = written(world, &ada, "Pasti contati").await;
        go(world, &ada, &declared, "submit").await.unwrap();
        go(world, &rita, &declared, "publish").await.unwrap();
        assert_eq!(rated(page(world, &Viewer::Visitor, &declared).await), Some(EvidenceRating::Declared));
    })
    .await;
}

#[tokio::test]
async fn an_opinion_is_read_on_the_page_rates_the_evidence_and_leads_to_the_phase() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        assert_eq!(page(world, &Viewer::Visitor, &practice).await.phase, Phase::Documented);
        world.clear_mails().await;
        let rita = world.by("rita").await;
        assert!(page(world, &rita, &practice).await.depth.may_assess);
        let form = form(world, &practice, "verified", "Dati **buoni** <script>alert(1)</script>").await;
        world.portal.assess_practice(&rita, form).await.unwrap();
        let shown = page(world, &Viewer::Visitor, &practice).await;
        assert_eq!((shown.phase, shown.practice.evidence_rating), (Phase::Analysed, Some(EvidenceRating::Verified)));
        assert_eq!(shown.practice.reviewed_at.map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
        let html = shown.html.opinions[0].as_str();
        assert!(html.contains("<strong>buoni</strong>") && !html.contains("<script"), "{html}");
        let line = &shown.depth.opinions[0];
        assert_eq!((line.outcome, line.rating), (OpinionOutcome::WithReservations, EvidenceRating::Verified));
        assert_eq!(line.by, Some(("rita".to_owned(), "Rita Prova".to_owned())));
        let phases: Vec<_> = shown.depth.phases.iter().map(|line| (line.phase, line.at.is_some())).collect();
        assert_eq!(phases, [(Phase::Identified, true), (Phase::Documented, true), (Phase::Analysed, true)]);
        let desk = world.portal.practice_desk(&world.by("ada").await, IT, &practice).await.unwrap();
        assert_eq!((desk.history[0].act, desk.history[0].by.as_deref()), (RevisionAct::Assessed, Some("Rita Prova")));
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::PracticeMoved { act, .. }] if act == "assessed"), "{mails:?}");
        assert!(world.mails_to(&address("rita")).await.is_empty());
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn only_a_reviewer_who_does_not_write_it_gives_one() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let mut able = Vec::new();
        for name in PEOPLE {
            let viewer = world.by(name).await;
            let form = form(world, &practice, "measured", "Bene.").await;
            let is_shown = world.portal.assessment_page(&viewer, &practice).await.is_ok();
            match world.portal.assess_practice(&viewer, form).await {
                Ok(()) => able.push(*name),
                refused => assert!(matches!(denied(refused), portal::Error::NotAllowed), "{name}"),
            }
            assert_eq!(is_shown, able.last() == Some(name), "{name}");
        }
        assert_eq!(able, ["rita"]);
        let form = form(world, &practice, "measured", "Bene.").await;
        let visitor = world.portal.assess_practice(&Viewer::Visitor, form).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_too_low_too_long_or_out_of_date_is_refused() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let rita = world.by("rita").await;
        let empty = AssessmentForm { uid: practice.clone(), ..AssessmentForm::default() };
        let wrong = refused(world.portal.assess_practice(&rita, empty).await);
        assert_eq!(wrong, [("outcome", Wrong::Missing), ("rating", Wrong::Missing), ("text", Wrong::Missing)]);
        for (rating, text, wrong) in [
            ("declared", "Bene.".to_owned(), ("rating", Wrong::Invalid)),
            ("certain", "Bene.".to_owned(), ("rating", Wrong::Unknown)),
            ("verified", "è".repeat(2_001), ("text", Wrong::TooLong)),
            ("verified", " \n ".to_owned(), ("text", Wrong::Missing)),
        ] {
            let form = form(world, &practice, rating, &text).await;
            assert_eq!(problem(world.portal.assess_practice(&rita, form).await), wrong, "{rating}");
        }
        let stale = form(world, &practice, "verified", "Bene.").await;
        world.portal.assess_practice(&rita, stale.clone()).await.unwrap();
        assert_eq!(problem(world.portal.assess_practice(&rita, stale).await), ("form", Wrong::Conflict));
        assert_eq!(page(world, &Viewer::Visitor, &practice).await.depth.opinions.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_keeps_the_opinions_on_the_published_one_and_brings_its_own() {
    on_both(async |world| {
        settle(world).await;
        world.put_members(&[in_office("remo", "reviewer")]).await;
        let practice = published(world).await;
        let (ada, rita, remo) = (world.by("ada").await, world.by("rita").await, world.by("remo").await);
        let first = form(world, &practice, "verified", "Primo").await;
        world.portal.assess_practice(&rita, first).await.unwrap();
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        complete(world, &ada, &copy, "Mensa senza attese").await;
        go(world, &ada, &copy, "submit").await.unwrap();
        let on_copy = form(world, &copy, "independent", "Sulla nuova").await;
        world.portal.assess_practice(&rita, on_copy).await.unwrap();
        let meanwhile = form(world, &practice, "verified", "Nel frattempo").await;
        world.portal.assess_practice(&remo, meanwhile).await.unwrap();
        go(world, &rita, &copy, "publish").await.unwrap();
        let shown = page(world, &Viewer::Visitor, &practice).await;
        let texts: Vec<_> = shown.practice.opinions.iter().map(|opinion| opinion.text.as_str()).collect();
        assert_eq!(texts, ["Primo", "Nel frattempo", "Sulla nuova"]);
        assert_eq!(shown.practice.evidence_rating, Some(EvidenceRating::Independent));
        assert_eq!((shown.practice.title.as_str(), shown.html.opinions.len()), ("Mensa senza attese", 3));
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn the_name_is_shown_to_who_sees_the_profile_and_goes_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        let practice = published(world).await;
        let rita = world.by("rita").await;
        let form = form(world, &practice, "verified", "Bene.").await;
        world.portal.assess_practice(&rita, form).await.unwrap();
        let shown = json!({"shown": {"email": "nobody", "last_sign_in": "nobody", "profile": "members"}});
        world.put(&[with(in_office("rita", "reviewer"), shown)]).await;
        let named = async |viewer: &Viewer| page(world, viewer, &practice).await.depth.opinions[0].by.clone();
        assert_eq!(named(&Viewer::Visitor).await, None);
        assert!(named(&world.by("zoe").await).await.is_some());
        world.portal.close_account(&world.by("rita").await, &address("rita"), PASSWORD, &visit()).await.unwrap();
        assert_eq!(named(&world.by("zoe").await).await, None);
        assert_eq!(named(&world.by("admin").await).await, None);
        assert_eq!(page(world, &Viewer::Visitor, &practice).await.depth.opinions.len(), 1, "what was said stays");
    })
    .await;
}
