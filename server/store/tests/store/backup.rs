// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A copy of the database is a database, as of one moment.

use serde_json::json;
use store::{Error, Store};

use crate::world::{on_both, record, settings_for, sqlite};

fn practice(uid: &str) -> domain::record::Record {
    record(json!({"type": "practice", "uid": uid, "title": "Nidi in rete", "language": "it", "summary": "Testo."}))
}

#[tokio::test]
async fn a_copy_holds_what_was_there_and_nothing_of_later() {
    let world = sqlite().await;
    let seq = world.put(&[practice("one"), practice("two")]).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("innesto.db");
    world.store.copy_to(&file).await.unwrap();
    world.put(&[practice("three")]).await;
    let copy = Store::connect(&settings_for(folder.path().to_owned())).await.unwrap();
    let (here, there) = (world.store.log_state().await.unwrap(), copy.log_state().await.unwrap());
    assert_eq!((there.last_seq, &there.identity), (seq, &here.identity));
    assert!(here.last_seq > seq);
    copy.close().await;
    // Nothing is ever written over.
    assert!(world.store.copy_to(&file).await.is_err());
}

#[tokio::test]
async fn only_sqlite_is_copied() {
    on_both(async |world| {
        let folder = tempfile::tempdir().unwrap();
        let outcome = world.store.copy_to(&folder.path().join("innesto.db")).await;
        match world.settings.database_url {
            None => outcome.unwrap(),
            Some(_) => assert!(matches!(outcome, Err(Error::CannotOpen(_)))),
        }
    })
    .await;
}

#[tokio::test]
async fn every_file_that_a_document_names_is_named_once() {
    on_both(async |world| {
        let file =
            |digit: &str| json!({"sha256": digit.repeat(64), "name": "a.txt", "kind": "text", "size": 3, "at": 1});
        let document = |uid: &str, now: &str, before: &str| {
            record(json!({"type": "document", "uid": uid, "practice": "one", "title": "Testo", "kind": "document",
                "licence": "CC-BY-4.0", "file": file(now), "earlier": [file(before)]}))
        };
        world.put(&[practice("one"), document("d1", "b", "a"), document("d2", "b", "c")]).await;
        let named = world.store.all_named_files().await.unwrap();
        assert_eq!(named, ["a", "b", "c"].map(|digit| digit.repeat(64)));
    })
    .await;
}
