// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Changes are whole or not at all, whatever happens to who makes them.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use domain::phase::Phase;
use domain::policy::Viewer;
use store::{Error, Store};

use crate::world::{kept, noon, on_both, organisation, practice, uid};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_writers_leave_no_gap_in_versions_and_log() {
    on_both(async |world| {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            writers.spawn(write_ten(world.store.clone(), writer));
        }
        writers.join_all().await;

        let log = world.store.log_after(0, 1_000).await.unwrap();
        let seqs: Vec<i64> = log.iter().map(|row| row.seq).collect();
        assert_eq!(seqs, (1..=160).collect::<Vec<_>>());
        let shared = world.store.practice_by_uid(&Viewer::Operator, &uid("shared"), 1).await.unwrap().unwrap();
        assert_eq!(shared.practice.version, 80);
        assert_eq!(log.iter().filter(|row| row.uid == uid("shared")).count(), 80);
    })
    .await;
}

/// Ten changes, each of one record that all writers change and one of its own; a conflict is tried again.
async fn write_ten(store: Store, writer: usize) {
    for round in 0..10 {
        loop {
            let written = store.write(noon(), move |change| {
                Box::pin(async move {
                    let mut shared = practice("shared", "Di tutti");
                    shared.summary = Some(format!("{writer} {round}"));
                    change.put_practice(&shared, Phase::Identified).await?;
                    let own = practice(&format!("own-{writer}-{round}"), "Stesso titolo");
                    change.put_practice(&own, Phase::Identified).await?;
                    Ok::<(), Error>(())
                })
            });
            match written.await {
                Ok(()) => break,
                Err(Error::Conflict) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_dropped_change_leaves_nothing() {
    on_both(async |world| {
        let mut change = world.begin().await;
        change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        drop(change);
        assert_eq!(world.put(&[organisation("o", "Comune")]).await, Some(1));
        assert_eq!(world.store.practice_by_uid(&Viewer::Operator, &uid("p"), 1).await.unwrap(), None);
        assert_eq!(world.store.log_after(0, 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn work_that_fails_leaves_nothing() {
    on_both(async |world| {
        let failed = world.store.write(noon(), |change| {
            Box::pin(async move {
                change.put_practice(&practice("p", "Nidi"), Phase::Identified).await?;
                Err::<(), Error>(Error::Conflict)
            })
        });
        assert!(matches!(failed.await, Err(Error::Conflict)));
        assert_eq!(world.store.last_seq().await.unwrap(), 0);
        assert_eq!(world.store.practice_by_uid(&Viewer::Operator, &uid("p"), 1).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_change_with_a_refused_record_cannot_be_committed() {
    on_both(async |world| {
        let mut change = world.begin().await;
        change.put_practice(&practice("p", "Nidi"), Phase::Identified).await.unwrap();
        let mut bad = practice("q", "Nidi");
        bad.title = "n".repeat(301);
        assert!(matches!(change.put_practice(&bad, Phase::Identified).await, Err(Error::Refused(_))));
        let after = change.put_practice(&practice("r", "Nidi"), Phase::Identified).await;
        assert!(matches!(after, Err(Error::Broken)));
        assert!(matches!(change.commit().await, Err(Error::Broken)));
        assert_eq!(world.store.last_seq().await.unwrap(), 0);
        assert_eq!(world.put(&[kept(practice("r", "Nidi"))]).await, Some(1));
    })
    .await;
}

#[tokio::test]
async fn a_change_goes_on_when_whoever_asked_for_it_is_gone() {
    on_both(async |world| {
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (go, may_go) = tokio::sync::oneshot::channel();
        let mut log = world.store.watch_log();
        let store = world.store.clone();
        let request = tokio::spawn(async move {
            let written = store.write(noon(), |change| {
                Box::pin(async move {
                    begun.send(()).unwrap();
                    may_go.await.unwrap();
                    change.put_practice(&practice("p", "Nidi"), Phase::Identified).await
                })
            });
            written.await.unwrap();
        });
        has_begun.await.unwrap();
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        go.send(()).unwrap();
        assert_eq!(*log.wait_for(|seq| *seq > 0).await.unwrap(), 1);
        assert!(world.store.practice_by_uid(&Viewer::Operator, &uid("p"), 1).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn beginnings_that_are_cancelled_spoil_no_connection() {
    on_both(async |world| {
        for round in 0..40_usize {
            // Given up after ever more steps: before, during and after the BEGIN.
            for steps in [round, round * 4, round * 16] {
                let mut begin = pin!(world.store.begin(noon()));
                let mut context = Context::from_waker(Waker::noop());
                for _ in 0..steps {
                    if begin.as_mut().poll(&mut context).is_ready() {
                        break;
                    }
                    tokio::task::yield_now().await;
                }
            }
            // One statement without BEGIN and COMMIT of its own: inside a stale transaction it would be lost.
            world.store.raise_epoch().await.unwrap();
            world.put(&[kept(practice(&format!("p{round}"), "Nidi"))]).await;
            world.store.raise_epoch().await.unwrap();
        }
        let fresh = Store::connect(&world.settings).await.unwrap();
        let state = fresh.log_state().await.unwrap();
        assert_eq!((state.last_seq, state.epoch), (40, 81));
        fresh.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_does_not_move() {
    on_both(async |world| {
        world.put(&[kept(practice("a", "Prima"))]).await;
        let snapshot = world.store.snapshot().await.unwrap();
        world.put(&[kept(practice("b", "Seconda"))]).await;
        let uids = async || {
            let listings = snapshot.listings(None, 10).await.unwrap();
            listings.iter().map(|listing| listing.uid.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(uids().await, ["a"]);
        assert_eq!(snapshot.kept_practices(None, 10).await.unwrap().len(), 1);
        assert_eq!(snapshot.state().last_seq, 1);
        snapshot.end().await;
        let later = world.store.snapshot().await.unwrap();
        assert_eq!((later.state().last_seq, later.listings(None, 10).await.unwrap().len()), (2, 2));
    })
    .await;
}
