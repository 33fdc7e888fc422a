// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tries are free at first and ever rarer then (TRAPS C6).

use jiff::{SignedDuration, Timestamp};
use store::Reserved;

use super::{at_noon, days, later};
use crate::world::{World, noon, on_both};

async fn tried(world: &World, now: Timestamp) -> Reserved {
    world.store.reserve_attempt("key", now).await.unwrap()
}

#[tokio::test]
async fn ten_thousand_wrong_passwords_in_a_day_are_at_most_fifty_tries() {
    on_both(async |world| {
        // PostgreSQL syncs each of them to disk; a thousand, evenly spread, meet the same statement.
        let tries = if world.settings.database_url.is_none() { 10_000 } else { 1_000 };
        let mut granted = 0;
        for number in 0..tries {
            let now = noon() + SignedDuration::from_millis(86_400_000 / tries * number);
            granted += u32::from(matches!(tried(world, now).await, Reserved::Granted { .. }));
        }
        assert!((30..=50).contains(&granted), "{granted}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_tries_at_once_five_are_granted() {
    on_both(async |world| {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..200 {
            let store = world.store.clone();
            tasks.spawn(async move { store.reserve_attempt("key", noon()).await.unwrap() });
        }
        let outcomes = tasks.join_all().await;
        let granted = outcomes.iter().filter(|outcome| matches!(outcome, Reserved::Granted { .. })).count();
        assert_eq!(granted, 5);
        assert!(outcomes.contains(&Reserved::Refused { free_at: later(60) }), "{outcomes:?}");
    })
    .await;
}

#[tokio::test]
async fn each_wait_is_twice_the_one_before_up_to_an_hour() {
    on_both(async |world| {
        for failures in 1..=5 {
            assert_eq!(tried(world, noon()).await, Reserved::Granted { failures });
        }
        let mut free_at = later(60);
        for (minutes, failures) in [2, 4, 8, 16, 32, 60, 60, 60].into_iter().zip(6..) {
            let early = free_at - SignedDuration::from_millis(1);
            assert_eq!(tried(world, early).await, Reserved::Refused { free_at });
            assert_eq!(tried(world, free_at).await, Reserved::Granted { failures });
            let attempt = world.store.attempt("key").await.unwrap().unwrap();
            assert_eq!((attempt.failures, attempt.last_at), (failures, free_at));
            free_at += SignedDuration::from_mins(minutes);
            assert_eq!(attempt.free_at, free_at);
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_starts_anew_after_a_day_or_when_it_is_forgotten() {
    on_both(async |world| {
        for _ in 0..5 {
            tried(world, noon()).await;
        }
        assert_eq!(tried(world, days(1)).await, Reserved::Granted { failures: 1 });
        for failures in 2..=5 {
            assert_eq!(tried(world, days(1)).await, Reserved::Granted { failures });
        }
        assert!(matches!(tried(world, days(1)).await, Reserved::Refused { .. }));
        world.store.forget_attempt("key").await.unwrap();
        assert_eq!(world.store.attempt("key").await.unwrap(), None);
        assert_eq!(tried(world, days(1)).await, Reserved::Granted { failures: 1 });
        at_noon(world, async |change| change.forget_attempt("key").await).await;
        assert_eq!(world.store.attempt("key").await.unwrap(), None);
    })
    .await;
}
