// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is told of what: each member once for each occasion, by the most direct reason; nobody who may not read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::NoticeKind;
use crate::code::coded;
use crate::text::Uid;
use crate::thread::ThreadKind;

coded! {
    /// How much a member wants to be told of a thread, or of the threads of a place.
    Level {
        /// Of every post.
        Watch = "watch",
        /// Of what begins and of what comes of it.
        Follow = "follow",
        /// Of nothing.
        Mute = "mute",
    }
}

coded! {
    /// Whether a member has written in a thread.
    Part {
        /// Has written in it, or begun it.
        Wrote = "wrote",
        /// Has not.
        Reads = "reads",
    }
}

/// Somebody who may want to be told of what happens in a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// The member.
    pub member: Uid,
    /// What the member chose for the thread.
    pub thread: Option<Level>,
    /// What the member chose for the place, or has there: who acts for a party of a twinning, writes a practice or
    /// belongs to a community follows it unless something else was chosen.
    pub place: Option<Level>,
    /// Whether the member has written in the thread.
    pub part: Part,
}

/// What happens in a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// It begins.
    Begun {
        /// What it is.
        kind: ThreadKind,
        /// Whom its text names.
        mentions: Vec<Uid>,
    },
    /// Somebody writes in it.
    Posted {
        /// The author of the post that is answered; of the thread, where a question is.
        answered: Option<Uid>,
        /// Whom the text names.
        mentions: Vec<Uid>,
    },
    /// A text was changed, and names members whom it did not name before.
    Renamed {
        /// Those.
        mentions: Vec<Uid>,
    },
    /// A decision, an action, an accepted answer, conclusions.
    CameOut {
        /// Those whom it concerns beside: who wrote the post, who acts for the body that does it.
        concerned: Vec<Uid>,
    },
}

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The member.
    pub member: Uid,
    /// By which reason.
    pub kind: NoticeKind,
}

/// How much somebody is told of a thread: what was chosen for it goes before all; who wrote in it watches it.
pub fn level_of(listener: &Listener) -> Option<Level> {
    match (listener.thread, listener.place, listener.part) {
        (Some(chosen), _, _) => Some(chosen),
        (None, _, Part::Wrote) => Some(Level::Watch),
        (None, place, Part::Reads) => place,
    }
}

/// Who is told of an occasion, by uid: each member once, never who did it, never who muted the thread or may not read
/// it. Who is named, answered or concerned is told also without having chosen anything.
pub fn told(
    occasion: &Occasion,
    by: Option<&Uid>,
    listeners: &[Listener],
    may_read: impl Fn(&Uid) -> bool,
) -> Vec<Told> {
    let levels: BTreeMap<&Uid, Option<Level>> = listeners.iter().map(|one| (&one.member, level_of(one))).collect();
    let mut reasons: BTreeMap<&Uid, NoticeKind> = BTreeMap::new();
    let mut tell = |member, kind: NoticeKind| {
        let known = reasons.entry(member).or_insert(kind);
        *known = kind.min(*known);
    };
    let (general, least) = match occasion {
        Occasion::Begun { kind: ThreadKind::Announcement, .. } => (Some(NoticeKind::Announcement), Level::Follow),
        Occasion::Begun { .. } => (Some(NoticeKind::NewThread), Level::Follow),
        Occasion::Posted { .. } => (Some(NoticeKind::NewPost), Level::Watch),
        Occasion::CameOut { .. } => (Some(NoticeKind::Outcome), Level::Follow),
        Occasion::Renamed { .. } => (None, Level::Watch),
    };
    let wants = |level: &Option<Level>| level.is_some_and(|level| level <= least);
    if let Some(kind) = general {
        levels.iter().filter(|(_, level)| wants(level)).for_each(|(member, _)| tell(member, kind));
    }
    match occasion {
        Occasion::Begun { mentions, .. } | Occasion::Renamed { mentions } => {
            mentions.iter().for_each(|member| tell(member, NoticeKind::Mention));
        }
        Occasion::Posted { answered, mentions } => {
            answered.iter().for_each(|member| tell(member, NoticeKind::Reply));
            mentions.iter().for_each(|member| tell(member, NoticeKind::Mention));
        }
        Occasion::CameOut { concerned } => concerned.iter().for_each(|member| tell(member, NoticeKind::Outcome)),
    }
    let is_muted = |member: &Uid| levels.get(member).copied().flatten() == Some(Level::Mute);
    reasons
        .into_iter()
        .filter(|(member, _)| Some(*member) != by && !is_muted(member) && may_read(member))
        .map(|(member, kind)| Told { member: member.clone(), kind })
        .collect()
}
