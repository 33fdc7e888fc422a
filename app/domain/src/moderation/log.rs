// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The log of moderation, what the author is told of it, and its numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Flag, FlagReason};
use crate::code::coded;
use crate::text::{self, Fault, Problem, Uid};

/// The longest word to the author, in characters.
pub const ENTRY_NOTE_MAX: usize = 1_000;

coded! {
    /// What was done by moderation.
    ModerationDeed {
        /// Held until somebody has read it, by rule.
        Held = "held",
        /// Let out of the queue.
        LetOut = "let_out",
        /// Hidden by the flags of readers, by rule.
        HiddenByFlags = "hidden_by_flags",
        /// Hidden by a moderator, or not let out.
        Hidden = "hidden",
        /// Shown again, or left to stand although it was flagged.
        Shown = "shown",
        /// Locked.
        Locked = "locked",
        /// Unlocked.
        Unlocked = "unlocked",
        /// Closed.
        Closed = "closed",
        /// Opened again.
        Reopened = "reopened",
        /// Kept at the top.
        Pinned = "pinned",
        /// No longer.
        Unpinned = "unpinned",
        /// Taken to another place.
        Moved = "moved",
        /// Joined to another thread.
        Merged = "merged",
        /// The member does not write for a time.
        Silenced = "silenced",
        /// The member writes again.
        SilenceEnded = "silence_ended",
        /// The account is shut out.
        Suspended = "suspended",
        /// It is let in again.
        SuspensionEnded = "suspension_ended",
    }
}

impl ModerationDeed {
    /// Whether the author is told, with the word beside.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Pinned | Self::Unpinned)
    }

    /// Whether the author must be told why.
    pub const fn needs_note(self) -> bool {
        matches!(self, Self::Hidden | Self::Locked | Self::Moved | Self::Merged | Self::Silenced | Self::Suspended)
    }

    /// Whether a person did it, and not a rule.
    pub const fn is_by_person(self) -> bool {
        !matches!(self, Self::Held | Self::HiddenByFlags)
    }
}

coded! {
    /// What moderation is about.
    SubjectKind {
        /// A thread.
        Thread = "thread",
        /// A post.
        Post = "post",
        /// A member.
        Member = "member",
    }
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its identifier.
    pub uid: Uid,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who did it; absent where a rule did, or once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// What was done.
    pub deed: ModerationDeed,
    /// To what.
    pub subject: Subject,
    /// Where that is; the log of a place is read by who looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Uid>,
    /// Why, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FlagReason>,
    /// What the author is told beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl LogEntry {
    /// Brings the entry into the form in which it is kept and checks that the author can be told why.
    ///
    /// # Errors
    /// The word to the author is missing or too long, or nobody did what a person does.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_text("note", &mut self.note, &mut problems);
        match &self.note {
            None if self.deed.needs_note() => problems.push(Problem::new("note", Fault::Missing)),
            Some(note) if note.chars().count() > ENTRY_NOTE_MAX => {
                problems.push(Problem::new("note", Fault::TooLong { max: ENTRY_NOTE_MAX }));
            }
            _ => {}
        }
        if !self.deed.is_by_person() && self.by.is_some() {
            problems.push(Problem::new("by", Fault::Contradicts { other: "deed".to_owned() }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}

/// The numbers of moderation in a stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// How many flags came in, by reason.
    pub flags: BTreeMap<FlagReason, usize>,
    /// How many of them nobody has looked at yet.
    pub open_flags: usize,
    /// What was done, how often.
    pub deeds: BTreeMap<ModerationDeed, usize>,
    /// How long what was held waited to be let out, in milliseconds: the middle one of all.
    pub wait_of_queue: Option<i64>,
    /// How long flags waited for somebody to look at them, in milliseconds: the middle one of all.
    pub wait_of_flags: Option<i64>,
}

/// The numbers from one moment to before another, by flags and entries of any time.
pub fn statistics(flags: &[Flag], log: &[LogEntry], from: i64, until: i64) -> Statistics {
    let within = |at: i64| (from..until).contains(&at);
    let mut numbers = Statistics::default();
    let mut waits_of_flags = Vec::new();
    for flag in flags.iter().filter(|flag| within(flag.at)) {
        *numbers.flags.entry(flag.reason).or_default() += 1;
        match flag.settled_at {
            Some(at) => waits_of_flags.push(at.saturating_sub(flag.at)),
            None => numbers.open_flags += 1,
        }
    }
    let mut held: BTreeMap<&Subject, i64> = BTreeMap::new();
    let mut waits_of_queue = Vec::new();
    let mut in_order: Vec<&LogEntry> = log.iter().collect();
    in_order.sort_by_key(|entry| entry.at);
    for entry in in_order {
        if entry.deed == ModerationDeed::Held {
            held.insert(&entry.subject, entry.at);
        }
        if !within(entry.at) {
            continue;
        }
        *numbers.deeds.entry(entry.deed).or_default() += 1;
        if entry.deed == ModerationDeed::LetOut
            && let Some(since) = held.remove(&entry.subject)
        {
            waits_of_queue.push(entry.at.saturating_sub(since));
        }
    }
    numbers.wait_of_flags = middle(waits_of_flags);
    numbers.wait_of_queue = middle(waits_of_queue);
    numbers
}

/// The middle one; of an even number the lower one of the two.
fn middle(mut all: Vec<i64>) -> Option<i64> {
    all.sort_unstable();
    let last = all.len().checked_sub(1)?;
    all.get(last / 2).copied()
}
