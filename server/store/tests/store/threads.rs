// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts: the thread of a twinning, positions, what is counted, keys, mergers of threads, who leaves.

use domain::Uid;
use domain::policy::{Standing, Viewer};
use domain::post::{Post, Reaction};
use domain::record::Record;
use domain::thread::{Thread, ThreadAbout};
use serde_json::{Value, json};
use store::{Behind, Change, Error, Page, Put, Thing, ThreadFilter};

use crate::world::{World, kept_member, member, on_both, record, uid};

mod attached;
mod leaving;
mod numbers;
mod opened;
mod sending;
mod visible;

pub fn thread(name: &str, more: Value) -> Thread {
    let mut line = json!({"type": "thread", "uid": name, "title": "Come si paga la mensa", "language": "it",
        "author": "ada", "body": "Chi lo sa?", "at": 1_000});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Record::Thread(thread) = record(line) else { unreachable!("a thread") };
    *thread
}

pub fn post(name: &str, author: &str, more: Value) -> Post {
    let mut line = json!({"type": "post", "uid": name, "thread": "t", "body": "Da noi con il bollettino.",
        "author": author, "at": 2_000});
    line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let Record::Post(post) = record(line) else { unreachable!("a post") };
    *post
}

fn twinning(title: &str) -> Record {
    record(json!({"type": "twinning", "uid": "gem", "title": title, "language": "it", "state": "running",
        "parties": [{"organisation": "o", "role": "offering"}, {"organisation": "p", "role": "recipient"}]}))
}

/// Writes posts, one change for all; says at which positions they stand.
async fn say(world: &World, posts: &[Post]) -> Vec<u32> {
    let mut change = world.begin().await;
    let mut positions = Vec::new();
    for post in posts {
        positions.push(change.put_post(post).await.unwrap().1);
    }
    change.commit().await.unwrap();
    positions
}

async fn begin(world: &World, one: Thread) {
    world.put(&[Record::Thread(Box::new(one))]).await;
}

/// How many posts are shown, by how many members.
async fn tally(world: &World, thread: &str) -> (u64, u64) {
    let tally = world.store.thread(&Viewer::Operator, &uid(thread)).await.unwrap().unwrap().tally;
    (tally.posts, tally.participants)
}

#[tokio::test]
async fn ac_003_3_a_twinning_owns_one_general_thread_from_its_birth_in_which_nobody_takes_part_yet() {
    on_both(async |world| {
        world.put(&[twinning("Mense gemelle")]).await;
        let main = world.store.main_thread(&Viewer::Operator, &uid("gem")).await.unwrap().unwrap();
        assert_eq!((main.title.as_str(), main.number, main.main), ("Mense gemelle", 1, true));
        assert_eq!((main.tally.participants, main.tally.posts, main.tally.last_position), (0, 0, 0));
        world.put(&[twinning("Mense sorelle")]).await;
        let about = ThreadFilter { about: Some(ThreadAbout::Twinning(uid("gem"))), ..ThreadFilter::default() };
        let all = world.store.threads(&Viewer::Operator, &about, Page::first(9)).await.unwrap();
        assert_eq!((all.total, all.rows[0].title.as_str(), &all.rows[0].uid), (1, "Mense sorelle", &main.uid));
        // A file brings the one that the twinning had elsewhere; it takes the place of the one that was born here.
        let line = json!({"type": "thread", "uid": "own", "about": {"twinning": "gem"}, "title": "Mense sorelle",
            "language": "it", "at": 5, "writers": "within", "main": true});
        world.put(&[record(line.clone())]).await;
        assert_eq!(world.store.main_thread(&Viewer::Operator, &uid("gem")).await.unwrap().unwrap().uid, uid("own"));
        say(world, &[post("p", "ada", json!({"thread": "own"}))]).await;
        assert_eq!(tally(world, "own").await, (1, 1));
        let other = record(json!({"type": "thread", "uid": "other", "about": {"twinning": "gem"}, "title": "Altro",
            "language": "it", "at": 5, "writers": "within", "main": true}));
        assert!(matches!(world.try_put(&other).await, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn a_post_gets_the_next_position_and_keeps_it_whatever_becomes_of_it() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        let positions = say(world, &[post("a", "bea", json!({})), post("b", "bea", json!({"position": 7}))]).await;
        assert_eq!(positions, [1, 7]);
        let hidden = post("a", "bea", json!({})).with_standing(Standing::Hidden).unwrap();
        assert_eq!(say(world, &[hidden, post("c", "ada", json!({"reply_to": "a"}))]).await, [1, 8]);
        let kept = world.store.thread_by_number(&Viewer::Operator, 1).await.unwrap().unwrap();
        assert_eq!((kept.tally.last_position, kept.address().to_string().as_str()), (8, "1-come-si-paga-la-mensa"));
        let page = world.store.posts(&Viewer::Visitor, &kept, 1..=20).await.unwrap();
        let shown: Vec<(u32, Option<u32>)> = page.iter().map(|one| (one.position, one.answers)).collect();
        assert_eq!(shown, [(7, None), (8, Some(1))]);
        let taken = Record::Post(Box::new(post("d", "ada", json!({"position": 8}))));
        assert!(matches!(world.try_put(&taken).await, Err(Error::Conflict)));
    })
    .await;
}

#[tokio::test]
async fn only_who_wrote_something_that_is_shown_takes_part_and_each_counts_once() {
    on_both(async |world| {
        // Posts may come in before their thread.
        say(
            world,
            &[
                post("a", "bea", json!({})),
                post("b", "bea", json!({})),
                post("q", "eva", json!({"standing": "queued"})),
            ],
        )
        .await;
        begin(world, thread("t", json!({}))).await;
        assert_eq!(tally(world, "t").await, (2, 2));
        let let_out = post("q", "eva", json!({})).with_standing(Standing::Visible).unwrap();
        say(world, &[let_out]).await;
        assert_eq!(tally(world, "t").await, (3, 3));
        let gone = |name: &str| post(name, "bea", json!({})).withdrawn().unwrap();
        say(world, &[gone("a")]).await;
        assert_eq!(tally(world, "t").await, (2, 3));
        say(world, &[gone("b")]).await;
        assert_eq!(tally(world, "t").await, (1, 2));
        begin(world, thread("t", json!({})).withdrawn().unwrap()).await;
        assert_eq!(tally(world, "t").await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn posts_of_a_thread_that_is_merged_stand_behind_those_of_the_other_with_their_answers() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        begin(world, thread("u", json!({"author": "eva"}))).await;
        say(world, &[post("a", "bea", json!({})), post("b", "ada", json!({"reply_to": "a"}))]).await;
        say(world, &[post("x", "eva", json!({"thread": "u"}))]).await;
        let mut change = world.begin().await;
        assert_eq!(change.merge_posts(&uid("t"), &uid("u")).await.unwrap(), 2);
        change.commit().await.unwrap();
        let into = world.store.thread(&Viewer::Operator, &uid("u")).await.unwrap().unwrap();
        let posts = world.store.posts(&Viewer::Operator, &into, 1..=20).await.unwrap();
        let names: Vec<_> = posts.iter().map(|one| (one.record.uid.as_str(), one.position, one.answers)).collect();
        assert_eq!(names, [("x", 1, None), ("a", 2, None), ("b", 3, Some(2))]);
        assert_eq!((tally(world, "t").await, tally(world, "u").await), ((0, 1), (3, 3)));
    })
    .await;
}

#[tokio::test]
async fn thanks_count_once_for_each_member() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        say(world, &[post("a", "bea", json!({}))]).await;
        let to = Thing::Post(uid("a"));
        let mut change = world.begin().await;
        for (member, is_new) in [("ada", true), ("ada", false), ("eva", true)] {
            assert_eq!(change.react(&to, &uid(member), Reaction::Useful, 9).await.unwrap(), is_new);
        }
        assert!(change.react(&Thing::Thread(uid("t")), &uid("eva"), Reaction::Thanks, 9).await.unwrap());
        assert!(change.unreact(&to, &uid("eva"), Reaction::Useful).await.unwrap());
        assert!(!change.unreact(&to, &uid("eva"), Reaction::Useful).await.unwrap());
        change.commit().await.unwrap();
        let (kept, thread) = world.store.post(&Viewer::Visitor, &uid("a")).await.unwrap().unwrap();
        assert_eq!((kept.thanked.useful, kept.thanked.thanks, thread.thanked.thanks), (1, 0, 1));
        let own = world.store.own_reactions(&uid("ada"), &[uid("a"), uid("t")]).await.unwrap();
        assert_eq!(own, [(uid("a"), Reaction::Useful)]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_said_stays_without_a_name_when_the_account_is_closed() {
    on_both(async |world| {
        let ada = member("ada", "Ada", "Prova", json!({}));
        world.put(&[kept_member(ada.clone())]).await;
        begin(world, thread("t", json!({}))).await;
        let naming = json!({"body": "Grazie @[Ada Prova](member:ada)."});
        say(world, &[post("a", "ada", json!({})), post("b", "bea", naming)]).await;
        let mut change = world.begin().await;
        change.react(&Thing::Post(uid("b")), &uid("ada"), Reaction::Thanks, 9).await.unwrap();
        change.erase_account(&uid("ada"), ada.email.as_ref().unwrap()).await.unwrap();
        change.commit().await.unwrap();
        let thread = world.store.thread(&Viewer::Operator, &uid("t")).await.unwrap().unwrap();
        assert_eq!((thread.record.author.as_ref(), thread.record.body.as_deref()), (None, Some("Chi lo sa?")));
        let posts = world.store.posts(&Viewer::Operator, &thread, 1..=9).await.unwrap();
        assert_eq!((posts[0].record.author.as_ref(), posts[0].record.body.is_empty()), (None, false));
        assert_eq!(posts[1].record.body, "Grazie @[…](member:ada).");
        assert_eq!((posts[1].thanked.thanks, tally(world, "t").await), (0, (2, 1)));
        let own = world.store.own_writings(&uid("ada")).await.unwrap();
        assert!(own.posts.is_empty() && own.threads.is_empty() && own.reactions.is_empty());
    })
    .await;
}

#[tokio::test]
async fn html_is_kept_for_the_version_that_it_shows() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        let first = put(world, &post("a", "bea", json!({}))).await;
        let html = async |version: i64, html: &str| {
            let mut change = world.begin().await;
            change.put_post_html(&uid("a"), version, 3, html).await.unwrap();
            change.commit().await.unwrap();
            let kept = world.store.kept_posts(&[uid("a")]).await.unwrap().pop().unwrap();
            (kept.html, kept.renderer)
        };
        assert_eq!(html(first.version, "<p>uno</p>").await, (Some("<p>uno</p>".to_owned()), 3));
        let second = put(world, &post("a", "bea", json!({"body": "Con la carta."}))).await;
        assert_eq!(html(first.version, "<p>uno</p>").await.0, None);
        assert_eq!(html(second.version, "<p>due</p>").await.0.as_deref(), Some("<p>due</p>"));
    })
    .await;
}

async fn put(world: &World, post: &Post) -> Put {
    let mut change: Change = world.begin().await;
    let (put, _) = change.put_post(post).await.unwrap();
    change.commit().await.unwrap();
    put
}

#[tokio::test]
async fn lists_are_in_the_order_of_the_last_words_and_hold_nothing_that_was_withdrawn() {
    on_both(async |world| {
        for (name, at) in [("old", 1), ("new", 3), ("gone", 2)] {
            begin(world, thread(name, json!({"at": at}))).await;
        }
        begin(world, thread("gone", json!({"at": 2})).withdrawn().unwrap()).await;
        say(world, &[post("a", "bea", json!({"thread": "old", "at": 9}))]).await;
        let listed = world.store.threads(&Viewer::Visitor, &ThreadFilter::default(), Page::first(9)).await.unwrap();
        let names: Vec<&Uid> = listed.rows.iter().map(|row| &row.uid).collect();
        assert_eq!((listed.total, names), (2, vec![&uid("old"), &uid("new")]));
        let mine = ThreadFilter { member: Some(uid("bea")), ..ThreadFilter::default() };
        let mine = world.store.threads(&Viewer::Visitor, &mine, Page::first(9)).await.unwrap();
        assert_eq!((mine.total, &mine.rows[0].uid), (1, &uid("old")));
    })
    .await;
}

#[tokio::test]
async fn of_a_thread_the_last_fifty_marked_posts_are_read_in_their_order() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        let mark = json!({"mark": {"kind": "decision", "at": 3_000}});
        let posts: Vec<Post> = (0..60)
            .map(|n| post(&format!("p{n:02}"), "bea", if [9, 19].contains(&n) { json!({}) } else { mark.clone() }))
            .collect();
        say(world, &posts).await;
        let kept = world.store.thread(&Viewer::Visitor, &uid("t")).await.unwrap().unwrap();
        let marked = world.store.marked_in_thread(&Viewer::Visitor, &kept).await.unwrap();
        let positions: Vec<u32> = marked.iter().map(|one| one.position).collect();
        let expected: Vec<u32> = (9..=60).filter(|position| ![10, 20].contains(position)).collect();
        assert_eq!((positions.len(), positions), (50, expected));
    })
    .await;
}

#[tokio::test]
async fn behind_a_position_what_is_shown_is_counted_for_each_thread_and_nothing_else() {
    on_both(async |world| {
        begin(world, thread("t", json!({}))).await;
        begin(world, thread("u", json!({}))).await;
        let mut posts = vec![post("u1", "bea", json!({"thread": "u"})), post("u2", "bea", json!({"thread": "u"}))];
        for (n, standing) in ["visible", "queued", "visible", "hidden", "queued"].into_iter().enumerate() {
            posts.push(post(&format!("t{n}"), "bea", json!({"standing": standing})));
        }
        say(world, &posts).await;
        let behind = async |from: &[(&str, u32)]| {
            let from: Vec<(Uid, u32)> = from.iter().map(|(thread, position)| (uid(thread), *position)).collect();
            let found = world.store.posts_behind(&from).await.unwrap();
            from.iter().map(|(thread, _)| found.get(thread).copied().unwrap_or_default()).collect::<Vec<_>>()
        };
        let all = |posts, first| Behind { posts, first };
        assert_eq!(behind(&[("t", 0), ("u", 1)]).await, [all(2, Some(1)), all(1, Some(2))]);
        assert_eq!(behind(&[("t", 1), ("u", 2), ("none", 0)]).await, [all(1, Some(3)), all(0, None), all(0, None)]);
        assert_eq!(behind(&[("t", 3)]).await, [all(0, None)]);
        let many: Vec<Post> = (0..120).map(|n| post(&format!("v{n}"), "bea", json!({"thread": "u"}))).collect();
        say(world, &many).await;
        assert_eq!(behind(&[("u", 2)]).await, [all(100, Some(3))], "no more is counted");
    })
    .await;
}
