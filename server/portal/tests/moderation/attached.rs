// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What posts bring is hidden with them, and goes where they go.

use domain::Locale;
use domain::moderation::ModerationDeed;
use domain::policy::Viewer;
use portal::cards::{DocumentOf, FoundRecord};
use portal::moderating::MergeForm;
use portal::values::SearchRequest;
use portal::{Error, WithFacets};
use serde_json::{Value, json};

use crate::cast::{decide, post, settle, thread, uids};
use crate::world::{World, on_both, with};

fn document(name: &str, post: &str) -> Value {
    json!({"type": "document", "uid": name, "post": post, "title": "Il parallelepipedo", "kind": "document",
        "licence": "CC-BY-4.0",
        "file": {"sha256": "ab".repeat(32), "name": "verbale.pdf", "kind": "pdf", "size": 3, "at": 1}})
}

async fn bring(world: &World, posts: &[(&str, &str)]) {
    for (name, thread) in posts {
        let document_name = format!("d-{name}");
        let naming = with(post(name, thread), json!({"documents": [document_name]}));
        world.put(&[naming, document(&document_name, name)]).await;
    }
}

/// The addresses of the threads to which what a viewer finds leads.
async fn found(world: &World, viewer: &Viewer) -> Vec<String> {
    let request = SearchRequest { text: "parallelepipedo".to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(viewer, Locale::Italian, request, WithFacets::No).await.unwrap();
    let address = |record: FoundRecord| match record {
        FoundRecord::Document(card) => match card.of {
            DocumentOf::Post(address, ..) => Some(address),
            DocumentOf::Practice(_) | DocumentOf::Twinning(..) => None,
        },
        _ => None,
    };
    page.found.into_iter().filter_map(|found| address(found.record)).collect()
}

async fn address(world: &World, name: &str) -> String {
    world.portal.store().kept_threads(&uids(&[name])).await.unwrap().pop().unwrap().address().to_string()
}

#[tokio::test]
async fn who_hides_a_post_hides_what_it_brings() {
    on_both(async |world| {
        settle(world).await;
        bring(world, &[("p", "t"), ("p-private", "in-private")]).await;
        let moderator = world.by("mod").await;
        let (ada, dina) = (world.by("ada").await, world.by("dina").await);
        let brings = async |viewer: &Viewer, post: &str| match world.portal.documents_of_post(viewer, post).await {
            Ok(lines) => Some(lines.len()),
            Err(Error::NotFound) => None,
            Err(error) => panic!("{error}"),
        };
        assert_eq!(brings(&Viewer::Visitor, "p").await, Some(1));
        assert_eq!((brings(&ada, "p-private").await, brings(&dina, "p-private").await), (Some(1), None));
        assert_eq!((found(world, &ada).await.len(), found(world, &dina).await.len()), (2, 1));
        decide(world, &moderator, ("post", "p"), ModerationDeed::Hidden, "È pubblicità.").await.unwrap();
        world.follow().await;
        for viewer in [&Viewer::Visitor, &dina] {
            assert_eq!(brings(viewer, "p").await, None);
            assert!(found(world, viewer).await.is_empty());
        }
        assert_eq!(brings(&moderator, "p").await, Some(1));
        decide(world, &moderator, ("post", "p"), ModerationDeed::Shown, "").await.unwrap();
        world.follow().await;
        assert_eq!(brings(&Viewer::Visitor, "p").await, Some(1));
        assert_eq!(found(world, &Viewer::Visitor).await, [address(world, "t").await]);
    })
    .await;
}

#[tokio::test]
async fn what_a_post_brings_is_found_where_its_thread_was_joined_to() {
    on_both(async |world| {
        settle(world).await;
        bring(world, &[("p", "t")]).await;
        world.put(&[thread("other", json!({"title": "Le merende", "body": "E con le merende?"}))]).await;
        let moderator = world.by("mod").await;
        let into = address(world, "other").await;
        let form = MergeForm { into: into.clone(), note: "È la stessa domanda.".to_owned() };
        world.portal.merge_thread(&moderator, "t", form).await.unwrap();
        world.follow().await;
        assert_eq!(world.portal.documents_of_post(&Viewer::Visitor, "p").await.unwrap().len(), 1);
        assert_eq!(found(world, &Viewer::Visitor).await, [into]);
    })
    .await;
}

#[tokio::test]
async fn what_a_post_brings_is_exported_and_comes_back() {
    on_both(async |world| {
        settle(world).await;
        bring(world, &[("p", "t")]).await;
        let mut out = Vec::new();
        world.portal.export(&mut out).await.unwrap();
        let text = String::from_utf8(out).unwrap();
        let line = text.lines().find(|line| line.contains(r#""uid":"d-p""#)).unwrap();
        assert!(line.contains(r#""post":"p""#) && !line.contains("practice"), "{line}");
        world.tamper("DELETE FROM documents").await;
        world.put(&[serde_json::from_str(line).unwrap()]).await;
        assert_eq!(world.portal.documents_of_post(&Viewer::Visitor, "p").await.unwrap().len(), 1);
    })
    .await;
}
