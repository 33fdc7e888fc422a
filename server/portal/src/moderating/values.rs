// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of moderation show, and what their forms send.

use domain::moderation::{FlagReason, ModerationDeed, Statistics, Subject};
use domain::policy::{Standing, ThreadState};
use domain::thread::ThreadAbout;

use crate::cards::Text;
use crate::contacts::ContactLine;

pub use super::silencing::SILENCE_DAYS_MAX;

/// The form by which somebody tells the moderators of something, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagForm {
    /// Why, as a code.
    pub reason: String,
    /// A word beside.
    pub note: String,
}

/// What a moderator decides, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModerationForm {
    /// What, as a code.
    pub deed: String,
    /// Where it stood on the page.
    pub seen: String,
    /// Why, as a code; may be empty.
    pub reason: String,
    /// What the author is told.
    pub note: String,
}

/// To where a thread is taken, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveForm {
    /// What it will be about: `free`, `twinning`, `practice`, `advert`, `community`; empty where the address named nothing.
    pub kind: String,
    /// The last part of the address of that.
    pub name: String,
    /// What its author is told.
    pub note: String,
}

/// To which a thread is joined, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeForm {
    /// The number of the other thread, or the last part of its address.
    pub into: String,
    /// What its author is told.
    pub note: String,
}

/// For how long a member does not write, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SilenceForm {
    /// How many days.
    pub days: String,
    /// Where, as a code.
    pub reach: String,
    /// What the member is told.
    pub note: String,
}

/// Where a silence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In the community.
    Community,
    /// Everywhere.
    Everywhere,
}

impl Reach {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Community, Self::Everywhere];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Community => "community",
            Self::Everywhere => "everywhere",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What somebody is about to tell of.
#[derive(Clone, Debug)]
pub struct FlagPage {
    /// What it is.
    pub subject: Subject,
    /// The address of its thread.
    pub thread: String,
    /// The title of that; empty where it was withdrawn.
    pub title: Text,
    /// Its place in the thread, of a post.
    pub position: Option<u32>,
    /// How it begins, plain.
    pub opening: String,
}

/// Something that waits for a moderator.
#[derive(Clone, Debug)]
pub struct WaitingLine {
    /// What it is.
    pub subject: Subject,
    /// The title of its thread.
    pub title: Text,
    /// How it begins, plain; empty of a thread.
    pub opening: String,
    /// Who wrote it; absent once that account is gone.
    pub by: Option<String>,
    /// Since when it waits, in seconds since 1970 (UTC).
    pub since: i64,
    /// How many flags nobody has looked at yet.
    pub flags: u64,
    /// Whether it is shown.
    pub standing: Standing,
}

/// What waits for moderators, of what the viewer looks after.
#[derive(Clone, Debug)]
pub struct ModerationQueue {
    /// What was flagged, the longest waiting first.
    pub flagged: Vec<WaitingLine>,
    /// How much of that there is.
    pub flagged_total: u64,
    /// What waits to be let out.
    pub held: Vec<WaitingLine>,
    /// How much of that there is.
    pub held_total: u64,
    /// Conversations between bodies of which a message was flagged.
    pub contacts: Vec<ContactLine>,
}

/// A flag as moderators read it.
#[derive(Clone, Debug)]
pub struct FlagLine {
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// Who; absent for visitors, and once that account is gone.
    pub by: Option<String>,
    /// Why.
    pub reason: FlagReason,
    /// A word beside.
    pub note: Option<String>,
    /// Whether a moderator has looked at it.
    pub settled: bool,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// Who did it; absent where a rule did, or once that account is gone.
    pub by: Option<String>,
    /// What.
    pub deed: ModerationDeed,
    /// To what.
    pub subject: Subject,
    /// The title of the thread, where the viewer may read it.
    pub title: Option<Text>,
    /// Whose words, or which member; absent once that account is gone.
    pub author: Option<String>,
    /// Why, as a code.
    pub reason: Option<FlagReason>,
    /// What the author was told.
    pub note: Option<String>,
}

/// What was written around something in its thread.
#[derive(Clone, Debug)]
pub struct AroundLine {
    /// Its place in the thread.
    pub position: u32,
    /// Who wrote it.
    pub by: Option<String>,
    /// How it begins, plain.
    pub opening: String,
}

/// The place of a thread.
#[derive(Clone, Debug)]
pub struct PlaceLink {
    /// What it is.
    pub about: ThreadAbout,
    /// Its name.
    pub title: Text,
    /// The last part of its address.
    pub name: String,
}

/// When the author does not write.
#[derive(Clone, Debug)]
pub struct SilenceLine {
    /// Until when, in seconds since 1970 (UTC).
    pub until: i64,
    /// Where.
    pub reach: Reach,
    /// What the author was told.
    pub reason: String,
    /// Whether the viewer may end it.
    pub may_end: bool,
}

/// Something to decide on, with what stands around it.
#[derive(Clone, Debug)]
pub struct SubjectPage {
    /// What it is.
    pub subject: Subject,
    /// The identifier of its thread.
    pub thread_uid: String,
    /// The address of its thread.
    pub thread: String,
    /// The title of that.
    pub title: Text,
    /// Where it stands; absent where the thread is free.
    pub place: Option<PlaceLink>,
    /// Its place in the thread, of a post.
    pub position: Option<u32>,
    /// What was written, as it was typed.
    pub text: String,
    /// Who wrote it; absent once that account is gone.
    pub by: Option<String>,
    /// Who wrote it, for the page of the account, where the viewer may see that.
    pub account: Option<String>,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// Whether it is shown.
    pub standing: Standing,
    /// Where its thread stands.
    pub state: ThreadState,
    /// What tells a decision on this from one on something that has changed.
    pub seen: String,
    /// What stands around it in the thread.
    pub around: Vec<AroundLine>,
    /// What it was flagged for.
    pub flags: Vec<FlagLine>,
    /// What was done to it.
    pub log: Vec<LogLine>,
    /// What the viewer can decide now.
    pub deeds: Vec<ModerationDeed>,
    /// Whether the viewer can take the thread elsewhere, or join it to another one.
    pub may_move: bool,
    /// Where the viewer can keep the author from writing.
    pub reaches: Vec<Reach>,
    /// When the author does not write, now.
    pub silences: Vec<SilenceLine>,
}

/// Which lines of the log are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogRequest {
    /// Only those of a deed.
    pub deed: Option<ModerationDeed>,
    /// The page, from 1.
    pub page: u32,
}

/// The log of moderation.
#[derive(Clone, Debug)]
pub struct ModerationLogPage {
    /// What was asked for.
    pub request: LogRequest,
    /// How many lines there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// Those of this page, the newest first.
    pub lines: Vec<LogLine>,
}

/// The numbers of one month.
#[derive(Clone, Debug)]
pub struct MonthOfModeration {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The numbers.
    pub numbers: Statistics,
}
