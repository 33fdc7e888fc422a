// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What two bodies that become one have beside their records: what they wrote, what they did with matches, what they
//! answered. Nothing is lost, and of what only one can have the same one stays whichever engine decides.

use domain::contact::{ContactAbout, ContactMessage, ContactRequest, ContactSide, ContactState};
use domain::matching::{Dismissal, DismissalReason, MatchState, SideKind};
use domain::policy::Viewer;
use domain::readiness::ReadinessCheck;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Change, MatchKey};

use crate::world::{World, kept, noon, on_both, organisation, practice, record, uid};

fn later(minutes: i64) -> Timestamp {
    noon() + SignedDuration::from_mins(minutes)
}

async fn at(world: &World, now: Timestamp, work: impl AsyncFnOnce(&mut Change)) {
    let mut change = world.store.begin(now).await.unwrap();
    work(&mut change).await;
    change.commit().await.unwrap();
}

async fn merge(world: &World, from: &str, into: &str) {
    at(world, later(90), async |change| change.move_correspondence(&uid(from), &uid(into)).await.unwrap()).await;
}

fn conversation(name: &str, asking: &str, asked: &str, about: &str) -> ContactRequest {
    let text = format!("Scritto in {name}");
    ContactRequest {
        uid: uid(name),
        about: ContactAbout::Advert(uid(about)),
        asking: uid(asking),
        asked: uid(asked),
        state: ContactState::Open,
        blocked_by: None,
        twinning: None,
        messages: vec![ContactMessage { at: 1, side: ContactSide::Asking, by: Some(uid("m")), text, flag: None }],
    }
}

async fn write(world: &World, minutes: i64, one: &ContactRequest) {
    at(world, later(minutes), async |change| change.add_contact(one, one.uid.as_str()).await.unwrap()).await;
}

async fn stands(world: &World, name: &str) -> (String, String, ContactState) {
    let found = world.store.contact(&Viewer::Operator, &uid(name)).await.unwrap().unwrap().request;
    assert_eq!(found.messages.len(), 1, "{name}: what was written stays");
    (found.asking.to_string(), found.asked.to_string(), found.state)
}

fn told(asking: &str, asked: &str, state: ContactState) -> (String, String, ContactState) {
    (asking.to_owned(), asked.to_owned(), state)
}

#[tokio::test]
async fn of_two_conversations_about_one_thing_the_one_written_in_last_goes_on() {
    use ContactState::{Closed, Open};
    on_both(async |world| {
        let asked = [("early", "old", 1), ("late", "new", 2), ("first", "new", 3), ("second", "old", 3)];
        for ((name, asking, minutes), about) in asked.into_iter().zip(["x", "x", "y", "y"]) {
            write(world, minutes, &conversation(name, asking, "other", about)).await;
        }
        // From the other side, and about something else.
        write(world, 4, &conversation("asked-new", "other", "new", "z")).await;
        write(world, 5, &conversation("asked-old", "other", "old", "z")).await;
        write(world, 6, &conversation("alone", "other", "old", "w")).await;
        merge(world, "old", "new").await;
        for (name, expected) in [
            ("early", told("new", "other", Closed)),
            ("late", told("new", "other", Open)),
            ("first", told("new", "other", Open)),
            ("second", told("new", "other", Closed)),
            ("asked-new", told("other", "new", Closed)),
            ("asked-old", told("other", "new", Open)),
            ("alone", told("other", "new", Open)),
        ] {
            assert_eq!(stands(world, name).await, expected, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_body_wrote_to_its_own_double_is_over_and_kept() {
    on_both(async |world| {
        write(world, 1, &conversation("inner", "old", "new", "x")).await;
        let blocked = ContactRequest {
            state: ContactState::Blocked,
            blocked_by: Some(ContactSide::Asked),
            ..conversation("blocked", "new", "old", "y")
        };
        write(world, 2, &ContactRequest { state: ContactState::Open, blocked_by: None, ..blocked.clone() }).await;
        at(world, later(3), async |change| change.set_contact(&blocked).await.unwrap()).await;
        merge(world, "old", "new").await;
        assert_eq!(stands(world, "inner").await, told("old", "new", ContactState::Closed));
        assert_eq!(stands(world, "blocked").await, told("new", "old", ContactState::Closed));
    })
    .await;
}

#[tokio::test]
async fn who_kept_one_of_the_two_out_keeps_out_the_one_that_they_became() {
    on_both(async |world| {
        let one = ContactRequest {
            state: ContactState::Blocked,
            blocked_by: Some(ContactSide::Asked),
            ..conversation("blocked", "old", "other", "x")
        };
        write(world, 1, &ContactRequest { state: ContactState::Open, blocked_by: None, ..one.clone() }).await;
        at(world, later(2), async |change| change.set_contact(&one).await.unwrap()).await;
        merge(world, "old", "new").await;
        assert_eq!(stands(world, "blocked").await, told("new", "other", ContactState::Blocked));
    })
    .await;
}

fn key(organisation: &str, other: &str) -> MatchKey {
    let own = (SideKind::Advert, uid("need"));
    MatchKey { organisation: uid(organisation), own, other: (SideKind::Advert, uid(other)) }
}

fn dismissal(other: &str, note: &str, at: Timestamp) -> Dismissal {
    Dismissal {
        own: uid("need"),
        other: uid(other),
        reason: DismissalReason::TooFar,
        note: Some(note.to_owned()),
        at: at.as_millisecond(),
        by: Some(uid("m")),
    }
}

async fn dismiss(world: &World, body: &str, other: &str, minutes: i64) {
    let dismissal = dismissal(other, body, later(minutes));
    let work = async |change: &mut Change| {
        change.dismiss_match(&key(body, other), MatchState::Suggested, &dismissal).await.unwrap();
    };
    at(world, later(minutes), work).await;
}

async fn look(world: &World, body: &str, other: &str, minutes: i64) {
    at(world, later(minutes), async |change| change.see_match(&key(body, other)).await.unwrap()).await;
}

#[tokio::test]
async fn of_two_rows_about_one_match_the_dismissed_the_later_and_the_own_one_stays() {
    on_both(async |world| {
        dismiss(world, "old", "dismissed", 1).await;
        look(world, "new", "dismissed", 2).await;
        dismiss(world, "old", "later", 2).await;
        dismiss(world, "new", "later", 1).await;
        dismiss(world, "old", "same", 3).await;
        dismiss(world, "new", "same", 3).await;
        look(world, "old", "alone", 1).await;
        look(world, "other", "alone", 1).await;
        merge(world, "old", "new").await;
        let own = (SideKind::Advert, uid("need"));
        let found = world.store.matches_kept(&uid("new"), &own).await.unwrap();
        let mut found: Vec<_> =
            found.iter().map(|one| (one.other.1.as_str(), one.state, one.note.as_deref())).collect();
        found.sort_unstable();
        let expected = [
            ("alone", MatchState::Viewed, None),
            ("dismissed", MatchState::Dismissed, Some("old")),
            ("later", MatchState::Dismissed, Some("old")),
            ("same", MatchState::Dismissed, Some("new")),
        ];
        assert_eq!(found, expected);
        assert_eq!(world.store.matches_kept(&uid("old"), &own).await.unwrap(), []);
        assert_eq!(world.store.matches_kept(&uid("other"), &own).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nothing_stays_matched_within_the_body_that_two_became() {
    on_both(async |world| {
        let advert = |name: &str, body: &str| {
            record(json!({"type": "advert", "uid": name, "kind": "offer", "title": "Prova", "language": "it",
                "organisation": body, "description": "Un regolamento della mensa che altri possono riusare.",
                "published_on": "2026-03-01"}))
        };
        let mut own = practice("own-practice", "Mensa");
        own.owner_org = Some(uid("new"));
        world.put(&[organisation("new", "Nuovo"), kept(own), advert("own", "new"), advert("theirs", "other")]).await;
        for other in ["own", "theirs"] {
            look(world, "old", other, 1).await;
        }
        let practice = MatchKey { other: (SideKind::Practice, uid("own-practice")), ..key("new", "own") };
        at(world, later(2), async |change| change.see_match(&practice).await.unwrap()).await;
        merge(world, "old", "new").await;
        let left = world.store.matches_kept(&uid("new"), &(SideKind::Advert, uid("need"))).await.unwrap();
        assert_eq!(left.iter().map(|one| one.other.1.as_str()).collect::<Vec<_>>(), ["theirs"]);
    })
    .await;
}

fn version(name: &str, body: &str, practice: &str, number: u32, at: i64) -> ReadinessCheck {
    let line = json!({"uid": name, "check": format!("{body}-1"), "practice": practice, "organisation": body,
        "number": number, "at": at, "answers": []});
    serde_json::from_value(line).unwrap()
}

#[tokio::test]
async fn versions_of_answers_of_both_bodies_become_one_row_and_none_is_lost() {
    on_both(async |world| {
        at(world, noon(), async |change| {
            for one in [
                version("new-1", "new", "p", 1, 20),
                version("new-2", "new", "p", 2, 40),
                version("old-1", "old", "p", 1, 10),
                version("old-2", "old", "p", 2, 30),
                version("old-q", "old", "q", 5, 10),
                version("new-r", "new", "r", 1, 10),
            ] {
                change.put_readiness(&one).await.unwrap();
            }
        })
        .await;
        merge(world, "old", "new").await;
        let told = async |practice: &str| {
            let all = world.store.readiness_of(&uid("new"), &uid(practice)).await.unwrap();
            all.iter().map(|one| format!("{} {} {}", one.number, one.uid, one.check)).collect::<Vec<_>>()
        };
        assert_eq!(told("p").await, ["4 new-2 old-1", "3 old-2 old-1", "2 new-1 old-1", "1 old-1 old-1"]);
        assert_eq!(told("q").await, ["5 old-q old-1"]);
        assert_eq!(told("r").await, ["1 new-r new-1"]);
        assert_eq!(world.store.readiness_of(&uid("old"), &uid("p")).await.unwrap(), []);
        // The next number is free, and to do it again changes nothing.
        let mut change = world.begin().await;
        change.move_correspondence(&uid("old"), &uid("new")).await.unwrap();
        assert_eq!(change.last_readiness(&uid("new"), &uid("p")).await.unwrap().map(|one| one.number), Some(4));
        change.put_readiness(&version("new-3", "new", "p", 5, 50)).await.unwrap();
        change.commit().await.unwrap();
    })
    .await;
}
