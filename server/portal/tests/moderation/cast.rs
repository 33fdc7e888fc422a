// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two communities, a free thread, and the people who write, tell and decide.

use domain::Uid;
use domain::moderation::ModerationDeed;
use domain::policy::{Standing, Viewer};
use domain::post::IdempotencyKey;
use portal::form::FormError;
use portal::moderating::{FlagForm, ModerationForm};
use portal::talking::{NewPost, Posted};
use serde_json::{Value, json};

use crate::world::{World, in_office, member, uid, with};

/// Everybody but `nina` is known; `fac` looks after the open community, `own` after the private one.
pub async fn settle(world: &World) {
    let known = |name: &str| with(member(name), json!({"trust": 1}));
    world
        .put_members(&[
            known("ada"),
            known("bea"),
            known("ciro"),
            known("dina"),
            known("fac"),
            known("own"),
            member("nina"),
            in_office("mod", "moderator"),
        ])
        .await;
    world
        .put(&[
            community("open", json!({})),
            community("private", json!({"access": "private", "audience": "community"})),
            belonging("open", "fac", "facilitator"),
            belonging("open", "ada", "member"),
            belonging("private", "own", "owner"),
            belonging("private", "ada", "member"),
            thread("t", json!({})),
            thread("in-open", json!({"about": {"community": "open"}, "writers": "within"})),
            thread("in-private", json!({"about": {"community": "private"}, "writers": "within"})),
            post("p", "t"),
            post("p-open", "in-open"),
            post("p-private", "in-private"),
        ])
        .await;
}

fn community(name: &str, more: Value) -> Value {
    let title = format!("Gruppo {name}");
    with(json!({"type": "community", "uid": name, "name": title, "language": "it"}), more)
}

fn belonging(community: &str, member: &str, role: &str) -> Value {
    json!({"type": "belonging", "uid": format!("{community}-{member}"), "community": community, "member": member,
        "role": role, "since": 1})
}

pub fn thread(name: &str, more: Value) -> Value {
    with(
        json!({"type": "thread", "uid": name, "title": "Una domanda a tutti", "language": "it", "at": 1,
            "author": "ada", "body": "Come fate con le mense?"}),
        more,
    )
}

pub fn post(name: &str, thread: &str) -> Value {
    json!({"type": "post", "uid": name, "thread": thread, "body": "Noi facciamo così.", "at": 2, "author": "ada"})
}

pub fn spam() -> FlagForm {
    FlagForm { reason: "spam".to_owned(), note: String::new() }
}

pub async fn standing(world: &World, post: &str) -> Standing {
    world.portal.store().kept_posts(&[uid(post)]).await.unwrap().pop().unwrap().record.standing
}

/// Decides on what stands as it stands now.
pub async fn decide(
    world: &World,
    viewer: &Viewer,
    (kind, name): (&str, &str),
    deed: ModerationDeed,
    note: &str,
) -> Result<ModerationDeed, FormError> {
    let page = world.portal.subject_page(viewer, kind, name).await?;
    let form =
        ModerationForm { deed: deed.code().to_owned(), seen: page.seen, reason: String::new(), note: note.to_owned() };
    world.portal.decide(viewer, kind, name, form).await
}

/// Writes a post.
pub async fn say(world: &World, viewer: &Viewer, thread: &str, key: &str, body: &str) -> Result<Posted, FormError> {
    let key = IdempotencyKey::parse(key).unwrap();
    let sent = NewPost { body: body.to_owned(), reply_to: None, key };
    world.portal.post(viewer, &uid(thread), sent).await
}

/// How often a member was told of something, by the deed, once what waits is done.
pub async fn told(world: &World, member: &str, deed: ModerationDeed) -> i64 {
    world.portal.work_on_jobs().await.unwrap();
    world
        .number(&format!(
            "SELECT COUNT(*) FROM notices WHERE member = '{member}' AND kind = 'moderation' AND deed = '{deed}'"
        ))
        .await
}

pub fn uids(names: &[&str]) -> Vec<Uid> {
    names.iter().map(|name| uid(name)).collect()
}
