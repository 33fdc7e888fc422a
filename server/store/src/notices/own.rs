// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What these tables hold about a member: for the member, and when the account is closed.

use domain::Uid;
use domain::notice::{Level, Preferences};
use domain::thread::ReadTo;
use sea_orm::QueryResult;

use super::{KeptNotice, Watched, WhichNotices};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::uid_of;

/// More than anybody is told within the time that notices are kept.
const ALL: u32 = 100_000;

/// All that is kept of what a member is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNotices {
    /// The notices, the newest first.
    pub notices: Vec<KeptNotice>,
    /// How the member wants to be told, where something was chosen.
    pub preferences: Option<Preferences>,
    /// What the member watches, follows or has muted, the latest first.
    pub levels: Vec<(Watched, Level)>,
    /// How far the member has read threads.
    pub reads: Vec<(Uid, ReadTo)>,
}

const READS: &str = "SELECT thread, position FROM thread_reads WHERE member = $1 ORDER BY at DESC, thread";
const ERASE: [&str; 5] = [
    "DELETE FROM notices WHERE member = $1",
    "UPDATE notices SET by_member = NULL WHERE by_member = $1",
    "DELETE FROM notice_preferences WHERE member = $1",
    "DELETE FROM watch_levels WHERE member = $1",
    "DELETE FROM thread_reads WHERE member = $1",
];

impl Store {
    /// All that is kept of what a member is told.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where something cannot be read.
    pub async fn own_notices(&self, member: &Uid) -> Result<OwnNotices, Error> {
        let rows = self.notice_rows(READS, vec![member.as_str().into()]).await?;
        let read = |row: &QueryResult| {
            let position: i64 = row.try_get("", "position")?;
            let thread = uid_of(&row.try_get::<String>("", "thread")?)?;
            Ok((thread, ReadTo(u32::try_from(position).unwrap_or(0))))
        };
        let reads = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        Ok(OwnNotices {
            notices: self.notices_of(member, WhichNotices::All, ALL).await?,
            preferences: self.notice_preferences(std::slice::from_ref(member)).await?.remove(member),
            levels: self.watch_levels(member, ALL).await?,
            reads,
        })
    }
}

impl Change {
    /// Erases what a member was told, chose and read; what others were told stays, without who did it.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub(crate) async fn erase_notices_of(&mut self, member: &Uid) -> Result<(), Error> {
        for sql in ERASE {
            self.execute(sql, vec![member.as_str().into()]).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ERASE;
    use crate::plans::plan;

    #[tokio::test]
    async fn closing_an_account_does_not_look_through_what_all_others_were_told() {
        for sql in ERASE {
            let steps = plan(sql, vec!["ada".into()]).await;
            assert!(!steps.contains("SCAN"), "{sql}: {steps}");
        }
    }
}
