// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The time of an advert: its end is told before, it expires by itself, and is renewed at most twice.

use domain::advert::{AdvertMove, AdvertState};
use domain::policy::Viewer;
use portal::form::FieldProblem;
use portal::people::MailContent;

use crate::cast::{IT, answer, published, settle};
use crate::world::{World, address, hours, on_both, problem};

fn wait_days(world: &World, days: i64) {
    world.wait(hours(24 * days));
}

/// Whether each mail on the end of an advert says that it is over, the newest first.
async fn told(world: &World, name: &str) -> Vec<bool> {
    let mails = world.mails_to(&address(name)).await.into_iter();
    let over = mails.filter_map(|mail| match mail {
        MailContent::AdvertEnds { over, .. } => Some(over),
        _ => None,
    });
    over.collect()
}

async fn state(world: &World, uid: &str) -> AdvertState {
    world.portal.advert(&Viewer::Visitor, IT, uid).await.unwrap().card.state
}

#[tokio::test]
async fn its_author_is_told_two_weeks_before_and_at_the_end_each_once() {
    on_both(async |world| {
        settle(world).await;
        let uid = published(world).await;
        wait_days(world, 165);
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 0);
        assert!(told(world, "tea").await.is_empty());
        wait_days(world, 1);
        for _ in 0..2 {
            assert_eq!(world.portal.expire_adverts().await.unwrap(), 0);
            assert_eq!(told(world, "tea").await, [false]);
        }
        wait_days(world, 14);
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 0, "its last day is still its own");
        assert_eq!(state(world, &uid).await, AdvertState::Open);
        wait_days(world, 1);
        assert_eq!(problem(answer(world, "ugo", &uid).await), ("form", FieldProblem::Expired), "before the job ran");
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 1);
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 0);
        assert_eq!(state(world, &uid).await, AdvertState::Expired);
        assert_eq!(told(world, "tea").await, [true, false]);
        assert!(told(world, "edo").await.is_empty(), "its author answers for it");
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn it_is_renewed_near_its_end_or_after_it_and_at_most_twice() {
    on_both(async |world| {
        settle(world).await;
        let uid = published(world).await;
        let tea = world.by("tea").await;
        let renew = async || world.portal.move_advert(&tea, &uid, AdvertMove::Renew, "").await;
        wait_days(world, 149);
        assert_eq!(problem(renew().await), ("renew", FieldProblem::TooQuick));
        wait_days(world, 1);
        renew().await.unwrap();
        wait_days(world, 181);
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 1);
        renew().await.unwrap();
        assert_eq!(state(world, &uid).await, AdvertState::Open);
        wait_days(world, 181);
        assert_eq!(world.portal.expire_adverts().await.unwrap(), 1);
        assert_eq!(problem(renew().await), ("renew", FieldProblem::NotAllowed));
        assert_eq!(state(world, &uid).await, AdvertState::Expired);
    })
    .await;
}
