// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A copy of the whole database, and what ends where one is put back.

use std::path::Path;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Store;
use crate::change::Change;
use crate::error::Error;

/// What people hold that opens something: sessions, links from mails, tokens of programs.
const SESSIONS: &str = "UPDATE sessions SET ended_at = $1, id_token = NULL WHERE ended_at IS NULL";
const LINKS: &str = "UPDATE one_time_links SET used_at = $1 WHERE used_at IS NULL";
const TOKENS: &str = "DELETE FROM tokens";

impl Store {
    /// Copies the database, as of one moment, into a file that is not there yet. Others read and write meanwhile.
    ///
    /// # Errors
    /// `CannotOpen` on PostgreSQL, which has tools of its own, or where the file's name is no text; `Unavailable` where
    /// the file cannot be written.
    pub async fn copy_to(&self, file: &Path) -> Result<(), Error> {
        if self.writer_connection().get_database_backend() != DbBackend::Sqlite {
            return Err(Error::CannotOpen("a database on PostgreSQL is copied by pg_dump".to_owned()));
        }
        let Some(name) = file.to_str() else {
            return Err(Error::CannotOpen(format!("{} is no name for a database", file.display())));
        };
        self.run_apart("VACUUM INTO $1", vec![name.into()]).await.map(drop)
    }

    /// The SHA-256 of every file that some document names, in order.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn all_named_files(&self) -> Result<Vec<String>, Error> {
        let db = self.readers();
        let sql = "SELECT DISTINCT sha256 FROM document_files ORDER BY sha256";
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        rows.iter().map(|row| Ok(row.try_get("", "sha256")?)).collect()
    }
}

impl Change {
    /// Ends all that people hold and that opens something: of a database that was put back nobody knows who ended what
    /// since its copy was made.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn end_all_access(&mut self) -> Result<(), Error> {
        let now = self.now().as_millisecond();
        self.execute(SESSIONS, vec![now.into()]).await?;
        self.execute(LINKS, vec![now.into()]).await?;
        self.execute(TOKENS, Vec::new()).await.map(drop)
    }
}
