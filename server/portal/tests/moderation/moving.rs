// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moving and joining threads: both ends are asked, and nobody reads by it what was not for them.

use domain::moderation::ModerationDeed;
use domain::policy::{ThreadState, Viewer};
use domain::thread::Thread;
use portal::form::FieldProblem as Wrong;
use portal::moderating::{MergeForm, MoveForm};
use serde_json::json;

use crate::cast::{post, settle, spam, thread, told, uids};
use crate::world::{World, denied, on_both, problem};

fn to(kind: &str, name: &str) -> MoveForm {
    MoveForm { kind: kind.to_owned(), name: name.to_owned(), note: "Lì è al suo posto.".to_owned() }
}

async fn kept(world: &World, name: &str) -> Thread {
    world.portal.store().kept_threads(&uids(&[name])).await.unwrap().pop().unwrap().record
}

async fn number(world: &World, name: &str) -> String {
    world.portal.store().kept_threads(&uids(&[name])).await.unwrap().pop().unwrap().number.to_string()
}

#[tokio::test]
async fn a_thread_moves_only_where_its_mover_looks_after_both_places_and_nobody_more_reads_it() {
    on_both(async |world| {
        settle(world).await;
        let (bea, facilitator, moderator) = (world.by("bea").await, world.by("fac").await, world.by("mod").await);
        let owner = world.by("own").await;
        let to_free = world.portal.move_thread(&bea, "t", to("free", "")).await;
        assert!(matches!(denied(to_free), portal::Error::NotAllowed));
        let unseen = world.portal.move_thread(&moderator, "in-private", to("free", "")).await;
        assert!(matches!(denied(unseen), portal::Error::NotFound));
        let widens = world.portal.move_thread(&owner, "in-private", to("free", "")).await;
        assert!(problem(widens).0 == "to", "a private thread does not get out");
        let unknown = world.portal.move_thread(&moderator, "t", to("community", "gruppo-private")).await;
        assert_eq!(problem(unknown), ("to", Wrong::Unknown), "the private community is not told of");
        let nowhere = world.portal.move_thread(&moderator, "t", to("", "")).await;
        assert_eq!(problem(nowhere), ("to", Wrong::Unknown));
        let not_there = world.portal.move_thread(&facilitator, "t", to("community", "gruppo-open")).await;
        assert!(matches!(denied(not_there), portal::Error::NotAllowed), "the source is asked too");
        let silent = MoveForm { note: String::new(), ..to("free", "") };
        assert_eq!(problem(world.portal.move_thread(&moderator, "in-open", silent).await), ("note", Wrong::Missing));
        assert!(kept(world, "in-open").await.about.is_some(), "nothing is half done");
        world.portal.move_thread(&moderator, "in-open", to("free", "")).await.unwrap();
        assert_eq!(kept(world, "in-open").await.about, None);
        assert_eq!(told(world, "ada", ModerationDeed::Moved).await, 1);
    })
    .await;
}

#[tokio::test]
async fn two_threads_are_joined_with_their_posts_their_beginning_and_their_flags() {
    on_both(async |world| {
        settle(world).await;
        world.put(&[thread("other", json!({"body": "E con le merende?"}))]).await;
        let moderator = world.by("mod").await;
        world.portal.flag(&Viewer::Visitor, "post", "p", spam()).await.unwrap();
        let form = |into: &str| MergeForm { into: into.to_owned(), note: "È la stessa domanda.".to_owned() };
        let same = number(world, "t").await;
        assert_eq!(problem(world.portal.merge_thread(&moderator, "t", form(&same)).await), ("into", Wrong::Invalid));
        let none = world.portal.merge_thread(&moderator, "t", form("999999")).await;
        assert_eq!(problem(none), ("into", Wrong::Unknown));
        let into = number(world, "other").await;
        world.portal.merge_thread(&moderator, "t", form(&into)).await.unwrap();
        assert_eq!(kept(world, "t").await.state, ThreadState::Merged);
        let posts = world.number("SELECT COUNT(*) FROM posts WHERE thread = 'other'").await;
        assert_eq!(posts, 2, "the post, and how the thread began");
        assert_eq!(world.number("SELECT COUNT(*) FROM flags WHERE thread = 'other'").await, 1);
        assert_eq!(world.portal.moderation_queue(&moderator).await.unwrap().flagged_total, 1);
        assert_eq!(told(world, "ada", ModerationDeed::Merged).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_thread_is_joined_to_nothing_since_its_posts_would_be_read_there() {
    on_both(async |world| {
        settle(world).await;
        let hidden = thread("hidden", json!({"standing": "hidden"}));
        world.put(&[hidden, post("p-hidden", "hidden"), thread("other", json!({}))]).await;
        let moderator = world.by("mod").await;
        for (from, into) in [("hidden", "other"), ("other", "hidden")] {
            let form = MergeForm { into: number(world, into).await, note: "È la stessa domanda.".to_owned() };
            let outcome = world.portal.merge_thread(&moderator, from, form).await;
            assert_eq!(problem(outcome), ("form", Wrong::Expired), "{from}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM posts WHERE thread = 'hidden'").await, 1);
        assert_eq!(kept(world, "hidden").await.state, ThreadState::Open);
    })
    .await;
}
