// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Digests of many: each member gets one, however often it is stopped in the middle and whoever goes on; the time and the
//! memory that ten thousand members with a hundred thousand events take.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cast::thread;
use crate::world::{World, hours, member, noon, on_both, organisation, practice, with};

/// How many notices each member has.
const EACH: usize = 10;
/// In how many threads they are.
const THREADS: usize = 50;
/// How many rows one statement writes.
const ROWS: usize = 500;
/// Members to whom nothing happened, or who have read it.
const QUIET: usize = 20;
const DIGESTS: &str = "SELECT count(*) FROM mails WHERE template = 'notice_digest'";

fn name(of: usize) -> String {
    format!("m{of:05}")
}

/// So many members, each with its events in threads and posts that are there.
async fn settle(world: &World, members: usize) {
    world.put(&[organisation("town", "Comune di Prova"), practice("menu", "Mense a chilometro zero")]).await;
    let people: Vec<Value> =
        (0..members + QUIET).map(|of| with(member(&name(of)), json!({"first_name": "Ada"}))).collect();
    world.put(&people).await;
    let mut talk: Vec<Value> =
        (0..THREADS).map(|of| thread(&format!("t{of}"), "Una discussione", "m00000", "menu")).collect();
    for of in 0..THREADS {
        talk.extend((1..=EACH).map(|position| {
            json!({"type": "post", "uid": format!("t{of}p{position}"), "thread": format!("t{of}"),
                "position": position, "body": "Una parola.", "author": "m00000", "at": noon().as_millisecond()})
        }));
    }
    world.put(&talk).await;
    let at = noon().as_millisecond();
    let all: Vec<String> = (0..members * EACH)
        .map(|of| {
            let (member, event) = (of / EACH, of % EACH);
            let (thread, position) = ((member + event / 2) % THREADS, event + 1);
            format!(
                "('n{of}', '{}', 'new_post', 'thread', 't{thread}', 't{thread}p{position}', 'm00000', {}, 'c{of}')",
                name(member),
                at + i64::try_from(event).unwrap()
            )
        })
        .collect();
    for part in all.chunks(ROWS) {
        let columns = "uid, member, kind, about_kind, about, post, by_member, at, cause";
        world.tamper(&format!("INSERT INTO notices ({columns}) VALUES {}", part.join(", "))).await;
    }
    let read = format!(
        "INSERT INTO notices (uid, member, kind, about_kind, about, at, read_at, cause)
         VALUES ('read', '{}', 'new_thread', 'thread', 't0', {at}, {at}, 'read')",
        name(members)
    );
    world.tamper(&read).await;
    world.wait(hours(24 * 7));
}

async fn each_has_one(world: &World, members: usize) {
    let members = i64::try_from(members).unwrap();
    assert_eq!(world.number(DIGESTS).await, members);
    let recipients = "SELECT count(DISTINCT recipient) FROM mails WHERE template = 'notice_digest'";
    assert_eq!(world.number(recipients).await, members, "each once");
    let waiting = "SELECT count(*) FROM notices WHERE mailed_at IS NULL AND read_at IS NULL";
    assert_eq!(world.number(waiting).await, 0, "all that happened was told");
}

/// Lets one server begin and kills it in the middle; then two go on at the same time.
async fn killed_in_the_middle(world: &World, members: usize) {
    let portal = world.portal.clone();
    let first = tokio::spawn(async move { portal.make_digests().await });
    while world.number(DIGESTS).await == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    let killed = first.await;
    assert!(killed.is_err_and(|error| error.is_cancelled()), "it was in the middle");
    let (one, other) = tokio::join!(world.portal.make_digests(), world.portal.make_digests());
    assert!(one.unwrap() + other.unwrap() < u64::try_from(members).unwrap(), "some were made before");
    each_has_one(world, members).await;
    assert_eq!(world.portal.make_digests().await.unwrap(), 0);
}

#[tokio::test]
async fn a_thousand_digests_that_are_killed_in_the_middle_come_to_each_member_once() {
    on_both(async |world| {
        settle(world, 1_000).await;
        killed_in_the_middle(world, 1_000).await;
    })
    .await;
}

/// The most memory that this program has had, in KiB, since it was last begun to look; 0 where that is not told.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn look_anew() {
    // Where that is not allowed, the peak of before counts: the test is then stricter only.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

#[tokio::test]
#[ignore = "takes minutes: ten thousand members with a hundred thousand events"]
async fn ten_thousand_digests_are_made_within_a_minute_in_bounded_memory_and_once_each() {
    on_both(async |world| {
        settle(world, 10_000).await;
        look_anew();
        let (before, start) = (peak(), Instant::now());
        killed_in_the_middle(world, 10_000).await;
        let (took, grown) = (start.elapsed(), peak().saturating_sub(before));
        println!("10,000 digests of 100,000 events: {took:?}, {grown} KiB more at the most");
        assert!(took < Duration::from_secs(60), "{took:?}");
        assert!(grown < 200 * 1_024, "{grown} KiB");
    })
    .await;
}
