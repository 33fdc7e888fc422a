// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Eight people who write as fast as they can, send again, and lose their connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::Uid;
use domain::policy::Viewer;
use domain::post::{IdempotencyKey, Sending, Sent, sending};
use serde_json::json;
use store::{Error, Store};

use super::{begin, post, thread};
use crate::world::{new_id, noon, on_both, uid};

const WRITERS: u64 = 8;
const EACH: u64 = 12;

/// What an answer said, and when it came: two numbers of one clock around it.
#[derive(Clone, Debug)]
struct Answered {
    began: u64,
    ended: u64,
    post: Uid,
    position: u32,
}

/// Sends a post once, as a use case does.
async fn send(store: Store, writer: u64, number: u64) -> Result<(Uid, u32), Error> {
    let by = uid(&format!("w{writer}"));
    let key = IdempotencyKey::parse(&format!("{number}")).unwrap();
    let text = format!("Intervento {number} di {by}");
    let name = uid(&new_id().hyphenated().to_string());
    let work = store.write(noon(), move |change| {
        Box::pin(async move {
            let now = Sent { post: name.clone(), thread: uid("t"), text: text.clone() };
            if let Some(before) = change.send_once(&by, &key, &now).await? {
                let Ok(Sending::Again(post)) = sending(Some(&before), &uid("t"), &text) else {
                    unreachable!("the same key and the same words")
                };
                let position = change.post(&post).await?.unwrap().position;
                return Ok((post, position));
            }
            change.thread(&uid("t")).await?;
            let said = post(name.as_str(), by.as_str(), json!({"body": text}));
            let (_, position) = change.put_post(&said).await?;
            Ok((name, position))
        })
    });
    work.await
}

/// Sends until there is an answer.
async fn sent(store: &Store, clock: &AtomicU64, began: u64, (writer, number): (u64, u64)) -> Answered {
    loop {
        match send(store.clone(), writer, number).await {
            Ok((post, position)) => {
                let ended = clock.fetch_add(1, Ordering::SeqCst);
                return Answered { began, ended, post, position };
            }
            Err(Error::Conflict | Error::Unavailable(_)) => tokio::task::yield_now().await,
            Err(other) => panic!("{other}"),
        }
    }
}

async fn write_all(store: Store, clock: Arc<AtomicU64>, writer: u64) -> Vec<Answered> {
    let mut answers = Vec::new();
    for number in 0..EACH {
        let began = clock.fetch_add(1, Ordering::SeqCst);
        // A connection that breaks: nobody waits for the answer, and it is sent again.
        if number % 3 == writer % 3 {
            let lost = tokio::spawn(send(store.clone(), writer, number));
            if number % 2 == 0 {
                tokio::task::yield_now().await;
            }
            lost.abort();
        }
        let one = || sent(&store, &clock, began, (writer, number));
        let (first, second) = tokio::join!(one(), one());
        assert_eq!((&first.post, first.position), (&second.post, second.position), "one answer for one key");
        answers.push(first);
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_key_writes_exactly_one_post_and_posts_stand_in_the_order_in_which_they_were_acknowledged() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        let clock = Arc::new(AtomicU64::new(0));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| tokio::spawn(write_all(world.store.clone(), Arc::clone(&clock), writer)))
            .collect();
        let mut answers = Vec::new();
        for writer in writers {
            answers.extend(writer.await.unwrap());
        }
        let kept = world.store.thread(&Viewer::Operator, &uid("t")).await.unwrap().unwrap();
        let all = u32::try_from(WRITERS * EACH).unwrap();
        let posts = world.store.posts(&Viewer::Operator, &kept, 1..=u32::MAX).await.unwrap();
        let positions: Vec<u32> = posts.iter().map(|one| one.position).collect();
        assert_eq!(positions, (1..=all).collect::<Vec<_>>(), "one post for each key, without a gap");
        assert_eq!((kept.tally.posts, kept.tally.participants), (u64::from(all), WRITERS + 1));
        for one in &answers {
            assert_eq!(posts[one.position as usize - 1].record.uid, one.post, "where the answer said");
            let later = answers.iter().filter(|other| other.began > one.ended);
            assert!(later.clone().all(|other| other.position > one.position), "{one:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_is_for_one_thing_and_is_forgotten_with_what_was_given_up() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        let key = IdempotencyKey::parse("k").unwrap();
        let first = Sent { post: uid("a"), thread: uid("t"), text: "uno".to_owned() };
        let mut change = world.begin().await;
        assert_eq!(change.send_once(&uid("ada"), &key, &first).await.unwrap(), None);
        change.abandon().await;
        let mut change = world.begin().await;
        assert_eq!(change.send_once(&uid("ada"), &key, &first).await.unwrap(), None);
        change.commit().await.unwrap();
        let second = Sent { post: uid("b"), thread: uid("t"), text: "due".to_owned() };
        let mut change = world.begin().await;
        assert_eq!(change.send_once(&uid("ada"), &key, &second).await.unwrap(), Some(first.clone()));
        assert_eq!(change.send_once(&uid("bea"), &key, &second).await.unwrap(), None, "another's key is another key");
        change.commit().await.unwrap();
        assert!(sending(Some(&first), &uid("t"), "due").is_err());
    })
    .await;
}
