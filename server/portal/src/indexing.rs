// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The index follows the log of the database, each server for itself.
//!
//! Its position stands in its own commit. A row of the log says only that a record changed: the record is read as it
//! is now, so that following twice does no harm.

mod adverts;
mod document;
mod follow;
mod rebuild;
mod talk;
mod twinnings;
mod verify;

pub use follow::Followed;
pub use verify::Difference;

pub(crate) use talk::codes_of;

use std::sync::atomic::{AtomicI64, Ordering};

use search::{Identity, Index, Opened, Writer};
use store::LogState;

use crate::Portal;
use crate::error::Error;

/// Rows of the log are kept for so many days (TRAPS, "Transactional outbox").
const LOG_DAYS: i64 = 7;

/// The writing side of the index, where this process holds it.
#[derive(Default)]
pub(crate) struct Follower {
    index: Option<Index>,
    writer: Option<Writer>,
}

/// How far the index has come.
#[derive(Debug, Default)]
pub(crate) struct Position(AtomicI64);

impl Position {
    pub(crate) fn get(&self) -> i64 {
        self.0.load(Ordering::Acquire)
    }

    fn set(&self, position: i64) {
        self.0.store(position, Ordering::Release);
    }
}

fn identity(state: &LogState) -> Identity {
    Identity { database: state.identity.clone(), epoch: state.epoch }
}

impl Portal {
    /// Opens the index that is there, where it belongs to this database and the log still reaches it.
    pub(crate) async fn open_index(&self) -> Result<(), Error> {
        let state = self.inner.store.log_state().await?;
        let folder = self.inner.settings.index.clone();
        let whose = identity(&state);
        match tokio::task::spawn_blocking(move || Index::open(&folder, &whose)).await?? {
            Opened::Current { index, seq } if state.reaches(seq) => {
                self.use_index(index, seq).await;
            }
            Opened::Current { seq, .. } => {
                tracing::info!(seq, "the log does not reach back to the index; it will be built again");
            }
            Opened::Rebuild(reason) => tracing::info!(%reason, "the index will be built"),
        }
        Ok(())
    }

    /// Begins to search in an index.
    async fn use_index(&self, index: Index, seq: i64) {
        let searcher = index.searcher();
        let taxonomy = self.taxonomy();
        searcher.set_synonyms(&taxonomy.synonyms);
        searcher.set_names(&document::names(&taxonomy, &self.inner.settings.operator_names));
        *self.inner.searcher.write().expect("nobody panics while holding the searcher") = Some(searcher);
        let mut follower = self.inner.follower.lock().await;
        follower.writer = None;
        follower.index = Some(index);
        self.inner.position.set(seq);
    }

    /// The position of the log that the index has reached.
    pub fn index_position(&self) -> i64 {
        self.inner.position.get()
    }

    /// Looks after the database in a quiet moment: drops rows of the log that nobody can need any more.
    ///
    /// A follower that was away for longer than that builds its index anew.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn look_after(&self) -> Result<u64, Error> {
        let kept_for = jiff::SignedDuration::from_hours(24 * LOG_DAYS);
        let before = self.now().checked_sub(kept_for).unwrap_or(jiff::Timestamp::MIN);
        let pruned = self.inner.store.prune_log(self.index_position(), before).await?;
        self.inner.store.tidy().await?;
        Ok(pruned)
    }

    /// Whether there is an index to search in.
    pub fn can_search(&self) -> bool {
        self.searcher().is_ok()
    }

    /// How many records the index holds; none while it is being built.
    pub fn indexed_records(&self) -> usize {
        self.searcher().map_or(0, |searcher| searcher.records())
    }
}
