// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Sessions are in force under five conditions, each of which is tried alone.

use domain::member::MemberState;
use jiff::SignedDuration;
use store::{Computer, NewSession};

use super::{at, at_noon, hash, later, member, put_member};
use crate::world::{World, noon, on_both, uid};

const HOUR: i64 = 3_600;

pub fn session(number: u32) -> NewSession {
    NewSession {
        id: hash(number),
        member: uid("ada"),
        epoch: 1,
        expires_at: later(12 * HOUR),
        idle: SignedDuration::from_hours(1),
        computer: Computer::Own,
        browser: "Firefox, Windows".to_owned(),
        second_factor: None,
        id_token: None,
        provider: None,
    }
}

async fn with_session(world: &World) {
    put_member(world, &member("ada")).await;
    at_noon(world, async |change| change.add_session(session(1)).await).await;
}

async fn is_live(world: &World, number: u32, seconds: i64) -> bool {
    world.store.live_session(&hash(number), later(seconds)).await.unwrap().is_some()
}

#[tokio::test]
async fn a_session_comes_with_its_member_and_all_its_fields() {
    on_both(async |world| {
        put_member(world, &member("ada")).await;
        let full = NewSession {
            computer: Computer::Shared,
            second_factor: Some(noon()),
            id_token: Some("token".to_owned()),
            provider: Some("region".to_owned()),
            ..session(1)
        };
        at_noon(world, async |change| change.add_session(full).await).await;
        let live = world.store.live_session(&hash(1), later(1)).await.unwrap().unwrap();
        assert_eq!((live.member.record, live.member.epoch, live.has_second_factor), (member("ada"), 1, false));
        let read = live.session;
        assert_eq!((read.id, read.member), (hash(1), uid("ada")));
        assert_eq!((read.created_at, read.seen_at, read.confirmed_at), (noon(), noon(), noon()));
        assert_eq!((read.expires_at, read.idle), (later(12 * HOUR), SignedDuration::from_hours(1)));
        assert_eq!((read.computer, read.browser.as_str()), (Computer::Shared, "Firefox, Windows"));
        assert_eq!((read.second_factor_at, read.id_token.as_deref()), (Some(noon()), Some("token")));
        assert_eq!(read.provider.as_deref(), Some("region"));
        assert!(!is_live(world, 2, 1).await);
        at_noon(world, async |change| {
            change.start_second_factor(&uid("ada"), b"secret").await?;
            change.confirm_second_factor(&uid("ada"), 1).await
        })
        .await;
        assert!(world.store.live_session(&hash(1), later(1)).await.unwrap().unwrap().has_second_factor);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_lies_unused_and_when_its_time_is_over() {
    on_both(async |world| {
        with_session(world).await;
        assert!(is_live(world, 1, HOUR - 1).await);
        assert!(!is_live(world, 1, HOUR).await);
        for hour in 1..24 {
            world.store.touch_session(&hash(1), later(hour * HOUR / 2)).await.unwrap();
        }
        assert!(is_live(world, 1, 12 * HOUR - 1).await);
        assert!(!is_live(world, 1, 12 * HOUR).await);
        // A clock that is behind moves nothing back.
        world.store.touch_session(&hash(1), noon()).await.unwrap();
        assert!(is_live(world, 1, 12 * HOUR - 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_with_the_epoch_and_with_the_account() {
    on_both(async |world| {
        with_session(world).await;
        for state in [MemberState::Suspended, MemberState::PendingEmail, MemberState::PendingApproval] {
            let mut shut = member("ada");
            shut.state = state;
            put_member(world, &shut).await;
            assert!(!is_live(world, 1, 1).await, "{state}");
            assert_eq!(world.store.sessions_of(&uid("ada"), later(1)).await.unwrap(), []);
        }
        put_member(world, &member("ada")).await;
        assert!(is_live(world, 1, 1).await);
        put_member(world, &member("ada").anonymised()).await;
        assert!(!is_live(world, 1, 1).await);
        put_member(world, &member("ada")).await;
        let epoch = at_noon(world, async |change| change.raise_epoch(&uid("ada")).await).await;
        assert_eq!(epoch, Some(2));
        assert!(!is_live(world, 1, 1).await);
        at_noon(world, async |change| change.add_session(NewSession { epoch: 2, ..session(2) }).await).await;
        assert!(is_live(world, 2, 1).await);
        assert_eq!(at_noon(world, async |change| change.raise_epoch(&uid("nobody")).await).await, None);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_seen_and_ended_one_by_one_or_all_but_one() {
    on_both(async |world| {
        with_session(world).await;
        put_member(world, &member("bea")).await;
        at_noon(world, async |change| {
            for number in [2, 3, 4] {
                change.add_session(session(number)).await?;
            }
            change.add_session(NewSession { member: uid("bea"), ..session(5) }).await
        })
        .await;
        world.store.touch_session(&hash(3), later(60)).await.unwrap();
        let ids = async || {
            let sessions = world.store.sessions_of(&uid("ada"), later(61)).await.unwrap();
            sessions.into_iter().map(|session| session.id).collect::<Vec<_>>()
        };
        assert_eq!(ids().await, [hash(3), hash(1), hash(2), hash(4)]);
        assert!(!at_noon(world, async |change| change.end_session(&hash(1), &uid("bea")).await).await);
        assert!(at_noon(world, async |change| change.end_session(&hash(1), &uid("ada")).await).await);
        assert!(!at_noon(world, async |change| change.end_session(&hash(1), &uid("ada")).await).await);
        assert!(!is_live(world, 1, 1).await);
        world.store.touch_session(&hash(1), later(5)).await.unwrap();
        assert!(!is_live(world, 1, 6).await);
        assert_eq!(ids().await, [hash(3), hash(2), hash(4)]);
        assert_eq!(at_noon(world, async |change| change.end_sessions(&uid("ada"), Some(&hash(2))).await).await, 2);
        assert_eq!(ids().await, [hash(2)]);
        assert_eq!(at_noon(world, async |change| change.end_sessions(&uid("ada"), None).await).await, 1);
        assert!(is_live(world, 5, 1).await);
    })
    .await;
}

#[tokio::test]
async fn one_session_goes_on_when_the_epoch_ends_all_others() {
    on_both(async |world| {
        with_session(world).await;
        at_noon(world, async |change| {
            change.add_session(session(2)).await?;
            let epoch = change.raise_epoch(&uid("ada")).await?.unwrap();
            change.carry_session_over(&hash(2), &uid("bea"), epoch).await?;
            change.carry_session_over(&hash(1), &uid("ada"), epoch).await
        })
        .await;
        assert!(is_live(world, 1, 1).await && !is_live(world, 2, 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_that_is_taken_away_was_never_given() {
    on_both(async |world| {
        with_session(world).await;
        let given =
            async || world.store.live_session(&hash(1), later(1)).await.unwrap().unwrap().session.second_factor_at;
        at_noon(world, async |change| change.confirm_session(&hash(1), Some(noon())).await).await;
        assert_eq!(given().await, Some(noon()));
        at_noon(world, async |change| change.remove_second_factor(&uid("ada")).await).await;
        assert_eq!(given().await, None);
    })
    .await;
}

#[tokio::test]
async fn confirming_renews_the_moment_and_keeps_the_second_factor() {
    on_both(async |world| {
        with_session(world).await;
        at(world, later(10), async |change| change.confirm_session(&hash(1), Some(later(10))).await).await;
        at(world, later(20), async |change| change.confirm_session(&hash(1), None).await).await;
        let read = world.store.live_session(&hash(1), later(21)).await.unwrap().unwrap().session;
        assert_eq!((read.confirmed_at, read.second_factor_at), (later(20), Some(later(10))));
    })
    .await;
}
