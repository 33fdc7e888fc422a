// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing practices: the guided form, the way through review, and the desks of authors and reviewers.
//!
//! A practice that was never published is its own draft. A new version of a published one is written as a practice of
//! its own that names it (`revision_of`), and takes its place once it is published; readers see the old one until then.

mod assessing;
mod authors;
mod beginning;
mod by_program;
mod changes;
mod decided;
mod desk;
mod filling;
mod invited;
mod inviting;
mod lists;
mod moving;
mod outdated;
mod pasting;
mod reading;
mod reviewing;
mod rows;
mod saving;
mod typing;
mod values;

use domain::Uid;
use domain::phase::Facts;
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use domain::revision::{Remark, Revision, RevisionAct};
use store::{Change, KeptPractice, Put};

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

pub use assessing::AssessmentForm;
pub(crate) use authors::{leave_all_practices, leave_practices_of};
pub use beginning::BeginForm;
pub use by_program::ProgramDraft;
pub use decided::{DECISIONS, DecidedLine, DecidedPage, DecidedRequest};
pub use invited::{InvitationAnswer, InvitedLine};
pub(crate) use inviting::may_still_invite;
pub use inviting::{InvitationLine, PracticeInvitationForm};
pub use lists::{
    AlikeRow, CreatedDraft, LIST_BYTES, LIST_ROWS, LeftOutRow, LeftOutTable, ListColumn, ListForm, ListOutcome,
    ListPage, ListPreview, ListState, LongRow, RowProblem, ShownRow, Taken, WhyLeftOut, WrongRow,
};
pub use moving::{MoveForm, Moved};
pub(crate) use pasting::TEXTS;
pub use pasting::{PASTE_MAX, Paste};
pub(crate) use reading::{date, typed_date, whole};
pub use rows::{row, rows_of};
pub use saving::Saved;
pub use values::*;

/// Names of fields that a record's own check may find wrong, as the form knows them.
const FIELDS: &[&str] = &[
    "title",
    "summary",
    "contact",
    "municipality",
    "tags",
    "beneficiaries_note",
    "problem",
    "solution",
    "innovation",
    "stakeholders",
    "expected_results",
    "failures",
    "technology",
    "legal_basis",
    "transfer_potential",
    "adaptation_notes",
    "end_date",
    "repo_url",
];

/// What was done to a practice, with what is said about it.
struct Deed {
    by: Uid,
    act: RevisionAct,
    note: Option<String>,
    remarks: Vec<Remark>,
}

impl Deed {
    fn plain(by: Uid, act: RevisionAct) -> Self {
        Self { by, act, note: None, remarks: Vec::new() }
    }
}

/// The practice that readers know, or will know.
fn root(practice: &Practice) -> &Uid {
    practice.revision_of.as_ref().unwrap_or(&practice.uid)
}

pub(crate) fn facts(practice: &Practice) -> On {
    On::Practice(PracticeFacts::from(practice))
}

/// The member who asks.
pub(crate) fn asking(viewer: &Viewer) -> Result<Uid, Error> {
    viewer.acting().map(|acting| acting.member.clone()).ok_or(Error::SignInFirst)
}

impl Portal {
    /// A practice to which the viewer is about to do something.
    async fn practice_to(&self, viewer: &Viewer, act: Act, uid: &str) -> Result<KeptPractice, Error> {
        asking(viewer)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, act, &facts(&kept.record))?;
        Ok(kept)
    }
}

/// The same, inside a change: nobody else changes it before the commit.
async fn held(change: &mut Change, viewer: &Viewer, act: Act, uid: &Uid) -> Result<KeptPractice, FormError> {
    let kept = change.practice(uid).await?.ok_or(Error::NotFound)?;
    allows(viewer, act, &facts(&kept.record))?;
    Ok(kept)
}

/// Writes a practice with the phase that follows from it.
async fn put(change: &mut Change, practice: &Practice) -> Result<Put, FormError> {
    let checked = practice.clone().checked().map_err(|problems| FormError::of_record(&problems, FIELDS))?;
    let adoptions = change.adoptions_of(std::slice::from_ref(&checked.uid)).await?;
    let transferring = change.transferring(std::slice::from_ref(&checked.uid)).await?;
    Ok(change.put_practice(&checked, Facts::of(&checked, &adoptions, &transferring).phase()).await?)
}

/// Writes down what was done, with the text of now where that is another one than before.
async fn write_down(
    change: &mut Change,
    id: Uid,
    practice: &Practice,
    deed: Deed,
    text: Option<&Practice>,
) -> Result<(), FormError> {
    let last = change.last_revision(root(practice)).await?;
    let goes_on = last.as_ref().is_some_and(|last| {
        let same = last.by.as_ref() == Some(&deed.by) && last.act == RevisionAct::Autosaved;
        same && deed.act == RevisionAct::Autosaved
    });
    let number = last.as_ref().map_or(1, |last| last.number + u32::from(!goes_on));
    let revision = Revision {
        uid: last.filter(|_| goes_on).map_or(id, |last| last.uid),
        practice: root(practice).clone(),
        number,
        at: change.now().as_millisecond(),
        by: Some(deed.by),
        act: deed.act,
        stage: practice.stage,
        note: deed.note,
        remarks: deed.remarks,
        text: text.map(|text| Box::new(text.clone())),
    };
    change.put_revision(&revision).await?;
    Ok(())
}
