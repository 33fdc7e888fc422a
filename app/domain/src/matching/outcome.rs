// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What became of a match, and why one is not shown again.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::text::{self, Problem, Uid};

/// The longest note to a dismissal, in characters.
pub const DISMISSAL_NOTE_MAX: usize = 300;

coded! {
    /// Where a match stands (DOMAIN.md, "State machines").
    MatchState {
        /// It was found.
        Suggested = "suggested",
        /// Somebody of the body has looked at it.
        Viewed = "viewed",
        /// The body has written to the other one.
        Contacted = "contacted",
        /// It became the proposal of a twinning.
        Accepted = "accepted",
        /// It does not fit, and is not shown again.
        Dismissed = "dismissed",
    }
}

impl MatchState {
    /// Whether it may come after another: one step further, or dismissed as long as it was not accepted.
    pub const fn may_follow(self, before: Self) -> bool {
        match self {
            Self::Suggested => false,
            Self::Viewed => matches!(before, Self::Suggested),
            Self::Contacted => matches!(before, Self::Viewed),
            Self::Accepted => matches!(before, Self::Contacted),
            Self::Dismissed => matches!(before, Self::Suggested | Self::Viewed | Self::Contacted),
        }
    }
}

coded! {
    /// Why a match does not fit.
    DismissalReason {
        /// It is about something else.
        OtherSubject = "other_subject",
        /// The other body is too large or too small.
        OtherSize = "other_size",
        /// It comes at the wrong time.
        OtherTime = "other_time",
        /// It is too far away.
        TooFar = "too_far",
        /// It asks for, or brings, something else than is wanted: coaching where software was meant.
        OtherWay = "other_way",
        /// The two know each other already.
        AlreadyKnown = "already_known",
        /// Another reason.
        Other = "other",
    }
}

/// That a body does not want to see a match again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// The own advert or practice.
    pub own: Uid,
    /// What it was matched with.
    pub other: Uid,
    /// Why.
    pub reason: DismissalReason,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
}

impl Dismissal {
    /// Brings the note into the form in which it is kept and checks its length.
    ///
    /// # Errors
    /// The note is too long.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_line("note", &mut self.note, DISMISSAL_NOTE_MAX, &mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}
