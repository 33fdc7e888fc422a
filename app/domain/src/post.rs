// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Posts: what members write in threads.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::policy::{PostFacts, Standing, ThreadFacts};
use crate::text::{self, Fault, Problem, Uid};

mod key;
mod mark;
mod mention;
mod moves;
mod quote;
mod writing;

pub use key::{IdempotencyKey, KEY_MAX, KeyReused, Sending, Sent, sending};
pub use mark::{Mark, MarkKind, MarkRefused, Marked, Wanted, marked};
pub use mention::{MENTIONS_MAX, Mentions, mentions, with_mentions};
pub use moves::{EditRefused, Edited, Version};
pub use quote::{QUOTE_MAX, quote};
pub use writing::{BODY_MAX, BODY_MIN, DOCUMENTS_MAX, Lack, Words, links, words};

pub(crate) use moves::{check_revisions, remember};
pub(crate) use writing::of_length;

/// How many earlier texts of a post or a thread are kept; beyond them the oldest go.
pub const REVISIONS_MAX: usize = 100;

coded! {
    /// What a reader says of a post with one click.
    Reaction {
        /// It was useful.
        Useful = "useful",
        /// Thanks.
        Thanks = "thanks",
    }
}

/// A post, as it is kept, imported and exported. Only `uid`, `thread`, `body` and `at` must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Stable identifier.
    pub uid: Uid,
    /// Its thread.
    pub thread: Uid,
    /// Its place in the thread, from 1: given when it is written, never changed there and never given again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The post that it answers, where it does not answer the thread as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Uid>,
    /// What is said. Markdown; empty once withdrawn or erased.
    pub body: String,
    /// The member who wrote it; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uid>,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Whether it is shown.
    #[serde(default = "visible", skip_serializing_if = "is_visible")]
    pub standing: Standing,
    /// What it is for those who read the thread later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
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

impl Post {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::long_text("body", &mut self.body, &mut problems);
        let has_text = !matches!(self.standing, Standing::Deleted | Standing::Erased);
        if has_text && self.body.trim().is_empty() {
            problems.push(Problem::new("body", Fault::Missing));
        }
        if !has_text && !self.body.is_empty() {
            problems.push(Problem::new("body", Fault::Contradicts { other: "standing".to_owned() }));
        }
        text::ordinal("position", self.position, &mut problems);
        if self.reply_to.as_ref() == Some(&self.uid) {
            problems.push(Problem::new("reply_to", Fault::Contradicts { other: "uid".to_owned() }));
        }
        text::list("documents", &self.documents, &mut problems);
        check_revisions(&mut self.revisions, &mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// What permission asks of it.
    pub fn facts(&self, thread: Option<ThreadFacts>) -> PostFacts {
        PostFacts { thread, standing: self.standing, author: self.author.clone() }
    }
}

#[cfg(test)]
mod tests;
