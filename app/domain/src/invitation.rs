// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invitations to a practice, by an address: to give an expert's opinion on it, or to write it.

use crate::code::coded;

/// For how many days an invitation waits for an answer, as all links by which somebody is invited (TRAPS.md, 4.8).
pub const ANSWER_DAYS: i64 = 14;
/// For how many days who has accepted may take to write the opinion.
pub const OPINION_DAYS: i64 = 60;
/// The longest word to who is invited, in characters.
pub const NOTE_MAX: usize = 500;
/// How many invitations to one practice may wait or be in force at once.
pub const RUNNING_MAX: usize = 10;

coded! {
    /// What somebody is invited for.
    Purpose {
        /// To give an expert's opinion on the practice.
        Opinion = "opinion",
        /// To write the practice with its authors.
        Authorship = "authorship",
    }
}

coded! {
    /// Where an invitation stands.
    InvitationState {
        /// Waits for an answer.
        Open = "open",
        /// Accepted: the opinion is awaited.
        Accepted = "accepted",
        /// Declined.
        Declined = "declined",
        /// The opinion was given, or who was invited writes the practice.
        Done = "done",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl InvitationState {
    /// Whether something is still to come of it, as long as its time is not over.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Open | Self::Accepted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_for_good_or_taken_back_runs_no_more() {
        let running: Vec<_> = InvitationState::ALL.iter().filter(|state| state.is_running()).collect();
        assert_eq!(running, [&InvitationState::Open, &InvitationState::Accepted]);
    }
}
