// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How a contact request begins, goes on and ends.

use super::{
    ContactAbout, ContactDeed, ContactFlag, ContactMessage, ContactRequest, ContactSide, ContactState, asked_body,
    message,
};
use crate::advert::Advert;
use crate::date::Day;
use crate::practice::Practice;
use crate::practice::writing::LackKind;
use crate::text::Uid;

/// What a body can be asked about.
#[derive(Clone, Copy, Debug)]
pub enum Contactable<'a> {
    /// Its advert.
    Advert(&'a Advert),
    /// Its practice.
    Practice(&'a Practice),
}

impl Contactable<'_> {
    fn about(self) -> ContactAbout {
        match self {
            Self::Advert(advert) => ContactAbout::Advert(advert.uid.clone()),
            Self::Practice(practice) => ContactAbout::Practice(practice.uid.clone()),
        }
    }
}

/// A message as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who writes.
    pub by: Uid,
    /// What.
    pub text: String,
}

/// Why a contact request does not begin or go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefused {
    /// A body does not write to itself.
    #[error("is its own")]
    Own,
    /// The advert takes no answers, or the practice has nobody to write to.
    #[error("takes no answers")]
    NotOpen,
    /// The other body does not want to be written to.
    #[error("is blocked")]
    Blocked,
    /// The two write about the same thing already: there it goes on.
    #[error("goes on in {0}")]
    GoesOnIn(Uid),
    /// Where it stands, that is not done.
    #[error("cannot {deed} while {state}")]
    NotNow {
        /// What was to be done.
        deed: ContactDeed,
        /// Where it stands.
        state: ContactState,
    },
    /// There is no such message of the other side, or the moderators know of it.
    #[error("no message to flag")]
    NoSuchMessage,
    /// The message cannot be sent.
    #[error("the message is not in order")]
    Message(LackKind),
}

impl ContactRequest {
    /// Begins one, by its first message.
    ///
    /// `between` are those that the two bodies have already, in whichever direction.
    ///
    /// # Errors
    /// It is the own thing, takes no answers, the other body has blocked this one, the two write about it already, or
    /// the message is not in order.
    pub fn begin(
        uid: Uid,
        about: Contactable<'_>,
        asking: &Uid,
        between: &[Self],
        first: Written,
        today: Day,
    ) -> Result<Self, ContactRefused> {
        let asked = asked_body(about, today).ok_or(ContactRefused::NotOpen)?;
        if asked == asking {
            return Err(ContactRefused::Own);
        }
        if between.iter().any(|one| one.keeps_out(asking, asked)) {
            return Err(ContactRefused::Blocked);
        }
        let about = about.about();
        let same = |one: &&Self| one.about == about && one.asking == *asking && one.asked == *asked;
        if let Some(one) = between.iter().filter(same).find(|one| one.takes(ContactSide::Asking, ContactDeed::Write)) {
            return Err(ContactRefused::GoesOnIn(one.uid.clone()));
        }
        let request = Self {
            uid,
            about,
            asking: asking.clone(),
            asked: asked.clone(),
            state: ContactState::Open,
            blocked_by: None,
            twinning: None,
            messages: Vec::new(),
        };
        request.write(ContactSide::Asking, first)
    }

    /// Whether in this one a body was blocked by another.
    fn keeps_out(&self, writer: &Uid, reader: &Uid) -> bool {
        self.blocked_by.is_some_and(|side| self.body(side) == reader && self.body(side.other()) == writer)
    }

    fn deed(&self, side: ContactSide, deed: ContactDeed) -> Result<(), ContactRefused> {
        match self.state {
            _ if self.takes(side, deed) => Ok(()),
            ContactState::Blocked if deed == ContactDeed::Write => Err(ContactRefused::Blocked),
            state => Err(ContactRefused::NotNow { deed, state }),
        }
    }

    /// A side writes; the first message of who was asked answers it.
    ///
    /// # Errors
    /// It is over or blocked, or the message is not in order.
    pub fn write(mut self, side: ContactSide, written: Written) -> Result<Self, ContactRefused> {
        self.deed(side, ContactDeed::Write)?;
        let text = message(&written.text).map_err(ContactRefused::Message)?;
        self.messages.push(ContactMessage { at: written.at, side, by: Some(written.by), text, flag: None });
        self.state = self.going_on();
        Ok(self)
    }

    /// Where it stands while it goes on.
    fn going_on(&self) -> ContactState {
        let is_answered = self.messages.iter().any(|one| one.side == ContactSide::Asked);
        if is_answered { ContactState::Answered } else { ContactState::Open }
    }

    /// A side keeps the other from writing, here and anew.
    ///
    /// # Errors
    /// It does not go on.
    pub fn block(mut self, side: ContactSide) -> Result<Self, ContactRefused> {
        self.deed(side, ContactDeed::Block)?;
        self.state = ContactState::Blocked;
        self.blocked_by = Some(side);
        Ok(self)
    }

    /// Who blocked the other side lets it write again.
    ///
    /// # Errors
    /// This side has not blocked the other.
    pub fn unblock(mut self, side: ContactSide) -> Result<Self, ContactRefused> {
        self.deed(side, ContactDeed::Unblock)?;
        self.blocked_by = None;
        self.state = self.going_on();
        Ok(self)
    }

    /// A side ends it.
    ///
    /// # Errors
    /// It does not go on.
    pub fn close(mut self, side: ContactSide) -> Result<Self, ContactRefused> {
        self.deed(side, ContactDeed::Close)?;
        self.state = ContactState::Closed;
        Ok(self)
    }

    /// A side made the proposal of a twinning of it.
    ///
    /// # Errors
    /// It does not go on.
    pub fn propose(mut self, side: ContactSide, twinning: Uid) -> Result<Self, ContactRefused> {
        self.deed(side, ContactDeed::Propose)?;
        self.state = ContactState::BecameTwinning;
        self.twinning = Some(twinning);
        Ok(self)
    }

    /// A side tells the moderators of a message of the other one, by its place. Nothing else changes.
    ///
    /// # Errors
    /// There is no such message of the other side, or it was flagged already.
    pub fn flag(mut self, side: ContactSide, place: usize, flag: ContactFlag) -> Result<Self, ContactRefused> {
        let theirs = self.messages.get_mut(place).filter(|one| one.side != side && one.flag.is_none());
        theirs.ok_or(ContactRefused::NoSuchMessage)?.flag = Some(flag);
        Ok(self)
    }
}
