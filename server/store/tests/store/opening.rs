// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Opening a database: its schema, its settings, and clear words where that fails.

use sea_orm::{ConnectionTrait, Statement};
use store::{Error, SchemaState, Store};
use tempfile::TempDir;

use crate::world::{on_both, settings_for};

async fn words_of(settings: &store::Settings) -> String {
    match Store::connect(settings).await {
        Err(Error::CannotOpen(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_schema_is_absent_current_older_or_newer() {
    let folder = TempDir::new().unwrap();
    let empty = Store::connect(&settings_for(folder.path().to_owned())).await.unwrap();
    assert_eq!(empty.schema_state(&migrations::names()).await.unwrap(), SchemaState::Absent);
    on_both(async |world| {
        let mut known = migrations::names();
        assert_eq!(world.store.schema_state(&known).await.unwrap(), SchemaState::Current);
        known.push("m20990101_000001_later".to_owned());
        let older = SchemaState::Older(vec!["m20990101_000001_later".to_owned()]);
        assert_eq!(world.store.schema_state(&known).await.unwrap(), older);
        let newer = SchemaState::Newer(migrations::names());
        assert_eq!(world.store.schema_state(&[]).await.unwrap(), newer);
    })
    .await;
}

#[tokio::test]
async fn migrating_again_or_twice_at_once_does_no_harm() {
    on_both(async |world| {
        let other = Store::connect(&world.settings).await.unwrap();
        let (first, second) =
            tokio::join!(migrations::run(world.connection()), migrations::run(other.writer_connection()));
        first.unwrap();
        second.unwrap();
        other.close().await;
        assert_eq!(world.store.schema_state(&migrations::names()).await.unwrap(), SchemaState::Current);
    })
    .await;
}

#[tokio::test]
async fn two_programs_that_start_on_an_empty_folder_both_find_it_ready() {
    let folder = TempDir::new().unwrap();
    let settings = settings_for(folder.path().to_owned());
    let (one, two) = (Store::connect(&settings).await.unwrap(), Store::connect(&settings).await.unwrap());
    let (first, second) =
        tokio::join!(migrations::run(one.writer_connection()), migrations::run(two.writer_connection()));
    first.unwrap();
    second.unwrap();
    assert_eq!(one.log_state().await.unwrap(), two.log_state().await.unwrap());
}

#[tokio::test]
async fn a_schema_that_a_later_program_made_is_not_migrated() {
    on_both(async |world| {
        let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 0)";
        world.connection().execute_unprepared(later).await.unwrap();
        assert!(migrations::run(world.connection()).await.is_err());
        let newer = SchemaState::Newer(vec!["m20990101_000001_later".to_owned()]);
        assert_eq!(world.store.schema_state(&migrations::names()).await.unwrap(), newer);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_said_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    let missing = words_of(&settings_for(folder.path().join("absent"))).await;
    assert!(missing.contains("innesto.db cannot be opened"), "{missing}");

    std::fs::write(
        folder.path().join("innesto.db"),
        "this is no database, and long enough to be looked at ".repeat(40),
    )
    .unwrap();
    let garbage = words_of(&settings_for(folder.path().to_owned())).await;
    assert!(garbage.contains("not a database"), "{garbage}");

    let mut elsewhere = settings_for(folder.path().to_owned());
    elsewhere.database_url = Some("mysql://localhost/innesto".to_owned());
    assert!(words_of(&elsewhere).await.contains("postgres://"));
    elsewhere.database_url = Some("postgresql://nobody:hidden@127.0.0.1:1/innesto".to_owned());
    let refused = words_of(&elsewhere).await;
    assert!(refused.contains("PostgreSQL") && !refused.contains("hidden"), "{refused}");
}

#[tokio::test]
async fn a_folder_with_strange_letters_is_no_trouble() {
    let folder = TempDir::new().unwrap();
    let strange = folder.path().join("dati è 100% ?mode=ro#x");
    std::fs::create_dir(&strange).unwrap();
    let store = Store::connect(&settings_for(strange.clone())).await.unwrap();
    migrations::run(store.writer_connection()).await.unwrap();
    store.tidy().await.unwrap();
    store.close().await;
    assert!(strange.join("innesto.db").is_file());
}

#[tokio::test]
async fn the_sqlite_inside_keeps_the_plan_of_a_statement_and_shares_no_cache_behind_a_lock() {
    let folder = TempDir::new().unwrap();
    let store = Store::connect(&settings_for(folder.path().to_owned())).await.unwrap();
    let db = store.writer_connection();
    let asked = Statement::from_string(db.get_database_backend(), "PRAGMA compile_options");
    let rows = db.query_all_raw(asked).await.unwrap();
    let options: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    let is_set = |wanted: &str| options.iter().any(|one| one.split('=').next() == Some(wanted));
    assert!(is_set("ENABLE_QPSG"), "see .cargo/config.toml: {options:?}");
    assert!(!is_set("ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
}
