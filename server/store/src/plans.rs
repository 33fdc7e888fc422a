// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How SQLite goes about a statement, for tests: it should cost what it changes, and not what there is.

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::change::stated;
use crate::{Settings, Store};

/// The steps of a statement, one a line.
pub(crate) async fn plan(sql: &str, values: Vec<Value>) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_owned();
    let settings = Settings { database_url: None, data, new_id: Uuid::nil, statements: None };
    let store = Store::connect(&settings).await.expect("a database");
    let db = store.writer_connection();
    migrations::run(db).await.expect("a schema");
    let asked = stated(db.get_database_backend(), &format!("EXPLAIN QUERY PLAN {sql}"), values).expect("a statement");
    let rows = db.query_all_raw(asked).await.expect("a plan");
    let steps: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").expect("a step")).collect();
    store.close().await;
    steps.join("\n")
}
