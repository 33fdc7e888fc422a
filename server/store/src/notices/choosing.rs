// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How members want to be told, and what they watch, follow or have muted.

use std::collections::HashMap;
use std::fmt;

use domain::Uid;
use domain::notice::{Level, NoticeKind, Preferences, Rhythm, Unsubscribe};
use domain::thread::ThreadAbout;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::{listed, uids};
use crate::Store;
use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::{code, uid_of};

/// What a member can watch: a thread, or a place with all its threads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Watched {
    /// A thread.
    Thread(Uid),
    /// The threads about something.
    Place(ThreadAbout),
}

impl Watched {
    /// What it is, as a code.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Thread(_) => "thread",
            Self::Place(ThreadAbout::Twinning(_)) => "twinning",
            Self::Place(ThreadAbout::Practice(_)) => "practice",
            Self::Place(ThreadAbout::Advert(_)) => "advert",
            Self::Place(ThreadAbout::Community(_)) => "community",
        }
    }

    /// Its identifier.
    pub const fn uid(&self) -> &Uid {
        match self {
            Self::Thread(uid) => uid,
            Self::Place(about) => about.uid(),
        }
    }

    /// Reads a code and an identifier with `:` between them.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, uid) = text.split_once(':')?;
        Self::of(kind, Uid::parse(uid).ok()?)
    }

    fn of(kind: &str, uid: Uid) -> Option<Self> {
        Some(match kind {
            "thread" => Self::Thread(uid),
            "twinning" => Self::Place(ThreadAbout::Twinning(uid)),
            "practice" => Self::Place(ThreadAbout::Practice(uid)),
            "advert" => Self::Place(ThreadAbout::Advert(uid)),
            "community" => Self::Place(ThreadAbout::Community(uid)),
            _ => return None,
        })
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.kind(), self.uid())
    }
}

const PREFERENCES: &str = "SELECT preferences FROM notice_preferences WHERE member = $1";
const KEEP: &str = "
INSERT INTO notice_preferences (member, preferences, rhythms) VALUES ($1, $2, $3)
ON CONFLICT (member) DO UPDATE SET preferences = excluded.preferences, rhythms = excluded.rhythms";
const PASS_OVER: &str = "
UPDATE notices SET mailed_at = $3 WHERE member = $1 AND kind = $2 AND read_at IS NULL AND mailed_at IS NULL";
const LEVEL: &str = "SELECT level FROM watch_levels WHERE member = $1 AND about_kind = $2 AND about = $3";
const LEVELS: &str = "
SELECT about_kind, about, level FROM watch_levels WHERE member = $1 ORDER BY at DESC, about_kind, about LIMIT $2";
const SET: &str = "
INSERT INTO watch_levels (member, about_kind, about, level, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (member, about_kind, about) DO UPDATE SET level = excluded.level, at = excluded.at";
const UNSET: &str = "DELETE FROM watch_levels WHERE member = $1 AND about_kind = $2 AND about = $3";
const MOVE_LEVELS: &str = "
UPDATE watch_levels SET about = $2
WHERE about_kind = 'thread' AND about = $1 AND NOT EXISTS (
    SELECT 1 FROM watch_levels o
    WHERE o.about_kind = 'thread' AND o.about = $2 AND o.member = watch_levels.member)";
const DROP_LEVELS: &str = "DELETE FROM watch_levels WHERE about_kind = 'thread' AND about = $1";

impl Store {
    /// How members want to be told; those who chose nothing are left out.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where something cannot be read.
    pub async fn notice_preferences(&self, members: &[Uid]) -> Result<HashMap<Uid, Preferences>, Error> {
        if members.is_empty() {
            return Ok(HashMap::new());
        }
        let places = listed(1, members.len());
        let sql = format!("SELECT member, preferences FROM notice_preferences WHERE member IN ({places})");
        let rows = self.notice_rows(&sql, uids(members)).await?;
        let one = |row: &QueryResult| {
            let member = uid_of(&row.try_get::<String>("", "member")?)?;
            Ok((member, chosen(&row.try_get::<String>("", "preferences")?)?))
        };
        rows.iter().map(one).collect()
    }

    /// What a member chose for a thing, if anything. One statement.
    ///
    /// # Errors
    /// As `notice_preferences`.
    pub async fn watch_level(&self, member: &Uid, of: &Watched) -> Result<Option<Level>, Error> {
        let values: Vec<Value> = vec![member.as_str().into(), of.kind().into(), of.uid().as_str().into()];
        let rows = self.notice_rows(LEVEL, values).await?;
        rows.first().map(|row| code(&row.try_get::<String>("", "level")?, Level::from_code)).transpose()
    }

    /// What a member chose for things, the latest first, at most so many.
    ///
    /// # Errors
    /// As `notice_preferences`.
    pub async fn watch_levels(&self, member: &Uid, limit: u32) -> Result<Vec<(Watched, Level)>, Error> {
        let rows = self.notice_rows(LEVELS, vec![member.as_str().into(), i64::from(limit).into()]).await?;
        let one = |row: &QueryResult| {
            let kind: String = row.try_get("", "about_kind")?;
            let uid = uid_of(&row.try_get::<String>("", "about")?)?;
            let of = Watched::of(&kind, uid).ok_or_else(|| Error::Corrupt(format!("the code {kind:?}")))?;
            Ok((of, code(&row.try_get::<String>("", "level")?, Level::from_code)?))
        };
        rows.iter().map(one).collect()
    }
}

impl Change {
    /// Keeps how a member wants to be told. What waits for a mail that does not come any more waits no longer: whoever
    /// wants mails at once, or again, is told of what happens from then on.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn keep_preferences(&mut self, member: &Uid, preferences: &Preferences) -> Result<(), Error> {
        let json = serde_json::to_string(preferences).map_err(|error| Error::Corrupt(error.to_string()))?;
        let values = vec![member.as_str().into(), json.into(), rhythms(preferences).into()];
        self.execute(KEEP, values).await?;
        let now = self.now().as_millisecond();
        let ends = |kind: &&NoticeKind| matches!(preferences.rhythm_of(**kind), Rhythm::Off | Rhythm::AtOnce);
        for kind in NoticeKind::ALL.iter().filter(ends) {
            self.execute(PASS_OVER, vec![member.as_str().into(), kind.code().into(), now.into()]).await?;
        }
        Ok(())
    }

    /// Ends mails of a member, once or more often: all, those of a kind, or those of a thread, which is muted.
    ///
    /// # Errors
    /// As `keep_preferences`.
    pub async fn unsubscribe(&mut self, member: &Uid, what: &Unsubscribe) -> Result<(), Error> {
        if let Unsubscribe::Thread(thread) = what {
            return self.set_watch_level(member, &Watched::Thread(thread.clone()), Some(Level::Mute)).await;
        }
        let before = self.preferences_of(member).await;
        let before = self.marked(before)?;
        self.keep_preferences(member, &before.without(what)).await
    }

    async fn preferences_of(&self, member: &Uid) -> Result<Preferences, Error> {
        let db = self.connection();
        let asked = stated(db.get_database_backend(), PREFERENCES, vec![member.as_str().into()])?;
        match db.query_one_raw(asked).await? {
            Some(row) => chosen(&row.try_get::<String>("", "preferences")?),
            None => Ok(Preferences::default()),
        }
    }

    /// Keeps what a member chose for a thing; with nothing, what the member has there anyhow counts again.
    ///
    /// # Errors
    /// As `keep_preferences`.
    pub async fn set_watch_level(&mut self, member: &Uid, of: &Watched, level: Option<Level>) -> Result<(), Error> {
        let mut values: Vec<Value> = vec![member.as_str().into(), of.kind().into(), of.uid().as_str().into()];
        let sql = match level {
            Some(level) => {
                values.extend([level.code().into(), self.now().as_millisecond().into()]);
                SET
            }
            None => UNSET,
        };
        self.execute(sql, values).await.map(drop)
    }

    pub(super) async fn move_levels(&mut self, from: &Uid, into: &Uid) -> Result<(), Error> {
        self.execute(MOVE_LEVELS, vec![from.as_str().into(), into.as_str().into()]).await?;
        self.execute(DROP_LEVELS, vec![from.as_str().into()]).await.map(drop)
    }
}

fn chosen(json: &str) -> Result<Preferences, Error> {
    serde_json::from_str(json).map_err(|error| Error::Corrupt(error.to_string()))
}

/// The rhythms that mails can come in at all, as `digests` looks for one.
fn rhythms(preferences: &Preferences) -> String {
    let codes = Rhythm::ALL.iter().filter(|rhythm| preferences.has(**rhythm)).map(|rhythm| rhythm.code());
    format!(",{},", codes.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_watched_is_written_and_read() {
        for text in ["thread:t.1", "twinning:a:b", "practice:p", "advert:a", "community:c"] {
            assert_eq!(Watched::parse(text).expect(text).to_string(), text);
        }
        for bad in ["", "thread", "thread:", "member:a", "thread:a b"] {
            assert_eq!(Watched::parse(bad), None, "{bad}");
        }
    }
}
