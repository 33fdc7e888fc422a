// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who talks, and where.

use domain::notice::NoticeKind;
use domain::post::IdempotencyKey;
use portal::notices::{NoticeLine, PreferencesForm};
use portal::people::MailContent;
use portal::talking::{NewPost, Posted};
use serde_json::{Value, json};

use crate::world::{World, acting, address, in_office, member, noon, organisation, practice, theme, uid, with};

/// A thread of ada about a practice that everybody reads, and one of tea, of the town, about one that the town reads.
pub async fn settle(world: &World) {
    world
        .put(&[
            organisation("town", "Comune di Prova"),
            theme("mensa"),
            with(practice("menu", "Mense a chilometro zero"), json!({"themes": ["mensa"]})),
            with(practice("segreta", "Solo per noi"), json!({"owner_org": "town", "audience": "parties"})),
        ])
        .await;
    let known = |record: Value| with(record, json!({"trust": 2}));
    let people = ["ada", "bea", "cleo", "zoe"].map(|name| known(member(name)));
    world.put_members(&people).await;
    world.put_members(&[in_office("mode", "moderator")]).await;
    world.put_members(&[known(acting("tea", "town", "editor")), known(acting("teo", "town", "editor"))]).await;
    world.put(&[thread("t1", "Come avete fatto?", "ada", "menu"), thread("t2", "Fra di noi", "tea", "segreta")]).await;
}

pub fn thread(name: &str, title: &str, author: &str, practice: &str) -> Value {
    json!({"type": "thread", "uid": name, "title": title, "language": "it", "body": "Un testo.", "author": author,
        "at": noon().as_millisecond(), "about": {"practice": practice}})
}

/// Somebody writes, and whoever is to be told is told.
pub async fn post(world: &World, by: &str, thread: &str, body: &str) -> Posted {
    answer(world, by, thread, body, None).await
}

pub async fn answer(world: &World, by: &str, thread: &str, body: &str, reply_to: Option<&Posted>) -> Posted {
    let viewer = world.by(by).await;
    let key = IdempotencyKey::parse(&format!("{by}-{}", uuid::Uuid::now_v7())).unwrap();
    let sent = NewPost { body: body.to_owned(), reply_to: reply_to.map(|post| post.uid.clone()), key };
    let posted = world.portal.post(&viewer, &uid(thread), sent).await.unwrap();
    world.portal.work_on_jobs().await.unwrap();
    posted
}

/// What somebody is told, the newest first.
pub async fn told(world: &World, name: &str) -> Vec<NoticeLine> {
    let page = world.portal.notices_page(&world.by(name).await, 1).await.unwrap();
    page.groups.into_iter().flat_map(|group| group.lines).collect()
}

pub async fn kinds(world: &World, name: &str) -> Vec<NoticeKind> {
    told(world, name).await.into_iter().map(|line| line.kind).collect()
}

pub async fn bell(world: &World, name: &str) -> u32 {
    world.portal.bell(&world.by(name).await).await.unwrap()
}

/// Chooses one rhythm for all kinds, shown in the portal as before.
pub async fn choose(world: &World, name: &str, rhythm: &str) {
    let shown = NoticeKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    let form = PreferencesForm { rhythm: rhythm.to_owned(), kinds: Vec::new(), shown };
    world.portal.choose_notices(&world.by(name).await, form).await.unwrap();
}

/// The mails of notices to somebody, the newest first: of one by itself its kind, of a digest how much it tells.
pub async fn letters(world: &World, name: &str) -> Vec<String> {
    let letter = |content| match content {
        MailContent::Notice { mail, .. } => Some(mail.kind.code().to_owned()),
        MailContent::NoticeDigest { rhythm, groups, .. } => {
            let count: u32 = groups.iter().map(|group| group.kinds.iter().map(|(_, n)| n).sum::<u32>()).sum();
            Some(format!("{rhythm} {} {count}", groups.len()))
        }
        _ => None,
    };
    world.mails_to(&address(name)).await.into_iter().filter_map(letter).collect()
}
