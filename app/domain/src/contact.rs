// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Contact requests: two bodies write to each other about an advert or a practice, without showing an address.

use serde::{Deserialize, Serialize};

use crate::advert::Advert;
use crate::code::coded;
use crate::date::Day;
use crate::member::{OrganisationRole, PortalRole};
use crate::policy::{Acting, Viewer};
use crate::practice::Practice;
use crate::practice::writing::LackKind;
use crate::text::{self, Fault, Problem, Uid};

mod moves;

pub use moves::{ContactRefused, Contactable, Written};

/// The shortest message, in characters.
pub const MESSAGE_MIN: usize = 2;
/// The longest message, in characters.
pub const MESSAGE_MAX: usize = 4_000;
/// The most messages of a request; who has more to say begins a twinning.
pub const MESSAGES_MAX: usize = 500;

coded! {
    /// Where a contact request stands.
    ContactState {
        /// It was written, and the other body has not answered.
        Open = "open",
        /// Both have written.
        Answered = "answered",
        /// One of the two does not want to be written to any more.
        Blocked = "blocked",
        /// It is over.
        Closed = "closed",
        /// It became the proposal of a twinning, and goes on there.
        BecameTwinning = "became_twinning",
    }
}

coded! {
    /// A side of a contact request.
    ContactSide {
        /// The body that wrote first.
        Asking = "asking",
        /// The body whose advert or practice it is about.
        Asked = "asked",
    }
}

impl ContactSide {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Asking => Self::Asked,
            Self::Asked => Self::Asking,
        }
    }
}

coded! {
    /// What is done to a contact request.
    ContactDeed {
        /// Read it.
        Read = "read",
        /// Write a message.
        Write = "write",
        /// Tell the moderators of a message of the other side.
        Flag = "flag",
        /// Keep the other body from writing.
        Block = "block",
        /// Let the other body write again.
        Unblock = "unblock",
        /// End it.
        Close = "close",
        /// Make the proposal of a twinning of it.
        Propose = "propose",
    }
}

impl ContactDeed {
    /// The least role in the body: what binds it asks for an editor, as to propose a twinning does.
    pub const fn least(self) -> OrganisationRole {
        match self {
            Self::Read | Self::Write | Self::Flag => OrganisationRole::Contributor,
            Self::Block | Self::Unblock | Self::Close | Self::Propose => OrganisationRole::Editor,
        }
    }
}

coded! {
    /// Why somebody told the moderators of a message.
    FlagReason {
        /// Advertising.
        Spam = "spam",
        /// Insults, threats.
        Abuse = "abuse",
        /// It gives away what is personal.
        Personal = "personal",
        /// Something else.
        Other = "other",
    }
}

/// What a contact request is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactAbout {
    /// An advert.
    Advert(Uid),
    /// A practice.
    Practice(Uid),
}

/// That somebody told the moderators of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFlag {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who, and the other side is not told; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// Why.
    pub reason: FlagReason,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactMessage {
    /// When it was written, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The side that wrote it.
    pub side: ContactSide,
    /// Who wrote it; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// What was written, as plain text.
    pub text: String,
    /// Whether the moderators were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<ContactFlag>,
}

/// Two bodies that write to each other. No address of a person is part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRequest {
    /// Stable identifier.
    pub uid: Uid,
    /// What it is about.
    pub about: ContactAbout,
    /// The body that wrote first.
    pub asking: Uid,
    /// The body whose advert or practice it is about.
    pub asked: Uid,
    /// Where it stands.
    pub state: ContactState,
    /// Which side blocked the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_by: Option<ContactSide>,
    /// The twinning that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twinning: Option<Uid>,
    /// The messages, the first one first.
    pub messages: Vec<ContactMessage>,
}

/// The text of a message as it is kept, or why it cannot be sent.
///
/// # Errors
/// It is empty, or too short, or too long.
pub fn message(text: &str) -> Result<String, LackKind> {
    let text = text::plain_text(text).trim().to_owned();
    match text.chars().count() {
        0 => Err(LackKind::Missing),
        now if now < MESSAGE_MIN => Err(LackKind::TooShort { min: MESSAGE_MIN, now }),
        now if now > MESSAGE_MAX => Err(LackKind::TooLong { max: MESSAGE_MAX, now }),
        _ => Ok(text),
    }
}

impl ContactRequest {
    /// Brings the record into the form in which it is kept and checks it.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let contradicts = |other: &str| Fault::Contradicts { other: other.to_owned() };
        if self.asking == self.asked {
            problems.push(Problem::new("asked", contradicts("asking")));
        }
        if self.blocked_by.is_some() != (self.state == ContactState::Blocked) {
            problems.push(Problem::new("blocked_by", contradicts("state")));
        }
        if self.twinning.is_some() != (self.state == ContactState::BecameTwinning) {
            problems.push(Problem::new("twinning", contradicts("state")));
        }
        if self.messages.is_empty() {
            problems.push(Problem::new("messages", Fault::Missing));
        } else if self.messages.len() > MESSAGES_MAX {
            problems.push(Problem::new("messages", Fault::TooLong { max: MESSAGES_MAX }));
        }
        for (at, one) in self.messages.iter_mut().enumerate() {
            match message(&one.text) {
                Ok(text) => one.text = text,
                Err(LackKind::TooLong { max, .. }) => {
                    problems.push(Problem::new(format!("messages[{at}].text"), Fault::TooLong { max }));
                }
                Err(_) => problems.push(Problem::new(format!("messages[{at}].text"), Fault::Missing)),
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// The body of a side.
    pub fn body(&self, side: ContactSide) -> &Uid {
        match side {
            ContactSide::Asking => &self.asking,
            ContactSide::Asked => &self.asked,
        }
    }

    /// The sides that a member acts for: none, one, or both for who works in both bodies.
    pub fn sides_of(&self, acting: &Acting) -> Vec<ContactSide> {
        let least = OrganisationRole::Contributor;
        ContactSide::ALL.iter().copied().filter(|side| acting.acts_for(self.body(*side), least)).collect()
    }

    /// Whether the state lets a side do it, whoever acts for it.
    pub fn takes(&self, side: ContactSide, deed: ContactDeed) -> bool {
        let goes_on = matches!(self.state, ContactState::Open | ContactState::Answered);
        match deed {
            ContactDeed::Read => true,
            ContactDeed::Write => goes_on && self.messages.len() < MESSAGES_MAX,
            ContactDeed::Block | ContactDeed::Close | ContactDeed::Propose => goes_on,
            ContactDeed::Unblock => self.blocked_by == Some(side),
            ContactDeed::Flag => self.messages.iter().any(|one| one.side != side && one.flag.is_none()),
        }
    }

    /// Whether a member may do it for a side.
    pub fn may(&self, acting: &Acting, side: ContactSide, deed: ContactDeed) -> bool {
        acting.acts_for(self.body(side), deed.least()) && self.takes(side, deed)
    }

    /// Whether a viewer may read it: the two bodies, and a moderator once one of them asked for it by a flag.
    pub fn is_read_by(&self, viewer: &Viewer) -> bool {
        match viewer {
            Viewer::Operator => true,
            Viewer::Visitor => false,
            Viewer::Member(acting) => {
                let is_flagged = self.messages.iter().any(|one| one.flag.is_some());
                !self.sides_of(acting).is_empty() || is_flagged && acting.is(PortalRole::Moderator)
            }
        }
    }

    /// Whose turn it is: the side that did not write last, while it goes on.
    pub fn waits_for(&self) -> Option<ContactSide> {
        let last = self.messages.last()?;
        self.takes(last.side.other(), ContactDeed::Write).then(|| last.side.other())
    }
}

/// Whose thing it is, where it can be asked about on a day.
fn asked_body(about: Contactable<'_>, today: Day) -> Option<&Uid> {
    let of_advert = |advert: &Advert| advert.takes_answers(today);
    let of_practice = |practice: &Practice| practice.stage.is_in_library();
    match about {
        Contactable::Advert(advert) => Some(&advert.organisation).filter(|_| of_advert(advert)),
        Contactable::Practice(practice) => practice.owner_org.as_ref().filter(|_| of_practice(practice)),
    }
}

#[cfg(test)]
#[path = "contact/tests.rs"]
mod tests;
