// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tokens are in force under the conditions of sessions, and a request that comes again is answered the same.

use domain::member::MemberState;
use jiff::SignedDuration;
use store::NewToken;

use super::sessions::session;
use super::{at, at_noon, days, email, hash, later, member, put_member};
use crate::world::{World, noon, on_both, uid};

fn token(number: u32, whose: &str) -> NewToken {
    NewToken { id: hash(number), member: uid(whose), epoch: 1, expires_at: days(1) }
}

async fn with_token(world: &World) {
    put_member(world, &member("ada")).await;
    at_noon(world, async |change| change.add_token(token(1, "ada")).await).await;
}

async fn is_live(world: &World, number: u32, seconds: i64) -> bool {
    world.store.live_token(&hash(number), later(seconds)).await.unwrap().is_some()
}

#[tokio::test]
async fn a_token_comes_with_its_member_and_is_listed() {
    on_both(async |world| {
        with_token(world).await;
        let live = world.store.live_token(&hash(1), later(1)).await.unwrap().unwrap();
        assert_eq!((live.member.record, live.used_at), (member("ada"), None));
        world.store.touch_token(&hash(1), later(7)).await.unwrap();
        let listed = world.store.tokens_of(&uid("ada"), later(8)).await.unwrap();
        let [one] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!((one.id.clone(), one.created_at, one.used_at), (hash(1), noon(), Some(later(7))));
        assert_eq!(one.expires_at, noon() + SignedDuration::from_hours(24));
        assert!(!is_live(world, 2, 1).await);
        assert!(world.store.tokens_of(&uid("bea"), later(8)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn age_epoch_suspension_and_its_owner_end_a_token() {
    on_both(async |world| {
        with_token(world).await;
        let day = 24 * 3_600;
        assert!(is_live(world, 1, day - 1).await && !is_live(world, 1, day).await);
        let mut suspended = member("ada");
        suspended.state = MemberState::Suspended;
        put_member(world, &suspended).await;
        assert!(!is_live(world, 1, 1).await);
        put_member(world, &member("ada")).await;
        assert!(is_live(world, 1, 1).await);
        assert!(!at_noon(world, async |change| change.end_token(&hash(1), &uid("bea")).await).await);
        at_noon(world, async |change| change.raise_epoch(&uid("ada")).await).await;
        assert!(!is_live(world, 1, 1).await);
        at_noon(world, async |change| change.add_token(NewToken { epoch: 2, ..token(2, "ada") }).await).await;
        assert!(is_live(world, 2, 1).await);
        assert!(at_noon(world, async |change| change.end_token(&hash(2), &uid("ada")).await).await);
        assert!(!is_live(world, 2, 1).await);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_answered_once_for_each_member_and_forgotten_in_time() {
    on_both(async |world| {
        let answered = async |whose: &str, answer: &str| {
            let (whose, answer) = (uid(whose), answer.to_owned());
            at_noon(world, async |change| change.answer_once(&whose, &hash(1), &answer).await).await
        };
        assert_eq!(answered("ada", "one").await, None);
        assert_eq!(answered("ada", "two").await.as_deref(), Some("one"));
        assert_eq!(answered("bea", "three").await, None);
        let purged = at(world, days(8), async |change| change.purge().await).await;
        assert_eq!((purged.answered_requests, purged.tokens), (2, 0));
        assert_eq!(answered("ada", "four").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_has_no_token_and_a_restored_database_has_nothing_that_opens() {
    on_both(async |world| {
        put_member(world, &member("bea")).await;
        with_token(world).await;
        at_noon(world, async |change| {
            change.add_token(token(2, "bea")).await?;
            change.add_session(session(1)).await?;
            change.erase_account(&uid("ada"), &email("ada@comune.example.it")).await
        })
        .await;
        assert!(!is_live(world, 1, 1).await && is_live(world, 2, 1).await);
        assert!(world.store.own_rows(&uid("ada")).await.unwrap().tokens.is_empty());
        assert_eq!(world.store.own_rows(&uid("bea")).await.unwrap().tokens.len(), 1);
        at_noon(world, async |change| change.add_session(session(3)).await).await;
        assert!(world.store.live_session(&hash(3), later(1)).await.unwrap().is_some());
        at_noon(world, async |change| change.end_all_access().await).await;
        assert!(!is_live(world, 2, 1).await);
        assert!(world.store.live_session(&hash(3), later(1)).await.unwrap().is_none());
    })
    .await;
}
