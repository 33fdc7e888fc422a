// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own data hold what a member wrote, and of the others only what is the member's to know.

use std::io::{Cursor, Read as _};

use bytes::Bytes;
use domain::policy::Viewer;
use domain::revision::Remark;
use portal::documents::DocumentForm;
use portal::writing::{AssessmentForm, MoveForm};
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{begin, go, settle, written};
use crate::world::{World, on_both, uid};

async fn copy(world: &World, name: &str) -> Value {
    let archive = world.portal.own_copy(&world.by(name).await).await.unwrap();
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut text = String::new();
    archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

async fn version(world: &World, practice: &str) -> String {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap();
    kept.map_or(0, |kept| kept.record_version).to_string()
}

async fn bring_document(world: &World, practice: &str) {
    let form = DocumentForm {
        title: "Piano della mensa".to_owned(),
        kind: "document".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        audience: "public".to_owned(),
        file_name: "piano.txt".to_owned(),
        ..DocumentForm::default()
    };
    let pieces = [Ok::<_, String>(Bytes::from_static(b"Testo del piano."))];
    world.portal.add_document(&world.by("ada").await, practice, form, futures::stream::iter(pieces)).await.unwrap();
}

async fn ask_for_changes(world: &World, practice: &str) {
    let form = MoveForm {
        uid: practice.to_owned(),
        version: version(world, practice).await,
        step: "request_changes".to_owned(),
        note: "Ci siamo quasi".to_owned(),
        remarks: vec![Remark { field: "problem".to_owned(), text: "Spiegare meglio".to_owned() }],
        ..MoveForm::default()
    };
    world.portal.move_practice(&world.by("rita").await, form).await.unwrap();
}

async fn assess(world: &World, practice: &str) {
    let form = AssessmentForm {
        uid: practice.to_owned(),
        version: version(world, practice).await,
        outcome: "favourable".to_owned(),
        rating: "verified".to_owned(),
        text: "Un parere motivato.".to_owned(),
    };
    world.portal.assess_practice(&world.by("rita").await, form).await.unwrap();
}

/// The entries of a list.
fn entries<'d>(document: &'d Value, name: &str) -> &'d [Value] {
    document[name].as_array().unwrap()
}

#[tokio::test]
async fn it_holds_drafts_practices_documents_remarks_and_opinions() {
    on_both(async |world| {
        settle(world).await;
        let (ada, rita) = (world.by("ada").await, world.by("rita").await);
        let practice = written(world, &ada, "Mensa senza code").await;
        let draft = begin(world, &ada, "Ancora da scrivere").await;
        bring_document(world, &practice).await;
        go(world, &ada, &practice, "submit").await.unwrap();
        ask_for_changes(world, &practice).await;
        go(world, &ada, &practice, "submit").await.unwrap();
        go(world, &rita, &practice, "publish").await.unwrap();
        assess(world, &practice).await;

        let own = copy(world, "ada").await;
        let titles: Vec<_> = entries(&own, "practices").iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert!(titles.len() == 2 && titles.contains(&"Mensa senza code") && titles.contains(&"Ancora da scrivere"));
        assert!(entries(&own, "practices").iter().any(|one| one["uid"] == draft.as_str() && one["stage"] == "draft"));
        let document = &entries(&own, "documents")[0];
        assert_eq!(document["title"], "Piano della mensa");
        assert_eq!(document["file"]["name"], "piano.txt");
        let done = entries(&own, "done_to_practices");
        assert!(done.iter().any(|one| one["act"] == "submitted"));
        assert!(done.iter().all(|one| one["by"] == "ada" && one.get("text").is_none()));
        assert!(entries(&own, "opinions").is_empty());
        assert!(own.to_string().contains("Un parere motivato."), "what was said of the own practice is on it");
        assert!(!own.to_string().contains("\"rita\""), "but not who said it");

        let reviewer = copy(world, "rita").await;
        let remarks: Vec<_> = entries(&reviewer, "done_to_practices")
            .iter()
            .flat_map(|one| one["remarks"].as_array().cloned().unwrap_or_default())
            .collect();
        assert_eq!((remarks.len(), remarks[0]["text"].as_str()), (1, Some("Spiegare meglio")));
        let opinion = &entries(&reviewer, "opinions")[0];
        assert_eq!(opinion["practice"], practice.as_str());
        assert_eq!(opinion["opinion"]["text"], "Un parere motivato.");
        assert!(entries(&reviewer, "practices").is_empty() && entries(&reviewer, "documents").is_empty());

        let stranger = copy(world, "zoe").await;
        for name in ["practices", "done_to_practices", "documents", "opinions", "tokens"] {
            assert!(entries(&stranger, name).is_empty(), "{name}");
        }
    })
    .await;
}
