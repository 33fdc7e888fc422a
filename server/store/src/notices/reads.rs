// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How far members have read threads.

use std::collections::HashMap;

use domain::Uid;
use domain::thread::ReadTo;
use sea_orm::{QueryResult, Value};

use super::listed;
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::uid_of;

/// Of an account that was closed meanwhile nothing is kept.
const KEEP: &str = "
INSERT INTO thread_reads (member, thread, position, at)
SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM members WHERE uid = $1 AND state = 'active')
ON CONFLICT (member, thread) DO UPDATE SET position = excluded.position, at = excluded.at
WHERE thread_reads.position < excluded.position";
/// What was told of the thread as a whole is read with any part of it.
const READ: &str = "
UPDATE notices SET read_at = $4
WHERE member = $1 AND about_kind = 'thread' AND about = $2 AND at <= $4 AND read_at IS NULL
    AND (post IS NULL OR EXISTS (
        SELECT 1 FROM posts p WHERE p.uid = notices.post AND p.thread = $2 AND p.position <= $3))";
const FORGET: &str = "DELETE FROM thread_reads WHERE thread = $1";

impl Store {
    /// How far a member has read threads; those of which nothing was read are left out. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn reads_of(&self, member: &Uid, threads: &[Uid]) -> Result<HashMap<Uid, ReadTo>, Error> {
        if threads.is_empty() {
            return Ok(HashMap::new());
        }
        let places = listed(2, threads.len());
        let sql = format!("SELECT thread, position FROM thread_reads WHERE member = $1 AND thread IN ({places})");
        let values: Vec<Value> = std::iter::once(member).chain(threads).map(|uid| uid.as_str().into()).collect();
        let rows = self.notice_rows(&sql, values).await?;
        let one = |row: &QueryResult| {
            let position: i64 = row.try_get("", "position")?;
            let read = ReadTo(u32::try_from(position).unwrap_or(0));
            Ok((uid_of(&row.try_get::<String>("", "thread")?)?, read))
        };
        rows.iter().map(one).collect()
    }
}

impl Change {
    /// Writes down how far a member had read a thread at a moment, in milliseconds since 1970 (UTC), where the account is
    /// in use; whoever had read further has not unread anything. The notices of what was read are read with it.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn read_thread(&mut self, member: &Uid, thread: &Uid, to: ReadTo, at: i64) -> Result<(), Error> {
        let values = || -> Vec<Value> {
            vec![member.as_str().into(), thread.as_str().into(), i64::from(to.0).into(), at.into()]
        };
        self.execute(KEEP, values()).await?;
        self.execute(READ, values()).await.map(drop)
    }

    pub(super) async fn forget_reads(&mut self, thread: &Uid) -> Result<(), Error> {
        self.execute(FORGET, vec![thread.as_str().into()]).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::READ;
    use crate::plans::plan;

    #[tokio::test]
    async fn what_was_read_of_a_long_thread_costs_no_more_than_of_a_short_one() {
        let steps = plan(READ, vec!["ada".into(), "t".into(), 9_i64.into(), 1_i64.into()]).await;
        assert!(steps.contains("SEARCH notices") && !steps.contains("LIST SUBQUERY"), "{steps}");
        assert!(!steps.contains("SCAN") && !steps.contains("posts_by_position"), "{steps}");
    }
}
