// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of conversations show, and what their forms send.

use domain::contact::{ContactSide, ContactState, FlagReason};

use crate::adverts::Answering;
use crate::cards::{OrganisationLink, PracticeLink, Text, ThemeLink};

/// A message as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageForm {
    /// The body in whose name the first message is written; may be empty where there is only one.
    pub organisation: String,
    /// What is said.
    pub text: String,
    /// Tells a message that is sent twice from two messages.
    pub key: String,
}

/// What a conversation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AboutLink {
    /// An advert, by its identifier.
    Advert(String, Text),
    /// A practice, by its address.
    Practice(String, Text),
    /// Something that is gone.
    Gone,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The viewer's own body's.
    Own,
    /// The other body's.
    Other,
    /// Nobody's: it does not go on.
    Nobody,
}

/// A conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactLine {
    /// Stable identifier.
    pub uid: String,
    /// What it is about.
    pub about: AboutLink,
    /// Name of the body that wrote first.
    pub asking: String,
    /// Name of the body that was asked.
    pub asked: String,
    /// How the last message begins.
    pub last: String,
    /// When it last changed, in seconds since 1970 (UTC).
    pub at: i64,
    /// Where it stands.
    pub state: ContactState,
    /// Whose turn it is.
    pub turn: Turn,
}

/// The conversations of the viewer's bodies.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    /// Those of this page, the latest first.
    pub lines: Vec<ContactLine>,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// The page, from 1.
    pub page: u32,
}

/// A message as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// When it was written, in seconds since 1970 (UTC).
    pub at: i64,
    /// The side that wrote it.
    pub side: ContactSide,
    /// Who wrote it; absent once that account is gone.
    pub by: Option<String>,
    /// What was written, as plain text.
    pub text: String,
    /// Why the moderators were told of it, for who told them and for them.
    pub flag: Option<FlagReason>,
    /// Whether the viewer may tell the moderators of it.
    pub may_flag: bool,
}

/// A conversation to read.
#[derive(Clone, Debug)]
pub struct ContactPage {
    /// Stable identifier.
    pub uid: String,
    /// What it is about.
    pub about: AboutLink,
    /// The body that wrote first; absent where the portal does not know it any more.
    pub asking: Option<OrganisationLink>,
    /// The body that was asked.
    pub asked: Option<OrganisationLink>,
    /// Where it stands.
    pub state: ContactState,
    /// The sides that the viewer acts for; none for a moderator.
    pub own: Vec<ContactSide>,
    /// The side that blocked the other.
    pub blocked_by: Option<ContactSide>,
    /// Address of the twinning that it became.
    pub twinning: Option<String>,
    /// The messages, the first one first.
    pub messages: Vec<MessageLine>,
    /// What the viewer may do now.
    pub may: ContactDeeds,
    /// Tells a message that is sent twice from two messages.
    pub key: String,
}

/// What a viewer may do to a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactDeeds {
    /// The deeds, by their codes.
    pub deeds: Vec<domain::contact::ContactDeed>,
}

impl ContactDeeds {
    /// Whether one of them is this.
    pub fn has(&self, deed: domain::contact::ContactDeed) -> bool {
        self.deeds.contains(&deed)
    }
}

/// The page from which a practice's owner is written to.
#[derive(Clone, Debug)]
pub struct AskPage {
    /// Address of the practice.
    pub slug: String,
    /// Its title.
    pub title: Text,
    /// Name of its owner; empty where it has none.
    pub owner: String,
    /// Whether and for whom the viewer can write.
    pub answering: Answering,
    /// Tells a message that is sent twice from two messages.
    pub key: String,
    /// The conversations about it that the viewer takes part in.
    pub conversations: Vec<ContactLine>,
}

/// What the proposal of a twinning can be filled in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactProposal {
    /// The conversation.
    pub contact: String,
    /// Identifier and name of the body that gives.
    pub offering: (String, String),
    /// Identifier and name of the body that receives.
    pub recipient: (String, String),
    /// The practice: identifier, and what a link needs where the viewer may read it.
    pub practice: Option<(String, Option<PracticeLink>)>,
    /// The advert, where it is about one.
    pub advert: Option<String>,
    /// A title.
    pub title: Text,
    /// What it is about, in Markdown; may be empty.
    pub description: String,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
}
