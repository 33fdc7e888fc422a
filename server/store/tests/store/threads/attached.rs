// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents that posts bring: they go with their post, move with it, and lose the name of whose account is closed.

use domain::document::CaseDocument;
use domain::policy::Standing;
use domain::record::Record;
use serde_json::json;
use store::RecordType;

use super::{begin, post, say, thread};
use crate::world::{World, kept_member, member, on_both, record, uid};

fn document(name: &str, post: &str) -> Record {
    record(json!({"type": "document", "uid": name, "post": post, "title": "Il verbale", "kind": "document",
        "licence": "CC-BY-4.0", "author": "ada",
        "file": {"sha256": "ab".repeat(32), "name": "verbale.pdf", "kind": "pdf", "size": 3, "at": 1, "by": "ada"},
        "earlier": [{"sha256": "cd".repeat(32), "name": "v.pdf", "kind": "pdf", "size": 2, "at": 1, "by": "ada"}]}))
}

/// Two posts with a document each.
async fn settle(world: &World) {
    begin(world, thread("t", json!({}))).await;
    let posts = [post("a", "ada", json!({"documents": ["d"]})), post("b", "bea", json!({"documents": ["e"]}))];
    say(world, &posts).await;
    world.put(&[document("d", "a"), document("e", "b")]).await;
}

async fn kept(world: &World, post: &str) -> CaseDocument {
    let mut all = world.store.documents_of_posts(&[uid(post)]).await.unwrap();
    assert_eq!(all.len(), 1, "{post}");
    all.remove(0).record
}

#[tokio::test]
async fn a_document_comes_back_with_its_post_and_is_held_with_it() {
    on_both(async |world| {
        settle(world).await;
        let snapshot = world.store.snapshot().await.unwrap();
        let read = snapshot.records(RecordType::Document, None, 10).await.unwrap();
        assert_eq!(read, [document("d", "a"), document("e", "b")]);
        let both = snapshot.documents_of_posts(&[uid("a"), uid("b")]).await.unwrap();
        assert_eq!(both.len(), 2);
        snapshot.end().await;
        let mut change = world.begin().await;
        assert_eq!(change.thread_of_post(&uid("a")).await.unwrap(), Some(uid("t")));
        assert_eq!(change.thread_of_post(&uid("nobody")).await.unwrap(), None);
        let held = change.documents_of_post(&uid("a")).await.unwrap();
        assert_eq!(held.iter().map(|one| one.uid.as_str()).collect::<Vec<_>>(), ["d"]);
        change.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_post_that_is_withdrawn_or_erased_takes_its_documents_along_and_no_others() {
    on_both(async |world| {
        settle(world).await;
        say(world, &[post("a", "ada", json!({"documents": ["d"]})).withdrawn().unwrap()]).await;
        assert_eq!(kept(world, "a").await.standing, Standing::Deleted);
        assert_eq!(kept(world, "b").await.standing, Standing::Visible);
        let mut change = world.begin().await;
        assert!(change.documents_of_post(&uid("a")).await.unwrap().is_empty());
        change.commit().await.unwrap();
        say(world, &[post("b", "bea", json!({"documents": ["e"]})).erased()]).await;
        assert_eq!(kept(world, "b").await.standing, Standing::Deleted);
    })
    .await;
}

#[tokio::test]
async fn documents_stay_with_a_post_that_is_moved() {
    on_both(async |world| {
        settle(world).await;
        begin(world, thread("u", json!({"author": "eva"}))).await;
        let mut change = world.begin().await;
        assert_eq!(change.merge_posts(&uid("t"), &uid("u")).await.unwrap(), 2);
        assert_eq!(change.thread_of_post(&uid("a")).await.unwrap(), Some(uid("u")));
        change.commit().await.unwrap();
        assert_eq!(Record::Document(Box::new(kept(world, "a").await)), document("d", "a"));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_brought_with_a_post_stays_without_a_name_when_the_account_is_closed() {
    on_both(async |world| {
        let ada = member("ada", "Ada", "Prova", json!({}));
        world.put(&[kept_member(ada.clone())]).await;
        settle(world).await;
        let mut change = world.begin().await;
        change.erase_account(&uid("ada"), ada.email.as_ref().unwrap()).await.unwrap();
        change.commit().await.unwrap();
        let left = kept(world, "a").await;
        assert_eq!((left.standing, left.author.as_ref(), left.file.by.as_ref()), (Standing::Visible, None, None));
        assert!(left.earlier.iter().all(|file| file.by.is_none()));
        assert!(world.store.own_writings(&uid("ada")).await.unwrap().documents.is_empty());
    })
    .await;
}
