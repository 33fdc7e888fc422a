// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Opening SQLite: one writer, several readers, nothing acknowledged is lost (TRAPS 4.3).

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::error::Error;

/// The file in the data folder.
pub(crate) const FILE: &str = "innesto.db";
/// The first release without the fault that could spoil a database in WAL mode (TRAPS T10).
const OLDEST: (u32, u32, u32) = (3, 51, 3);
/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// How long a request may wait for a free reader.
const READER_WAIT: Duration = Duration::from_secs(2);
/// How large the write-ahead log may stay on disk, in bytes (64 MiB).
const LOG_LIMIT: &str = "67108864";

/// Opens the writer and the readers.
pub(crate) async fn open(data: &Path) -> Result<(DatabaseConnection, DatabaseConnection), Error> {
    let file = data.join(FILE);
    let refuse = |error| Error::CannotOpen(format!("the database {} cannot be opened: {error}", file.display()));
    let cores = std::thread::available_parallelism().map_or(2, |cores| u32::try_from(cores.get()).unwrap_or(2));
    let writer = Database::connect(options(&file, 1, BUSY, Role::Writer)).await.map_err(refuse)?;
    check_version(&writer).await?;
    let readers = options(&file, cores + 2, READER_WAIT, Role::Reader);
    let readers = Database::connect(readers).await.map_err(refuse)?;
    Ok((writer, readers))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Writer,
    Reader,
}

fn options(file: &Path, connections: u32, wait: Duration, role: Role) -> ConnectOptions {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite:");
    options
        .max_connections(connections)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.idle_timeout(None).max_lifetime(None))
        .map_sqlx_sqlite_opts(move |sqlite| settings(sqlite.filename(&file), role));
    options
}

fn settings(sqlite: SqliteConnectOptions, role: Role) -> SqliteConnectOptions {
    let sqlite = sqlite
        .create_if_missing(role == Role::Writer)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        // What is deleted is overwritten: whoever reads the file finds nothing of an account that was closed.
        .pragma("secure_delete", "ON")
        .pragma("temp_store", "MEMORY")
        .pragma("journal_size_limit", LOG_LIMIT);
    match role {
        Role::Writer => sqlite,
        Role::Reader => sqlite.pragma("query_only", "ON"),
    }
}

async fn check_version(db: &DatabaseConnection) -> Result<(), Error> {
    let asked = Statement::from_string(db.get_database_backend(), "SELECT sqlite_version() AS version");
    let row = db.query_one_raw(asked).await?.ok_or(Error::CannotOpen("SQLite does not say its version".to_owned()))?;
    let version: String = row.try_get("", "version")?;
    if is_recent_enough(&version) {
        return Ok(());
    }
    let (major, minor, patch) = OLDEST;
    let sentence = format!("SQLite {version} can spoil a database; {major}.{minor}.{patch} or later is needed");
    Err(Error::CannotOpen(sentence))
}

fn is_recent_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    (next(), next(), next()) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pragma(db: &DatabaseConnection, name: &str) -> String {
        let asked = Statement::from_string(db.get_database_backend(), format!("PRAGMA {name}"));
        let row = db.query_one_raw(asked).await.expect("a pragma is answered").expect("with a row");
        let number = row.try_get_by_index::<i64>(0).map(|number| number.to_string());
        number.or_else(|_| row.try_get_by_index::<String>(0)).expect("a number or a word")
    }

    #[tokio::test]
    async fn both_sides_have_the_settings_that_lose_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, readers) = open(folder.path()).await.expect("a database");
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("busy_timeout", "5000"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("secure_delete", "1"),
            ("temp_store", "2"),
            ("journal_size_limit", LOG_LIMIT),
            ("mmap_size", "0"),
        ] {
            assert_eq!(pragma(&writer, name).await, value, "{name}");
            assert_eq!(pragma(&readers, name).await, value, "{name}");
        }
        assert_eq!(pragma(&writer, "query_only").await, "0");
        assert_eq!(pragma(&readers, "query_only").await, "1");
        assert!(readers.execute_unprepared("CREATE TABLE x (y)").await.is_err());
    }

    #[test]
    fn a_sqlite_with_the_fault_is_refused() {
        for bad in ["3.40.1", "3.51.2", "3.7.0", "", "x"] {
            assert!(!is_recent_enough(bad), "{bad}");
        }
        for good in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(is_recent_enough(good), "{good}");
        }
    }
}
