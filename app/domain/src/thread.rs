// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads: what people discuss about a twinning, a practice, an advert, in a community, or freely.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::language::Language;
use crate::policy::{ClosedAs, Parent, Standing, ThreadFacts, ThreadState, Writers};
use crate::post::{Version, check_revisions};
use crate::practice::Audience;
use crate::text::{self, Fault, Problem, Uid};
use crate::twinning::Twinning;

mod address;
mod moves;
mod pages;
mod rows;
pub mod writing;

pub use address::ThreadAddress;
pub use moves::{ThreadDeed, ThreadEdit, ThreadRefused};
pub use pages::{PER_PAGE, ReadTo, page_of, pages, participants, positions};
pub use rows::{LEVELS_MAX, Row, rows};

coded! {
    /// What a thread is.
    ThreadKind {
        /// A discussion.
        General = "general",
        /// A question; one post can be its answer.
        Question = "question",
        /// Something that all who follow the place are told of.
        Announcement = "announcement",
        /// What people say of how it went.
        Testimonials = "testimonials",
    }
}

/// What a thread is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadAbout {
    /// A twinning.
    Twinning(Uid),
    /// A practice.
    Practice(Uid),
    /// An advert.
    Advert(Uid),
    /// A community: it is part of it.
    Community(Uid),
}

impl ThreadAbout {
    /// The identifier of what it is about.
    pub const fn uid(&self) -> &Uid {
        match self {
            Self::Twinning(uid) | Self::Practice(uid) | Self::Advert(uid) | Self::Community(uid) => uid,
        }
    }
}

/// That a thread is closed: by whom, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The member; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// As what.
    #[serde(rename = "as")]
    pub closed_as: ClosedAs,
}

/// A thread, as it is kept, imported and exported. Only `uid`, `title`, `language` and `at` must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Stable identifier.
    pub uid: Uid,
    /// What it is about; absent where it is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ThreadAbout>,
    /// What it is.
    #[serde(default = "general")]
    pub kind: ThreadKind,
    /// Title; empty once withdrawn or erased.
    pub title: String,
    /// Language of its title and its text; each post is in the language of who writes.
    pub language: Language,
    /// How it begins. Markdown; the thread that a twinning owns has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The member who began it; absent where nobody did, or once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uid>,
    /// When it began, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who may read it, of those who may read what it is about.
    #[serde(default = "public", skip_serializing_if = "is_public")]
    pub audience: Audience,
    /// Who writes in it, of those who read it.
    #[serde(default = "all", skip_serializing_if = "is_all")]
    pub writers: Writers,
    /// Where it stands.
    #[serde(default = "open", skip_serializing_if = "is_open")]
    pub state: ThreadState,
    /// Whether it is shown.
    #[serde(default = "visible", skip_serializing_if = "is_visible")]
    pub standing: Standing,
    /// Whether it stays at the top of its list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Whether it is the one that its twinning owns from its birth (AC-003-3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub main: bool,
    /// What came of it. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusions: Option<String>,
    /// Who closed it; absent where it is not closed, or nobody knows. Then it counts as its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// The post that answers the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Uid>,
    /// The thread that has its posts now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Uid>,
    /// The documents that it brings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Uid>,
    /// How many times it was edited.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub version: u32,
    /// When it was edited last, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<i64>,
    /// What it said before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Version>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    /// The number in its address; absent until it is given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
}

fn general() -> ThreadKind {
    ThreadKind::General
}

fn public() -> Audience {
    Audience::Public
}

fn is_public(audience: &Audience) -> bool {
    *audience == Audience::Public
}

fn all() -> Writers {
    Writers::All
}

fn is_all(writers: &Writers) -> bool {
    *writers == Writers::All
}

fn open() -> ThreadState {
    ThreadState::Open
}

fn is_open(state: &ThreadState) -> bool {
    *state == ThreadState::Open
}

fn visible() -> Standing {
    Standing::Visible
}

fn is_visible(standing: &Standing) -> bool {
    *standing == Standing::Visible
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Thread {
    /// The thread that a twinning owns from its birth: read by whom the twinning is for, written in by its parties.
    pub fn main_of(twinning: &Twinning, uid: Uid, at: i64) -> Self {
        Self {
            uid,
            about: Some(ThreadAbout::Twinning(twinning.uid.clone())),
            kind: ThreadKind::General,
            title: twinning.title.clone(),
            language: twinning.language,
            body: None,
            author: None,
            at,
            audience: Audience::Public,
            writers: Writers::Within,
            state: ThreadState::Open,
            standing: Standing::Visible,
            pinned: false,
            main: true,
            conclusions: None,
            closing: None,
            answer: None,
            merged_into: None,
            documents: Vec::new(),
            version: 0,
            edited_at: None,
            revisions: Vec::new(),
            demo: twinning.demo,
            number: None,
        }
    }

    /// Brings the record into the form in which it is kept and checks the safety limits, and that what it says of its own
    /// way agrees with its state.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("title", &mut self.title, text::TITLE_MAX, &mut problems);
        text::optional_text("body", &mut self.body, &mut problems);
        text::optional_text("conclusions", &mut self.conclusions, &mut problems);
        text::list("documents", &self.documents, &mut problems);
        check_revisions(&mut self.revisions, &mut problems);
        text::ordinal("number", self.number, &mut problems);
        let is_gone = matches!(self.standing, Standing::Deleted | Standing::Erased);
        if self.title.is_empty() && !is_gone {
            problems.push(Problem::new("title", Fault::Missing));
        }
        self.check_way(is_gone, &mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_way(&self, is_gone: bool, problems: &mut Vec<Problem>) {
        let merged = self.state == ThreadState::Merged;
        for (field, other, contradicts) in [
            ("main", "about", self.main && !matches!(self.about, Some(ThreadAbout::Twinning(_)))),
            ("main", "standing", self.main && self.standing != Standing::Visible),
            ("main", "state", self.main && merged),
            ("closing", "state", self.closing.is_some() && self.state != ThreadState::Closed),
            ("answer", "kind", self.answer.is_some() && self.kind != ThreadKind::Question),
            ("merged_into", "state", self.merged_into.is_some() != merged),
            ("merged_into", "uid", self.merged_into.as_ref() == Some(&self.uid)),
            ("title", "standing", is_gone && !self.title.is_empty()),
            ("body", "standing", is_gone && self.body.is_some()),
            ("audience", "about", !writing::audiences(self.about.as_ref()).contains(&self.audience)),
            ("writers", "about", !writing::writers(self.about.as_ref()).contains(&self.writers)),
        ] {
            if contradicts {
                problems.push(Problem::new(field, Fault::Contradicts { other: other.to_owned() }));
            }
        }
        if self.state == ThreadState::Closed && self.conclusions.is_none() && !is_gone {
            problems.push(Problem::new("conclusions", Fault::Missing));
        }
    }

    /// What permission asks of it, by what it is about, as that was found. Where it is about something, nothing found
    /// denies.
    pub fn facts(&self, about: Parent) -> ThreadFacts {
        let parent = match (&self.about, about) {
            (None, _) => Parent::Free,
            (Some(_), Parent::Free) => Parent::Missing,
            (Some(_), found) => found,
        };
        ThreadFacts {
            parent,
            audience: self.audience,
            writers: self.writers,
            state: self.state,
            closed_as: self.closing.as_ref().map_or(ClosedAs::Author, |closing| closing.closed_as),
            standing: self.standing,
            author: self.author.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
