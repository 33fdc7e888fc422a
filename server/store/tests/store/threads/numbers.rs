// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The numbers in the addresses of threads, which go with them from one portal to another.

use domain::policy::Viewer;
use domain::thread::Thread;
use serde_json::json;

use super::{begin, post, say, thread};
use crate::world::{World, on_both, record, uid};

/// The number of a thread, which its record tells as well.
async fn number(world: &World, name: &str) -> u32 {
    let kept = world.store.thread(&Viewer::Operator, &uid(name)).await.unwrap().unwrap();
    assert_eq!(kept.record.number, Some(kept.number), "{name}");
    kept.number
}

async fn twinning(world: &World, name: &str) {
    let line = json!({"type": "twinning", "uid": name, "title": format!("Mense {name}"), "language": "it",
        "state": "running", "parties": [{"organisation": "o", "role": "offering"},
        {"organisation": "p", "role": "recipient"}]});
    world.put(&[record(line)]).await;
}

fn main_of(twinning: &str, number: u32) -> Thread {
    thread(
        &format!("main-{twinning}"),
        json!({"about": {"twinning": twinning}, "author": null, "body": null, "writers": "within", "main": true,
            "number": number}),
    )
}

#[tokio::test]
async fn a_thread_has_the_number_that_its_file_gives_and_the_next_ones_go_on_behind_it() {
    on_both(async |world| {
        begin(world, thread("first", json!({}))).await;
        begin(world, thread("far", json!({"number": 7}))).await;
        begin(world, thread("near", json!({"number": 3}))).await;
        begin(world, thread("next", json!({}))).await;
        for (name, expected) in [("first", 1), ("far", 7), ("near", 3), ("next", 8)] {
            assert_eq!(number(world, name).await, expected, "{name}");
        }
        let found = world.store.thread_by_number(&Viewer::Operator, 3).await.unwrap().unwrap();
        assert_eq!(found.record.uid, uid("near"));
    })
    .await;
}

#[tokio::test]
async fn a_thread_keeps_its_number_whatever_is_written_of_it_later() {
    on_both(async |world| {
        begin(world, thread("t", json!({"number": 4}))).await;
        for later in [json!({"title": "Un altro titolo"}), json!({"title": "Ancora un altro", "number": 9})] {
            begin(world, thread("t", later)).await;
            assert_eq!(number(world, "t").await, 4);
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_that_another_thread_has_is_not_given_twice() {
    on_both(async |world| {
        begin(world, thread("here", json!({}))).await;
        begin(world, thread("there", json!({"number": 1}))).await;
        assert_eq!((number(world, "here").await, number(world, "there").await), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_thread_with_which_a_twinning_was_born_gives_its_number_up_while_nobody_has_written_in_it() {
    on_both(async |world| {
        // They are born as 1, 2 and 3; the file has other numbers for the threads of the first two.
        for name in ["a", "b", "c"] {
            twinning(world, name).await;
        }
        begin(world, main_of("a", 2)).await;
        begin(world, main_of("b", 3)).await;
        begin(world, thread("free", json!({"number": 1}))).await;
        for (name, expected) in [("main-a", 2), ("main-b", 3), ("free", 1)] {
            assert_eq!(number(world, name).await, expected, "{name}");
        }
        let born = world.store.main_thread(&Viewer::Operator, &uid("c")).await.unwrap().unwrap();
        assert!(born.number > 3, "{}", born.number);
        assert_eq!(number(world, born.uid.as_str()).await, born.number);
        say(world, &[post("p", "ada", json!({"thread": born.uid.as_str()}))]).await;
        begin(world, thread("late", json!({"number": born.number}))).await;
        assert_eq!(number(world, born.uid.as_str()).await, born.number);
        assert!(number(world, "late").await > born.number);
    })
    .await;
}
