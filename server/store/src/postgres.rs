// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Opening PostgreSQL: connections for changes, and others that only read.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::error::Error;

/// Connections for changes and for long reading.
const WRITERS: u32 = 6;
/// Connections for pages.
const READERS: u32 = 10;
/// How long a change may wait for a connection.
const WRITER_WAIT: Duration = Duration::from_secs(5);
/// How long a request may wait for a connection.
const READER_WAIT: Duration = Duration::from_secs(2);
/// A reader that was idle for longer is asked whether it is still there.
const STALE: Duration = Duration::from_secs(5);

/// Opens the connections for changes and those for reading.
pub(crate) async fn open(url: &str) -> Result<(DatabaseConnection, DatabaseConnection), Error> {
    let url = match url.split_once("://") {
        Some(("postgres" | "postgresql", rest)) => format!("postgres://{rest}"),
        _ => return Err(Error::CannotOpen("DATABASE_URL must begin with postgres://".to_owned())),
    };
    let refuse = |error| Error::CannotOpen(format!("the PostgreSQL database cannot be opened: {error}"));
    let writer = Database::connect(writer_options(&url)).await.map_err(refuse)?;
    check_encoding(&writer).await?;
    let readers = Database::connect(reader_options(&url)).await.map_err(refuse)?;
    Ok((writer, readers))
}

fn common(url: &str, connections: u32, wait: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(wait)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .set_application_name("innesto");
    options
}

/// A connection whose BEGIN was cancelled would do the next change inside a stale transaction and lose it
/// (TRAPS T4): so each one is rolled back before it is handed out. That also shows whether it is still there.
fn writer_options(url: &str) -> ConnectOptions {
    let mut options = common(url, WRITERS, WRITER_WAIT);
    options
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([
                ("idle_in_transaction_session_timeout", "10s"),
                ("lock_timeout", "5s"),
                // ROLLBACK outside a transaction warns; nobody needs to hear it.
                ("client_min_messages", "error"),
            ])
        })
        .map_sqlx_postgres_before_acquire(|connection, _| {
            Box::pin(async move {
                sea_orm::sqlx::Executor::execute(connection, "ROLLBACK").await?;
                Ok(true)
            })
        });
    options
}

fn reader_options(url: &str) -> ConnectOptions {
    let mut options = common(url, READERS, READER_WAIT);
    options.test_before_acquire_if_idle_for(STALE).map_sqlx_postgres_opts(|postgres| {
        postgres.options([("default_transaction_read_only", "on"), ("statement_timeout", "10s")])
    });
    options
}

async fn check_encoding(db: &DatabaseConnection) -> Result<(), Error> {
    let asked =
        Statement::from_string(db.get_database_backend(), "SELECT current_setting('server_encoding') AS encoding");
    let row = db.query_one_raw(asked).await?;
    let encoding: String = row.map(|row| row.try_get("", "encoding")).transpose()?.unwrap_or_default();
    if encoding == "UTF8" {
        return Ok(());
    }
    Err(Error::CannotOpen(format!("the PostgreSQL database has the encoding {encoding}; it must be UTF8")))
}
