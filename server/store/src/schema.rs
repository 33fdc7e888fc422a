// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whether the schema of the database is the one that this program knows.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Store;
use crate::error::Error;

/// How the schema of the database compares with the steps that this program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// There are no tables yet.
    Absent,
    /// All known steps were taken, and no others.
    Current,
    /// Some steps are still to be taken: their names.
    Older(Vec<String>),
    /// A later program took steps that this one does not know: their names. It must not be written.
    Newer(Vec<String>),
}

impl Store {
    /// Compares the steps that the database has with those that the program knows (`migrations::names`).
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn schema_state(&self, known: &[String]) -> Result<SchemaState, Error> {
        let Some(taken) = self.steps_taken().await? else { return Ok(SchemaState::Absent) };
        let unknown: Vec<String> = taken.iter().filter(|step| !known.contains(step)).cloned().collect();
        let missing: Vec<String> = known.iter().filter(|step| !taken.contains(step)).cloned().collect();
        Ok(match (unknown.is_empty(), missing.is_empty()) {
            (false, _) => SchemaState::Newer(unknown),
            (true, true) => SchemaState::Current,
            (true, false) if taken.is_empty() => SchemaState::Absent,
            (true, false) => SchemaState::Older(missing),
        })
    }

    async fn steps_taken(&self) -> Result<Option<Vec<String>>, Error> {
        let db = self.readers();
        let backend = db.get_database_backend();
        let exists = match backend {
            DbBackend::Sqlite => "SELECT 1 AS found FROM sqlite_master WHERE name = 'seaql_migrations'",
            _ => "SELECT 1 AS found WHERE to_regclass('seaql_migrations') IS NOT NULL",
        };
        if db.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
            return Ok(None);
        }
        let rows = Statement::from_string(backend, "SELECT version FROM seaql_migrations ORDER BY version");
        let rows = db.query_all_raw(rows).await?;
        let steps = rows.iter().map(|row| row.try_get("", "version"));
        Ok(Some(steps.collect::<Result<Vec<String>, _>>()?))
    }
}
