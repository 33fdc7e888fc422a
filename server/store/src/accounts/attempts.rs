// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How often something may be tried: a few times at once, then ever more slowly (TRAPS C6).

use jiff::Timestamp;

use super::{at, ms, number};
use crate::Store;
use crate::change::Change;
use crate::error::Error;

/// Whether something may be tried now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// It may, and counts as failed until `forget_attempt`.
    Granted {
        /// How many tries there are by now, this one included.
        failures: u32,
    },
    /// It may not.
    Refused {
        /// When it may again.
        free_at: Timestamp,
    },
}

/// What was tried under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How many tries were granted since it was last forgotten.
    pub failures: u32,
    /// When the last was.
    pub last_at: Timestamp,
    /// When there may be another.
    pub free_at: Timestamp,
}

/// A day without a try, after which a key starts anew, in milliseconds.
const DAY: i64 = 86_400_000;
/// Five tries are free; after the fifth comes a minute, and each wait is twice the one before, up to an hour.
///
/// $1 is the key, $2 now, $3 a day ago. One statement: of two that come together, the second sees what the first did.
const RESERVE: &str = "
INSERT INTO attempts (key, failures, last_at, free_at) VALUES ($1, 1, $2, $2)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN attempts.last_at <= $3 THEN 1 ELSE attempts.failures + 1 END,
    last_at = $2,
    free_at = $2 + CASE
        WHEN attempts.last_at <= $3 OR attempts.failures < 4 THEN 0
        WHEN attempts.failures = 4 THEN 60000
        WHEN attempts.failures = 5 THEN 120000
        WHEN attempts.failures = 6 THEN 240000
        WHEN attempts.failures = 7 THEN 480000
        WHEN attempts.failures = 8 THEN 960000
        WHEN attempts.failures = 9 THEN 1920000
        ELSE 3600000 END
WHERE attempts.free_at <= $2 OR attempts.last_at <= $3
RETURNING failures";
const READ: &str = "SELECT failures, last_at, free_at FROM attempts WHERE key = $1";
const FORGET: &str = "DELETE FROM attempts WHERE key = $1";

impl Store {
    /// Asks to try something under a key; the try counts as failed until `forget_attempt`.
    ///
    /// The key is a hash that the caller makes. Tries that come together are granted one after the other, so there
    /// are never more than the schedule has.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn reserve_attempt(&self, key: &str, now: Timestamp) -> Result<Reserved, Error> {
        let day_ago = now.as_millisecond() - DAY;
        let granted = self.rows_apart(RESERVE, vec![key.into(), ms(now), day_ago.into()]).await?;
        if let Some(row) = granted.first() {
            return Ok(Reserved::Granted { failures: number(row, "failures")? });
        }
        // Forgotten meanwhile: the next try will be granted.
        let free_at = self.attempt(key).await?.map_or(now, |attempt| attempt.free_at);
        Ok(Reserved::Refused { free_at })
    }

    /// What was tried under a key.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn attempt(&self, key: &str) -> Result<Option<Attempt>, Error> {
        let Some(row) = self.read_row(READ, vec![key.into()]).await? else { return Ok(None) };
        let failures = number(&row, "failures")?;
        Ok(Some(Attempt { failures, last_at: at(&row, "last_at")?, free_at: at(&row, "free_at")? }))
    }

    /// Forgets what was tried under a key, after a success.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn forget_attempt(&self, key: &str) -> Result<(), Error> {
        self.run_apart(FORGET, vec![key.into()]).await.map(drop)
    }
}

impl Change {
    /// Forgets what was tried under a key, after a success.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn forget_attempt(&mut self, key: &str) -> Result<(), Error> {
        self.execute(FORGET, vec![key.into()]).await.map(drop)
    }
}
