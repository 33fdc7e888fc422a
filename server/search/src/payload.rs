// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where an index stands: kept in the payload of the index's own commit, so that both are one.

use serde::{Deserialize, Serialize};

use crate::hash;

/// The form of the payload.
const VERSION: u32 = 1;

/// The database that an index is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The database's own id.
    pub database: String,
    /// Counted up when the database is restored, so that an index of its other life is not used.
    pub epoch: i64,
}

/// The payload of a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    v: u32,
    db: String,
    epoch: i64,
    schema: String,
    /// The last row of the log that the index holds.
    pub(crate) seq: i64,
    /// A sum over the others, since nothing else guards the file that they are kept in.
    sum: String,
}

impl Payload {
    /// The payload of a commit at a position of the log.
    pub(crate) fn at(seq: i64, identity: &Identity, schema: &str) -> Self {
        let mut payload = Self {
            v: VERSION,
            db: identity.database.clone(),
            epoch: identity.epoch,
            schema: schema.to_owned(),
            seq,
            sum: String::new(),
        };
        payload.sum = payload.expected_sum();
        payload
    }

    fn expected_sum(&self) -> String {
        let all = format!("{} {} {} {} {}", self.v, self.db, self.epoch, self.schema, self.seq);
        format!("{:016x}", hash::stable(all.as_bytes()))
    }

    /// Reads a commit's payload and says why its index can't be used, if it can't.
    pub(crate) fn read(text: Option<&str>, identity: &Identity, schema: &str) -> Result<Self, Reason> {
        let text = text.ok_or(Reason::NoCheckpoint)?;
        let payload: Self = serde_json::from_str(text).map_err(|_| Reason::NoCheckpoint)?;
        if payload.v != VERSION || payload.sum != payload.expected_sum() {
            return Err(Reason::NoCheckpoint);
        }
        if payload.schema != schema {
            return Err(Reason::OtherSchema);
        }
        if payload.db != identity.database || payload.epoch != identity.epoch {
            return Err(Reason::OtherDatabase);
        }
        Ok(payload)
    }
}

/// Why an index can't be used as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is none.
    #[error("there is no index yet")]
    Absent,
    /// Its last commit says nothing, or nothing believable, about its position.
    #[error("the index doesn't say where it stands")]
    NoCheckpoint,
    /// It was made from another database, or from this one before it was restored.
    #[error("the index belongs to another database")]
    OtherDatabase,
    /// It was made by another schema or another analysis.
    #[error("the index was made by another version")]
    OtherSchema,
    /// Its files are missing, cut short or changed.
    #[error("the index's files are broken: {0}")]
    Broken(String),
}
