// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Jobs: claimed by one server at a time for as long as a lease lasts, deleted once done.
//!
//! A job may run twice, after a crash between its work and its end; whoever writes one sees to it that this does no harm.

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use uuid::Uuid;

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::count;

/// Something that is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Names it.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what: JSON.
    pub payload: String,
    /// How often it was tried before.
    pub tries: u32,
}

const ADD: &str = "INSERT INTO jobs (id, kind, payload, created_at, next_at) VALUES ($1, $2, $3, $4, $4)";
const CLAIM: &str = "
UPDATE jobs SET lease_until = $2, tries = tries + 1 WHERE id IN (
    SELECT id FROM jobs WHERE next_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
    ORDER BY next_at, id LIMIT $3 @skip)
RETURNING id, kind, payload, tries";
const DONE: &str = "DELETE FROM jobs WHERE id = $1";
const AGAIN: &str = "UPDATE jobs SET lease_until = NULL, next_at = $2, problem = $3 WHERE id = $1";

impl Change {
    /// Writes a job down with the change that asks for it.
    ///
    /// # Errors
    /// As `Store::add_job`.
    pub async fn add_job(&mut self, kind: &str, payload: String) -> Result<(), Error> {
        let id = self.new_id();
        let values: Vec<Value> = vec![id.into(), kind.into(), payload.into(), self.now().as_millisecond().into()];
        self.execute(ADD, values).await.map(drop)
    }
}

impl Store {
    /// Writes a job down. One statement.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`.
    pub async fn add_job(&self, kind: &str, payload: String, now: Timestamp) -> Result<(), Error> {
        let values: Vec<Value> = vec![self.new_id().into(), kind.into(), payload.into(), now.as_millisecond().into()];
        self.run_apart(ADD, values).await.map(drop)
    }

    /// Takes jobs to do; nobody else gets them before the lease is over.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn claim_jobs(&self, now: Timestamp, lease: SignedDuration, limit: u32) -> Result<Vec<Job>, Error> {
        let db = self.writer_connection().clone();
        let skip = if db.get_database_backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let values: [Value; 3] =
            [now.as_millisecond().into(), (now + lease).as_millisecond().into(), i64::from(limit).into()];
        let claim = Statement::from_sql_and_values(db.get_database_backend(), CLAIM.replace("@skip", skip), values);
        let task = tokio::spawn(async move { db.query_all_raw(claim).await });
        let rows = crate::store::finished(task.await)??;
        let read = |row: &sea_orm::QueryResult| {
            let tries: i64 = row.try_get("", "tries")?;
            Ok(Job {
                id: row.try_get("", "id")?,
                kind: row.try_get("", "kind")?,
                payload: row.try_get("", "payload")?,
                tries: u32::try_from(tries).unwrap_or(u32::MAX),
            })
        };
        rows.iter().map(read).collect()
    }

    /// Says that a job is done: nothing of it stays.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_done(&self, id: Uuid) -> Result<(), Error> {
        self.run_apart(DONE, vec![id.into()]).await.map(drop)
    }

    /// Says that a job failed and when it is tried again.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_failed(&self, id: Uuid, problem: &str, next_at: Timestamp) -> Result<(), Error> {
        let problem: String = problem.chars().filter(|c| *c != '\0').take(200).collect();
        self.run_apart(AGAIN, vec![id.into(), next_at.as_millisecond().into(), problem.into()]).await.map(drop)
    }

    /// How many jobs there are.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn jobs_waiting(&self) -> Result<u64, Error> {
        let db = self.readers();
        let asked = Statement::from_string(db.get_database_backend(), "SELECT count(*) AS jobs FROM jobs");
        let row = db.query_one_raw(asked).await?;
        row.map_or(Ok(0), |row| count(&row, "jobs"))
    }
}
