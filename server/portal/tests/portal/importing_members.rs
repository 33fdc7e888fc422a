// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members that come in with a file: what is refused, what follows, and that no index knows of them.

use domain::policy::Viewer;
use domain::{Locale, Uid};
use jiff::SignedDuration;
use portal::import::Told;
use portal::indexing::Followed;
use serde_json::{Value, json};
use store::{Computer, NewSession};

use crate::world::{World, closed_member, member, noon, on_both, organisation, practice, with};

fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

fn refused(line: u64, reason: &str) -> Told {
    Told::Refused { line, reason: reason.to_owned() }
}

/// What the database holds of a member, as one text.
async fn kept(world: &World, uid: &str) -> String {
    let uid = Uid::parse(uid).unwrap();
    let store = world.portal.store();
    let account = store.account(&uid).await.unwrap();
    let password = account.as_ref().and_then(|account| account.password.clone());
    format!("{account:?} {password:?} {}", world.export().await)
}

/// A password, a picture and a session of a member; the session is in force.
async fn sign_in(world: &World, uid: &str) {
    let uid = Uid::parse(uid).unwrap();
    let store = world.portal.store();
    let epoch = store.account(&uid).await.unwrap().unwrap().member.epoch;
    let mut change = store.begin(noon()).await.unwrap();
    change.set_password(&uid, Some("$argon2id$of-ada")).await.unwrap();
    change.set_photo(&uid, "image/webp", b"pixels".to_vec()).await.unwrap();
    change.set_last_sign_in(&uid, noon()).await.unwrap();
    let session = NewSession {
        id: session(&uid, epoch),
        member: uid,
        epoch,
        expires_at: noon() + SignedDuration::from_hours(8),
        idle: SignedDuration::from_hours(1),
        computer: Computer::Own,
        browser: "Firefox".to_owned(),
        second_factor: None,
        id_token: None,
        provider: None,
    };
    change.add_session(session).await.unwrap();
    change.commit().await.unwrap();
}

fn session(uid: &Uid, epoch: i64) -> String {
    format!("{:0>64}", format!("{uid}{epoch}"))
}

async fn is_signed_in(world: &World, uid: &str, epoch: i64) -> bool {
    let id = session(&Uid::parse(uid).unwrap(), epoch);
    world.portal.store().live_session(&id, noon()).await.unwrap().is_some()
}

#[tokio::test]
async fn a_member_comes_in_and_no_index_knows_of_it() {
    on_both(async |world| {
        world.put(&[practice("p", "Nidi")]).await;
        let before = world.portal.indexed_records();
        let ada = with(member("ada", "Zirconi"), json!({"bio": "Esperta di zirconio.", "skills": ["zirconio"]}));
        let (first, told) = world.import(ada.to_string()).await;
        assert_eq!((first.created, told), (1, Vec::new()));
        assert_eq!(world.follow().await, Followed::CaughtUp(1));
        assert_eq!(world.portal.indexed_records(), before);
        for typed in ["zirconi", "zirconio", "ada", "comune.example.it"] {
            assert_eq!(world.search(typed).await.total, 0, "{typed}");
            let suggested = world.portal.suggest(&Viewer::Operator, Locale::Italian, typed).await.unwrap();
            assert_eq!(suggested, [], "{typed}");
        }
        assert_eq!(world.search("zirconioo").await.correction, None);
        world.portal.rebuild_index(|_| {}).await.unwrap();
        assert_eq!(world.portal.indexed_records(), before);
        assert_eq!(world.portal.verify_index().await.unwrap(), []);
        let (again, _) = world.import(ada.to_string()).await;
        assert_eq!((again.unchanged, again.changed), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_address_of_another_member_is_refused_with_the_reason_and_the_rest_is_in() {
    on_both(async |world| {
        world.put(&[member("ada", "Prova")]).await;
        let taken = |uid: &str| with(member(uid, "Altra"), json!({"email": "ADA@comune.example.it"}));
        let all = [practice("one", "Uno"), taken("eva"), member("pia", "Terza"), practice("two", "Due")];
        let (imported, told) = world.import(lines(&all)).await;
        assert_eq!((imported.created, imported.refused), (3, 1));
        assert_eq!(told, [refused(2, "email: is that of the member ada")]);
        // Of two in one file the first has it.
        let of = |uid: &str| with(member(uid, "Nuova"), json!({"email": "nuova@comune.example.it"}));
        let (imported, told) = world.import(lines(&[of("lia"), of("mia")])).await;
        assert_eq!((imported.created, told), (1, vec![refused(2, "email: is that of the member lia")]));
        // An address that its member gives up in an earlier line is free.
        let ada = with(member("ada", "Prova"), json!({"email": "ada.prova@comune.example.it"}));
        let (imported, told) = world.import(lines(&[ada, taken("eva")])).await;
        assert_eq!((imported.created, imported.changed, told), (1, 1, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn a_member_without_name_or_address_is_refused_with_the_field() {
    let world = World::new().await;
    let all = [
        with(member("a", "Prova"), json!({"email": null})),
        with(member("b", ""), json!({})),
        with(member("c", "Prova"), json!({"email": "no address"})),
    ];
    let (imported, told) = world.import(lines(&all)).await;
    assert_eq!(imported.refused, 3);
    for (told, part) in told.iter().zip(["email", "last_name", "address"]) {
        let Told::Refused { reason, .. } = told else { panic!("{told:?}") };
        assert!(reason.contains(part), "{reason}");
    }
}

#[tokio::test]
async fn an_account_that_was_closed_is_not_opened_again() {
    on_both(async |world| {
        world.put(&[closed_member("ada")]).await;
        let all = [practice("one", "Uno"), member("ada", "Prova"), practice("two", "Due")];
        let (imported, told) = world.import(lines(&all)).await;
        assert_eq!((imported.created, imported.refused), (2, 1));
        assert_eq!(told, [refused(2, "state: the account was closed by its owner")]);
        for state in ["pending_email", "pending_approval", "suspended"] {
            let (imported, _) = world.import(with(member("ada", "Prova"), json!({"state": state})).to_string()).await;
            assert_eq!(imported.refused, 1, "{state}");
        }
        // One file that closes an account and opens it again: the last line is refused.
        let both = [member("eva", "Prova"), closed_member("eva"), member("eva", "Prova")];
        let (imported, told) = world.import(lines(&both)).await;
        assert_eq!((imported.created, imported.changed, imported.refused), (1, 1, 1));
        assert_eq!(told, [refused(3, "state: the account was closed by its owner")]);
        assert!(!world.export().await.contains("Prova"));
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_says_nothing_of_its_owner_whatever_its_line_says() {
    let world = World::new().await;
    let talkative = json!({"state": "anonymised", "email": null, "bio": "Sono Ada.", "roles": ["administrator"],
        "memberships": [{"organisation": "o", "role": "editor", "state": "requested", "since": "2026"}]});
    world.put(&[with(member("ada", "Prova"), talkative)]).await;
    let left: Value = serde_json::from_str(world.export().await.trim_end()).unwrap();
    assert_eq!(left, with(closed_member("ada"), json!({"trust": 0})));
    assert_eq!(world.number("SELECT count(*) FROM memberships").await, 0);
}

#[tokio::test]
async fn closing_an_account_with_a_file_erases_what_let_its_owner_in() {
    on_both(async |world| {
        world.put(&[member("ada", "Prova"), member("eva", "Altra")]).await;
        sign_in(world, "ada").await;
        sign_in(world, "eva").await;
        assert!(is_signed_in(world, "ada", 1).await && kept(world, "ada").await.contains("of-ada"));
        world.put(&[closed_member("ada")]).await;
        let left = kept(world, "ada").await;
        for trace in ["of-ada", "Prova", "ada@comune"] {
            assert!(!left.contains(trace), "{trace}: {left}");
        }
        assert_eq!(world.number("SELECT count(*) FROM sessions WHERE member = 'ada'").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM photos WHERE member = 'ada'").await, 0);
        let forgotten = "SELECT count(*) FROM members WHERE uid = 'ada' AND last_sign_in_at IS NULL";
        assert_eq!(world.number(forgotten).await, 1);
        assert!(is_signed_in(world, "eva", 1).await);
    })
    .await;
}

#[tokio::test]
async fn another_state_or_other_roles_end_the_sessions() {
    on_both(async |world| {
        world.put(&[member("ada", "Prova")]).await;
        sign_in(world, "ada").await;
        // The same line, and a changed name, change nothing about that.
        world.put(&[member("ada", "Prova")]).await;
        world.put(&[member("ada", "Nuova")]).await;
        assert!(is_signed_in(world, "ada", 1).await);
        world.put(&[with(member("ada", "Nuova"), json!({"roles": ["moderator"]}))]).await;
        assert!(!is_signed_in(world, "ada", 1).await);
        sign_in(world, "ada").await;
        assert!(is_signed_in(world, "ada", 2).await);
        for state in ["suspended", "active"] {
            let ada = with(member("ada", "Nuova"), json!({"roles": ["moderator"], "state": state}));
            world.put(&[ada]).await;
            assert!(!is_signed_in(world, "ada", 2).await, "{state}");
        }
    })
    .await;
}

#[tokio::test]
async fn members_may_come_before_the_bodies_that_they_act_for() {
    on_both(async |world| {
        let acts = json!({"memberships": [
            {"organisation": "o", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026-03"}]});
        let early = [with(member("ada", "Prova"), acts), organisation("o", "Comune")];
        world.import(early[0].to_string()).await;
        assert_eq!(world.portal.store().dangling(9).await.unwrap().len(), 1);
        world.put(&early[1..]).await;
        assert_eq!(world.portal.store().dangling(9).await.unwrap(), []);
    })
    .await;
}
