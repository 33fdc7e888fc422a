// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The digests of a stretch of time: who waits for one, what for, and how far they are made. All members up to a place
//! have got theirs; that place is moved in the change that writes the mails, so that a run that was stopped anywhere, or
//! that several servers make at once, writes to each member once.

use domain::Uid;
use domain::notice::{Notice, NoticeKind, Period, Rhythm};
use sea_orm::{ConnectionTrait, Value};

use super::{COLUMNS, KeptNotice, listed, read};
use crate::Store;
use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::uid_of;

/// How many notices of one member are read at once.
pub const NOTICES_AT_ONCE: usize = 500;
/// Whoever chose nothing gets mails in the rhythm that is the default.
const WAITING: &str = "
SELECT DISTINCT n.member FROM notices n
WHERE n.read_at IS NULL AND n.mailed_at IS NULL AND n.at < $1 AND n.member > $2
    AND (EXISTS (SELECT 1 FROM notice_preferences p WHERE p.member = n.member AND p.rhythms LIKE $3)
        @default)
ORDER BY n.member LIMIT $4";
const BY_DEFAULT: &str = "OR NOT EXISTS (SELECT 1 FROM notice_preferences p WHERE p.member = n.member)";
const RUN: &str = "SELECT after_member, finished_at FROM digest_runs WHERE run = $1";
const START: &str = "
INSERT INTO digest_runs (run, after_member, started_at) VALUES ($1, '', $2) ON CONFLICT (run) DO NOTHING";
const GO_ON: &str = "
UPDATE digest_runs SET after_member = $3 WHERE run = $1 AND after_member = $2 AND finished_at IS NULL";
const FINISH: &str = "
UPDATE digest_runs SET finished_at = $3 WHERE run = $1 AND after_member = $2 AND finished_at IS NULL";

/// How far the digests of a stretch of time are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigestRun {
    /// Behind this member somebody may still wait; empty at the beginning.
    After(String),
    /// All are made.
    Finished,
}

impl Store {
    /// How far the digests of a stretch are made.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn digest_run(&self, period: Period) -> Result<DigestRun, Error> {
        let rows = self.notice_rows(RUN, vec![period.key().into()]).await?;
        let Some(row) = rows.first() else { return Ok(DigestRun::After(String::new())) };
        if row.try_get::<Option<i64>>("", "finished_at")?.is_some() {
            return Ok(DigestRun::Finished);
        }
        Ok(DigestRun::After(row.try_get("", "after_member")?))
    }

    /// Members behind one who wait for a mail in a rhythm, of something from before a moment in milliseconds since 1970
    /// (UTC); by uid, at most so many. Some of them may wait for another one: what they chose for each kind is not
    /// looked at.
    ///
    /// # Errors
    /// As `digest_run`.
    pub async fn members_waiting(
        &self,
        rhythm: Rhythm,
        until: i64,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Uid>, Error> {
        let sql = WAITING.replace("@default", if rhythm == Rhythm::default() { BY_DEFAULT } else { "" });
        let pattern = format!("%,{},%", rhythm.code());
        let values: Vec<Value> = vec![until.into(), after.into(), pattern.into(), i64::from(limit).into()];
        let rows = self.notice_rows(&sql, values).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "member")?)).collect()
    }

    /// What members wait to be told by mail, from before a moment in milliseconds since 1970 (UTC); of each the newest, at
    /// most `NOTICES_AT_ONCE`, the newest first.
    ///
    /// # Errors
    /// As `digest_run`, or `Corrupt` where one cannot be read.
    pub async fn notices_waiting(&self, members: &[Uid], until: i64) -> Result<Vec<KeptNotice>, Error> {
        if members.is_empty() {
            return Ok(Vec::new());
        }
        let places = listed(3, members.len());
        let sql = format!(
            "SELECT {COLUMNS} FROM (
                SELECT {COLUMNS}, row_number() OVER (PARTITION BY member ORDER BY at DESC, uid) AS place FROM notices
                WHERE read_at IS NULL AND mailed_at IS NULL AND at < $1 AND member IN ({places})) AS waiting
             WHERE place <= $2 ORDER BY member, place"
        );
        let mut values: Vec<Value> = vec![until.into(), at_once()];
        values.extend(super::uids(members));
        self.notice_rows(&sql, values).await?.iter().map(read).collect()
    }

    /// What the member of a notice waits for behind it, of some kinds; at most `NOTICES_AT_ONCE`, the newest first.
    ///
    /// # Errors
    /// As `notices_waiting`.
    pub async fn notices_waiting_behind(
        &self,
        notice: &Notice,
        kinds: &[NoticeKind],
    ) -> Result<Vec<KeptNotice>, Error> {
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        let places = listed(5, kinds.len());
        let sql = format!(
            "SELECT {COLUMNS} FROM notices
             WHERE member = $1 AND read_at IS NULL AND mailed_at IS NULL
                AND at <= $2 AND (at < $2 OR uid > $3) AND kind IN ({places})
             ORDER BY at DESC, uid LIMIT $4"
        );
        let Notice { uid, member, at, .. } = notice;
        let mut values: Vec<Value> = vec![member.as_str().into(), (*at).into(), uid.as_str().into(), at_once()];
        values.extend(kinds.iter().map(|kind| Value::from(kind.code())));
        self.notice_rows(&sql, values).await?.iter().map(read).collect()
    }
}

fn at_once() -> Value {
    i64::try_from(NOTICES_AT_ONCE).unwrap_or(i64::MAX).into()
}

impl Change {
    /// Moves the place up to which the digests of a stretch are made. Says no, and writes nothing, where somebody else
    /// moved it meanwhile, or all are made.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn digests_made(&mut self, period: Period, after: &str, to: &Uid) -> Result<bool, Error> {
        self.start_digests(period, after).await?;
        Ok(self.execute(GO_ON, vec![period.key().into(), after.into(), to.as_str().into()]).await? > 0)
    }

    /// Writes down that all digests of a stretch are made, where nobody moved the place meanwhile.
    ///
    /// # Errors
    /// As `digests_made`.
    pub async fn digests_finished(&mut self, period: Period, after: &str) -> Result<bool, Error> {
        self.start_digests(period, after).await?;
        let now = self.now().as_millisecond();
        Ok(self.execute(FINISH, vec![period.key().into(), after.into(), now.into()]).await? > 0)
    }

    async fn start_digests(&mut self, period: Period, after: &str) -> Result<(), Error> {
        if after.is_empty() {
            let now = self.now().as_millisecond();
            self.execute(START, vec![period.key().into(), now.into()]).await?;
        }
        Ok(())
    }

    /// Ends the waiting of a member for a mail of some kinds, of all that happened before a moment in milliseconds since
    /// 1970 (UTC): what the digest of that time told, and what could not be told then, is not told by a later one.
    ///
    /// # Errors
    /// As `digests_made`.
    pub async fn notices_settled(&mut self, member: &Uid, kinds: &[NoticeKind], until: i64) -> Result<(), Error> {
        let outcome = self.settle(member, kinds, until).await;
        self.marked(outcome)
    }

    async fn settle(&self, member: &Uid, kinds: &[NoticeKind], until: i64) -> Result<(), Error> {
        if kinds.is_empty() {
            return Ok(());
        }
        let places = listed(4, kinds.len());
        let sql = format!(
            "UPDATE notices SET mailed_at = $3
             WHERE member = $1 AND at < $2 AND read_at IS NULL AND mailed_at IS NULL AND kind IN ({places})"
        );
        let now = self.now().as_millisecond();
        let mut values: Vec<Value> = vec![member.as_str().into(), until.into(), now.into()];
        values.extend(kinds.iter().map(|kind| Value::from(kind.code())));
        let db = self.connection();
        db.execute_raw(stated(db.get_database_backend(), &sql, values)?).await?;
        Ok(())
    }
}
