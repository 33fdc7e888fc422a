// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What pages and mails show of notices.

use domain::Language;
use domain::moderation::ModerationDeed;
use domain::notice::{Level, NoticeAbout, NoticeKind, Preferences};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Watched;

/// Where a notice leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticePlace {
    /// To a thread, by its address; to a post in it, by its position.
    Thread {
        /// The last segment of the thread's address.
        address: String,
        /// The position of the post, where it is of one.
        position: Option<u32>,
    },
    /// To a community, by its slug.
    Community(String),
    /// To the notices themselves.
    Notices,
}

/// Somebody who did what a notice tells, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeWriter {
    /// Names the profile.
    pub uid: String,
    /// First and last name.
    pub name: String,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    /// Names it.
    pub uid: String,
    /// Of what it is.
    pub kind: NoticeKind,
    /// What moderation did.
    pub deed: Option<ModerationDeed>,
    /// What was written to the member.
    pub note: Option<String>,
    /// Who did it.
    pub by: Option<NoticeWriter>,
    /// When it happened.
    pub at: Timestamp,
    /// Where it leads.
    pub place: NoticePlace,
    /// Whether it was read.
    pub is_read: bool,
}

/// All notices about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeGroup {
    /// Names the thing.
    pub about: String,
    /// What it is called; absent for what is about the own account.
    pub title: Option<(String, Language)>,
    /// Where it is.
    pub place: NoticePlace,
    /// Some of the notices, the newest first.
    pub lines: Vec<NoticeLine>,
    /// How many older ones there are.
    pub more: u32,
    /// How many were not read.
    pub unread: u32,
}

/// The own notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticesPage {
    /// By thing, where something happened last first.
    pub groups: Vec<NoticeGroup>,
    /// How many things there are on all pages.
    pub total: u64,
    /// How many a page has.
    pub per_page: u32,
    /// This page, from 1.
    pub page: u32,
    /// How many notices were not read, on all pages.
    pub unread: u32,
    /// When the newest happened, in milliseconds since 1970 (UTC).
    pub newest: i64,
}

/// Something that the member watches, follows or has muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedLine {
    /// What it is.
    pub watched: Watched,
    /// What was chosen.
    pub level: Level,
    /// What it is called.
    pub title: String,
    /// The language of that.
    pub language: Language,
    /// The last segment of its address.
    pub address: String,
}

/// How the member wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoicesPage {
    /// What was chosen.
    pub preferences: Preferences,
    /// What is watched, followed or muted, the latest first.
    pub watched: Vec<WatchedLine>,
}

/// What a member can choose for a thing, and has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watching {
    /// The thing.
    pub about: Watched,
    /// What was chosen; nothing where what the member has there anyhow counts.
    pub chosen: Option<Level>,
}

/// What happened about one thing, in a digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestGroup {
    /// The thing: whether it may still be read is asked when the mail is sent.
    pub about: NoticeAbout,
    /// What it is called; absent for what is about the own account.
    pub title: Option<String>,
    /// Where it leads.
    pub place: NoticePlace,
    /// How much of each kind.
    pub kinds: Vec<(NoticeKind, u32)>,
    /// How much more happened there.
    pub more: u32,
}
