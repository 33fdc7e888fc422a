// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! That a member belongs to a community, or asked to, or was asked to.

use serde::{Deserialize, Serialize};

use super::Access;
use crate::code::coded;
use crate::text::{self, Fault, Problem, Uid};

/// The longest word to who decides, in characters.
pub const NOTE_MAX: usize = 500;

coded! {
    /// What a member is in a community; each includes the ones before it.
    CommunityRole {
        /// Reads and writes.
        Member = "member",
        /// Looks after it.
        Facilitator = "facilitator",
        /// Answers for it; there is one.
        Owner = "owner",
    }
}

coded! {
    /// Where a belonging stands.
    BelongingState {
        /// A facilitator invited the member, who has not answered.
        Invited = "invited",
        /// The member asked, and no facilitator has answered.
        Requested = "requested",
        /// In force.
        Active = "active",
        /// The member is kept out, and does not come in again by asking.
        Suspended = "suspended",
    }
}

coded! {
    /// What is done to a belonging.
    BelongingDeed {
        /// The member joins, or asks to.
        Join = "join",
        /// A facilitator invites the member.
        Invite = "invite",
        /// A facilitator says yes to who asked.
        Approve = "approve",
        /// A facilitator says no to who asked, or takes an invitation back.
        Refuse = "refuse",
        /// The member leaves, takes the request back, or says no to the invitation.
        Leave = "leave",
        /// A facilitator keeps the member out.
        Suspend = "suspend",
        /// A facilitator lets the member in again.
        Readmit = "readmit",
        /// The owner makes the member a facilitator.
        Appoint = "appoint",
        /// The owner takes that back.
        Dismiss = "dismiss",
    }
}

/// Why a belonging stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BelongingRefused {
    /// Where it stands, that is not done.
    #[error("cannot {0} now")]
    NotNow(BelongingDeed),
    /// The owner gives the community to somebody else first.
    #[error("the owner hands over first")]
    Owner,
    /// The member is kept out.
    #[error("is kept out")]
    KeptOut,
    /// One comes in by invitation only.
    #[error("by invitation only")]
    ByInvitation,
}

/// That a member belongs to a community. Only `uid`, `community`, `member` and `since` must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belonging {
    /// Stable identifier.
    pub uid: Uid,
    /// The community.
    pub community: Uid,
    /// The member.
    pub member: Uid,
    /// As what.
    #[serde(default = "member")]
    pub role: CommunityRole,
    /// Where it stands.
    #[serde(default = "active")]
    pub state: BelongingState,
    /// Since when it stands there, in milliseconds since 1970 (UTC).
    pub since: i64,
    /// A word to who decides, while it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn member() -> CommunityRole {
    CommunityRole::Member
}

fn active() -> BelongingState {
    BelongingState::Active
}

impl Belonging {
    /// Brings the record into the form in which it is kept and checks it: only who belongs has a part in it.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_text("note", &mut self.note, &mut problems);
        self.note.take_if(|_| self.state != BelongingState::Requested);
        if self.note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
            problems.push(Problem::new("note", Fault::TooLong { max: NOTE_MAX }));
        }
        if self.role != CommunityRole::Member && self.state != BelongingState::Active {
            problems.push(Problem::new("role", Fault::Contradicts { other: "state".to_owned() }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Whether the member belongs to the community now.
    pub fn is_in_force(&self) -> bool {
        self.state == BelongingState::Active
    }

    /// What comes of joining or inviting where there is nothing yet.
    ///
    /// # Errors
    /// One comes in by invitation only.
    pub fn begun(self, deed: BelongingDeed, access: Access) -> Result<Self, BelongingRefused> {
        let state = match (deed, access) {
            (BelongingDeed::Join, Access::Open) => BelongingState::Active,
            (BelongingDeed::Join, Access::OnApproval) => BelongingState::Requested,
            (BelongingDeed::Join, Access::Private) => return Err(BelongingRefused::ByInvitation),
            (BelongingDeed::Invite, _) => BelongingState::Invited,
            _ => return Err(BelongingRefused::NotNow(deed)),
        };
        let note = self.note.filter(|_| state == BelongingState::Requested);
        Ok(Self { role: CommunityRole::Member, state, note, ..self })
    }

    /// What comes of a deed: the belonging, or nothing where it ends. The same deed twice does no more than once.
    ///
    /// # Errors
    /// Where it stands, that is not done.
    pub fn after(self, deed: BelongingDeed, at: i64) -> Result<Option<Self>, BelongingRefused> {
        use BelongingDeed::{Appoint, Approve, Dismiss, Invite, Join, Leave, Readmit, Refuse, Suspend};
        use BelongingState::{Active, Invited, Requested, Suspended};
        if self.role == CommunityRole::Owner && !matches!(deed, Join | Invite | Approve) {
            return Err(BelongingRefused::Owner);
        }
        let (state, role) = match (self.state, deed) {
            (Suspended, Join | Leave) => return Err(BelongingRefused::KeptOut),
            (Requested, Join) | (Invited, Invite) | (Active, Join | Invite | Approve) | (Suspended, Suspend) => {
                return Ok(Some(self));
            }
            // Who was asked and asks, or asked and is asked, is in.
            (Invited, Join) | (Requested, Approve | Invite) | (Suspended, Readmit) => (Active, CommunityRole::Member),
            (Invited | Requested, Refuse | Leave) | (Active, Leave) => return Ok(None),
            (Active, Suspend) => (Suspended, CommunityRole::Member),
            (Active, Appoint) => (Active, CommunityRole::Facilitator),
            (Active, Dismiss) => (Active, CommunityRole::Member),
            (_, deed) => return Err(BelongingRefused::NotNow(deed)),
        };
        Ok(Some(Self { state, role, since: if state == self.state { self.since } else { at }, note: None, ..self }))
    }
}
