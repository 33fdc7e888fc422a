// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents of posts: brought by who wrote the post, read by whoever reads it.

use bytes::Bytes;
use domain::document::TextState;
use domain::policy::{Standing, Viewer};
use domain::thread::ThreadDeed;
use futures::StreamExt as _;
use portal::cards::{DocumentOf, FoundRecord};
use portal::documents::DocumentForm;
use portal::form::{FieldProblem as Wrong, FormError};
use portal::talking::BeginForm;
use portal::values::SearchRequest;
use portal::{Error, WithFacets};
use store::DocumentText;

use crate::cast::{IT, page, question, reply, settle};
use crate::world::{World, denied, on_both, problem, uid};

fn form(title: &str) -> DocumentForm {
    DocumentForm {
        title: title.to_owned(),
        kind: "document".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        file_name: "verbale.txt".to_owned(),
        ..DocumentForm::default()
    }
}

/// Brings a file with the first post of a thread.
async fn add(
    world: &World,
    viewer: &Viewer,
    address: &str,
    form: DocumentForm,
    text: &str,
) -> Result<String, FormError> {
    let pieces = [Ok::<_, String>(Bytes::copy_from_slice(text.as_bytes()))];
    world.portal.add_post_document(viewer, (address, 1), form, futures::stream::iter(pieces)).await
}

/// What stands in a file, and whether it is for everybody.
async fn read(world: &World, viewer: &Viewer, document: &str) -> Option<(String, bool)> {
    let mut opened = world.portal.open_document(viewer, document, None).await.ok()?;
    let mut bytes = Vec::new();
    while let Some(piece) = opened.body.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    Some((String::from_utf8(bytes).unwrap(), opened.is_public))
}

/// The titles of what the first post brings.
async fn titles(world: &World, viewer: &Viewer, address: &str) -> Vec<String> {
    let rows = page(world, viewer, address).await.rows;
    rows[0].post.documents.iter().map(|line| line.title.clone()).collect()
}

/// A question for everybody, with an answer of `tea`.
async fn answered(world: &World) -> (Viewer, String) {
    settle(world).await;
    let address = question(world).await;
    let tea = world.by("tea").await;
    reply(world, &tea, &address, "Con un bando: *eccolo*.").await.unwrap();
    (tea, address)
}

/// A thread among the parties of the twinning, with a post of `tea`.
async fn among_parties(world: &World) -> (Viewer, String) {
    settle(world).await;
    let tea = world.by("tea").await;
    let begun = BeginForm {
        about: "twinning:tw".to_owned(),
        title: "Il verbale della riunione".to_owned(),
        body: "Lo alleghiamo qui sotto.".to_owned(),
        kind: "general".to_owned(),
        audience: "parties".to_owned(),
        ..BeginForm::default()
    };
    let address = world.portal.begin_thread(&tea, IT, begun).await.unwrap().address;
    reply(world, &tea, &address, "Ecco il verbale.").await.unwrap();
    (tea, address)
}

/// Says what a reader of documents would have found.
async fn found(world: &World, document: &str, text: &str) {
    let kept = world.portal.store().kept_documents(&[uid(document)]).await.unwrap().pop().unwrap();
    let sections = serde_json::json!([{"place": "whole", "text": text}]).to_string();
    let (document, sha256) = (uid(document), kept.record.file.sha256);
    let text = DocumentText { document, sha256, extractor: 1, state: TextState::Found, problem: None, sections };
    world.change(move |change| Box::pin(async move { change.put_document_text(&text).await })).await;
    world.follow().await;
}

/// The documents that a viewer finds: the title, and the address and position of the post.
async fn search(world: &World, viewer: &Viewer, text: &str) -> Vec<(String, String, u32)> {
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(viewer, IT, request, WithFacets::No).await.unwrap();
    assert_eq!(page.total, page.found.len(), "nothing that is counted is left out");
    let of = |record: FoundRecord| match record {
        FoundRecord::Document(card) => match card.of {
            DocumentOf::Post(address, position, _) => Some((card.title, address, position)),
            DocumentOf::Practice(_) | DocumentOf::Twinning(..) => None,
        },
        _ => None,
    };
    page.found.into_iter().filter_map(|found| of(found.record)).collect()
}

#[tokio::test]
async fn who_reads_the_post_reads_its_documents_and_who_wrote_it_alone_brings_them() {
    on_both(async |world| {
        let (tea, address) = among_parties(world).await;
        let (ugo, zoe) = (world.by("ugo").await, world.by("zoe").await);
        // There is no choice of readers: what is typed for it is nothing.
        let typed = DocumentForm { audience: "nobody".to_owned(), ..form("Il verbale") };
        let document = add(world, &tea, &address, typed, "Riservato.").await.unwrap();
        for viewer in [&tea, &ugo] {
            assert_eq!(titles(world, viewer, &address).await, ["Il verbale"]);
            assert_eq!(read(world, viewer, &document).await, Some(("Riservato.".to_owned(), false)));
        }
        for viewer in [&zoe, &world.by("mode").await, &Viewer::Visitor] {
            assert!(matches!(world.portal.open_document(viewer, &document, None).await, Err(Error::NotFound)));
        }
        assert_eq!(problem(add(world, &ugo, &address, form("X"), "x").await), ("form", Wrong::Expired));
        assert!(matches!(denied(add(world, &zoe, &address, form("X"), "x").await), Error::NotFound));
        assert!(matches!(denied(add(world, &Viewer::Visitor, &address, form("X"), "x").await), Error::SignInFirst));
        let foreign = world.portal.remove_document(&ugo, &address, &document).await;
        assert!(matches!(denied(foreign), Error::NotAllowed));
        let unseen = world.portal.remove_document(&zoe, &address, &document).await;
        assert!(unseen.is_err());
        world.portal.remove_document(&tea, &address, &document).await.unwrap();
        assert!(titles(world, &tea, &address).await.is_empty());
        assert!(read(world, &tea, &document).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_post_brings_five_documents_and_its_text_stays_as_it_was() {
    on_both(async |world| {
        let (tea, address) = answered(world).await;
        let mut all = Vec::new();
        for number in 1..=5 {
            all.push(add(world, &tea, &address, form(&format!("Parte {number}")), "uno").await.unwrap());
        }
        assert_eq!(problem(add(world, &tea, &address, form("Parte 6"), "x").await), ("file", Wrong::NotAllowed));
        let again = DocumentForm { replaces: all[0].clone(), ..form("Prima parte") };
        add(world, &tea, &address, again, "due").await.unwrap();
        assert_eq!(read(world, &Viewer::Visitor, &all[0]).await, Some(("due".to_owned(), true)));
        world.portal.remove_document(&tea, &address, &all[1]).await.unwrap();
        add(world, &tea, &address, form(""), "sei").await.unwrap();
        let wanted = ["Prima parte", "Parte 3", "Parte 4", "Parte 5", "verbale"];
        assert_eq!(titles(world, &Viewer::Visitor, &address).await, wanted);
        let post = page(world, &Viewer::Visitor, &address).await.rows.remove(0).post;
        assert!(post.html.unwrap().as_str().contains("<em>eccolo</em>"));
        assert_eq!(post.edited_at, None, "what the post says was not edited");
        assert_eq!(world.number("SELECT COUNT(*) FROM posts WHERE html_version = version").await, 1);
        let program = world.portal.documents_of_post(&Viewer::Visitor, &post.uid).await.unwrap();
        assert_eq!(program.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_post_that_cannot_be_changed_keeps_its_documents_and_one_that_is_withdrawn_loses_them() {
    on_both(async |world| {
        let (tea, address) = answered(world).await;
        let zoe = world.by("zoe").await;
        let document = add(world, &tea, &address, form("Il bando"), "Testo.").await.unwrap();
        let lead = async |deed, text: &str| {
            world.portal.lead_thread(&zoe, &address, deed, text.to_owned()).await.unwrap();
        };
        lead(ThreadDeed::Close, "Si comincia con un bando aperto a tutti i produttori.").await;
        assert_eq!(problem(add(world, &tea, &address, form("X"), "x").await), ("form", Wrong::Expired));
        let late = world.portal.remove_document(&tea, &address, &document).await;
        assert!(matches!(denied(late), Error::NotAllowed));
        assert!(read(world, &Viewer::Visitor, &document).await.is_some());
        lead(ThreadDeed::Reopen, "").await;
        let post = page(world, &tea, &address).await.rows.remove(0).post.uid;
        world.portal.withdraw_post(&tea, (address.as_str(), 1)).await.unwrap();
        for viewer in [&tea, &zoe, &Viewer::Visitor] {
            assert!(read(world, viewer, &document).await.is_none());
            assert!(titles(world, viewer, &address).await.is_empty());
        }
        let kept = world.portal.store().documents_of_posts(&[uid(&post)]).await.unwrap();
        assert_eq!(kept[0].record.standing, Standing::Deleted, "its file goes with the next sweeps");
        assert!(add(world, &tea, &address, form("X"), "x").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_page_asks_once_for_the_documents_of_its_posts_and_not_where_there_are_none() {
    on_both(async |world| {
        let (tea, address) = answered(world).await;
        for number in 2..=6 {
            reply(world, &tea, &address, &format!("Intervento {number}.")).await.unwrap();
        }
        page(world, &Viewer::Visitor, &address).await;
        let (without, _) = world.cost(page(world, &Viewer::Visitor, &address)).await;
        for title in ["Il bando", "Il capitolato", "Il contratto"] {
            add(world, &tea, &address, form(title), title).await.unwrap();
        }
        let (with, shown) = world.cost(page(world, &Viewer::Visitor, &address)).await;
        assert_eq!((with, shown.rows[0].post.documents.len()), (without + 1, 3));
    })
    .await;
}

#[tokio::test]
async fn a_document_is_found_by_those_who_find_its_post_and_leads_to_it() {
    on_both(async |world| {
        let (tea, address) = among_parties(world).await;
        let document = add(world, &tea, &address, form("Il verbale"), "x").await.unwrap();
        found(world, &document, "Si parlò del parallelepipedo.").await;
        let (ugo, zoe) = (world.by("ugo").await, world.by("zoe").await);
        let hit = [("Il verbale".to_owned(), address.clone(), 1)];
        for _ in 0..2 {
            for viewer in [&tea, &ugo] {
                assert_eq!(search(world, viewer, "parallelepipedo").await, hit);
            }
            for viewer in [&zoe, &Viewer::Visitor] {
                assert!(search(world, viewer, "parallelepipedo").await.is_empty());
            }
            world.portal.rebuild_index(|_| {}).await.unwrap();
            world.follow().await;
        }
        world.portal.withdraw_post(&tea, (address.as_str(), 1)).await.unwrap();
        world.follow().await;
        assert!(search(world, &tea, "parallelepipedo").await.is_empty());
    })
    .await;
}
