// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Editing a post, taking it back, hiding it: what was said before is kept, what was withdrawn is not.

use serde::{Deserialize, Serialize};

use super::{Post, REVISIONS_MAX};
use crate::policy::Standing;
use crate::text::{self, Fault, Problem};

/// What was said before an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Until when it said so, in milliseconds since 1970 (UTC).
    pub until: i64,
    /// The title, of a thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// An edit as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// The version that the writer had before the eyes.
    pub version: u32,
    /// The text, checked by `words`.
    pub body: String,
}

/// Why an edit or a withdrawal was refused; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// Somebody has edited it meanwhile: both texts are shown.
    #[error("is at version {now}")]
    Stale {
        /// The version that it is at.
        now: u32,
    },
    /// It was withdrawn or erased.
    #[error("is gone")]
    Gone,
    /// It holds a decision or an action: the mark goes first, by who may set it.
    #[error("is marked")]
    Marked,
}

/// Remembers what was said before; beyond the most the oldest is forgotten.
pub(crate) fn remember(revisions: &mut Vec<Version>, version: Version) {
    revisions.push(version);
    let over = revisions.len().saturating_sub(REVISIONS_MAX);
    revisions.drain(..over);
}

/// Checks the safety limits of what was said before.
pub(crate) fn check_revisions(revisions: &mut [Version], problems: &mut Vec<Problem>) {
    if revisions.len() > REVISIONS_MAX {
        problems.push(Problem::new("revisions", Fault::TooLong { max: REVISIONS_MAX }));
        return;
    }
    for (at, one) in revisions.iter_mut().enumerate() {
        text::optional_line(&format!("revisions[{at}].title"), &mut one.title, text::TITLE_MAX, problems);
        text::long_text(&format!("revisions[{at}].body"), &mut one.body, problems);
    }
}

impl Post {
    fn is_gone(&self) -> bool {
        matches!(self.standing, Standing::Deleted | Standing::Erased)
    }

    /// The post with another text. The text that it has already changes nothing, whatever version it was written on: so
    /// an edit that comes twice is made once.
    ///
    /// # Errors
    /// It is gone, or the writer had another version before the eyes.
    pub fn edited(mut self, edit: Edited) -> Result<Self, EditRefused> {
        if self.is_gone() {
            return Err(EditRefused::Gone);
        }
        if self.body == edit.body {
            return Ok(self);
        }
        if self.version != edit.version {
            return Err(EditRefused::Stale { now: self.version });
        }
        let body = std::mem::replace(&mut self.body, edit.body);
        remember(&mut self.revisions, Version { until: edit.at, title: None, body });
        self.version = self.version.saturating_add(1);
        self.edited_at = Some(edit.at);
        Ok(self)
    }

    /// The post as its author takes it back: its place stays, with a sign that it was there, and no word of it.
    ///
    /// # Errors
    /// It holds a decision or an action, or was erased.
    pub fn withdrawn(self) -> Result<Self, EditRefused> {
        match self.standing {
            Standing::Deleted => Ok(self),
            Standing::Erased => Err(EditRefused::Gone),
            _ if self.mark.is_some() => Err(EditRefused::Marked),
            _ => Ok(self.emptied(Standing::Deleted)),
        }
    }

    /// The post without its words and without the person, once nothing of it may stay; its place in the thread does.
    #[must_use]
    pub fn erased(self) -> Self {
        Self { author: None, mark: None, ..self.emptied(Standing::Erased) }
    }

    fn emptied(self, standing: Standing) -> Self {
        Self { body: String::new(), documents: Vec::new(), revisions: Vec::new(), standing, ..self }
    }

    /// The post hidden, shown or held; what is gone stays gone.
    ///
    /// # Errors
    /// It was withdrawn or erased, or that is no standing that others give.
    pub fn with_standing(self, standing: Standing) -> Result<Self, EditRefused> {
        if self.is_gone() || matches!(standing, Standing::Deleted | Standing::Erased) {
            return Err(EditRefused::Gone);
        }
        Ok(Self { standing, ..self })
    }
}
