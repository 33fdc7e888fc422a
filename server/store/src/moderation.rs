// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What moderators are told of threads and posts, what they did, and who does not write for a time. None of it is a
//! record: it is neither exported nor searched.

mod own;
mod reading;

use domain::Uid;
use domain::moderation::{Flag, FlagReason, LogEntry, ModerationDeed, Silence, Subject, SubjectKind};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::{code, count, uid_of};

pub use own::{KeptFlag, KeptSilence, OwnModeration};
pub use reading::{KeptEntry, LogFilter, WaitingRow};

/// Whose words something was done to, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// The thread; absent where it is about a member.
    pub thread: Option<Uid>,
    /// Who wrote it, or the member that it is about; absent once that account is gone.
    pub author: Option<Uid>,
}

const FLAGS_OF: &str = "
SELECT at, member, reason, note, settled_at FROM flags WHERE subject_kind = $1 AND subject = $2 ORDER BY at, uid";
const ADD_FLAG: &str = "
INSERT INTO flags (uid, subject_kind, subject, thread, at, member, reason, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const SETTLE: &str = "
UPDATE flags SET settled_at = $3 WHERE subject_kind = $1 AND subject = $2 AND settled_at IS NULL";
const MOVE_FLAGS: &str = "UPDATE flags SET thread = $2 WHERE thread = $1 AND subject_kind = 'post'";
const LOG: &str = "
INSERT INTO moderation_log
    (uid, at, by_member, deed, subject_kind, subject, thread, author, community, reason, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const LET_OUT: &str = "
SELECT COUNT(DISTINCT subject) AS total FROM moderation_log WHERE author = $1 AND deed = 'let_out'";
const SILENCES_OF: &str = "
SELECT member, at, until, by_member, reason FROM silences
WHERE member = $1 AND (community IS NULL OR community = $2) ORDER BY at, uid";
const ADD_SILENCE: &str = "
INSERT INTO silences (uid, member, community, at, until, by_member, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const END_SILENCES: &str = "
UPDATE silences SET until = $3 WHERE member = $1 AND COALESCE(community, '') = $2 AND until > $3";

impl Change {
    /// What the moderators were told of something, the first flag first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a row cannot be read. After any error the whole change is lost.
    pub async fn flags_of(&mut self, subject: &Subject) -> Result<Vec<Flag>, Error> {
        let values = vec![subject.kind.code().into(), subject.uid.as_str().into()];
        let flags = rows_of(self, FLAGS_OF, values).await?.iter().map(flag).collect();
        self.marked(flags)
    }

    /// Keeps that somebody told the moderators of something in a thread.
    ///
    /// # Errors
    /// `Conflict` where the same member has told of it and nobody has looked at it yet; `Refused` where the word beside
    /// is too long. After any error the whole change is lost.
    pub async fn add_flag(&mut self, subject: &Subject, thread: &Uid, flag: &Flag) -> Result<(), Error> {
        let values = vec![
            self.new_id().to_string().into(),
            subject.kind.code().into(),
            subject.uid.as_str().into(),
            thread.as_str().into(),
            flag.at.into(),
            optional(flag.by.as_ref()),
            flag.reason.code().into(),
            flag.note.clone().into(),
        ];
        self.execute(ADD_FLAG, values).await.map(drop)
    }

    /// Notes that a moderator has looked at what something was flagged for; says how many flags waited for it.
    ///
    /// # Errors
    /// As `flags_of`.
    pub async fn settle_flags(&mut self, subject: &Subject) -> Result<u64, Error> {
        let now = self.now().as_millisecond();
        self.execute(SETTLE, vec![subject.kind.code().into(), subject.uid.as_str().into(), now.into()]).await
    }

    /// Lets the flags of posts follow them into another thread.
    ///
    /// # Errors
    /// As `flags_of`.
    pub async fn move_flags(&mut self, from: &Uid, into: &Uid) -> Result<(), Error> {
        self.execute(MOVE_FLAGS, vec![from.as_str().into(), into.as_str().into()]).await.map(drop)
    }

    /// Adds a line to the log of moderation.
    ///
    /// # Errors
    /// `Refused` where the note is too long. After any error the whole change is lost.
    pub async fn log_moderation(&mut self, entry: &LogEntry, whose: &Whose) -> Result<(), Error> {
        let values = vec![
            self.new_id().to_string().into(),
            entry.at.into(),
            optional(entry.by.as_ref()),
            entry.deed.code().into(),
            entry.subject.kind.code().into(),
            entry.subject.uid.as_str().into(),
            optional(whose.thread.as_ref()),
            optional(whose.author.as_ref()),
            optional(entry.community.as_ref()),
            entry.reason.map(|reason| reason.code().to_owned()).into(),
            entry.note.clone().into(),
        ];
        self.execute(LOG, values).await.map(drop)
    }

    /// How many contributions of a member were let out of the queue.
    ///
    /// # Errors
    /// As `flags_of`.
    pub async fn let_out_of(&mut self, member: &Uid) -> Result<u32, Error> {
        let row = self.returned(LET_OUT, vec![member.as_str().into()]).await?;
        let total = row.map_or(Ok(0), |row| count(&row, "total"));
        Ok(u32::try_from(self.marked(total)?).unwrap_or(u32::MAX))
    }

    /// The silences of a member that hold in a community, or outside of any; those that are over as well.
    ///
    /// # Errors
    /// As `flags_of`.
    pub async fn silences_of(&mut self, member: &Uid, community: Option<&Uid>) -> Result<Vec<Silence>, Error> {
        let values = vec![member.as_str().into(), optional(community)];
        let silences = rows_of(self, SILENCES_OF, values).await?.iter().map(silence).collect();
        self.marked(silences)
    }

    /// Keeps a member from writing, in a community or everywhere.
    ///
    /// # Errors
    /// `Refused` where the reason is too long. After any error the whole change is lost.
    pub async fn add_silence(&mut self, silence: &Silence, community: Option<&Uid>) -> Result<(), Error> {
        let values = vec![
            self.new_id().to_string().into(),
            silence.member.as_str().into(),
            optional(community),
            silence.at.into(),
            silence.until.into(),
            optional(silence.by.as_ref()),
            silence.reason.as_str().into(),
        ];
        self.execute(ADD_SILENCE, values).await.map(drop)
    }

    /// Lets a member write again, in a community or where the silence held everywhere; says how many silences ended.
    ///
    /// # Errors
    /// As `flags_of`.
    pub async fn end_silences(&mut self, member: &Uid, community: Option<&Uid>) -> Result<u64, Error> {
        let now = self.now().as_millisecond();
        let community = community.map_or("", Uid::as_str);
        self.execute(END_SILENCES, vec![member.as_str().into(), community.into(), now.into()]).await
    }
}

/// The rows of a statement inside a change.
async fn rows_of(change: &mut Change, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
    let db = change.connection();
    let rows = match stated(db.get_database_backend(), sql, values) {
        Ok(statement) => db.query_all_raw(statement).await.map_err(Error::from),
        Err(error) => Err(error),
    };
    change.marked(rows)
}

fn optional(uid: Option<&Uid>) -> Value {
    uid.map(|uid| uid.as_str().to_owned()).into()
}

fn optional_uid(row: &QueryResult, column: &str) -> Result<Option<Uid>, Error> {
    row.try_get::<Option<String>>("", column)?.map(|uid| uid_of(&uid)).transpose()
}

fn flag(row: &QueryResult) -> Result<Flag, Error> {
    Ok(Flag {
        at: row.try_get("", "at")?,
        by: optional_uid(row, "member")?,
        reason: code(&row.try_get::<String>("", "reason")?, FlagReason::from_code)?,
        note: row.try_get("", "note")?,
        settled_at: row.try_get("", "settled_at")?,
    })
}

fn silence(row: &QueryResult) -> Result<Silence, Error> {
    Ok(Silence {
        member: uid_of(&row.try_get::<String>("", "member")?)?,
        at: row.try_get("", "at")?,
        until: row.try_get("", "until")?,
        by: optional_uid(row, "by_member")?,
        reason: row.try_get("", "reason")?,
    })
}

fn subject(row: &QueryResult) -> Result<Subject, Error> {
    Ok(Subject {
        kind: code(&row.try_get::<String>("", "subject_kind")?, SubjectKind::from_code)?,
        uid: uid_of(&row.try_get::<String>("", "subject")?)?,
    })
}

fn entry(row: &QueryResult) -> Result<LogEntry, Error> {
    let reason: Option<String> = row.try_get("", "reason")?;
    Ok(LogEntry {
        at: row.try_get("", "at")?,
        by: optional_uid(row, "by_member")?,
        deed: code(&row.try_get::<String>("", "deed")?, ModerationDeed::from_code)?,
        subject: subject(row)?,
        community: optional_uid(row, "community")?,
        reason: reason.map(|reason| code(&reason, FlagReason::from_code)).transpose()?,
        note: row.try_get("", "note")?,
    })
}

#[cfg(test)]
mod tests {
    use super::MOVE_FLAGS;
    use crate::plans::plan;

    #[tokio::test]
    async fn flags_follow_their_thread_without_looking_through_those_of_others() {
        let steps = plan(MOVE_FLAGS, vec!["t".into(), "u".into()]).await;
        assert!(!steps.contains("SCAN"), "{steps}");
    }
}
