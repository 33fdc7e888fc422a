// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The audit log: who did what, only added to, each row sealed with the hash of the one before it.
//!
//! The database refuses to change or delete a row. Who takes that away still breaks the chain; only who writes the
//! whole chain anew from some row on does not, and for that the last hash has to be noted elsewhere.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement, Value};
use sha2::{Digest, Sha256};

use super::{at, get, optional_member, optional_uid, paged};
use crate::Store;
use crate::change::stated;
use crate::error::Error;
use crate::rows::{Listed, Page};

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Who did it; absent for the portal itself and its operator.
    pub actor: Option<Uid>,
    /// What was done, at most 60 characters.
    pub act: String,
    /// To what kind of thing, at most 60 characters.
    pub kind: String,
    /// To which thing.
    pub uid: String,
    /// What else is worth knowing, at most 8 KiB of JSON, and nothing that says who a person is.
    pub note: serde_json::Value,
}

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    /// Its place: 1, 2, 3, without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Option<Uid>,
    /// What was done.
    pub act: String,
    /// To what kind of thing.
    pub kind: String,
    /// To which thing.
    pub uid: String,
    /// What else is worth knowing.
    pub note: serde_json::Value,
    /// The hash of this row and, through `prev`, of all before it.
    pub hash: String,
}

/// Whether the audit log is as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditVerdict {
    /// Every row is there and unchanged.
    Whole {
        /// How many there are.
        rows: u64,
    },
    /// A row is missing, or not what was written.
    Broken {
        /// The first such row.
        seq: i64,
    },
}

impl AuditEntry {
    /// What the database would refuse at the commit is refused here, where the caller still knows why.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        let note = self.note.to_string();
        if note.len() > NOTE_MAX {
            return Err(Error::Refused("audit_note".to_owned()));
        }
        let texts = [&self.act, &self.kind, &self.uid];
        if texts.iter().any(|text| text.contains('\0')) {
            return Err(Error::Refused("text without NUL".to_owned()));
        }
        Ok(self)
    }
}

/// The longest note, in bytes of JSON.
const NOTE_MAX: usize = 8_192;
/// What the first row has in the place of the hash before it.
const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// How many rows are read at once when the chain is checked.
const PART: i64 = 1_000;
pub(super) const COLUMNS: &str = "seq, at, actor, act, kind, uid, note, prev, hash";
/// The row stays locked to the commit, so that of two changes the second sees the last hash of the first.
const TAKE_NUMBERS: &str = "UPDATE portal SET audit_seq = audit_seq + $1 WHERE id = 1 RETURNING audit_seq";
const HASH_OF: &str = "SELECT hash FROM audit WHERE seq = $1";
const ADD: &str = "
INSERT INTO audit (seq, at, actor, act, kind, uid, note, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const COUNT: &str = "SELECT count(*) AS total FROM audit WHERE $1 IS NULL OR uid = $1 OR actor = $1";
const LAST: &str = "SELECT audit_seq, (SELECT max(seq) FROM audit) AS highest FROM portal WHERE id = 1";

impl Store {
    /// Rows of the audit log, the newest first: all, or those of what was done by or to one thing.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a note cannot be read.
    pub async fn audit(&self, page: Page, about: Option<&Uid>) -> Result<Listed<AuditRow>, Error> {
        let about = optional_uid(about);
        let total = self.read_total(COUNT, vec![about.clone()]).await?;
        let sql = format!(
            "SELECT {COLUMNS} FROM audit WHERE $1 IS NULL OR uid = $1 OR actor = $1 ORDER BY seq DESC \
             LIMIT $2 OFFSET $3"
        );
        let [limit, offset] = paged(page);
        let rows = self.read_rows(&sql, vec![about, limit, offset]).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Checks every row of the audit log, a thousand at a time; what is added meanwhile is left out.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn verify_audit(&self) -> Result<AuditVerdict, Error> {
        let Some(counter) = self.read_row(LAST, Vec::new()).await? else {
            return Err(Error::Corrupt("the row of table portal is missing".to_owned()));
        };
        let (last, highest): (i64, Option<i64>) = (get(&counter, "audit_seq")?, get(&counter, "highest")?);
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE seq >= $1 AND seq <= $2 ORDER BY seq LIMIT $3");
        let (mut next, mut prev) = (1, FIRST.to_owned());
        while next <= last {
            let rows = self.read_rows(&sql, vec![next.into(), last.into(), PART.into()]).await?;
            if rows.is_empty() {
                return Ok(AuditVerdict::Broken { seq: next });
            }
            for row in &rows {
                match follows(row, next, &prev)? {
                    Some(hash) => prev = hash,
                    None => return Ok(AuditVerdict::Broken { seq: next }),
                }
                next += 1;
            }
        }
        // A row beyond the counter was not written by a change.
        if highest.is_some_and(|highest| highest > last) {
            return Ok(AuditVerdict::Broken { seq: next });
        }
        Ok(AuditVerdict::Whole { rows: u64::try_from(last).unwrap_or(0) })
    }
}

/// Writes the rows of a change, just before its commit.
pub(crate) async fn append(
    transaction: &DatabaseTransaction,
    now: Timestamp,
    entries: &[AuditEntry],
) -> Result<(), Error> {
    let Ok(count @ 1..) = i64::try_from(entries.len()) else { return Ok(()) };
    let backend = transaction.get_database_backend();
    let counted = Statement::from_sql_and_values(backend, TAKE_NUMBERS, [count.into()]);
    let row = transaction.query_one_raw(counted).await?;
    let row = row.ok_or_else(|| Error::Corrupt("the row of table portal is missing".to_owned()))?;
    let first = get::<i64>(&row, "audit_seq")? - count + 1;
    let before = Statement::from_sql_and_values(backend, HASH_OF, [(first - 1).into()]);
    let mut prev = match transaction.query_one_raw(before).await? {
        Some(row) => get(&row, "hash")?,
        None => FIRST.to_owned(),
    };
    for (seq, entry) in (first..).zip(entries) {
        let row = Sealed::of(&prev, seq, now, entry);
        let hash = row.hash();
        transaction.execute_raw(stated(backend, ADD, row.values(&hash))?).await?;
        prev = hash;
    }
    Ok(())
}

/// A row as its hash is made of it: a JSON list of these, in this order.
#[derive(serde::Serialize)]
struct Sealed(String, i64, i64, Option<String>, String, String, String, String);

impl Sealed {
    fn of(prev: &str, seq: i64, now: Timestamp, entry: &AuditEntry) -> Self {
        Self(
            prev.to_owned(),
            seq,
            now.as_millisecond(),
            entry.actor.as_ref().map(|actor| actor.as_str().to_owned()),
            entry.act.clone(),
            entry.kind.clone(),
            entry.uid.clone(),
            entry.note.to_string(),
        )
    }

    fn read(row: &QueryResult) -> Result<Self, Error> {
        Ok(Self(
            get(row, "prev")?,
            get(row, "seq")?,
            get(row, "at")?,
            get(row, "actor")?,
            get(row, "act")?,
            get(row, "kind")?,
            get(row, "uid")?,
            get(row, "note")?,
        ))
    }

    fn hash(&self) -> String {
        let text = serde_json::to_string(self).expect("numbers and texts are JSON");
        hex::encode(Sha256::digest(text.as_bytes()))
    }

    fn values(self, hash: &str) -> Vec<Value> {
        let Self(prev, seq, at, actor, act, kind, uid, note) = self;
        vec![
            seq.into(),
            at.into(),
            actor.into(),
            act.into(),
            kind.into(),
            uid.into(),
            note.into(),
            prev.into(),
            hash.into(),
        ]
    }
}

/// The hash of a row that is the next in the chain, or nothing where it is another or was changed.
fn follows(row: &QueryResult, seq: i64, prev: &str) -> Result<Option<String>, Error> {
    let kept: String = get(row, "hash")?;
    let sealed = Sealed::read(row)?;
    let is_next = sealed.0 == prev && sealed.1 == seq && sealed.hash() == kept;
    Ok(is_next.then_some(kept))
}

pub(super) fn read(row: &QueryResult) -> Result<AuditRow, Error> {
    let note: String = get(row, "note")?;
    Ok(AuditRow {
        seq: get(row, "seq")?,
        at: at(row, "at")?,
        actor: optional_member(row, "actor")?,
        act: get(row, "act")?,
        kind: get(row, "kind")?,
        uid: get(row, "uid")?,
        note: serde_json::from_str(&note).map_err(|error| Error::Corrupt(error.to_string()))?,
        hash: get(row, "hash")?,
    })
}
