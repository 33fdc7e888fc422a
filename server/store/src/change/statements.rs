// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Statements in words as parts of a change: after one that failed, the change is broken.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use super::Change;
use crate::accounts::AuditEntry;
use crate::error::Error;

impl Change {
    pub(crate) fn new_id(&self) -> Uuid {
        (self.new_id)()
    }

    /// Runs a statement; says how many rows it wrote.
    pub(crate) async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64, Error> {
        let outcome = self.execute_now(sql, values).await;
        self.marked(outcome)
    }

    /// Runs a statement that answers with at most one row.
    pub(crate) async fn returned(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<QueryResult>, Error> {
        let outcome = self.returned_now(sql, values).await;
        self.marked(outcome)
    }

    /// Adds a row to the audit log; it gets its number, and its place in the chain, at the commit.
    ///
    /// Nothing in it may say who a person is but by `uid`: the row stays when the person goes.
    ///
    /// # Errors
    /// `Refused` where the note is longer than 8 KiB of JSON or has a NUL, `Broken`.
    pub async fn audit(&mut self, entry: AuditEntry) -> Result<(), Error> {
        let outcome = self.checked_entry(entry);
        let entry = self.marked(outcome)?;
        self.audited.push(entry);
        Ok(())
    }

    fn checked_entry(&self, entry: AuditEntry) -> Result<AuditEntry, Error> {
        if self.broken {
            return Err(Error::Broken);
        }
        entry.checked()
    }

    async fn execute_now(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, Error> {
        let statement = self.statement(sql, values)?;
        Ok(self.transaction.execute_raw(statement).await?.rows_affected())
    }

    async fn returned_now(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<QueryResult>, Error> {
        let statement = self.statement(sql, values)?;
        Ok(self.transaction.query_one_raw(statement).await?)
    }

    fn statement(&self, sql: &'static str, values: Vec<Value>) -> Result<Statement, Error> {
        if self.broken {
            return Err(Error::Broken);
        }
        stated(self.transaction.get_database_backend(), sql, values)
    }
}

/// A statement whose texts have no NUL: SQLite would measure them only up to it, and PostgreSQL refuses them.
pub(crate) fn stated(backend: DbBackend, sql: &str, values: Vec<Value>) -> Result<Statement, Error> {
    if values.iter().any(|value| matches!(value, Value::String(Some(text)) if text.contains('\0'))) {
        return Err(Error::Refused("text without NUL".to_owned()));
    }
    Ok(Statement::from_sql_and_values(backend, sql, values))
}
