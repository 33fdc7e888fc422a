// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A twinning of two bodies with its people, a practice, a moderator, a stranger.

use domain::Locale;
use domain::policy::Viewer;
use portal::form::FormError;
use portal::talking::{BeginForm, ReplyForm, ThreadPage, ThreadWanted, Written};
use serde_json::json;

use crate::world::{World, acting, in_office, member, organisation, with};

pub const IT: Locale = Locale::Italian;

/// Everybody is known, so that nothing waits for a moderator: `tea` edits for the town, `ugo` for the union, `zoe` has
/// no part in anything, `ida` shows her profile to nobody, `lia` to members.
pub async fn settle(world: &World) {
    let known = json!({"trust": 1});
    let shown = |to: &str| json!({"trust": 1, "shown": {"email": "nobody", "last_sign_in": "nobody", "profile": to}});
    world.put(&[organisation("town", "Comune di Prova"), organisation("union", "Unione dei Colli")]).await;
    world
        .put_members(&[
            with(acting("tea", "town", "editor"), known.clone()),
            with(acting("ugo", "union", "editor"), known.clone()),
            with(member("zoe"), known.clone()),
            with(member("ida"), shown("nobody")),
            with(member("lia"), shown("members")),
            in_office("mode", "moderator"),
        ])
        .await;
    world
        .put(&[
            json!({"type": "practice", "uid": "menu", "title": "Mense a chilometro zero", "language": "it",
                "summary": "Una frase.", "owner_org": "town"}),
            json!({"type": "twinning", "uid": "tw", "title": "Mense dei Colli", "language": "it", "state": "running",
                "object": "Le mense.", "parties": [
                    {"organisation": "town", "role": "offering"},
                    {"organisation": "union", "role": "recipient"}]}),
        ])
        .await;
}

/// A public question of `zoe` about the practice.
pub async fn question(world: &World) -> String {
    let zoe = world.by("zoe").await;
    begin(world, &zoe, "practice:menu", "question", "Come scegliete i fornitori?").await.unwrap().address
}

pub async fn begin(world: &World, viewer: &Viewer, about: &str, kind: &str, title: &str) -> Result<Written, FormError> {
    let form = BeginForm {
        about: about.to_owned(),
        title: title.to_owned(),
        body: "Vorremmo capire come si comincia.".to_owned(),
        kind: kind.to_owned(),
        ..BeginForm::default()
    };
    world.portal.begin_thread(viewer, IT, form).await
}

pub async fn reply(world: &World, viewer: &Viewer, address: &str, body: &str) -> Result<Written, FormError> {
    send(world, viewer, address, (body, "", "")).await
}

/// A post with the position that it answers and its key.
pub async fn send(
    world: &World,
    viewer: &Viewer,
    address: &str,
    (body, answers, key): (&str, &str, &str),
) -> Result<Written, FormError> {
    let form = ReplyForm { body: body.to_owned(), answers: answers.to_owned(), key: key.to_owned() };
    world.portal.reply_in_thread(viewer, address, form).await
}

pub async fn page(world: &World, viewer: &Viewer, address: &str) -> ThreadPage {
    world.portal.thread_page(viewer, address, ThreadWanted { page: 1, answering: None }).await.unwrap()
}

/// What the posts of the first page say, as HTML.
pub async fn said(world: &World, viewer: &Viewer, address: &str) -> Vec<String> {
    let rows = page(world, viewer, address).await.rows;
    rows.into_iter().map(|row| row.post.html.map(|html| html.as_str().to_owned()).unwrap_or_default()).collect()
}
