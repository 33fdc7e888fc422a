// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Revisions: what was done to a practice, by whom and when, with the text as it was then.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::practice::{Practice, Stage};
use crate::text::{self, Fault, Problem, Uid};

coded! {
    /// What was done to a practice.
    RevisionAct {
        /// It was begun.
        Created = "created",
        /// Its text was saved.
        Saved = "saved",
        /// Its text was saved while it was being written.
        Autosaved = "autosaved",
        /// It was handed to the reviewers.
        Submitted = "submitted",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// A reviewer gave it back with remarks.
        ChangesRequested = "changes_requested",
        /// It was let into the library.
        Published = "published",
        /// It was refused.
        Rejected = "rejected",
        /// It was taken out of the library.
        Archived = "archived",
        /// It was put back into the library.
        PutBack = "put_back",
        /// Its authors asked to take it out.
        DeletionRequested = "deletion_requested",
        /// It was left in, although its authors had asked to take it out.
        Kept = "kept",
        /// It was thrown away.
        Deleted = "deleted",
        /// It was taken back after it was thrown away.
        Restored = "restored",
        /// A new version of a published practice was begun.
        Opened = "opened",
        /// Others write it now.
        AuthorsChanged = "authors_changed",
        /// A reviewer took it on.
        TakenOn = "taken_on",
        /// An expert gave an opinion on it.
        Assessed = "assessed",
    }
}

/// The most characters of a note or a remark.
pub const NOTE_MAX: usize = 2_000;
/// The most remarks at once.
pub const REMARKS_MAX: usize = 40;

/// What a reviewer says about a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The field's name (`practice::writing::FIELDS`), or `form` for the whole.
    pub field: String,
    /// What to change.
    pub text: String,
}

/// One thing that was done to a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Stable identifier.
    pub uid: Uid,
    /// The practice that readers know, or will know.
    pub practice: Uid,
    /// Its place among those of the practice, from 1.
    pub number: u32,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// By whom; absent where a program did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// What was done.
    pub act: RevisionAct,
    /// The stage that it led to.
    pub stage: Stage,
    /// What the others are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is to be changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// The practice as it was after that, where its text changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Box<Practice>>,
}

impl Revision {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// A text is too long, or the practice within breaks its own limits.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_text("note", &mut self.note, &mut problems);
        if self.remarks.len() > REMARKS_MAX {
            problems.push(Problem::new("remarks", Fault::TooLong { max: REMARKS_MAX }));
        }
        for (at, remark) in self.remarks.iter_mut().enumerate() {
            text::line(&format!("remarks[{at}].field"), &mut remark.field, 60, &mut problems);
            text::long_text(&format!("remarks[{at}].text"), &mut remark.text, &mut problems);
        }
        if let Some(practice) = self.text.take() {
            match practice.checked() {
                Ok(practice) => self.text = Some(Box::new(practice)),
                Err(inner) => problems.extend(inner.into_iter().map(|problem| problem.within("text"))),
            }
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }
}
