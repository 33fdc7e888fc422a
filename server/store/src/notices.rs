// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What members are told of. Notices are no records: neither exported, logged nor searched, and each is its member's.
//! Whether the thing may still be read is not asked here: that decides `portal`, each time that something is shown.

use std::collections::HashMap;

use domain::Uid;
use domain::moderation::ModerationDeed;
use domain::notice::{Notice, NoticeAbout, NoticeKind};
use domain::policy::Standing;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::Store;
use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::{code, uid_of};

mod choosing;
mod digests;
mod listeners;
mod own;
mod reads;

pub use choosing::Watched;
pub use digests::{DigestRun, NOTICES_AT_ONCE};
pub use own::OwnNotices;

/// A notice as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNotice {
    /// The notice.
    pub notice: Notice,
    /// What moderation did, where that is what it tells.
    pub deed: Option<ModerationDeed>,
    /// What was written to the member, for instance why.
    pub note: Option<String>,
}

/// A notice to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// The notice.
    pub kept: KeptNotice,
    /// Names what happened: of the same a member is told once.
    pub cause: String,
}

/// Which notices of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichNotices {
    /// All.
    All,
    /// Those that the member has not read.
    Unread,
}

/// Where a post stands, as far as telling of it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostPlace {
    /// Its thread.
    pub thread: Uid,
    /// Its place there.
    pub position: u32,
    /// Whether it is shown.
    pub standing: Standing,
    /// The post that it answers.
    pub answers: Option<Uid>,
}

const COLUMNS: &str = "uid, member, kind, about_kind, about, post, by_member, deed, note, at, read_at, mailed_at";
const ADD: &str = "
INSERT INTO notices (uid, member, kind, about_kind, about, post, by_member, deed, note, at, read_at, mailed_at, cause)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (member, cause) DO NOTHING";
const READ_ONE: &str = "UPDATE notices SET read_at = $3 WHERE member = $1 AND uid = $2 AND read_at IS NULL";
const READ_ALL: &str = "UPDATE notices SET read_at = $3 WHERE member = $1 AND at <= $2 AND read_at IS NULL";
const READ_ABOUT: &str = "
UPDATE notices SET read_at = $5
WHERE member = $1 AND about_kind = $2 AND about = $3 AND at <= $4 AND read_at IS NULL";
const MOVE: &str = "UPDATE notices SET about = $2 WHERE about_kind = 'thread' AND about = $1";

impl Store {
    /// The notices of a member, the newest first, at most so many.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where one cannot be read.
    pub async fn notices_of(&self, member: &Uid, which: WhichNotices, limit: u32) -> Result<Vec<KeptNotice>, Error> {
        let narrowed = match which {
            WhichNotices::All => "",
            WhichNotices::Unread => "AND read_at IS NULL",
        };
        let sql =
            format!("SELECT {COLUMNS} FROM notices WHERE member = $1 {narrowed} ORDER BY at DESC, uid DESC LIMIT $2");
        let rows = self.notice_rows(&sql, vec![member.as_str().into(), i64::from(limit).into()]).await?;
        rows.iter().map(read).collect()
    }

    /// Where posts stand, whoever may see them; those that are gone are left out.
    ///
    /// # Errors
    /// As `notices_of`.
    pub async fn post_places(&self, posts: &[Uid]) -> Result<HashMap<Uid, PostPlace>, Error> {
        if posts.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = format!(
            "SELECT uid, thread, position, standing, reply_to FROM posts WHERE uid IN ({})",
            listed(1, posts.len())
        );
        let rows = self.notice_rows(&sql, uids(posts)).await?;
        let place = |row: &QueryResult| {
            let text = |column: &str| row.try_get::<String>("", column);
            let position: i64 = row.try_get("", "position")?;
            let answers = row.try_get::<Option<String>>("", "reply_to")?;
            let place = PostPlace {
                thread: uid_of(&text("thread")?)?,
                position: u32::try_from(position).unwrap_or(u32::MAX),
                standing: code(&text("standing")?, Standing::from_code)?,
                answers: answers.map(|uid| uid_of(&uid)).transpose()?,
            };
            Ok((uid_of(&text("uid")?)?, place))
        };
        rows.iter().map(place).collect()
    }

    async fn notice_rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
        let db = self.readers();
        Ok(db.query_all_raw(stated(db.get_database_backend(), sql, values)?).await?)
    }
}

impl Change {
    /// Keeps a notice; says no, and keeps nothing, where its member was told of the same before.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn add_notice(&mut self, new: &NewNotice) -> Result<bool, Error> {
        let KeptNotice { notice, deed, note } = &new.kept;
        let (about_kind, about) = columns_of(&notice.about);
        let optional = |uid: &Option<Uid>| Value::from(uid.as_ref().map(|uid| uid.as_str().to_owned()));
        let values = vec![
            notice.uid.as_str().into(),
            notice.member.as_str().into(),
            notice.kind.code().into(),
            about_kind.into(),
            about.as_str().into(),
            optional(&notice.post),
            optional(&notice.by),
            deed.map(|deed| deed.code().to_owned()).into(),
            note.clone().into(),
            notice.at.into(),
            notice.read_at.into(),
            notice.mailed_at.into(),
            new.cause.as_str().into(),
        ];
        Ok(self.execute(ADD, values).await? > 0)
    }

    /// Writes down that a member read a notice; says whether there was one that was not read.
    ///
    /// # Errors
    /// As `add_notice`.
    pub async fn read_notice(&mut self, member: &Uid, notice: &Uid) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values = vec![member.as_str().into(), notice.as_str().into(), now.into()];
        Ok(self.execute(READ_ONE, values).await? > 0)
    }

    /// Writes down that a member read all notices up to a moment, in milliseconds since 1970 (UTC); says how many.
    ///
    /// # Errors
    /// As `add_notice`.
    pub async fn read_notices(&mut self, member: &Uid, until: i64) -> Result<u64, Error> {
        let now = self.now().as_millisecond();
        self.execute(READ_ALL, vec![member.as_str().into(), until.into(), now.into()]).await
    }

    /// The same of what is about one thing.
    ///
    /// # Errors
    /// As `add_notice`.
    pub async fn read_notices_about(&mut self, member: &Uid, about: &NoticeAbout, until: i64) -> Result<u64, Error> {
        let now = self.now().as_millisecond();
        let (kind, uid) = columns_of(about);
        let values = vec![member.as_str().into(), kind.into(), uid.as_str().into(), until.into(), now.into()];
        self.execute(READ_ABOUT, values).await
    }

    /// Gives one thread what members were told, chose and read of another, whose posts are part of it now. Where a
    /// member chose something for both, that of the thread that goes on stays; how far somebody had read is not known
    /// any more, since the positions are new.
    ///
    /// # Errors
    /// As `add_notice`.
    pub async fn notices_move(&mut self, from: &Uid, into: &Uid) -> Result<(), Error> {
        self.execute(MOVE, vec![from.as_str().into(), into.as_str().into()]).await?;
        self.move_levels(from, into).await?;
        self.forget_reads(from).await
    }
}

/// The two columns of what a notice is about.
fn columns_of(about: &NoticeAbout) -> (&'static str, &Uid) {
    match about {
        NoticeAbout::Thread(uid) => ("thread", uid),
        NoticeAbout::Community(uid) => ("community", uid),
        NoticeAbout::Account(uid) => ("account", uid),
    }
}

fn about_of(kind: &str, uid: Uid) -> Result<NoticeAbout, Error> {
    match kind {
        "thread" => Ok(NoticeAbout::Thread(uid)),
        "community" => Ok(NoticeAbout::Community(uid)),
        "account" => Ok(NoticeAbout::Account(uid)),
        _ => Err(Error::Corrupt(format!("the code {kind:?}"))),
    }
}

/// So many places for values, the first with a number.
fn listed(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    places.join(", ")
}

fn uids(uids: &[Uid]) -> Vec<Value> {
    uids.iter().map(|uid| uid.as_str().into()).collect()
}

fn read(row: &QueryResult) -> Result<KeptNotice, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let optional = |column: &str| row.try_get::<Option<String>>("", column);
    let uid = |column: &str| -> Result<Option<Uid>, Error> { optional(column)?.map(|uid| uid_of(&uid)).transpose() };
    let deed = optional("deed")?;
    let notice = Notice {
        uid: uid_of(&text("uid")?)?,
        member: uid_of(&text("member")?)?,
        kind: code(&text("kind")?, NoticeKind::from_code)?,
        about: about_of(&text("about_kind")?, uid_of(&text("about")?)?)?,
        post: uid("post")?,
        by: uid("by_member")?,
        at: row.try_get("", "at")?,
        read_at: row.try_get("", "read_at")?,
        mailed_at: row.try_get("", "mailed_at")?,
    };
    let deed = deed.map(|deed| code(&deed, ModerationDeed::from_code)).transpose()?;
    Ok(KeptNotice { notice, deed, note: optional("note")? })
}
