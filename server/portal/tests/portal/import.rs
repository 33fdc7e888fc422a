// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking records in: what is bad is told with its line and left out, everything else is in.

use portal::import::{Imported, Told};
use serde_json::json;

use crate::world::{World, on_both, practice, with};

fn refused(told: &[Told]) -> Vec<(u64, &str)> {
    let told = told.iter().filter_map(|one| match one {
        Told::Refused { line, reason } => Some((*line, reason.as_str())),
        _ => None,
    });
    told.collect()
}

#[tokio::test]
async fn a_practice_needs_a_title_a_language_and_one_text() {
    on_both(async |world| {
        for field in ["summary", "problem", "solution"] {
            let line = json!({"type": "practice", "uid": field, "title": "Nidi", "language": "it", field: "Testo."});
            world.put(&[line]).await;
            let page = world.page(field).await;
            assert_eq!(page.phase.code(), "identified");
            assert_eq!(page.practice.stage.code(), "published");
        }
    })
    .await;
}

#[tokio::test]
async fn bad_lines_are_told_with_number_and_reason_and_the_rest_is_in() {
    on_both(async |world| {
        let lines = [
            practice("one", "Uno").to_string(),
            "{".to_owned(),
            String::new(),
            practice("two", "Due").to_string(),
            practice("three", "").to_string(),
            r#"{"type":"prattica","uid":"x"}"#.to_owned(),
            practice("with space", "Tre").to_string(),
            with(practice("four", "Quattro"), json!({"region": "99"})).to_string(),
            "[]".to_owned(),
            practice("five", "Cinque").to_string(),
        ];
        let (imported, told) = world.import(lines.join("\n")).await;
        assert_eq!(imported, Imported { lines: 9, created: 3, changed: 0, unchanged: 0, refused: 6 });
        let refused = refused(&told);
        let numbers: Vec<u64> = refused.iter().map(|(line, _)| *line).collect();
        assert_eq!(numbers, [2, 5, 6, 7, 8, 9]);
        for (at, part) in [(1, "title: is missing"), (2, "\"prattica\" is not known"), (4, "region")] {
            assert!(refused[at].1.contains(part), "{:?}", refused[at]);
        }
        assert!(refused.iter().all(|(_, reason)| !reason.is_empty()));
        assert_eq!(world.number("SELECT count(*) FROM practices").await, 3);
    })
    .await;
}

#[tokio::test]
async fn the_same_uid_again_changes_the_record() {
    on_both(async |world| {
        let (first, _) = world.import(practice("p", "Prima").to_string()).await;
        let (second, _) = world.import(practice("p", "Poi").to_string()).await;
        let (third, _) = world.import(practice("p", "Poi").to_string()).await;
        assert_eq!((first.created, second.changed, third.unchanged), (1, 1, 1));
        assert_eq!(world.page("p").await.practice.title, "Poi");
        let twice = format!("{}\n{}", practice("q", "Prima"), practice("q", "Poi"));
        let (both, _) = world.import(twice).await;
        assert_eq!((both.created, both.changed), (1, 1));
        assert_eq!(world.page("q").await.practice.title, "Poi");
    })
    .await;
}

#[tokio::test]
async fn an_import_that_changes_nothing_writes_nothing_into_the_log() {
    on_both(async |world| {
        let lines = format!("{}\n{}", practice("p", "Nidi"), crate::world::adoption("a", "p", "pilot"));
        world.import(lines.clone()).await;
        let before = world.portal.store().log_state().await.unwrap();
        let rows = world.number("SELECT count(*) FROM log").await;
        let (again, _) = world.import(lines).await;
        assert_eq!((again.unchanged, again.changed, again.created), (2, 0, 0));
        assert_eq!(world.portal.store().log_state().await.unwrap(), before);
        assert_eq!(world.number("SELECT count(*) FROM log").await, rows);
    })
    .await;
}

#[tokio::test]
async fn fields_that_nobody_knows_are_told_and_the_record_is_in() {
    let world = World::new().await;
    let line = with(practice("p", "Nidi"), json!({"colour": "green", "shape": {"a": 1}}));
    let (imported, told) = world.import(line.to_string()).await;
    assert_eq!(imported.created, 1);
    assert_eq!(told, [Told::UnknownFields { line: 1, fields: vec!["colour".to_owned(), "shape".to_owned()] }]);
}

#[tokio::test]
async fn a_line_of_five_mebibytes_is_refused_and_the_next_one_read() {
    let world = World::new().await;
    let long = with(practice("p", "Nidi"), json!({"problem": "x".repeat(5 << 20)}));
    let (imported, told) = world.import(format!("{long}\n{}\n{long}", practice("q", "Asili"))).await;
    assert_eq!((imported.lines, imported.created, imported.refused), (3, 1, 2));
    let refused = refused(&told);
    assert_eq!((refused[0].0, refused[1].0), (1, 3));
    assert!(refused[0].1.contains("4194304"), "{}", refused[0].1);
}

#[tokio::test]
async fn a_text_longer_than_64_kib_is_refused_with_its_field() {
    let world = World::new().await;
    let line = with(practice("p", "Nidi"), json!({"problem": "à".repeat(32_769)}));
    let (_, told) = world.import(line.to_string()).await;
    assert_eq!(refused(&told), [(1, "problem: is longer than 65536")]);
    let most = with(practice("p", "Nidi"), json!({"problem": "à".repeat(32_768)}));
    assert_eq!(world.import(most.to_string()).await.0.created, 1);
}

#[tokio::test]
async fn a_byte_order_mark_and_foreign_line_ends_do_no_harm() {
    let world = World::new().await;
    let lines = format!("\u{feff}{}\r\n\r\n{}\r\n", practice("one", "Uno"), practice("two", "Due"));
    let (imported, told) = world.import(lines).await;
    assert_eq!((imported.created, told), (2, Vec::new()));
}

#[tokio::test]
async fn a_line_that_is_no_utf_8_is_refused_alone() {
    let world = World::new().await;
    let mut lines = practice("one", "Uno").to_string().into_bytes();
    lines.extend(b"\n{\"type\":\"practice\",\"title\":\"citt\xe0\"}\n\xff\xfe\n");
    lines.extend(practice("two", "Due").to_string().into_bytes());
    let (imported, told) = world.import(lines).await;
    assert_eq!((imported.created, imported.refused), (2, 2));
    assert_eq!(refused(&told), [(2, "the line is not UTF-8"), (3, "the line is not UTF-8")]);
}

#[tokio::test]
async fn an_empty_file_is_an_import_of_nothing() {
    let world = World::new().await;
    for nothing in ["", "\n\n  \n", "\u{feff}"] {
        assert_eq!(world.import(nothing).await, (Imported::default(), Vec::new()), "{nothing:?}");
    }
}

#[tokio::test]
async fn numbers_of_lines_hold_over_many_batches() {
    on_both(async |world| {
        let line = |at: usize| {
            if at % 600 == 599 { "bad".to_owned() } else { practice(&format!("p{at}"), "Nidi").to_string() }
        };
        let lines: Vec<String> = (0..1_300).map(line).collect();
        let (imported, told) = world.import(lines.join("\n")).await;
        assert_eq!((imported.lines, imported.created, imported.refused), (1_300, 1_298, 2));
        let numbers: Vec<u64> = refused(&told).iter().map(|(line, _)| *line).collect();
        assert_eq!(numbers, [600, 1_200]);
    })
    .await;
}

#[tokio::test]
async fn two_records_may_have_the_same_title_and_have_two_addresses() {
    let world = World::new().await;
    world.put(&[practice("one", "Nidi"), practice("two", "Nidi")]).await;
    assert_eq!((world.page("one").await.slug.as_str(), world.page("two").await.slug.as_str()), ("nidi", "nidi-2"));
}
