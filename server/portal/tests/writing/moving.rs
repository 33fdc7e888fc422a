// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The way from stage to stage: every move, allowed or not, by everybody.

use domain::policy::Viewer;
use domain::practice::Stage;
use domain::practice::writing::Move;
use domain::revision::Remark;
use portal::form::{FieldProblem as Wrong, FormError};
use portal::people::MailContent;
use portal::values::PracticeAt;
use portal::writing::MoveForm;

use crate::cast::{IT, PEOPLE, begin, complete, go, save, settle, written};
use crate::world::{World, address, denied, on_both, problem, refused, uid};

async fn stage(world: &World, practice: &str) -> Stage {
    world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap().unwrap().record.stage
}

/// Puts a practice into a stage behind the portal's back.
async fn put_into(world: &World, practice: &str, stage: Stage) {
    let mut record =
        world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap().unwrap().record;
    record.stage = stage;
    let phase = domain::phase::Phase::Documented;
    world.change(move |change| Box::pin(async move { change.put_practice(&record, phase).await.map(drop) })).await;
}

#[tokio::test]
async fn each_move_is_made_by_those_who_may_and_from_where_it_can_be_made() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let practice = written(world, &ada, "Mensa senza code").await;
        let mut viewers = Vec::new();
        for name in PEOPLE {
            viewers.push((*name, world.by(name).await));
        }
        let mut seen = String::new();
        for from in Stage::ALL {
            for step in Move::ALL {
                let mut able = Vec::new();
                for (name, viewer) in &viewers {
                    put_into(world, &practice, *from).await;
                    let moved = go(world, viewer, &practice, step.code()).await;
                    match moved {
                        Ok(moved) => {
                            assert_eq!(Some(moved.stage), step.from(*from), "{name} {step} {from}");
                            able.push(*name);
                        }
                        Err(FormError::Fields(problems)) => {
                            assert_eq!(problems, [("form", Wrong::Conflict)], "{name} {step} {from}");
                            assert_eq!(step.from(*from), None, "{name} {step} {from}");
                            assert_eq!(stage(world, &practice).await, *from);
                        }
                        Err(FormError::Portal(error)) => {
                            let known = matches!(error, portal::Error::NotAllowed | portal::Error::NotFound);
                            assert!(known, "{name} {step} {from}: {error}");
                            assert_eq!(stage(world, &practice).await, *from);
                        }
                    }
                }
                if step.from(*from).is_some() {
                    seen.push_str(&format!("{from} {step}: {}\n", able.join(" ")));
                }
            }
        }
        let expected = "\
draft submit: ada edo rina
draft delete: ada edo rina
submitted withdraw: ada edo rina
submitted request_changes: rita
submitted publish: rita
submitted reject: rita
changes_requested submit: ada edo rina
published archive: rina rita
published request_deletion: ada edo rina
archived put_back: rina rita
rejected withdraw: ada edo rina
deletion_requested archive: rita
deletion_requested keep: rita
deleted restore: ada edo rina
";
        assert_eq!(seen, expected);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_complete_is_not_submitted_and_consent_and_reasons_are_asked_for() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let draft = begin(world, &ada, "Mensa").await;
        assert_eq!(problem(go(world, &ada, &draft, "submit").await), ("lacks", Wrong::Invalid));
        complete(world, &ada, &draft, "Mensa senza code").await;
        let form = |step: &str, version: &str| MoveForm {
            uid: draft.clone(),
            step: step.to_owned(),
            version: version.to_owned(),
            ..MoveForm::default()
        };
        let sent = world.portal.move_practice(&ada, form("submit", "1")).await;
        assert_eq!(problem(sent), ("consent", Wrong::Missing));
        let stale = MoveForm { consent: true, ..form("submit", "1") };
        assert_eq!(problem(world.portal.move_practice(&ada, stale).await), ("form", Wrong::Conflict));
        go(world, &ada, &draft, "submit").await.unwrap();
        for step in ["request_changes", "reject"] {
            let sent = world.portal.move_practice(&rita, form(step, "")).await;
            assert_eq!(problem(sent), ("note", Wrong::Missing), "{step}");
        }
        let remark = |field: &str, text: String| Remark { field: field.to_owned(), text };
        let odd = MoveForm { remarks: vec![remark("nothing", "x".to_owned())], ..form("reject", "") };
        assert_eq!(problem(world.portal.move_practice(&rita, odd).await), ("remarks", Wrong::Unknown));
        let long = MoveForm { remarks: vec![remark("problem", "x".repeat(2_001))], ..form("reject", "") };
        assert_eq!(problem(world.portal.move_practice(&rita, long).await), ("remarks", Wrong::TooLong));
        assert!(matches!(denied(world.portal.move_practice(&rita, form("fly", "")).await), portal::Error::NotFound));
        assert_eq!(stage(world, &draft).await, Stage::Submitted);
        assert_eq!(refused(go(world, &ada, &draft, "restore").await), [("form", Wrong::Conflict)]);
    })
    .await;
}

#[tokio::test]
async fn after_submission_nothing_is_saved_any_more_until_it_comes_back() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let draft = written(world, &ada, "Mensa senza code").await;
        let step = domain::practice::writing::Step::Story;
        let version = world.portal.writing_step(&ada, IT, &draft, step).await.unwrap().version;
        go(world, &ada, &draft, "submit").await.unwrap();
        let late = crate::cast::typed(&[("problem", "Tardi"), ("version", &version)]);
        let late = world.portal.autosave(&ada, &draft, step, late).await;
        assert!(matches!(denied(late), portal::Error::NotAllowed));
        let form = MoveForm {
            uid: draft.clone(),
            step: "request_changes".to_owned(),
            remarks: vec![Remark { field: "problem".to_owned(), text: "Più breve".to_owned() }],
            ..MoveForm::default()
        };
        world.portal.move_practice(&rita, form).await.unwrap();
        let page = world.portal.writing_step(&ada, IT, &draft, step).await.unwrap();
        assert_eq!(page.remarks, [Remark { field: "problem".to_owned(), text: "Più breve".to_owned() }]);
        let text = "Un problema spiegato meglio. ".repeat(6);
        save(world, &ada, &draft, step, &[("problem", &text), ("solution", &text)]).await;
        go(world, &ada, &draft, "submit").await.unwrap();
        let desk = world.portal.practice_desk(&ada, IT, &draft).await.unwrap();
        assert_eq!((desk.stage, desk.remarks), (Stage::Submitted, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn what_is_published_has_an_address_of_its_title_and_is_found() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let draft = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &draft, "submit").await.unwrap();
        let desk = world.portal.review_desk(&rita).await.unwrap();
        assert_eq!(desk.waiting.iter().map(|line| line.uid.as_str()).collect::<Vec<_>>(), [draft.as_str()]);
        world.portal.take_review(&rita, &draft).await.unwrap();
        assert!(world.portal.review_desk(&rita).await.unwrap().waiting[0].mine);
        let moved = go(world, &rita, &draft, "publish").await.unwrap();
        assert_eq!((moved.slug.as_str(), moved.stage), ("mensa-senza-code", Stage::Published));
        world.follow().await;
        let PracticeAt::Here(page) = world.portal.practice(&Viewer::Visitor, IT, "mensa-senza-code").await.unwrap()
        else {
            panic!("published")
        };
        assert_eq!(page.practice.published_on.map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
        let old = world.portal.practice(&Viewer::Visitor, IT, &draft).await.unwrap();
        assert!(matches!(old, PracticeAt::Moved(slug) if slug == "mensa-senza-code"));
        assert_eq!(world.portal.home(&Viewer::Visitor, IT).await.unwrap().counts.practices, 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_is_written_while_readers_see_the_old_one() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo, rita) = (world.by("ada").await, world.by("edo").await, world.by("rita").await);
        let uid = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &uid, "submit").await.unwrap();
        go(world, &rita, &uid, "publish").await.unwrap();
        let copy = world.portal.open_revision(&ada, &uid).await.unwrap();
        assert_ne!(copy, uid);
        assert_eq!(world.portal.open_revision(&edo, &uid).await.unwrap(), copy, "there is one at a time");
        complete(world, &ada, &copy, "Mensa senza attese").await;
        let title = async || {
            let page = world.portal.practice_by_uid(&Viewer::Visitor, IT, &uid).await.unwrap();
            page.practice.title
        };
        assert_eq!(title().await, "Mensa senza code");
        assert!(world.portal.practice_by_uid(&Viewer::Visitor, IT, &copy).await.is_err());
        go(world, &ada, &copy, "submit").await.unwrap();
        let page = world.portal.review_page(&rita, IT, &copy).await.unwrap();
        assert_eq!(page.changed.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["title"]);
        let moved = go(world, &rita, &copy, "publish").await.unwrap();
        assert_eq!((moved.uid.as_str(), moved.slug.as_str()), (uid.as_str(), "mensa-senza-attese"));
        assert_eq!(title().await, "Mensa senza attese");
        let old = world.portal.practice(&Viewer::Visitor, IT, "mensa-senza-code").await.unwrap();
        assert!(matches!(old, PracticeAt::Moved(slug) if slug == "mensa-senza-attese"));
        assert_eq!(world.number("SELECT count(*) FROM practices").await, 1);
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn a_reviewer_may_open_a_new_version_and_then_another_one_decides() {
    on_both(async |world| {
        settle(world).await;
        world.put_members(&[crate::world::in_office("remo", "reviewer")]).await;
        let (ada, rita, remo) = (world.by("ada").await, world.by("rita").await, world.by("remo").await);
        let uid = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &uid, "submit").await.unwrap();
        go(world, &rita, &uid, "publish").await.unwrap();
        let copy = world.portal.open_revision(&rita, &uid).await.unwrap();
        go(world, &rita, &copy, "submit").await.unwrap();
        assert!(matches!(denied(go(world, &rita, &copy, "publish").await), portal::Error::NotAllowed));
        go(world, &remo, &copy, "publish").await.unwrap();
        let page = world.portal.practice_by_uid(&Viewer::Visitor, IT, &uid).await.unwrap();
        assert_eq!(page.practice.authors, [crate::world::uid("ada")]);
    })
    .await;
}

#[tokio::test]
async fn each_step_is_mailed_to_those_whom_it_concerns() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo, rita) = (world.by("ada").await, world.by("edo").await, world.by("rita").await);
        let uid = written(world, &ada, "Mensa senza code").await;
        let told = async |name: &str| {
            let mails = world.mails_to(&address(name)).await;
            let acts: Vec<_> = mails
                .into_iter()
                .filter_map(|mail| match mail {
                    MailContent::PracticeMoved { act, note, .. } => Some(format!("{act}: {note}")),
                    _ => None,
                })
                .collect();
            acts
        };
        go(world, &edo, &uid, "submit").await.unwrap();
        assert_eq!(told("ada").await, ["submitted: Perché sì"]);
        assert_eq!(told("rita").await, ["submitted: Perché sì"]);
        assert_eq!((told("edo").await, told("zoe").await), (vec![], vec![]));
        world.clear_mails().await;
        go(world, &rita, &uid, "reject").await.unwrap();
        assert_eq!(told("ada").await, ["rejected: Perché sì"]);
        assert_eq!((told("rita").await, told("edo").await), (vec![], vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_was_thrown_away_can_be_taken_back_for_thirty_days() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let (kept, gone) = (begin(world, &ada, "Resta").await, begin(world, &ada, "Va via").await);
        go(world, &ada, &kept, "delete").await.unwrap();
        go(world, &ada, &gone, "delete").await.unwrap();
        world.wait(crate::world::hours(24 * 30));
        world.portal.forget_what_is_old().await.unwrap();
        let ada = world.by("ada").await;
        go(world, &ada, &kept, "restore").await.unwrap();
        world.wait(crate::world::hours(1));
        world.portal.forget_what_is_old().await.unwrap();
        let ada = world.by("ada").await;
        assert_eq!(stage(world, &kept).await, Stage::Draft);
        let found = world.portal.practice_desk(&ada, IT, &gone).await;
        assert!(matches!(found, Err(portal::Error::NotFound)));
        let left = world.number(&format!("SELECT count(*) FROM revisions WHERE practice = '{gone}'")).await;
        assert_eq!(left, 0);
        world.follow().await;
    })
    .await;
}
