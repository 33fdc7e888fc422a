// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The database itself refuses what is too long, whatever way it comes.

use domain::record::Record;
use store::Error;

use crate::world::{World, kept, on_both, organisation, practice, record};

async fn refused(world: &World, record: &Record) -> String {
    match world.try_put(record).await {
        Err(Error::Refused(limit)) => limit,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_title_has_1_to_300_characters() {
    on_both(async |world| {
        let titled = |title: String| {
            let mut bad = practice("p", "x");
            bad.title = title;
            kept(bad)
        };
        assert_eq!(refused(world, &titled("é".repeat(301))).await, "practices_title");
        assert_eq!(refused(world, &titled(String::new())).await, "practices_title");
        world.put(&[titled("é".repeat(300))]).await;
        let Record::Organisation(mut long) = organisation("o", "x") else { unreachable!("an organisation") };
        long.name = "é".repeat(301);
        assert_eq!(refused(world, &Record::Organisation(long)).await, "organisations_name");
    })
    .await;
}

#[tokio::test]
async fn a_text_has_at_most_64_kib() {
    on_both(async |world| {
        let most = "à".repeat(32 * 1024);
        let mut long = practice("p", "Nidi");
        (long.summary, long.problem, long.solution) = (Some(most.clone()), Some(most.clone()), Some(most.clone()));
        world.put(&[kept(long.clone())]).await;
        let more = format!("{most}x");
        let mut bad = long.clone();
        bad.summary = Some(more.clone());
        assert_eq!(refused(world, &kept(bad)).await, "practices_summary");
        let mut bad = long.clone();
        bad.problem = Some(more.clone());
        assert_eq!(refused(world, &kept(bad)).await, "practices_problem");
        let mut bad = long;
        bad.solution = Some(more.clone());
        assert_eq!(refused(world, &kept(bad)).await, "practices_solution");

        let Record::Organisation(mut bad) = organisation("o", "Comune") else { unreachable!("an organisation") };
        bad.description = Some(more.clone());
        assert_eq!(refused(world, &Record::Organisation(bad)).await, "organisations_description");
        let line = serde_json::json!({"type": "adoption", "uid": "a", "practice": "p", "adopter_name": "B", "state": "pilot", "source": "twinning"});
        let Record::Adoption(mut bad) = record(line) else { unreachable!("an adoption") };
        bad.notes = Some(more);
        assert_eq!(refused(world, &Record::Adoption(bad)).await, "adoptions_notes");
    })
    .await;
}

#[tokio::test]
async fn a_record_has_at_most_4_mib() {
    on_both(async |world| {
        let mut large = practice("p", "Nidi");
        large.tags = vec!["x".repeat(1024 * 1024); 4];
        let limit = refused(world, &kept(large)).await;
        assert!(limit.contains("octet_length(record)") || limit == "practices_record_check", "{limit}");
    })
    .await;
}

#[tokio::test]
async fn a_nul_is_refused_and_the_words_for_one_are_kept() {
    on_both(async |world| {
        let mut bad = practice("p", "Nidi");
        bad.problem = Some("prima\0dopo".to_owned());
        assert_eq!(refused(world, &kept(bad.clone())).await, "text without NUL");
        bad.problem = Some(r"prima\u0000dopo".to_owned());
        bad.title = r"\u0000".to_owned();
        let good = kept(bad);
        world.put(std::slice::from_ref(&good)).await;
        let snapshot = world.store.snapshot().await.unwrap();
        assert_eq!(snapshot.records(store::RecordType::Practice, None, 2).await.unwrap(), [good]);
    })
    .await;
}
