// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The log of changes: gap-free, in the order of commits, followed by every server for itself.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::Store;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{code, moment, uid_of};
use crate::tables::{Column, Table};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It came in.
    Created,
    /// It, or what is derived from it for lists, is another now.
    Changed,
    /// It is gone.
    Removed,
}

impl Operation {
    /// The code in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Created, Self::Changed, Self::Removed].into_iter().find(|operation| operation.code() == code)
    }
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its place: 1, 2, 3, without gaps.
    pub seq: i64,
    /// Type of the record.
    pub kind: RecordType,
    /// The record.
    pub uid: Uid,
    /// What happened to it.
    pub operation: Operation,
    /// When, by the clock of who wrote it; the order is that of `seq`.
    pub at: Timestamp,
}

/// Which database this is and how far its log reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogState {
    /// The database, made up when its tables were.
    pub identity: String,
    /// How often it was put back to an older state, from 1: see `raise_epoch`.
    pub epoch: i64,
    /// The sequence of the last change; 0 before the first.
    pub last_seq: i64,
    /// The sequence of the oldest row that is still kept.
    pub oldest_seq: Option<i64>,
}

impl LogState {
    /// Whether a follower at a position can go on from there: every later row is kept, and the position
    /// is not one that this database has not reached.
    pub fn reaches(&self, position: i64) -> bool {
        let oldest = self.oldest_seq.unwrap_or(self.last_seq + 1);
        (oldest - 1..=self.last_seq).contains(&position)
    }
}

/// Only a prefix may go: a hole would let a follower miss a change, and clocks may jump.
const PRUNE: &str = "
DELETE FROM log WHERE seq < $1 AND seq < (SELECT coalesce(min(seq), $1) FROM log WHERE at >= $2)";

impl Store {
    /// The rows after a position, in order.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn log_after(&self, position: i64, limit: u32) -> Result<Vec<LogRow>, Error> {
        let select = Query::select()
            .columns([Column::Seq, Column::Kind, Column::Uid, Column::Op, Column::At])
            .from(Table::Log)
            .and_where(Expr::col(Column::Seq).gt(position))
            .order_by(Column::Seq, Order::Asc)
            .limit(u64::from(limit))
            .take();
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// Which database this is and how far its log reaches. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn log_state(&self) -> Result<LogState, Error> {
        log_state(self.readers()).await
    }

    /// The sequence of the last change; 0 before the first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn last_seq(&self) -> Result<i64, Error> {
        Ok(self.log_state().await?.last_seq)
    }

    /// Deletes the rows below a sequence that are older than a moment; says how many.
    ///
    /// The caller keeps what some follower may still need: below its last-but-one checkpoint, and seven days.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn prune_log(&self, below: i64, before: Timestamp) -> Result<u64, Error> {
        let values: [Value; 2] = [below.into(), before.as_millisecond().into()];
        self.run_apart(PRUNE, values.to_vec()).await
    }

    /// Says that the database was put back to an older state, so that every index built from it is void.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn raise_epoch(&self) -> Result<(), Error> {
        self.run_apart("UPDATE portal SET epoch = epoch + 1 WHERE id = 1", Vec::new()).await.map(drop)
    }

    /// Runs one statement outside any change, in a task of its own (TRAPS T4).
    pub(crate) async fn run_apart(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, Error> {
        // SQLite would measure such a text only up to the NUL.
        if values.iter().any(|value| matches!(value, Value::String(Some(text)) if text.contains('\0'))) {
            return Err(Error::Refused("text without NUL".to_owned()));
        }
        let db = self.writer_connection().clone();
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        let task = tokio::spawn(async move { db.execute_raw(statement).await });
        Ok(crate::store::finished(task.await)??.rows_affected())
    }
}

pub(crate) async fn log_state<C: ConnectionTrait>(db: &C) -> Result<LogState, Error> {
    let oldest = Query::select().expr(Expr::col(Column::Seq).min()).from(Table::Log).take();
    let select = Query::select()
        .columns([Column::Identity, Column::Epoch, Column::Seq])
        .expr_as(Expr::SubQuery(None, Box::new(oldest.into())), "oldest")
        .from(Table::Portal)
        .take();
    let row = db.query_one(&select).await?;
    let row = row.ok_or_else(|| Error::Corrupt("the row of table portal is missing".to_owned()))?;
    Ok(LogState {
        identity: row.try_get("", "identity")?,
        epoch: row.try_get("", "epoch")?,
        last_seq: row.try_get("", "seq")?,
        oldest_seq: row.try_get("", "oldest")?,
    })
}

fn read(row: &QueryResult) -> Result<LogRow, Error> {
    Ok(LogRow {
        seq: row.try_get("", "seq")?,
        kind: code(&row.try_get::<String>("", "kind")?, RecordType::from_code)?,
        uid: uid_of(&row.try_get::<String>("", "uid")?)?,
        operation: code(&row.try_get::<String>("", "op")?, Operation::from_code)?,
        at: moment(row.try_get("", "at")?)?,
    })
}
