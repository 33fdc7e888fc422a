// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The log that followers read.

use jiff::{SignedDuration, Timestamp};
use store::{LogState, Operation, RecordType};

use crate::world::{kept, noon, on_both, organisation, practice, uid};

#[tokio::test]
async fn the_log_says_what_happened_in_order() {
    on_both(async |world| {
        let mut watch = world.store.watch_log();
        world.put(&[organisation("o", "Comune"), kept(practice("p", "Nidi"))]).await;
        world.put(&[kept(practice("p", "Asili"))]).await;
        let rows = world.store.log_after(0, 10).await.unwrap();
        let said: Vec<_> = rows.iter().map(|row| (row.seq, row.kind, row.uid.as_str(), row.operation)).collect();
        let expected = [
            (1, RecordType::Organisation, "o", Operation::Created),
            (2, RecordType::Practice, "p", Operation::Created),
            (3, RecordType::Practice, "p", Operation::Changed),
        ];
        assert_eq!(said, expected);
        assert!(rows.iter().all(|row| row.at == noon()));
        assert_eq!(world.store.log_after(1, 1).await.unwrap()[0].seq, 2);
        assert!(world.store.log_after(3, 10).await.unwrap().is_empty());
        assert_eq!(*watch.borrow_and_update(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_change_may_write_more_rows_than_one_statement_holds() {
    on_both(async |world| {
        let records: Vec<_> =
            (0..1_203).map(|number| organisation(&format!("o{number}"), &format!("Ente {number}"))).collect();
        assert_eq!(world.put(&records).await, Some(1_203));
        let rows = world.store.log_after(0, 5_000).await.unwrap();
        assert!(rows.iter().zip(1..).all(|(row, seq)| row.seq == seq));
        assert_eq!(rows.last().unwrap().uid, uid("o1202"));
    })
    .await;
}

async fn put_at(world: &crate::world::World, name: &str, at: Timestamp) {
    let mut change = world.store.begin(at).await.unwrap();
    change.put_practice(&practice(name, name), domain::phase::Phase::Identified).await.unwrap();
    change.commit().await.unwrap();
}

#[tokio::test]
async fn only_the_front_of_the_log_is_pruned_even_when_the_clock_jumped() {
    on_both(async |world| {
        let hour = SignedDuration::from_hours(1);
        let [early, late] = [noon() - hour, noon() + hour];
        for (name, at) in [("a", early), ("b", late), ("c", early), ("d", late)] {
            put_at(world, name, at).await;
        }
        assert_eq!(world.store.prune_log(0, noon()).await.unwrap(), 0);
        assert_eq!(world.store.prune_log(4, noon()).await.unwrap(), 1);
        let state = world.store.log_state().await.unwrap();
        assert_eq!((state.oldest_seq, state.last_seq), (Some(2), 4));
        assert_eq!(world.store.prune_log(100, late + hour).await.unwrap(), 3);
        assert_eq!(world.store.log_state().await.unwrap().oldest_seq, None);
        put_at(world, "e", late).await;
        assert_eq!(world.store.log_state().await.unwrap().oldest_seq, Some(5));
    })
    .await;
}

#[test]
fn a_follower_goes_on_only_where_nothing_was_missed() {
    let state = |oldest_seq, last_seq| LogState { identity: String::new(), epoch: 1, last_seq, oldest_seq };
    assert!(state(None, 0).reaches(0));
    assert!(!state(None, 0).reaches(1));
    assert!(state(Some(3), 7).reaches(2));
    assert!(state(Some(3), 7).reaches(7));
    assert!(!state(Some(3), 7).reaches(1));
    assert!(!state(Some(3), 7).reaches(8));
    assert!(state(None, 7).reaches(7));
    assert!(!state(None, 7).reaches(6));
}

#[tokio::test]
async fn a_database_knows_itself_and_that_it_was_put_back() {
    on_both(async |world| {
        let state = world.store.log_state().await.unwrap();
        assert_eq!((state.identity.len(), state.epoch, state.last_seq), (32, 1, 0));
        world.store.raise_epoch().await.unwrap();
        let raised = world.store.log_state().await.unwrap();
        assert_eq!((&raised.identity, raised.epoch), (&state.identity, 2));
        let other = crate::world::sqlite().await;
        assert_ne!(other.store.log_state().await.unwrap().identity, state.identity);
    })
    .await;
}
