// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing everything out, and taking it in again.

use serde_json::{Value, json};

use crate::demo;
use crate::world::{World, on_both, practice, with};

#[tokio::test]
async fn what_was_exported_and_imported_is_exported_the_same() {
    on_both(async |world| {
        demo::fill(world).await;
        world.put(&[with(practice("bozza", "Bozza"), json!({"stage": "draft", "audience": "parties"}))]).await;
        let first = world.export().await;
        assert_eq!(first.lines().count(), demo::records().len() + 1);
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
    world.put(&[with(practice("bozza", "Bozza"), json!({"stage": "draft"}))]).await;
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
    assert_eq!(order, ["theme", "programme", "synonym", "organisation", "practice", "adoption"]);
    assert!(export.contains(r#""uid":"bozza""#));
}

#[tokio::test]
async fn an_export_taken_in_where_it_came_from_changes_nothing() {
    let world = demo::world().await;
    let (again, _) = world.import(world.export().await).await;
    assert_eq!((again.created, again.changed, again.refused), (0, 0, 0));
}
