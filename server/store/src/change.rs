// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One change: all of it is kept at its commit, or nothing.

use std::collections::VecDeque;

use domain::Uid;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use tokio::sync::watch;
use uuid::Uuid;

use crate::accounts::{self, AuditEntry};
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::store::finished;
use crate::tables::{Column, Table};

mod put;
mod slugs;
mod statements;

pub use put::{Effect, Put};
pub(crate) use statements::stated;

/// How many log rows go into one statement; both engines take far more values than that.
const LOG_ROWS: usize = 500;

/// A transaction that collects what happened and writes it to the log at its end.
///
/// After an error nothing more can be done with it but to drop it.
#[derive(Debug)]
pub struct Change {
    transaction: DatabaseTransaction,
    now: Timestamp,
    new_id: fn() -> Uuid,
    noted: VecDeque<Noted>,
    audited: Vec<AuditEntry>,
    broken: bool,
    last_seq: watch::Sender<i64>,
}

/// That something happened to a record.
#[derive(Debug)]
struct Noted {
    kind: RecordType,
    uid: Uid,
    operation: Operation,
}

impl Change {
    pub(crate) fn new(
        transaction: DatabaseTransaction,
        now: Timestamp,
        new_id: fn() -> Uuid,
        last_seq: watch::Sender<i64>,
    ) -> Self {
        Self { transaction, now, new_id, noted: VecDeque::new(), audited: Vec::new(), broken: false, last_seq }
    }

    /// The moment of this change.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn note(&mut self, kind: RecordType, uid: &Uid, operation: Operation) {
        self.noted.push_back(Noted { kind, uid: uid.clone(), operation });
    }

    pub(crate) fn note_of(&mut self, kind: RecordType, uid: &Uid, operation: Operation) {
        self.note(kind, uid, operation);
    }

    /// Remembers that a part failed: PostgreSQL would answer a later COMMIT without keeping anything.
    pub(crate) fn marked<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.broken |= outcome.is_err();
        outcome
    }

    /// Writes the log and commits; whatever was put is durable when this returns.
    ///
    /// The counter and the log rows are the last statements, so that the order of commits is the order of
    /// the sequence and no number is ever missing (TRAPS 4.2). Returns the sequence of the last log row, or
    /// nothing where no record changed.
    ///
    /// # Errors
    /// `Broken` after an earlier failure; otherwise what the database says. Nothing is kept then.
    pub async fn commit(self) -> Result<Option<i64>, Error> {
        // As BEGIN, a COMMIT must not be cancelled half-way with its request (TRAPS T4).
        finished(tokio::spawn(self.commit_now()).await)?
    }

    async fn commit_now(mut self) -> Result<Option<i64>, Error> {
        if self.broken {
            self.abandon().await;
            return Err(Error::Broken);
        }
        accounts::append(&self.transaction, self.now, &self.audited).await?;
        let seq = self.write_log().await?;
        self.transaction.commit().await?;
        if let Some(seq) = seq {
            self.last_seq.send_if_modified(|last| {
                let is_later = seq > *last;
                *last = Ord::max(seq, *last);
                is_later
            });
        }
        Ok(seq)
    }

    async fn write_log(&mut self) -> Result<Option<i64>, Error> {
        let Ok(count @ 1..) = i64::try_from(self.noted.len()) else { return Ok(None) };
        let counted = Query::update()
            .table(Table::Portal)
            .value(Column::Seq, Expr::col(Column::Seq).add(count))
            .and_where(Expr::col(Column::Id).eq(1))
            .returning_col(Column::Seq)
            .take();
        let row = self.transaction.query_one(&counted).await?;
        let row = row.ok_or_else(|| Error::Corrupt("the row of table portal is missing".to_owned()))?;
        let last: i64 = row.try_get_by_index(0)?;
        let mut seq = last - count;
        while !self.noted.is_empty() {
            let part: Vec<Noted> = self.noted.drain(..self.noted.len().min(LOG_ROWS)).collect();
            let mut insert = Query::insert();
            insert.into_table(Table::Log).columns([Column::Seq, Column::Kind, Column::Uid, Column::Op, Column::At]);
            for noted in part {
                seq += 1;
                insert.values_panic(self.log_row(seq, &noted).map(Expr::value));
            }
            self.transaction.execute(&insert).await?;
        }
        Ok(Some(last))
    }

    fn log_row(&self, seq: i64, noted: &Noted) -> [Value; 5] {
        [
            seq.into(),
            noted.kind.code().into(),
            noted.uid.as_str().into(),
            noted.operation.code().into(),
            self.now.as_millisecond().into(),
        ]
    }

    /// Gives the change up; nothing of it is kept. Dropping it does the same a little later.
    pub async fn abandon(self) {
        if let Err(error) = self.transaction.rollback().await {
            tracing::warn!(%error, "a change was not rolled back; its connection is closed");
        }
    }
}
