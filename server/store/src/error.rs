// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can go wrong, as a closed list; the words of the database stay inside and go to the log only.

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// What can go wrong between the portal and its database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, is full, locked or shutting down. Trying again later may help.
    #[error("the database is not available")]
    Unavailable(#[source] Cause),
    /// Somebody else changed the same thing at the same time. The whole change can be tried again.
    #[error("the record was changed at the same time by somebody else")]
    Conflict,
    /// A limit of the database refused the record; the text is the limit's name.
    #[error("the record breaks the limit {0} of the database")]
    Refused(String),
    /// What is stored cannot be read; the text says where.
    #[error("what is stored cannot be read: {0}")]
    Corrupt(String),
    /// The database could not be opened; the text is a sentence for whoever starts the program.
    #[error("{0}")]
    CannotOpen(String),
    /// An earlier statement of this change failed, so nothing of it is kept.
    #[error("nothing of this change is kept, because a part of it failed")]
    Broken,
    /// A fault of this program: the database did not take one of its statements.
    #[error("the database did not take a statement")]
    Fault(#[source] Cause),
}

/// What the database itself said. For the log, never for a page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Cause(String);

impl Cause {
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let cause = Cause(error.to_string());
        match &error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(cause),
            DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
                from_driver(inner, cause)
            }
            DbErr::Json(words) | DbErr::Type(words) => Self::Corrupt(words.clone()),
            _ => Self::Fault(cause),
        }
    }
}

fn from_driver(error: &SqlxError, cause: Cause) -> Error {
    match error {
        SqlxError::Database(said) => {
            let code = said.code().unwrap_or_default();
            let limit = said.constraint().map_or_else(|| last_word(said.message()), str::to_owned);
            match code.parse::<u32>() {
                Ok(number) if code.len() < 5 => from_sqlite(number, limit, cause),
                _ => from_postgres(&code, limit, cause),
            }
        }
        SqlxError::ColumnDecode { .. } | SqlxError::Decode(_) => Error::Corrupt(cause.0),
        SqlxError::ColumnNotFound(_) | SqlxError::ColumnIndexOutOfBounds { .. } | SqlxError::Encode(_) => {
            Error::Fault(cause)
        }
        _ => Error::Unavailable(cause),
    }
}

/// The name of a limit stands behind the colon: `CHECK constraint failed: practices_title`.
fn last_word(message: &str) -> String {
    message.rsplit(": ").next().unwrap_or_default().chars().take(80).collect()
}

/// Extended result codes of SQLite (sqlite.org/rescode.html); the low byte is the primary code.
fn from_sqlite(code: u32, limit: String, cause: Cause) -> Error {
    match (code, code & 0xff) {
        (275 | 1299, _) | (_, 18) => Error::Refused(limit),
        (1555 | 2067, _) => Error::Conflict,
        (_, 5 | 6 | 8 | 10 | 13 | 14 | 15) => Error::Unavailable(cause),
        (_, 11 | 26) => Error::Corrupt(cause.0),
        _ => Error::Fault(cause),
    }
}

/// Codes of PostgreSQL (its manual, appendix A).
fn from_postgres(code: &str, limit: String, cause: Cause) -> Error {
    match code {
        "23505" | "40001" | "40P01" => Error::Conflict,
        "23514" | "23502" | "22001" => Error::Refused(limit),
        "22021" | "22P05" => Error::Refused("text without NUL".to_owned()),
        "25006" | "25P03" | "55P03" => Error::Unavailable(cause),
        "XX001" | "XX002" => Error::Corrupt(cause.0),
        _ if ["08", "53", "57"].contains(&code.get(..2).unwrap_or_default()) => Error::Unavailable(cause),
        _ => Error::Fault(cause),
    }
}
