// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Links that work once.

use store::{Error, LinkKind, NewOneTimeLink, OneTimeLink};

use super::{at, at_noon, hash, how_many_of_twenty, later};
use crate::world::{noon, on_both, uid};

fn link(number: u32) -> NewOneTimeLink {
    NewOneTimeLink {
        token: hash(number),
        kind: LinkKind::ResetPassword,
        member: Some(uid("ada")),
        payload: r#"{"from":"/it"}"#.to_owned(),
        expires_at: later(100),
    }
}

#[tokio::test]
async fn a_link_is_looked_at_often_and_used_once_in_its_time_for_its_purpose() {
    on_both(async |world| {
        at_noon(world, async |change| change.add_one_time_link(link(1)).await).await;
        let kept = OneTimeLink {
            kind: LinkKind::ResetPassword,
            member: Some(uid("ada")),
            payload: r#"{"from":"/it"}"#.to_owned(),
            created_at: noon(),
            expires_at: later(100),
        };
        for _ in 0..2 {
            assert_eq!(world.store.one_time_link(&hash(1), later(99)).await.unwrap(), Some(kept.clone()));
        }
        assert_eq!(world.store.one_time_link(&hash(1), later(100)).await.unwrap(), None);
        assert_eq!(world.store.one_time_link(&hash(2), noon()).await.unwrap(), None);
        let used =
            async |kind, now| at(world, now, async |change| change.use_one_time_link(&hash(1), kind).await).await;
        assert_eq!(used(LinkKind::ConfirmEmail, later(1)).await, None);
        assert_eq!(used(LinkKind::ResetPassword, later(100)).await, None);
        assert_eq!(used(LinkKind::ResetPassword, later(99)).await, Some(kept));
        assert_eq!(used(LinkKind::ResetPassword, later(99)).await, None);
        assert_eq!(world.store.one_time_link(&hash(1), later(1)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_given_up_leaves_its_link_unused() {
    on_both(async |world| {
        at_noon(world, async |change| change.add_one_time_link(link(1)).await).await;
        let mut change = world.begin().await;
        assert!(change.use_one_time_link(&hash(1), LinkKind::ResetPassword).await.unwrap().is_some());
        change.abandon().await;
        assert!(world.store.one_time_link(&hash(1), noon()).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_who_use_a_link_at_once_one_gets_it() {
    on_both(async |world| {
        at_noon(world, async |change| change.add_one_time_link(link(1)).await).await;
        let winners = how_many_of_twenty(world, |change| {
            Box::pin(async move { Ok(change.use_one_time_link(&hash(1), LinkKind::ResetPassword).await?.is_some()) })
        });
        assert_eq!(winners.await, 1);
    })
    .await;
}

#[tokio::test]
async fn voiding_meets_one_kind_of_one_member() {
    on_both(async |world| {
        at_noon(world, async |change| {
            change.add_one_time_link(link(1)).await?;
            change.add_one_time_link(NewOneTimeLink { kind: LinkKind::ConfirmEmail, ..link(2) }).await?;
            change.add_one_time_link(NewOneTimeLink { member: Some(uid("bea")), ..link(3) }).await?;
            change.add_one_time_link(NewOneTimeLink { member: None, kind: LinkKind::Invitation, ..link(4) }).await?;
            change.void_one_time_links(&uid("ada"), LinkKind::ResetPassword).await
        })
        .await;
        for (number, works) in [(1, false), (2, true), (3, true), (4, true)] {
            let link = world.store.one_time_link(&hash(number), later(1)).await.unwrap();
            assert_eq!(link.is_some(), works, "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_payload_has_at_most_64_kib_and_a_token_is_a_hash() {
    on_both(async |world| {
        let long = NewOneTimeLink { payload: "x".repeat(65_537), ..link(1) };
        for bad in [long, NewOneTimeLink { token: "short".to_owned(), ..link(1) }] {
            let mut change = world.begin().await;
            assert!(matches!(change.add_one_time_link(bad).await, Err(Error::Refused(_))));
        }
    })
    .await;
}

#[test]
fn the_codes_of_links_stay_as_they_are() {
    let codes: Vec<&str> = LinkKind::ALL.iter().map(|kind| kind.code()).collect();
    let known =
        ["confirm_email", "reset_password", "invitation", "join_organisation", "change_email_old", "change_email_new"];
    assert_eq!(codes, known);
    assert_eq!(LinkKind::from_code("invitation"), Some(LinkKind::Invitation));
    assert_eq!(LinkKind::from_code("other"), None);
}
