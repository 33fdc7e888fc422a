// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What moderation holds about one member: for the member, and for who decides on the member.

use domain::Uid;
use domain::moderation::{Flag, LogEntry, Silence, Subject};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{entry, flag, optional_uid, silence, subject};
use crate::Store;
use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::uid_of;

/// A flag with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFlag {
    /// The flag.
    pub flag: Flag,
    /// What it is about.
    pub subject: Subject,
    /// The thread in which that stands.
    pub thread: Uid,
}

/// A silence with where it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSilence {
    /// The silence.
    pub silence: Silence,
    /// The community in which it holds; everywhere without one.
    pub community: Option<Uid>,
}

/// What moderation holds about a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnModeration {
    /// What the member told of, the newest first.
    pub flags: Vec<KeptFlag>,
    /// What was done to what the member wrote, or to the member, the newest first.
    pub told: Vec<LogEntry>,
    /// What the member did as a moderator, the newest first.
    pub done: Vec<LogEntry>,
    /// When the member did not write, the newest first.
    pub silences: Vec<KeptSilence>,
}

const FLAGS: &str = "
SELECT subject_kind, subject, thread, at, member, reason, note, settled_at FROM flags
WHERE member = $1 ORDER BY at DESC, uid";
const ON: &str = "
SELECT subject_kind, subject, thread, at, member, reason, note, settled_at FROM flags
WHERE subject_kind = $1 AND subject = $2 ORDER BY at DESC, uid LIMIT 100";
const TOLD: &str = "
SELECT at, by_member, deed, subject_kind, subject, community, reason, note FROM moderation_log
WHERE author = $1 ORDER BY at DESC, uid";
const DONE: &str = "
SELECT at, by_member, deed, subject_kind, subject, community, reason, note FROM moderation_log
WHERE by_member = $1 ORDER BY at DESC, uid";
const SILENCES: &str = "
SELECT member, community, at, until, by_member, reason FROM silences WHERE member = $1 ORDER BY at DESC, uid";
/// That somebody told, and that something was done, stays known; by whom and to whom does not.
const ERASE: [&str; 5] = [
    "UPDATE flags SET member = NULL, note = NULL WHERE member = $1",
    "UPDATE moderation_log SET author = NULL, note = NULL WHERE author = $1",
    "UPDATE moderation_log SET by_member = NULL WHERE by_member = $1",
    "UPDATE silences SET by_member = NULL WHERE by_member = $1",
    "DELETE FROM silences WHERE member = $1",
];

impl Store {
    /// What moderation holds about a member. Four statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a row cannot be read.
    pub async fn own_moderation(&self, member: &Uid) -> Result<OwnModeration, Error> {
        let flags = about(self, FLAGS, member).await?;
        let told = about(self, TOLD, member).await?;
        let done = about(self, DONE, member).await?;
        Ok(OwnModeration {
            flags: flags.iter().map(kept_flag).collect::<Result<_, _>>()?,
            told: told.iter().map(entry).collect::<Result<_, _>>()?,
            done: done.iter().map(entry).collect::<Result<_, _>>()?,
            silences: self.silences_on(member).await?,
        })
    }

    /// What something was flagged for, the newest first, at most a hundred. One statement; whoever may read them is the
    /// caller's part.
    ///
    /// # Errors
    /// As `own_moderation`.
    pub async fn flags_on(&self, subject: &Subject) -> Result<Vec<KeptFlag>, Error> {
        let values = vec![subject.kind.code().into(), subject.uid.as_str().into()];
        let db = self.readers();
        let rows = db.query_all_raw(stated(db.get_database_backend(), ON, values)?).await?;
        rows.iter().map(kept_flag).collect()
    }

    /// All silences of a member, the newest first. One statement.
    ///
    /// # Errors
    /// As `own_moderation`.
    pub async fn silences_on(&self, member: &Uid) -> Result<Vec<KeptSilence>, Error> {
        let kept =
            |row: &QueryResult| Ok(KeptSilence { silence: silence(row)?, community: optional_uid(row, "community")? });
        about(self, SILENCES, member).await?.iter().map(kept).collect()
    }
}

impl Change {
    /// Takes a member out of what moderation holds; what was told and done stays, without by whom and to whom.
    pub(crate) async fn erase_moderation(&mut self, member: &Uid) -> Result<(), Error> {
        for sql in ERASE {
            self.execute(sql, vec![member.as_str().into()]).await?;
        }
        Ok(())
    }
}

async fn about(store: &Store, sql: &str, member: &Uid) -> Result<Vec<QueryResult>, Error> {
    let db = store.readers();
    let statement = stated(db.get_database_backend(), sql, vec![member.as_str().into()])?;
    Ok(db.query_all_raw(statement).await?)
}

fn kept_flag(row: &QueryResult) -> Result<KeptFlag, Error> {
    Ok(KeptFlag { flag: flag(row)?, subject: subject(row)?, thread: uid_of(&row.try_get::<String>("", "thread")?)? })
}

#[cfg(test)]
mod tests {
    use super::{DONE, ERASE};
    use crate::plans::plan;

    #[tokio::test]
    async fn what_one_member_did_is_found_without_looking_through_the_log() {
        for sql in ERASE.into_iter().chain([DONE]) {
            let steps = plan(sql, vec!["ada".into()]).await;
            // Who may not write for a time are few.
            assert!(!steps.contains("SCAN") || steps == "SCAN silences", "{sql}: {steps}");
        }
    }
}
