// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The way in: one value that holds the connections to the database.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::change::Change;
use crate::error::{Cause, Error};
use crate::{postgres, sqlite};

/// Where the facts are, and where new identifiers come from.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address of a PostgreSQL database; without it SQLite is used.
    pub database_url: Option<String>,
    /// The data folder; SQLite is the file `innesto.db` in it.
    pub data: PathBuf,
    /// Makes primary keys: `Uuid::now_v7` in the program, something predictable in tests.
    pub new_id: fn() -> Uuid,
    /// Counts the statements that are run, without those that begin and end changes; for tests of what pages cost.
    pub statements: Option<Arc<AtomicU64>>,
}

/// The connections to the one database. A clone is cheap and is the same store.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Connections>,
}

#[derive(Debug)]
struct Connections {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    new_id: fn() -> Uuid,
    last_seq: watch::Sender<i64>,
}

/// The work of `Store::write`: a boxed future that borrows the change.
pub type Work<'c, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

impl Store {
    /// Opens the database. The schema is not touched: `schema_state` says what it is.
    ///
    /// # Errors
    /// `CannotOpen` with a sentence: no such server, no right to write, no database, too old a SQLite.
    pub async fn connect(settings: &Settings) -> Result<Self, Error> {
        let (mut writer, mut readers) = match &settings.database_url {
            Some(url) => postgres::open(url).await?,
            None => sqlite::open(&settings.data).await?,
        };
        if let Some(statements) = &settings.statements {
            count_into(statements, &mut writer);
            count_into(statements, &mut readers);
        }
        let last_seq = watch::Sender::new(0);
        Ok(Self { inner: Arc::new(Connections { writer, readers, new_id: settings.new_id, last_seq }) })
    }

    /// A new identifier.
    pub fn new_id(&self) -> Uuid {
        (self.inner.new_id)()
    }

    /// Where migrations run; nothing else outside this crate has a use for it.
    pub fn writer_connection(&self) -> &DatabaseConnection {
        &self.inner.writer
    }

    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.inner.readers
    }

    /// Where long reading transactions go: not to the one writer of SQLite, and on PostgreSQL not to the
    /// connections that are handed out without a `ROLLBACK` (TRAPS T4).
    pub(crate) fn snapshots(&self) -> &DatabaseConnection {
        match self.inner.readers.get_database_backend() {
            DbBackend::Sqlite => &self.inner.readers,
            _ => &self.inner.writer,
        }
    }

    /// Tells the sequence of the last log row that this process wrote, each time there is a new one.
    ///
    /// What other processes write is not told: a follower also looks from time to time.
    pub fn watch_log(&self) -> watch::Receiver<i64> {
        self.inner.last_seq.subscribe()
    }

    /// Begins a change; on SQLite as the only writer. Whoever drops it leaves nothing behind.
    ///
    /// In a request use `write` instead: its work goes on when the request is cancelled.
    ///
    /// # Errors
    /// `Unavailable` when no connection is free within 5 seconds.
    pub async fn begin(&self, now: Timestamp) -> Result<Change, Error> {
        let writer = self.inner.writer.clone();
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        // A BEGIN that is cancelled half-way spoils its connection (TRAPS T4), so it runs in a task of its own.
        let begun = tokio::spawn(async move { writer.begin_with_options(options).await });
        let transaction = finished(begun.await)??;
        Ok(Change::new(transaction, now, self.inner.new_id, self.inner.last_seq.clone()))
    }

    /// Runs a whole change in a task of its own: begin, work, commit.
    ///
    /// When the caller is dropped meanwhile, the task goes on to its end, so there is never half a change.
    /// When the work fails, nothing is kept.
    ///
    /// # Errors
    /// What the work says, or what beginning and committing say.
    pub async fn write<T, E, F>(&self, now: Timestamp, work: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Change) -> Work<'c, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let store = self.clone();
        let task = tokio::spawn(async move {
            let mut change = store.begin(now).await?;
            match work(&mut change).await {
                Ok(done) => {
                    change.commit().await?;
                    Ok(done)
                }
                Err(error) => {
                    change.abandon().await;
                    Err(error)
                }
            }
        });
        finished(task.await)?
    }

    /// Small upkeep, after much was written and from time to time: on SQLite the planner's statistics are renewed,
    /// and the write-ahead log is emptied into the database.
    ///
    /// Without statistics SQLite takes the index of what is visible, which nearly everything is, before that of the
    /// identifiers: at 50,000 practices a page then costs a hundred times as much. PostgreSQL does both by itself.
    ///
    /// # Errors
    /// `Unavailable` when the database is.
    pub async fn tidy(&self) -> Result<(), Error> {
        if self.inner.writer.get_database_backend() == DbBackend::Sqlite {
            self.inner
                .writer
                .execute_unprepared("PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
        Ok(())
    }

    /// Closes all connections, at the end of the program.
    pub async fn close(&self) {
        for connection in [&self.inner.readers, &self.inner.writer] {
            if let Err(error) = connection.clone().close().await {
                tracing::warn!(%error, "a connection to the database did not close");
            }
        }
    }
}

fn count_into(statements: &Arc<AtomicU64>, connection: &mut DatabaseConnection) {
    let statements = Arc::clone(statements);
    connection.set_metric_callback(move |_| {
        statements.fetch_add(1, Ordering::Relaxed);
    });
}

/// The outcome of a task; a panic in it goes on here.
pub(crate) fn finished<T>(outcome: Result<T, tokio::task::JoinError>) -> Result<T, Error> {
    outcome.map_err(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => Error::Unavailable(Cause::new("the program is ending")),
    })
}
