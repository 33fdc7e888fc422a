// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The states of twinnings, models and steps, and which may follow which (DOMAIN.md, "State machines").

use crate::code::coded;

coded! {
    /// Where a twinning stands.
    TwinningState {
        /// Somebody proposed it.
        Proposal = "proposal",
        /// It is examined whether it can be done.
        PrerequisitesCheck = "prerequisites_check",
        /// It can be done.
        Approved = "approved",
        /// It is not done.
        Declined = "declined",
        /// Models are carried over.
        Running = "running",
        /// It rests.
        Suspended = "suspended",
        /// All is carried over.
        Concluded = "concluded",
        /// What came of it was measured.
        Evaluated = "evaluated",
        /// It was given up.
        Cancelled = "cancelled",
    }
}

coded! {
    /// What leads a twinning from one state to another.
    Move {
        /// The proposal is handed over to be examined.
        Examine = "examine",
        /// It can be done.
        Approve = "approve",
        /// It is not done.
        Decline = "decline",
        /// It begins to run.
        Start = "start",
        /// It rests.
        Suspend = "suspend",
        /// It runs again.
        Resume = "resume",
        /// All is carried over.
        Conclude = "conclude",
        /// What came of it was measured.
        Evaluate = "evaluate",
        /// It is given up.
        Cancel = "cancel",
    }
}

impl Move {
    /// The state that it leads to, where it can be made.
    pub const fn from(self, state: TwinningState) -> Option<TwinningState> {
        use TwinningState as State;
        match (self, state) {
            (Self::Examine, State::Proposal) => Some(State::PrerequisitesCheck),
            (Self::Approve, State::PrerequisitesCheck) => Some(State::Approved),
            (Self::Decline, State::PrerequisitesCheck) => Some(State::Declined),
            (Self::Start, State::Approved) | (Self::Resume, State::Suspended) => Some(State::Running),
            (Self::Suspend, State::Running) => Some(State::Suspended),
            (Self::Conclude, State::Running) => Some(State::Concluded),
            (Self::Evaluate, State::Concluded) => Some(State::Evaluated),
            (Self::Cancel, State::Cancelled) => None,
            (Self::Cancel, _) => Some(State::Cancelled),
            _ => None,
        }
    }

    /// Whether the others must be told why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Decline | Self::Suspend | Self::Cancel)
    }
}

impl TwinningState {
    /// Whether it may come after another.
    pub fn may_follow(self, before: Self) -> bool {
        Move::ALL.iter().any(|one| one.from(before) == Some(self))
    }

    /// Whether it carries something over, or has.
    pub const fn has_run(self) -> bool {
        matches!(self, Self::Running | Self::Suspended | Self::Concluded | Self::Evaluated)
    }

    /// Whether it is not agreed yet: then a model can still be taken out of it.
    pub const fn is_proposed(self) -> bool {
        matches!(self, Self::Proposal | Self::PrerequisitesCheck)
    }

    /// Whether its plan is closed: no step of it is open any more.
    pub const fn is_concluded(self) -> bool {
        matches!(self, Self::Concluded | Self::Evaluated)
    }
}

coded! {
    /// How far a model has come.
    ModelState {
        /// It shall be carried over.
        Planned = "planned",
        /// The recipient gets ready.
        Preparing = "preparing",
        /// It is carried over.
        Transferring = "transferring",
        /// The recipient tries it out.
        Piloting = "piloting",
        /// The recipient works with it.
        Operational = "operational",
        /// The recipient has spread it to all its offices.
        Extended = "extended",
        /// It was given up.
        Dropped = "dropped",
    }
}

impl ModelState {
    /// The state after this one.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Planned => Some(Self::Preparing),
            Self::Preparing => Some(Self::Transferring),
            Self::Transferring => Some(Self::Piloting),
            Self::Piloting => Some(Self::Operational),
            Self::Operational => Some(Self::Extended),
            Self::Extended | Self::Dropped => None,
        }
    }

    /// Whether it may come after another.
    pub fn may_follow(self, before: Self) -> bool {
        before.next() == Some(self) || self == Self::Dropped && before != Self::Dropped
    }
}

coded! {
    /// How far a step of the plan has come; the columns of the board, in their order.
    StepState {
        /// Nobody has begun.
        Todo = "todo",
        /// Somebody works on it.
        Doing = "doing",
        /// It cannot go on.
        Blocked = "blocked",
        /// It is done.
        Done = "done",
        /// It is left out.
        Skipped = "skipped",
    }
}

impl StepState {
    /// Whether it may come after another. What is blocked goes on once the obstacle is gone.
    pub const fn may_follow(self, before: Self) -> bool {
        matches!(
            (before, self),
            (Self::Todo, Self::Doing | Self::Blocked | Self::Skipped)
                | (Self::Doing, Self::Done | Self::Blocked | Self::Skipped)
                | (Self::Blocked, Self::Doing | Self::Skipped)
        )
    }

    /// Whether a twinning cannot be concluded with it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::Doing)
    }

    /// Whether the others must be told why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Blocked | Self::Skipped)
    }
}
