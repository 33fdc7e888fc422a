// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: whose they are, whose turn it is, and that nothing is told twice.

use std::collections::BTreeMap;

use domain::member::PortalRole;
use domain::policy::{Act, Acting, On, Viewer, allows};
use domain::saved_search::{AlertFrequency, SavedKind, SavedSearch};
use domain::{Uid, practice::Stage};
use jiff::{SignedDuration, Timestamp};
use store::DueSearch;

use crate::world::{World, kept, noon, on_both, practice, record, uid};

fn search(name: &str, member: &str, frequency: AlertFrequency) -> SavedSearch {
    SavedSearch {
        uid: uid(name),
        member: uid(member),
        name: "Mense".to_owned(),
        kind: SavedKind::Practice,
        parameters: BTreeMap::from([("q".to_owned(), vec!["è «mense»".to_owned()])]),
        frequency,
        at: noon().as_millisecond(),
        told_at: None,
    }
}

fn after(hours: i64) -> Timestamp {
    noon() + SignedDuration::from_hours(hours)
}

async fn save(world: &World, search: &SavedSearch, most: usize) -> bool {
    let mut change = world.begin().await;
    let kept = change.add_saved_search(search, most).await.unwrap();
    change.commit().await.unwrap();
    kept
}

/// Puts a practice into the library some hours after noon.
async fn publish(world: &World, name: &str, hours: i64) {
    let mut change = world.store.begin(after(hours)).await.unwrap();
    change.put_practice(&practice(name, name), domain::phase::Phase::Identified).await.unwrap();
    change.commit().await.unwrap();
}

async fn due(world: &World, now: Timestamp, last: Option<&DueSearch>, limit: u32) -> Vec<DueSearch> {
    world.store.saved_searches_due(now, last, limit).await.unwrap()
}

fn names(due: &[DueSearch]) -> Vec<&str> {
    due.iter().map(|one| one.search.uid.as_str()).collect()
}

#[tokio::test]
async fn a_saved_search_is_seen_by_whom_the_policy_lets_see_it_and_nobody_else() {
    on_both(async |world| {
        let all = [search("s", "ada", AlertFrequency::Daily), search("t", "bea", AlertFrequency::Off)];
        for one in &all {
            assert!(save(world, one, 9).await);
        }
        let members = ["ada", "bea", "zoe"].map(|name| Viewer::member(Acting::plain(uid(name))));
        let in_office = PortalRole::ALL.iter().map(|role| Acting { roles: vec![*role], ..Acting::plain(uid("zoe")) });
        let viewers =
            [Viewer::Visitor, Viewer::Operator].into_iter().chain(members).chain(in_office.map(Viewer::member));
        for viewer in viewers {
            for one in &all {
                let may = allows(&viewer, Act::Read, &On::SavedSearch(one.member.clone())).is_ok();
                let seen = world.store.saved_search(&viewer, &one.uid).await.unwrap();
                assert_eq!(seen, may.then(|| one.clone()), "{viewer:?}");
                let listed = world.store.saved_searches(&viewer, &one.member).await.unwrap();
                assert_eq!(listed.len(), usize::from(may), "{viewer:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_member_saves_as_many_as_there_may_be_and_nobody_else_changes_them() {
    on_both(async |world| {
        let own = search("s", "ada", AlertFrequency::Daily);
        assert!(save(world, &own, 1).await);
        assert!(!save(world, &search("t", "ada", AlertFrequency::Daily), 1).await, "one is the most");
        assert!(save(world, &search("u", "bea", AlertFrequency::Daily), 1).await, "of each member");
        let mut change = world.begin().await;
        let renamed = SavedSearch { name: "Altro".to_owned(), frequency: AlertFrequency::Weekly, ..own.clone() };
        let by_other = SavedSearch { member: uid("bea"), ..renamed.clone() };
        assert!(!change.change_saved_search(&by_other).await.unwrap());
        assert!(!change.delete_saved_search(&uid("bea"), &own.uid).await.unwrap());
        assert!(change.change_saved_search(&renamed).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(world.store.saved_search(&Viewer::Operator, &own.uid).await.unwrap(), Some(renamed));
        let mut change = world.begin().await;
        assert!(change.delete_saved_search(&own.member, &own.uid).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(world.store.saved_search(&Viewer::Operator, &own.uid).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_came_out_is_new_once_whatever_becomes_of_it() {
    on_both(async |world| {
        let mut draft = practice("draft", "draft");
        draft.stage = Stage::Draft;
        world.put(&[kept(draft)]).await;
        publish(world, "p", 1).await;
        publish(world, "draft", 2).await;
        publish(world, "p", 3).await;
        let advert = serde_json::json!({"type": "advert", "uid": "ad", "kind": "offer", "title": "Vi aiutiamo",
            "language": "it", "organisation": "o"});
        world.put(&[record(advert)]).await;
        let between = async |kind, from: i64, until: i64, limit| {
            let (from, until) = (after(from).as_millisecond(), after(until).as_millisecond());
            world.store.published_between(kind, from, until, limit).await.unwrap()
        };
        assert_eq!(between(SavedKind::Practice, 0, 9, 9).await, [uid("draft"), uid("p")]);
        assert_eq!(between(SavedKind::Practice, 0, 9, 1).await, [uid("draft")], "the latest");
        assert_eq!(between(SavedKind::Practice, 1, 9, 9).await, [uid("draft")], "after one moment");
        assert_eq!(between(SavedKind::Practice, 0, 1, 9).await, [uid("p")], "and not after another");
        assert_eq!(between(SavedKind::Advert, -1, 0, 9).await, [uid("ad")]);
    })
    .await;
}

#[tokio::test]
async fn the_turn_comes_when_it_is_due_and_something_came_out_and_is_taken_once() {
    on_both(async |world| {
        let daily = search("a", "ada", AlertFrequency::Daily);
        for one in [&daily, &search("b", "bea", AlertFrequency::Daily), &search("c", "bea", AlertFrequency::Weekly)] {
            save(world, one, 9).await;
        }
        save(world, &search("d", "bea", AlertFrequency::Off), 9).await;
        assert!(due(world, after(1_000), None, 9).await.is_empty(), "nothing came out");
        publish(world, "p", 1).await;
        assert!(due(world, after(23), None, 9).await.is_empty());
        let first = due(world, after(24), None, 1).await;
        assert_eq!(names(&first), ["a"]);
        assert_eq!(names(&due(world, after(24), first.last(), 9).await), ["b"]);
        assert_eq!(names(&due(world, after(24 * 7), None, 9).await), ["a", "b", "c"]);
        let until = after(24).as_millisecond();
        for taken in [true, false] {
            let mut change = world.begin().await;
            assert_eq!(change.take_turn(&daily, until).await.unwrap(), taken);
            change.commit().await.unwrap();
        }
        let told = world.store.saved_search(&Viewer::Operator, &daily.uid).await.unwrap().unwrap();
        assert_eq!(told.told_at, Some(until));
        assert_eq!(names(&due(world, after(24 * 7), None, 9).await), ["b", "c"], "nothing came out since");
        publish(world, "q", 30).await;
        assert_eq!(names(&due(world, after(47), None, 9).await), ["b"]);
        assert_eq!(names(&due(world, after(48), None, 9).await), ["b", "a"], "who waits longest comes first");
    })
    .await;
}

#[tokio::test]
async fn an_alert_that_is_switched_on_again_begins_anew() {
    on_both(async |world| {
        let off = search("a", "ada", AlertFrequency::Off);
        save(world, &off, 9).await;
        publish(world, "p", 1).await;
        let mut change = world.store.begin(after(2)).await.unwrap();
        let on = SavedSearch { frequency: AlertFrequency::AtOnce, ..off };
        assert!(change.change_saved_search(&on).await.unwrap());
        change.commit().await.unwrap();
        assert!(due(world, after(9), None, 9).await.is_empty());
        publish(world, "q", 3).await;
        let again = due(world, after(9), None, 9).await;
        assert_eq!((names(&again), again[0].new_from), (vec!["a"], after(2).as_millisecond()));
        let mut change = world.begin().await;
        assert!(change.stop_alert(&on.uid).await.unwrap());
        assert!(!change.stop_alert(&uid("never")).await.unwrap());
        change.commit().await.unwrap();
        assert!(due(world, after(9), None, 9).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_member_is_told_of_a_thing_once_and_it_is_forgotten_when_no_alert_can_come_upon_it() {
    on_both(async |world| {
        let daily = search("a", "ada", AlertFrequency::Daily);
        save(world, &daily, 9).await;
        let tell = async |member: &str, thing: Uid| {
            let mut change = world.begin().await;
            let told = change.tell_once(&uid(member), SavedKind::Practice, &thing).await.unwrap();
            change.commit().await.unwrap();
            told
        };
        assert!(tell("ada", uid("p")).await && tell("bea", uid("p")).await && !tell("ada", uid("p")).await);
        let purge = async |hours| {
            let mut change = world.store.begin(after(hours)).await.unwrap();
            let told = change.purge().await.unwrap().told;
            change.commit().await.unwrap();
            told
        };
        assert_eq!(purge(24 * 30).await, 0);
        assert_eq!(purge(24 * 31).await, 1, "of who has no search");
        let mut change = world.begin().await;
        change.take_turn(&daily, after(24).as_millisecond()).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(purge(24 * 31).await, 1);
        assert!(tell("ada", uid("p")).await);
    })
    .await;
}
