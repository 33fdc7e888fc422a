// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a member wrote, for the member: practices, what was done to them, documents, opinions.

use domain::Uid;
use domain::advert::Advert;
use domain::contact::FlagReason;
use domain::document::CaseDocument;
use domain::matching::{DismissalReason, SideKind};
use domain::post::Post;
use domain::practice::Practice;
use domain::readiness::ReadinessCheck;
use domain::revision::Revision;
use domain::testimonial::Testimonial;
use domain::thread::Thread;
use jiff::Timestamp;
use sea_orm::{DbBackend, QueryResult};
use serde::de::DeserializeOwned;

use super::{at, get, member as uid_in};
use crate::Store;
use crate::contacts::OwnMessage;
use crate::error::Error;
use crate::kept::RecordType;
use crate::matches::MatchSide;
use crate::posts::OwnReaction;
use crate::rows::{code, decoded};

/// All that a member wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnWritings {
    /// The practices that the member is an author of, whatever their stage.
    pub practices: Vec<Practice>,
    /// What the member did to practices, with notes and remarks, without the texts of that time; the newest first.
    pub revisions: Vec<Revision>,
    /// The documents that the member brought.
    pub documents: Vec<CaseDocument>,
    /// The practices that the member gave an opinion on.
    pub assessed: Vec<Practice>,
    /// What the member said of practices and adoptions.
    pub testimonials: Vec<Testimonial>,
    /// The adverts that the member wrote, whatever their state.
    pub adverts: Vec<Advert>,
    /// What the member wrote to other bodies, the newest first.
    pub messages: Vec<OwnMessage>,
    /// What the member told the moderators of, the newest first.
    pub flags: Vec<OwnFlag>,
    /// The matches that the member took out of a body's lists, the newest first.
    pub dismissals: Vec<OwnDismissal>,
    /// What the member answered to prerequisites for a body, every version.
    pub readiness: Vec<ReadinessCheck>,
    /// The threads that the member began.
    pub threads: Vec<Thread>,
    /// What the member wrote in threads.
    pub posts: Vec<Post>,
    /// What the member said of threads and posts with one click, the newest first.
    pub reactions: Vec<OwnReaction>,
}

/// That a member told the moderators of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFlag {
    /// The conversation.
    pub contact: Uid,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: FlagReason,
}

/// That a member took a match out of a body's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDismissal {
    /// The body.
    pub organisation: Uid,
    /// What the body has out.
    pub own: MatchSide,
    /// What that was matched with.
    pub other: MatchSide,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Option<DismissalReason>,
    /// Why, in words.
    pub note: Option<String>,
}

const PRACTICES: &str = "
SELECT p.record FROM practices p JOIN practice_authors a ON a.practice = p.uid WHERE a.member = $1 ORDER BY p.uid";
const REVISIONS: &str = "SELECT @bare FROM revisions WHERE member = $1 ORDER BY at DESC, uid";
const DOCUMENTS: &str = "SELECT record FROM documents WHERE member = $1 ORDER BY created_at, uid";
const ASSESSED: &str = "
SELECT record FROM practices WHERE uid IN (SELECT practice FROM revisions WHERE member = $1 AND act = 'assessed')
ORDER BY uid";

const ADVERTS: &str = "SELECT record FROM adverts WHERE member = $1 ORDER BY created_at, uid";
const THREADS: &str = "SELECT record FROM threads WHERE member = $1 ORDER BY at, uid";
const POSTS: &str = "SELECT record FROM posts WHERE member = $1 ORDER BY at, uid";
const TESTIMONIALS: &str = "SELECT record FROM testimonials WHERE member = $1 ORDER BY created_at, uid";
const FLAGS: &str = "
SELECT contact, flag_at, flag_reason FROM contact_messages WHERE flag_by = $1 ORDER BY flag_at DESC, contact, number";
const DISMISSALS: &str = "
SELECT organisation, own_kind, own, other_kind, other, since, reason, note FROM matches WHERE member = $1
ORDER BY since DESC, organisation, own_kind, own, other_kind, other";

impl Store {
    /// All that a member wrote. Thirteen statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn own_writings(&self, member: &Uid) -> Result<OwnWritings, Error> {
        let bare = match self.readers().get_database_backend() {
            DbBackend::Postgres => "(record::jsonb - 'text')::text",
            _ => "json_remove(record, '$.text')",
        };
        let revisions = REVISIONS.replace("@bare", bare);
        Ok(OwnWritings {
            practices: self.written(PRACTICES, member, RecordType::Practice).await?,
            revisions: self.written(&revisions, member, RecordType::Revision).await?,
            documents: self.written(DOCUMENTS, member, RecordType::Document).await?,
            testimonials: self.written(TESTIMONIALS, member, RecordType::Testimonial).await?,
            adverts: self.written(ADVERTS, member, RecordType::Advert).await?,
            messages: self.messages_by(member).await?,
            flags: self.rows_by(FLAGS, member, flag).await?,
            dismissals: self.rows_by(DISMISSALS, member, dismissal).await?,
            readiness: self.own_readiness(member).await?,
            threads: self.written(THREADS, member, RecordType::Thread).await?,
            posts: self.written(POSTS, member, RecordType::Post).await?,
            reactions: self.reactions_by(member).await?,
            assessed: self.written(ASSESSED, member, RecordType::Practice).await?,
        })
    }

    async fn written<T: DeserializeOwned>(&self, sql: &str, member: &Uid, kind: RecordType) -> Result<Vec<T>, Error> {
        let rows = self.read_rows(sql, vec![member.as_str().into()]).await?;
        rows.iter().map(|row| decoded(kind, &row.try_get_by_index::<String>(0)?)).collect()
    }

    async fn rows_by<T>(
        &self,
        sql: &str,
        member: &Uid,
        read: fn(&QueryResult) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.read_rows(sql, vec![member.as_str().into()]).await?.iter().map(read).collect()
    }
}

fn flag(row: &QueryResult) -> Result<OwnFlag, Error> {
    Ok(OwnFlag {
        contact: uid_in(row, "contact")?,
        at: at(row, "flag_at")?,
        reason: code(&get::<String>(row, "flag_reason")?, FlagReason::from_code)?,
    })
}

fn dismissal(row: &QueryResult) -> Result<OwnDismissal, Error> {
    let side = |kind: &str, uid: &str| -> Result<MatchSide, Error> {
        Ok((code(&get::<String>(row, kind)?, SideKind::from_code)?, uid_in(row, uid)?))
    };
    let reason: Option<String> = get(row, "reason")?;
    Ok(OwnDismissal {
        organisation: uid_in(row, "organisation")?,
        own: side("own_kind", "own")?,
        other: side("other_kind", "other")?,
        at: at(row, "since")?,
        reason: reason.map(|reason| code(&reason, DismissalReason::from_code)).transpose()?,
        note: get(row, "note")?,
    })
}
