// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a twinning has of its own, events and documents: for its parties, for members, for everybody.

use std::io::{Cursor, Read as _};

use bytes::Bytes;
use domain::document::TextState;
use domain::policy::Viewer;
use futures::StreamExt as _;
use portal::WithFacets;
use portal::documents::DocumentForm;
use portal::form::{FieldProblem as Wrong, FormError};
use portal::twinnings::{EventForm, TwinningAt, TwinningPage};
use portal::values::SearchRequest;
use store::DocumentText;
use zip::ZipArchive;

use crate::cast::{IT, go, proposed, running, settle};
use crate::world::{World, acting, denied, on_both, problem, uid};

fn form(title: &str, audience: &str) -> DocumentForm {
    DocumentForm {
        title: title.to_owned(),
        kind: "document".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        audience: audience.to_owned(),
        file_name: "verbale.txt".to_owned(),
        ..DocumentForm::default()
    }
}

async fn add(world: &World, viewer: &Viewer, slug: &str, form: DocumentForm, text: &str) -> Result<String, FormError> {
    let pieces = [Ok::<_, String>(Bytes::copy_from_slice(text.as_bytes()))];
    world.portal.add_twinning_document(viewer, slug, form, futures::stream::iter(pieces)).await
}

async fn read(world: &World, viewer: &Viewer, document: &str) -> Option<String> {
    let mut opened = world.portal.open_document(viewer, document, None).await.ok()?;
    let mut bytes = Vec::new();
    while let Some(piece) = opened.body.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    Some(String::from_utf8(bytes).unwrap())
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

/// What visitors find, by its kind.
async fn search(world: &World, text: &str) -> Vec<String> {
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(&Viewer::Visitor, IT, request, WithFacets::No).await.unwrap();
    let mut kinds: Vec<String> = page.found.iter().map(|found| format!("{:?}", found.record.kind())).collect();
    kinds.sort();
    kinds
}

async fn page(world: &World, viewer: &Viewer, slug: &str) -> Option<Box<TwinningPage>> {
    match world.portal.twinning(viewer, IT, slug).await {
        Ok(TwinningAt::Here(page)) => Some(page),
        Ok(TwinningAt::Moved(_)) | Err(_) => None,
    }
}

fn titles(page: &TwinningPage) -> Vec<&str> {
    page.own_documents.iter().map(|line| line.title.as_str()).collect()
}

#[tokio::test]
async fn an_event_of_a_proposal_is_seen_by_the_people_of_all_its_parties() {
    on_both(async |world| {
        settle(world).await;
        world.put_members(&[acting("cam", "offer", "contributor"), acting("tea", "third", "representative")]).await;
        let ada = world.by("ada").await;
        let slug = proposed(world, &ada).await;
        let form = EventForm {
            title: "Primo incontro".to_owned(),
            kind: "webinar".to_owned(),
            day: "1/4/2026".to_owned(),
            from: "10:00".to_owned(),
            until: "12:00".to_owned(),
            zone: "Europe/Rome".to_owned(),
            place: "Sala consiliare".to_owned(),
            organiser: "take".to_owned(),
            state: "published".to_owned(),
            ..EventForm::default()
        };
        world.portal.save_event(&ada, &slug, form).await.unwrap();
        for name in ["ada", "edo", "bea", "cam"] {
            let viewer = world.by(name).await;
            assert_eq!(page(world, &viewer, &slug).await.unwrap().events.len(), 1, "{name}");
        }
        for name in ["zoe", "rita", "tea"] {
            assert!(page(world, &world.by(name).await, &slug).await.is_none(), "{name}");
        }
        let bea = world.by("bea").await;
        let seen = world.portal.events_on_desk(&bea, &slug).await.unwrap();
        assert_eq!(seen.events.iter().map(|one| one.may_edit).collect::<Vec<_>>(), [false], "the organiser writes it");
    })
    .await;
}

#[tokio::test]
async fn a_document_of_a_twinning_is_read_by_those_whom_it_and_the_twinning_are_for() {
    on_both(async |world| {
        settle(world).await;
        world.put_members(&[acting("cam", "offer", "contributor"), acting("tea", "third", "representative")]).await;
        let (ada, bea) = (world.by("ada").await, world.by("bea").await);
        let slug = running(world).await;
        let open = add(world, &ada, &slug, form("Il disciplinare", "public"), "Testo.").await.unwrap();
        let inner = add(world, &bea, &slug, form("Il verbale", "parties"), "Riservato.").await.unwrap();
        for name in ["ada", "edo", "bea", "cam"] {
            let viewer = world.by(name).await;
            assert_eq!(
                titles(&page(world, &viewer, &slug).await.unwrap()),
                ["Il disciplinare", "Il verbale"],
                "{name}"
            );
            assert_eq!(read(world, &viewer, &inner).await.as_deref(), Some("Riservato."), "{name}");
        }
        for viewer in [world.by("zoe").await, world.by("tea").await, Viewer::Visitor] {
            assert_eq!(titles(&page(world, &viewer, &slug).await.unwrap()), ["Il disciplinare"]);
            assert!(read(world, &viewer, &inner).await.is_none());
            assert_eq!(read(world, &viewer, &open).await.as_deref(), Some("Testo."));
        }
        // Who writes no part of it brings nothing, and no audience that a twinning does not have.
        for name in ["zoe", "cam", "tea"] {
            let outcome = add(world, &world.by(name).await, &slug, form("X", "public"), "x").await;
            assert!(matches!(denied(outcome), portal::Error::NotAllowed), "{name}");
        }
        assert_eq!(problem(add(world, &ada, &slug, form("X", "community"), "x").await), ("audience", Wrong::Invalid));
        // A new version, and taking away.
        let again = DocumentForm { replaces: open.clone(), ..form("Il disciplinare", "public") };
        assert_eq!(add(world, &bea, &slug, again, "Testo nuovo.").await.unwrap(), open);
        assert_eq!(page(world, &ada, &slug).await.unwrap().own_documents[0].version, 2);
        let other = DocumentForm { replaces: "nobody".to_owned(), ..form("X", "public") };
        assert_eq!(problem(add(world, &bea, &slug, other, "x").await), ("replaces", Wrong::Unknown));
        let zoe = world.by("zoe").await;
        assert!(world.portal.remove_document(&zoe, &slug, &open).await.is_err());
        world.portal.remove_document(&ada, &slug, &open).await.unwrap();
        assert!(read(world, &ada, &open).await.is_none());
        // It is in the own copy of who brought it.
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&bea).await.unwrap())).unwrap();
        let mut text = String::new();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("Il verbale"));
    })
    .await;
}

#[tokio::test]
async fn a_document_is_found_by_its_text_as_long_as_everybody_may_read_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let slug = running(world).await;
        let open = add(world, &ada, &slug, form("Il disciplinare", "public"), "x").await.unwrap();
        let inner = add(world, &ada, &slug, form("Il verbale", "parties"), "y").await.unwrap();
        found(world, &open, "Il termovalorizzatore non serve.").await;
        found(world, &inner, "Un parallelepipedo riservato.").await;
        assert_eq!(search(world, "termovalorizzatore").await, ["Document", "Twinning"]);
        assert!(search(world, "parallelepipedo").await.is_empty(), "only what all may read is found");
        world.portal.rebuild_index(|_| {}).await.unwrap();
        world.follow().await;
        assert_eq!(search(world, "termovalorizzatore").await, ["Document", "Twinning"]);
        go(world, &ada, "cancel").await.unwrap();
        world.follow().await;
        assert!(search(world, "termovalorizzatore").await.is_empty());
        assert!(read(world, &Viewer::Visitor, &open).await.is_none());
    })
    .await;
}
