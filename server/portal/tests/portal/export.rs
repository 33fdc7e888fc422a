// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing everything out, and taking it in again.

use domain::Uid;
use serde_json::{Value, json};

use crate::demo;
use crate::world::{World, closed_member, member, noon, on_both, practice, with};

/// Members in every state, one with everything that a member may have.
fn members() -> Vec<Value> {
    let full = json!({
        "memberships": [
            {"organisation": "toscana", "role": "representative", "state": "active", "verified_by": "domain", "since": "2026-03-02"},
            {"organisation": "unipi", "role": "contributor", "state": "requested", "since": "2026"},
        ],
        "other_body": "Comune di Altrove", "region": "09", "bio": "Mi occupo di *nidi*.", "skills": ["Appalti"],
        "themes": ["appalti"], "languages": ["it", "en"], "links": [{"label": "Sito", "url": "https://example.org"}],
        "shown": {"email": "everyone", "last_sign_in": "nobody", "profile": "members"}, "locale": "en",
        "roles": ["moderator", "administrator"], "trust": 2, "terms": {"version": "1", "on": "2026-03-02"}, "demo": true,
    });
    let states = ["pending_email", "pending_approval", "suspended"];
    let mut all: Vec<Value> =
        states.iter().map(|state| with(member(state, "Prova"), json!({"state": state}))).collect();
    all.extend([with(member("full", "Intera"), full), member("least", "Minima"), closed_member("closed")]);
    all
}

#[tokio::test]
async fn what_was_exported_and_imported_is_exported_the_same() {
    on_both(async |world| {
        demo::fill(world).await;
        world.put(&[with(practice("bozza", "Bozza"), json!({"stage": "draft", "audience": "parties"}))]).await;
        world.put(&members()).await;
        let first = world.export().await;
        // Each twinning has its discussion from its birth.
        let twinnings = demo::records().iter().filter(|one| one["type"] == "twinning").count();
        assert_eq!(first.lines().count(), demo::records().len() + 1 + members().len() + twinnings);
        let other = World::new().await;
        let (imported, told) = other.import(first.clone()).await;
        assert_eq!((imported.created, imported.refused, told), (imported.lines, 0, Vec::new()));
        assert!(other.export().await == first, "the second export is another one");
    })
    .await;
}

#[tokio::test]
async fn an_export_holds_drafts_and_names_things_before_it_uses_them() {
    let world = demo::world().await;
    world.put(&[with(practice("bozza", "Bozza"), json!({"stage": "draft"})), member("ada", "Prova")]).await;
    let export = world.export().await;
    let types: Vec<String> = export
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["type"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut order = types.clone();
    order.dedup();
    assert_eq!(
        order,
        [
            "theme",
            "programme",
            "synonym",
            "organisation",
            "member",
            "practice",
            "adoption",
            "testimonial",
            "twinning",
            "event",
            "thread"
        ]
    );
    assert!(export.contains(r#""uid":"bozza""#));
}

#[tokio::test]
async fn an_export_taken_in_where_it_came_from_changes_nothing() {
    let world = demo::world().await;
    world.put(&members()).await;
    let (again, _) = world.import(world.export().await).await;
    assert_eq!((again.created, again.changed, again.refused), (0, 0, 0));
}

#[tokio::test]
async fn an_export_holds_addresses_and_nothing_that_lets_anybody_in() {
    on_both(async |world| {
        world.put(&[member("ada", "Prova")]).await;
        let ada = Uid::parse("ada").unwrap();
        let mut change = world.portal.store().begin(noon()).await.unwrap();
        change.set_password(&ada, Some("$argon2id$secret")).await.unwrap();
        change.set_photo(&ada, "image/webp", b"pixels".to_vec()).await.unwrap();
        change.set_last_sign_in(&ada, noon()).await.unwrap();
        change.commit().await.unwrap();
        let mut line: Value = serde_json::from_str(world.export().await.trim_end()).unwrap();
        // What stands where nothing else is said.
        for field in ["shown", "trust"] {
            line.as_object_mut().unwrap().remove(field);
        }
        assert_eq!(line, member("ada", "Prova"));
    })
    .await;
}
