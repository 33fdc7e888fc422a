// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies did with their matches, which regions are linked, and the versions of a body's readiness.

use domain::matching::{Dismissal, DismissalReason, MatchState, SideKind};
use domain::record::Record;
use serde_json::json;
use store::{Error, MatchKey};

use crate::world::{World, on_both, record, uid};

fn key(organisation: &str, other: (SideKind, &str)) -> MatchKey {
    let own = (SideKind::Advert, uid("need"));
    MatchKey { organisation: uid(organisation), own, other: (other.0, uid(other.1)) }
}

fn dismissal(note: Option<&str>) -> Dismissal {
    let (reason, note) = (DismissalReason::TooFar, note.map(str::to_owned));
    Dismissal { own: uid("need"), other: uid("x"), reason, note, at: 1, by: Some(uid("ada")) }
}

async fn kept(world: &World, organisation: &str) -> Vec<(SideKind, String, MatchState)> {
    let own = (SideKind::Advert, uid("need"));
    let found = world.store.matches_kept(&uid(organisation), &own).await.unwrap().into_iter();
    let mut found: Vec<_> = found.map(|one| (one.other.0, one.other.1.to_string(), one.state)).collect();
    found.sort();
    found
}

#[tokio::test]
async fn a_match_is_looked_at_once_dismissed_and_put_back() {
    on_both(async |world| {
        let (advert, practice) = (key("town", (SideKind::Advert, "x")), key("town", (SideKind::Practice, "x")));
        let mut change = world.begin().await;
        assert_eq!(change.match_state(&advert).await.unwrap(), None);
        change.see_match(&advert).await.unwrap();
        change.dismiss_match(&practice, MatchState::Suggested, &dismissal(Some("Lontano"))).await.unwrap();
        // To look at it again changes nothing.
        change.see_match(&practice).await.unwrap();
        assert_eq!(change.match_state(&practice).await.unwrap(), Some(MatchState::Dismissed));
        assert_eq!(change.commit().await.unwrap(), None, "it is no record");
        let (a, p) = (SideKind::Advert, SideKind::Practice);
        let expected = [(a, "x".to_owned(), MatchState::Viewed), (p, "x".to_owned(), MatchState::Dismissed)];
        assert_eq!(kept(world, "town").await, expected);
        assert_eq!(kept(world, "other").await, []);
        let mut change = world.begin().await;
        assert!(change.restore_match(&practice).await.unwrap());
        assert!(!change.restore_match(&practice).await.unwrap());
        assert!(!change.restore_match(&advert).await.unwrap());
        change.commit().await.unwrap();
        let own = (SideKind::Advert, uid("need"));
        let all = world.store.matches_kept(&uid("town"), &own).await.unwrap();
        assert!(all.iter().all(|one| one.state == MatchState::Viewed && one.reason.is_none() && one.note.is_none()));
        let mut change = world.begin().await;
        let long = "à".repeat(301);
        let refused = change.dismiss_match(&advert, MatchState::Viewed, &dismissal(Some(&long))).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        change.abandon().await;
    })
    .await;
}

fn organisation(name: &str, region: Option<&str>) -> Record {
    record(json!({"type": "organisation", "uid": name, "name": name, "kind": "municipality", "region": region}))
}

fn adoption(name: &str, adopter: &str, state: &str) -> Record {
    record(json!({"type": "adoption", "uid": name, "practice": "p", "adopter_org": adopter, "state": state,
        "source": "spontaneous"}))
}

#[tokio::test]
async fn regions_are_linked_by_what_was_taken_up_and_by_twinnings_that_ran() {
    on_both(async |world| {
        let practice = json!({"type": "practice", "uid": "p", "title": "Uno", "language": "it", "summary": "Una frase.",
            "owner_org": "emilia"});
        world
            .put(&[
                organisation("tuscany", Some("09")),
                organisation("emilia", Some("08")),
                organisation("apulia", Some("16")),
                organisation("lazio", Some("12")),
                organisation("nowhere", None),
                record(practice),
                adoption("a1", "tuscany", "pilot"),
                adoption("a2", "lazio", "interested"),
                adoption("a3", "nowhere", "adopted"),
            ])
            .await;
        let twinning = |name: &str, state: &str| {
            let line = json!({"type": "twinning", "uid": name, "title": name, "language": "it", "state": state,
                "parties": [{"organisation": "tuscany", "role": "offering"},
                    {"organisation": "apulia", "role": "recipient"}]});
            serde_json::from_value::<domain::twinning::Twinning>(line).unwrap()
        };
        let links = async || {
            let mut links = world.store.linked_regions().await.unwrap();
            links.sort();
            links
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let mut change = world.begin().await;
        change.put_twinning(&twinning("t", "proposal")).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(links().await, [pair("08", "09")]);
        let mut change = world.begin().await;
        change.put_twinning(&twinning("t", "running")).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(links().await, [pair("08", "09"), pair("09", "16")]);
    })
    .await;
}

fn check(name: &str, practice: &str, number: u32) -> domain::readiness::ReadinessCheck {
    let line = json!({"uid": name, "check": "r", "practice": practice, "organisation": "town", "number": number, "at": 1,
        "answers": []});
    serde_json::from_value(line).unwrap()
}

#[tokio::test]
async fn every_version_of_a_bodys_answers_is_kept_and_no_number_comes_twice() {
    on_both(async |world| {
        let mut change = world.begin().await;
        for one in [check("r1", "p", 1), check("r2", "p", 2), check("q1", "q", 1)] {
            change.put_readiness(&one).await.unwrap();
        }
        let last = change.last_readiness(&uid("town"), &uid("p")).await.unwrap();
        assert_eq!(last.map(|one| one.number), Some(2));
        assert_eq!(change.last_readiness(&uid("other"), &uid("p")).await.unwrap(), None);
        assert!(change.commit().await.unwrap().is_some(), "a record is written to the log");
        let versions = world.store.readiness_of(&uid("town"), &uid("p")).await.unwrap();
        assert_eq!(versions.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
        let both = [uid("p"), uid("q"), uid("x")];
        let latest = world.store.latest_readiness(&uid("town"), &both).await.unwrap();
        let mut latest: Vec<_> = latest.iter().map(|one| one.uid.as_str()).collect();
        latest.sort_unstable();
        assert_eq!(latest, ["q1", "r2"]);
        assert!(world.store.latest_readiness(&uid("town"), &[]).await.unwrap().is_empty());
        let mut change = world.begin().await;
        let twice = change.put_readiness(&check("r3", "p", 2)).await;
        assert!(matches!(twice, Err(Error::Conflict)), "{twice:?}");
        change.abandon().await;
    })
    .await;
}
