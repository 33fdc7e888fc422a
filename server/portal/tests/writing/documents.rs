// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Case documents: brought, changed, taken away, found by their text.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use domain::document::TextState;
use domain::policy::Viewer;
use futures::StreamExt as _;
use portal::WithFacets;
use portal::cards::FoundRecord;
use portal::documents::{DocumentForm, FoundPlace};
use portal::form::{FieldProblem as Wrong, FormError};
use portal::values::SearchRequest;
use store::DocumentText;

use crate::cast::{IT, begin, go, settle, written};
use crate::world::{World, denied, on_both, problem, uid};

pub fn form(title: &str) -> DocumentForm {
    DocumentForm {
        title: title.to_owned(),
        kind: "document".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        audience: "public".to_owned(),
        file_name: "piano.txt".to_owned(),
        ..DocumentForm::default()
    }
}

pub async fn add(
    world: &World,
    viewer: &Viewer,
    practice: &str,
    form: DocumentForm,
    text: &str,
) -> Result<String, FormError> {
    let pieces: Vec<_> =
        text.as_bytes().chunks(1_000).map(|part| Ok::<_, String>(Bytes::copy_from_slice(part))).collect();
    world.portal.add_document(viewer, practice, form, futures::stream::iter(pieces)).await
}

/// Says what a reader of documents would have found.
pub async fn found(world: &World, document: &str, sections: serde_json::Value) {
    let kept = world.portal.store().kept_documents(&[uid(document)]).await.unwrap().pop().unwrap();
    let text = DocumentText {
        document: uid(document),
        sha256: kept.record.file.sha256,
        extractor: 1,
        state: TextState::Found,
        problem: None,
        sections: sections.to_string(),
    };
    world.change(move |change| Box::pin(async move { change.put_document_text(&text).await })).await;
    world.follow().await;
}

/// What is found, as `kind title place`.
pub async fn search(world: &World, viewer: &Viewer, text: &str) -> Vec<String> {
    let request = SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() };
    let page = world.portal.search(viewer, IT, request, WithFacets::No).await.unwrap();
    let line = |found: portal::cards::Found| match found.record {
        FoundRecord::Practice(card) => format!("practice {}", card.title.text),
        FoundRecord::Document(card) => format!("document {} {:?}", card.title, card.place),
        other => format!("{:?}", other.kind()),
    };
    page.found.into_iter().map(line).collect()
}

pub async fn read(
    world: &World,
    viewer: &Viewer,
    document: &str,
    version: Option<u32>,
) -> Result<String, portal::Error> {
    let mut opened = world.portal.open_document(viewer, document, version).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = opened.body.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes.len() as u64, opened.size);
    Ok(String::from_utf8(bytes).unwrap())
}

/// How many files are kept.
fn files(world: &World) -> usize {
    let mut folders = vec![world.folder().join("files")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { count += 1 }
        }
    }
    count
}

#[tokio::test]
async fn a_document_of_a_draft_is_read_by_those_who_write_it_only() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let document = add(world, &ada, &draft, form(""), "Testo del piano.").await.unwrap();
        let lines = world.portal.documents_of(&ada, &draft).await.unwrap();
        assert_eq!((lines.len(), lines[0].title.as_str(), lines[0].version), (1, "piano", 1));
        assert_eq!((lines[0].file_kind.as_str(), lines[0].size, lines[0].text), ("text", 16, TextState::Waiting));
        assert_eq!(read(world, &ada, &document, None).await.unwrap(), "Testo del piano.");
        for viewer in [world.by("zoe").await, world.by("rita").await, Viewer::Visitor] {
            let read = read(world, &viewer, &document, None).await;
            assert!(matches!(read, Err(portal::Error::NotFound)));
            assert!(world.portal.documents_of(&viewer, &draft).await.is_err());
        }
        let strange = add(world, &world.by("zoe").await, &draft, form("X"), "x").await;
        assert!(matches!(denied(strange), portal::Error::NotFound));
        assert_eq!(files(world), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_behind() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let add = async |form, text: &str| add(world, &ada, &draft, form, text).await;
        assert_eq!(problem(add(form("X"), "").await), ("file", Wrong::Missing));
        assert_eq!(problem(add(form("X"), "<svg onload=alert(1)>").await), ("file", Wrong::Unknown));
        assert_eq!(problem(add(form("X"), "<!doctype html><p>x").await), ("file", Wrong::Unknown));
        assert_eq!(problem(add(form(&"x".repeat(301)), "x").await), ("title", Wrong::TooLong));
        let link = DocumentForm { kind: "link".to_owned(), ..form("X") };
        assert_eq!(problem(add(link, "x").await), ("kind", Wrong::Invalid));
        let other = DocumentForm { replaces: "nobody".to_owned(), ..form("X") };
        assert_eq!(problem(add(other, "x").await), ("replaces", Wrong::Unknown));
        let piece = Bytes::from(vec![b'a'; 1024 * 1024]);
        let large = |count: usize, rest: usize| {
            let last = Bytes::from(vec![b'a'; rest]);
            futures::stream::iter(std::iter::repeat_n(piece.clone(), count).chain([last]).map(Ok::<_, String>))
        };
        let over = world.portal.add_document(&ada, &draft, form("X"), large(25, 1)).await;
        assert_eq!(problem(over), ("file", Wrong::TooLong));
        let broken = futures::stream::iter([Ok(piece.clone()), Err("the line went dead".to_owned())]);
        let broken = world.portal.add_document(&ada, &draft, form("X"), broken).await;
        assert_eq!(problem(broken), ("file", Wrong::Missing));
        assert_eq!((files(world), world.number("SELECT count(*) FROM documents").await), (0, 0));
        world.portal.add_document(&ada, &draft, form("Giusto"), large(24, 1024 * 1024)).await.unwrap();
        assert_eq!(files(world), 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_keeps_the_old_one() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let document = add(world, &ada, &draft, form("Piano"), "Prima stesura.").await.unwrap();
        let next = DocumentForm { replaces: document.clone(), ..form("Piano") };
        assert_eq!(add(world, &ada, &draft, next, "Seconda stesura.").await.unwrap(), document);
        let lines = world.portal.documents_of(&ada, &draft).await.unwrap();
        assert_eq!((lines.len(), lines[0].version, lines[0].earlier.len()), (1, 2, 1));
        assert_eq!(read(world, &ada, &document, None).await.unwrap(), "Seconda stesura.");
        assert_eq!(read(world, &ada, &document, Some(1)).await.unwrap(), "Prima stesura.");
        assert!(read(world, &ada, &document, Some(3)).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_text_of_a_published_document_is_found_with_its_place_and_as_part_of_its_practice() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let practice = written(world, &ada, "Mensa senza code").await;
        let document = add(world, &ada, &practice, form("Il disciplinare"), "x").await.unwrap();
        let members = DocumentForm { audience: "members".to_owned(), ..form("Riservato") };
        let hidden = add(world, &ada, &practice, members, "y").await.unwrap();
        let pages = serde_json::json!([
            {"place": {"page": 1}, "text": "Premessa generale."},
            {"place": {"page": 2}, "text": "Il termovalorizzatore è escluso."},
        ]);
        found(world, &document, pages.clone()).await;
        found(world, &hidden, serde_json::json!([{"place": "whole", "text": "Il parallelepipedo."}])).await;
        assert_eq!(search(world, &Viewer::Visitor, "termovalorizzatore").await, Vec::<String>::new());
        go(world, &ada, &practice, "submit").await.unwrap();
        go(world, &rita, &practice, "publish").await.unwrap();
        world.follow().await;
        let mut seen = search(world, &Viewer::Visitor, "termovalorizzatore").await;
        seen.sort();
        let place = Some(FoundPlace::Page(2));
        assert_eq!(seen, [format!("document Il disciplinare {place:?}"), "practice Mensa senza code".to_owned()]);
        assert_eq!(
            search(world, &ada, "parallelepipedo").await,
            Vec::<String>::new(),
            "only what all may read is indexed"
        );
        assert!(read(world, &Viewer::Visitor, &hidden, None).await.is_err());
        assert!(read(world, &world.by("zoe").await, &hidden, None).await.is_ok());
        world.portal.count_download(&document).await.unwrap();
        let lines = world.portal.documents_of(&Viewer::Visitor, &practice).await.unwrap();
        assert_eq!(
            lines.iter().map(|line| (line.title.as_str(), line.downloads)).collect::<Vec<_>>(),
            [("Il disciplinare", 1)]
        );
        go(world, &rita, &practice, "archive").await.unwrap();
        world.follow().await;
        assert_eq!(search(world, &Viewer::Visitor, "termovalorizzatore").await, Vec::<String>::new());
        assert!(read(world, &Viewer::Visitor, &document, None).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn documents_of_a_new_version_come_out_with_it() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let practice = written(world, &ada, "Mensa senza code").await;
        go(world, &ada, &practice, "submit").await.unwrap();
        go(world, &rita, &practice, "publish").await.unwrap();
        let direct = add(world, &ada, &practice, form("X"), "x").await;
        assert!(matches!(denied(direct), portal::Error::NotAllowed));
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        let document = add(world, &ada, &copy, form("Nuovo"), "x").await.unwrap();
        assert_eq!(world.portal.documents_of(&Viewer::Visitor, &practice).await.unwrap(), []);
        go(world, &ada, &copy, "submit").await.unwrap();
        go(world, &rita, &copy, "publish").await.unwrap();
        let lines = world.portal.documents_of(&Viewer::Visitor, &practice).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.uid.as_str()).collect::<Vec<_>>(), [document.as_str()]);
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_away_is_gone_at_once_and_its_file_after_a_while() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let document = add(world, &ada, &draft, form("Piano"), "Testo.").await.unwrap();
        let change = DocumentForm { audience: "members".to_owned(), ..form("Piano nuovo") };
        world.portal.change_document(&ada, &draft, &document, change).await.unwrap();
        assert_eq!(world.portal.documents_of(&ada, &draft).await.unwrap()[0].title, "Piano nuovo");
        world.portal.remove_document(&ada, &draft, &document).await.unwrap();
        assert_eq!(world.portal.documents_of(&ada, &draft).await.unwrap(), []);
        assert!(read(world, &ada, &document, None).await.is_err());
        world.wait(crate::world::hours(24 * 31));
        world.portal.sweep_files().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM documents").await, 0);
        world.follow().await;
    })
    .await;
}

#[tokio::test]
async fn while_nobody_can_read_documents_they_wait_and_stay_usable() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let document = add(world, &ada, &draft, form("Piano"), "Testo.").await.unwrap();
        // The reader of these tests ends before it has read anything.
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(world.portal.store().jobs_waiting().await.unwrap(), 1, "it is tried again later");
        let lines = world.portal.documents_of(&ada, &draft).await.unwrap();
        assert_eq!(lines[0].text, TextState::Waiting);
        assert_eq!(read(world, &ada, &document, None).await.unwrap(), "Testo.");
    })
    .await;
}

#[tokio::test]
async fn slow_files_of_one_account_do_not_keep_another_account_waiting() {
    on_both(async |world| {
        settle(world).await;
        let (ada, edo) = (world.by("ada").await, world.by("edo").await);
        let draft = begin(world, &ada, "Mensa").await;
        let held = Arc::new(AtomicUsize::new(0));
        let slow: Vec<_> = (0..8)
            .map(|number| {
                let (portal, ada, draft, held) = (world.portal.clone(), ada.clone(), draft.clone(), Arc::clone(&held));
                // Says once that it is asked for, and nothing ever after.
                let silent = futures::stream::once(async move {
                    held.fetch_add(1, Ordering::Relaxed);
                    std::future::pending::<Result<Bytes, String>>().await
                });
                tokio::spawn(async move { portal.add_document(&ada, &draft, form(&number.to_string()), silent).await })
            })
            .collect();
        while held.load(Ordering::Relaxed) < 2 {
            tokio::task::yield_now().await;
        }
        add(world, &edo, &draft, form("Svelto"), "Testo.").await.unwrap();
        assert_eq!(held.load(Ordering::Relaxed), 2, "the others of the same account wait");
        slow.iter().for_each(tokio::task::JoinHandle::abort);
        for task in slow {
            drop(task.await);
        }
        add(world, &ada, &draft, form("Dopo"), "Testo.").await.unwrap();
    })
    .await;
}
