// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents of a published practice: what is changed of them waits in its new version, and comes out with it.

use domain::policy::Viewer;
use portal::Error;
use portal::documents::{DocumentForm, Removal, Renewal};
use portal::form::FieldProblem as Wrong;
use portal::values::PracticeAt;
use serde_json::{Value, json};

use crate::cast::{IT, go, settle, written};
use crate::documents::{add, form, found, read, search};
use crate::world::{World, denied, on_both, problem};

const SLUG: &str = "mensa-senza-code";

/// A published practice with documents of these titles; answers its identifier, and theirs.
async fn published(world: &World, titles: &[&str]) -> (String, Vec<String>) {
    settle(world).await;
    let (ada, rita) = (world.by("ada").await, world.by("rita").await);
    let practice = written(world, &ada, "Mensa senza code").await;
    let mut documents = Vec::new();
    for title in titles {
        documents.push(add(world, &ada, &practice, form(title), &format!("{title}, prima stesura.")).await.unwrap());
    }
    go(world, &ada, &practice, "submit").await.unwrap();
    go(world, &rita, &practice, "publish").await.unwrap();
    world.follow().await;
    (practice, documents)
}

/// What a viewer sees of the documents of a practice: title, version, and what waits.
async fn seen(world: &World, viewer: &Viewer, practice: &str) -> Vec<(String, u32, Option<Renewal>)> {
    let lines = world.portal.documents_of(viewer, practice).await.unwrap();
    lines.into_iter().map(|line| (line.title, line.version, line.renewal)).collect()
}

fn line(title: &str, version: u32, renewal: Option<Renewal>) -> (String, u32, Option<Renewal>) {
    (title.to_owned(), version, renewal)
}

/// The titles of the documents on the page of the published practice.
async fn on_the_page(world: &World, viewer: &Viewer) -> Vec<String> {
    let PracticeAt::Here(page) = world.portal.practice(viewer, IT, SLUG).await.unwrap() else { panic!("it is here") };
    page.documents.into_iter().map(|line| line.title).collect()
}

#[tokio::test]
async fn a_new_version_of_a_published_document_is_read_and_found_once_it_was_let_in() {
    on_both(async |world| {
        let (practice, documents) = published(world, &["Disciplinare"]).await;
        let (old, ada, rita) = (&documents[0], world.by("ada").await, world.by("rita").await);
        found(world, old, json!([{"place": "whole", "text": "Il termovalorizzatore è escluso."}])).await;
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        let next = DocumentForm { replaces: old.clone(), ..form("Disciplinare nuovo") };
        let new = add(world, &ada, &copy, next, "Seconda stesura.").await.unwrap();
        assert_ne!(&new, old);
        found(world, &new, json!([{"place": "whole", "text": "Il parallelepipedo è escluso."}])).await;

        for viewer in [Viewer::Visitor, world.by("zoe").await] {
            assert_eq!(seen(world, &viewer, &practice).await, [line("Disciplinare", 1, None)]);
            assert_eq!(on_the_page(world, &viewer).await, ["Disciplinare"]);
            assert_eq!(read(world, &viewer, old, None).await.unwrap(), "Disciplinare, prima stesura.");
            assert!(read(world, &viewer, old, Some(2)).await.is_err());
            assert!(matches!(read(world, &viewer, &new, None).await, Err(Error::NotFound)));
            assert!(world.portal.documents_of(&viewer, &copy).await.is_err());
            assert_eq!(search(world, &viewer, "parallelepipedo").await, Vec::<String>::new());
            assert_eq!(search(world, &viewer, "termovalorizzatore").await.len(), 2);
        }
        for writer in ["ada", "edo", "rina"] {
            let writer = world.by(writer).await;
            let waits = [line("Disciplinare nuovo", 2, Some(Renewal::Changed))];
            assert_eq!(seen(world, &writer, &copy).await, waits);
            assert_eq!(read(world, &writer, &new, None).await.unwrap(), "Seconda stesura.");
            assert_eq!(on_the_page(world, &writer).await, ["Disciplinare"]);
        }
        go(world, &ada, &copy, "submit").await.unwrap();
        let review = world.portal.review_page(&rita, IT, &copy).await.unwrap();
        assert_eq!(review.practice.documents[0].renewal, Some(Renewal::Changed));
        assert_eq!(read(world, &rita, &new, None).await.unwrap(), "Seconda stesura.");
        let late = world.portal.change_document(&ada, &copy, &new, form("Altro")).await;
        assert!(matches!(denied(late), Error::NotAllowed), "what is read is what is decided on");

        go(world, &rita, &copy, "publish").await.unwrap();
        world.follow().await;
        assert_eq!(seen(world, &Viewer::Visitor, &practice).await, [line("Disciplinare nuovo", 2, None)]);
        assert_eq!(read(world, &Viewer::Visitor, old, None).await.unwrap(), "Seconda stesura.");
        assert_eq!(read(world, &Viewer::Visitor, old, Some(1)).await.unwrap(), "Disciplinare, prima stesura.");
        assert!(read(world, &ada, &new, None).await.is_err());
        assert_eq!(search(world, &Viewer::Visitor, "termovalorizzatore").await, Vec::<String>::new());
        let job = format!("SELECT count(*) FROM jobs WHERE payload LIKE '%{old}%'");
        assert_eq!(world.number(&job).await, 2, "its text is looked for as at its first coming");
        found(world, old, json!([{"place": "whole", "text": "Il parallelepipedo è escluso."}])).await;
        assert_eq!(search(world, &Viewer::Visitor, "parallelepipedo").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn other_words_and_a_removal_wait_and_can_be_taken_back() {
    on_both(async |world| {
        let (practice, documents) = published(world, &["Piano", "Verbale"]).await;
        let (piano, verbale) = (&documents[0], &documents[1]);
        let (ada, rita, zoe) = (world.by("ada").await, world.by("rita").await, world.by("zoe").await);
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        let members = || DocumentForm { audience: "members".to_owned(), ..form("Piano nuovo") };
        // Not without a revision, and not by others.
        let direct = world.portal.change_document(&ada, &practice, piano, members()).await;
        assert!(matches!(denied(direct), Error::NotAllowed));
        let direct = world.portal.remove_document(&ada, &practice, verbale).await;
        assert!(matches!(denied(direct), Error::NotAllowed));
        let strange = world.portal.remove_document(&zoe, &copy, verbale).await;
        assert!(matches!(denied(strange), Error::NotFound));
        let visitor = world.portal.remove_document(&Viewer::Visitor, &copy, verbale).await;
        assert!(matches!(denied(visitor), Error::SignInFirst));

        world.portal.change_document(&ada, &copy, piano, members()).await.unwrap();
        let removal = world.portal.remove_document(&ada, &copy, verbale).await.unwrap();
        assert_eq!(removal, Removal::WithPublication);
        assert_eq!(on_the_page(world, &Viewer::Visitor).await, ["Piano", "Verbale"]);
        assert_eq!(read(world, &Viewer::Visitor, verbale, None).await.unwrap(), "Verbale, prima stesura.");
        let waits = [line("Piano nuovo", 1, Some(Renewal::Changed)), line("Verbale", 1, Some(Renewal::Removed))];
        assert_eq!(seen(world, &ada, &copy).await, waits);

        let removed = world.portal.documents_of(&ada, &copy).await.unwrap()[1].uid.clone();
        world.portal.keep_document(&ada, &copy, &removed).await.unwrap();
        let waits = [line("Piano nuovo", 1, Some(Renewal::Changed)), line("Verbale", 1, Some(Renewal::Unchanged))];
        assert_eq!(seen(world, &ada, &copy).await, waits);
        assert!(matches!(denied(world.portal.keep_document(&ada, &copy, verbale).await), Error::NotFound));
        world.portal.remove_document(&ada, &copy, verbale).await.unwrap();

        go(world, &ada, &copy, "submit").await.unwrap();
        go(world, &rita, &copy, "publish").await.unwrap();
        world.follow().await;
        assert_eq!(on_the_page(world, &Viewer::Visitor).await, Vec::<String>::new());
        assert_eq!(on_the_page(world, &zoe).await, ["Piano nuovo"]);
        assert!(read(world, &Viewer::Visitor, piano, None).await.is_err());
        assert_eq!(read(world, &zoe, piano, None).await.unwrap(), "Piano, prima stesura.");
        assert!(read(world, &ada, verbale, None).await.is_err());
        assert_eq!(world.number("SELECT count(*) FROM documents").await, 2, "no copy is left");
    })
    .await;
}

#[tokio::test]
async fn what_waited_goes_with_its_revision() {
    on_both(async |world| {
        let (practice, documents) = published(world, &["Piano", "Verbale"]).await;
        let ada = world.by("ada").await;
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        let next = DocumentForm { replaces: documents[0].clone(), ..form("Piano nuovo") };
        let new = add(world, &ada, &copy, next, "Seconda stesura.").await.unwrap();
        world.portal.remove_document(&ada, &copy, &documents[1]).await.unwrap();
        go(world, &ada, &copy, "delete").await.unwrap();
        assert_eq!(on_the_page(world, &Viewer::Visitor).await, ["Piano", "Verbale"]);
        assert!(read(world, &world.by("rita").await, &new, None).await.is_err());
        let again = world.portal.open_revision(&ada, &practice).await.unwrap();
        assert_ne!(again, copy);
        let unchanged = ["Piano", "Verbale"].map(|title| line(title, 1, Some(Renewal::Unchanged)));
        assert_eq!(seen(world, &ada, &again).await, unchanged);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_has_room_for_as_many_documents_as_there_will_be() {
    on_both(async |world| {
        let (practice, documents) = published(world, &["Piano"]).await;
        let more: Vec<Value> = (1..50)
            .map(|number| {
                let file = json!({"sha256": "ab".repeat(32), "name": "a.txt", "kind": "text", "size": 1, "at": 0});
                json!({"type": "document", "uid": format!("altro-{number}"), "practice": practice, "title": "Altro",
                    "kind": "document", "licence": "CC-BY-4.0", "file": file})
            })
            .collect();
        world.put(&more).await;
        let ada = world.by("ada").await;
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        assert_eq!(problem(add(world, &ada, &copy, form("Troppo"), "x").await), ("file", Wrong::NotAllowed));
        let next = DocumentForm { replaces: documents[0].clone(), ..form("Piano nuovo") };
        add(world, &ada, &copy, next, "Seconda stesura.").await.unwrap();
        world.portal.remove_document(&ada, &copy, "altro-1").await.unwrap();
        add(world, &ada, &copy, form("Ancora uno"), "y").await.unwrap();
        assert_eq!(problem(add(world, &ada, &copy, form("Troppo"), "z").await), ("file", Wrong::NotAllowed));
    })
    .await;
}

async fn exported(world: &World) -> String {
    let mut out = Vec::new();
    world.portal.export(&mut out).await.unwrap();
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn what_waits_comes_back_from_an_export() {
    on_both(async |world| {
        let (practice, documents) = published(world, &["Piano", "Verbale"]).await;
        let ada = world.by("ada").await;
        let copy = world.portal.open_revision(&ada, &practice).await.unwrap();
        world.portal.change_document(&ada, &copy, &documents[0], form("Piano nuovo")).await.unwrap();
        world.portal.remove_document(&ada, &copy, &documents[1]).await.unwrap();
        let first = exported(world).await;
        let lines: Vec<Value> = first.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let waiting: Vec<&Value> = lines.iter().filter(|line| line["renews"].is_string()).collect();
        assert_eq!(waiting.len(), 2);
        assert_eq!(waiting.iter().filter(|line| line["withdraws"] == true).count(), 1);
        let other = World::new().await;
        other.put(&lines).await;
        assert_eq!(exported(&other).await, first);
        let titles: Vec<String> =
            seen(&other, &Viewer::Visitor, &practice).await.into_iter().map(|(title, ..)| title).collect();
        assert_eq!(titles.len(), 2, "{titles:?}");
        assert!(!titles.iter().any(|title| title == "Piano nuovo"));
    })
    .await;
}
