// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Notices: what a member is told of, by which way and how often; by themselves, or gathered in a digest.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::text::Uid;

mod digest;
mod mail;
mod rhythm;
mod telling;

pub use digest::{Digest, GROUPS_MAX, Group, LINES_MAX, digest};
pub use mail::{ThreadHeaders, digest_message_id, headers_of_post, headers_of_thread};
pub use rhythm::{Period, Rhythm};
pub use telling::{Level, Listener, Occasion, Part, Told, level_of, told};

coded! {
    /// What a notice is of, the most direct first: of one occasion a member is told once, by the first of these.
    NoticeKind {
        /// What moderation did to the own words, and why.
        Moderation = "moderation",
        /// Somebody named the member.
        Mention = "mention",
        /// Somebody answered the member.
        Reply = "reply",
        /// The member is asked into a community, is let in, or looks after one that somebody asks into.
        Community = "community",
        /// Something that all who follow the place are told of.
        Announcement = "announcement",
        /// A decision, an action, an answer that was accepted, conclusions.
        Outcome = "outcome",
        /// A new thread where the member follows the place.
        NewThread = "new_thread",
        /// A new post in a thread that the member watches.
        NewPost = "new_post",
    }
}

/// What a notice is about; in a digest what is about the same stands together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeAbout {
    /// A thread, with its posts.
    Thread(Uid),
    /// A community.
    Community(Uid),
    /// The own account.
    Account(Uid),
}

/// What a member is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Stable identifier.
    pub uid: Uid,
    /// Who is told.
    pub member: Uid,
    /// Of what.
    pub kind: NoticeKind,
    /// What it is about.
    pub about: NoticeAbout,
    /// The post that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Uid>,
    /// Who did it; absent where nobody did, or once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// When it happened, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// When the member read it, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<i64>,
    /// When it went into a mail, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailed_at: Option<i64>,
}

/// What a member wants to be told of. Nothing chosen is: all of it in the portal, and by mail once a week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// How often mails come for all kinds that are not named.
    #[serde(default)]
    pub rhythm: Rhythm,
    /// How often mails come for a kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<NoticeKind, Rhythm>,
    /// The kinds that are not shown in the portal.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub not_shown: BTreeSet<NoticeKind>,
}

/// What a link in a mail ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsubscribe {
    /// All mails of notices.
    All,
    /// Those of a kind.
    Kind(NoticeKind),
    /// Those of a thread: it is muted.
    Thread(Uid),
}

impl Preferences {
    /// How often mails come for a kind.
    pub fn rhythm_of(&self, kind: NoticeKind) -> Rhythm {
        self.kinds.get(&kind).copied().unwrap_or(self.rhythm)
    }

    /// Whether a kind is shown in the portal. What moderation did is told whoever chose what.
    pub fn is_shown(&self, kind: NoticeKind) -> bool {
        kind == NoticeKind::Moderation || !self.not_shown.contains(&kind)
    }

    /// Whether a mail of some rhythm can come at all.
    pub fn has(&self, rhythm: Rhythm) -> bool {
        NoticeKind::ALL.iter().any(|kind| self.rhythm_of(*kind) == rhythm)
    }

    /// The preferences after a link in a mail was followed, once or more often; that of a thread changes the member's
    /// level there, and nothing here.
    #[must_use]
    pub fn without(mut self, what: &Unsubscribe) -> Self {
        match what {
            Unsubscribe::All => Self { rhythm: Rhythm::Off, kinds: BTreeMap::new(), ..self },
            Unsubscribe::Kind(kind) => {
                self.kinds.insert(*kind, Rhythm::Off);
                self
            }
            Unsubscribe::Thread(_) => self,
        }
    }
}

impl Unsubscribe {
    /// Reads what a link says.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => (text == "all").then_some(Self::All),
            Some(("kind", code)) => NoticeKind::from_code(code).map(Self::Kind),
            Some(("thread", uid)) => Uid::parse(uid).ok().map(Self::Thread),
            Some(_) => None,
        }
    }
}

impl std::fmt::Display for Unsubscribe {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => out.write_str("all"),
            Self::Kind(kind) => write!(out, "kind:{kind}"),
            Self::Thread(uid) => write!(out, "thread:{uid}"),
        }
    }
}

#[cfg(test)]
mod tests;
