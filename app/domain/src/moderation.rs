// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moderation: flags, what waits, what is hidden, who may not write for a time, and the log of it all.

use serde::{Deserialize, Serialize};

use crate::policy::Standing;
use crate::practice::writing::LackKind;
use crate::text::{self, Fault, Problem, Uid};

mod holding;
mod log;
mod moving;

pub use crate::contact::FlagReason;
pub use holding::{
    Familiarity, HELD_FIRST, Silence, SilenceRefused, Writer, links_max, may_write, standing_of, trust_after,
};
pub use log::{ENTRY_NOTE_MAX, LogEntry, ModerationDeed, Statistics, Subject, SubjectKind, statistics};
pub use moving::{MoveRefused, may_merge, may_move};

/// How many people must flag something before it is hidden until a moderator looks at it.
pub const HIDE_AT: usize = 3;
/// The longest word beside a flag, in characters.
pub const FLAG_NOTE_MAX: usize = 500;

/// That somebody told the moderators of a post or a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The member; absent for a visitor, and once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// Why.
    pub reason: FlagReason,
    /// A word beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When a moderator had looked at it, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<i64>,
}

/// What a flag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flagging {
    /// The moderators are told.
    Told,
    /// It is one too many: what it is about is hidden until a moderator has looked at it.
    Hides,
    /// The same member has told of it already; nothing is added.
    Known,
}

impl Flag {
    /// Brings the flag into the form in which it is kept and checks it.
    ///
    /// # Errors
    /// The word beside is too long.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_text("note", &mut self.note, &mut problems);
        if self.note.as_ref().is_some_and(|note| note.chars().count() > FLAG_NOTE_MAX) {
            problems.push(Problem::new("note", Fault::TooLong { max: FLAG_NOTE_MAX }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// What keeps the form of a flag from being sent: one for another reason says which.
    pub fn lack(reason: Option<FlagReason>, note: &str) -> Option<(&'static str, LackKind)> {
        match (reason, note.trim().chars().count()) {
            (None, _) => Some(("reason", LackKind::Missing)),
            (Some(FlagReason::Other), 0) => Some(("note", LackKind::Missing)),
            (Some(_), now) => (now > FLAG_NOTE_MAX).then_some(("note", LackKind::TooLong { max: FLAG_NOTE_MAX, now })),
        }
    }

    const fn is_open(&self) -> bool {
        self.settled_at.is_none()
    }
}

/// How many different people told of something that nobody has looked at yet. Visitors cannot be told apart: however
/// many they are, they count as one.
pub fn flaggers(flags: &[Flag]) -> usize {
    let open = || flags.iter().filter(|flag| flag.is_open());
    let members: std::collections::BTreeSet<&Uid> = open().filter_map(|flag| flag.by.as_ref()).collect();
    members.len() + usize::from(open().any(|flag| flag.by.is_none()))
}

/// What one more flag does to something that stands as it stands. What a moderator let stand counts from there anew.
pub fn flagging(before: &[Flag], flag: &Flag, standing: Standing) -> Flagging {
    let known = |one: &&Flag| one.is_open() && one.by.is_some() && one.by == flag.by;
    if before.iter().any(|one| known(&one)) {
        return Flagging::Known;
    }
    let mut all = before.to_vec();
    all.push(flag.clone());
    let hides = standing == Standing::Visible && flaggers(&all) >= HIDE_AT;
    if hides { Flagging::Hides } else { Flagging::Told }
}

/// The flags once a moderator has looked at what they are about.
pub fn settled(flags: Vec<Flag>, at: i64) -> Vec<Flag> {
    flags.into_iter().map(|flag| Flag { settled_at: flag.settled_at.or(Some(at)), ..flag }).collect()
}

#[cfg(test)]
mod tests;
