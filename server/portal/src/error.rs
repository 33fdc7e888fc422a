// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can keep a use case from its answer. Words for people are on the page.

use domain::policy::Refusal;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the viewer may not know of it.
    #[error("not found")]
    NotFound,
    /// The viewer sees it and may not do this to it.
    #[error("not allowed")]
    NotAllowed,
    /// The viewer would be allowed after signing in.
    #[error("not signed in")]
    SignInFirst,
    /// The viewer is allowed after showing once more who this is.
    #[error("not confirmed within the hour")]
    ConfirmFirst,
    /// The index is being built; the same question can be answered in a while.
    #[error("the index is being prepared")]
    Preparing,
    /// A running server writes the index; it follows by itself.
    #[error("a running server holds the index; stop it first")]
    IndexHeld,
    /// Too much is asked at once; the same question can be answered in a moment.
    #[error("too many searches at once")]
    Busy,
    /// The database cannot answer now.
    #[error("the database cannot answer: {0}")]
    Unavailable(store::Error),
    /// The database holds something that cannot be read, or refuses what is written.
    #[error("the database: {0}")]
    Database(store::Error),
    /// The index fails; it can be thrown away and built again.
    #[error("the index: {0}")]
    Index(#[from] search::Error),
    /// A task of the program ended before its answer.
    #[error("a task broke off: {0}")]
    Broken(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable(_) => Self::Unavailable(error),
            other => Self::Database(other),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotVisible => Self::NotFound,
            Refusal::NotAllowed => Self::NotAllowed,
            Refusal::SignInFirst => Self::SignInFirst,
            Refusal::ConfirmFirst => Self::ConfirmFirst,
        }
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Broken(error.to_string())
    }
}
