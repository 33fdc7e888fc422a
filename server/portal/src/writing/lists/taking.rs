// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking a list: what was shown becomes drafts, all of them at once, and only once.

use domain::Uid;
use domain::policy::Viewer;
use domain::practice::{Column, Practice};
use domain::revision::RevisionAct;

use super::judging::Judged;
use super::values::WhyLeftOut;
use super::{Opened, Outcome, may_bring, written};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, Typed};
use crate::writing::{Deed, asking, put, write_down};

/// What came of taking a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its columns became something else first: that is to be looked at before anything is made of it.
    LookAgain,
    /// It was taken, now or before.
    Done,
}

impl Portal {
    /// Changes what the columns of a list become.
    ///
    /// # Errors
    /// `columns` are `missing` (no title), `taken` (two become what can be only once) or `unknown`; there is no such
    /// list of the viewer's.
    pub async fn choose_columns(&self, viewer: &Viewer, uid: &str, form: &Typed) -> Result<(), FormError> {
        let list = self.opened(viewer, uid).await?;
        if list.outcome.is_some() {
            return Ok(());
        }
        may_bring(viewer, &list.kept.organisation)?;
        let columns = columns(form, &list)?;
        self.keep_columns(viewer, &list, &columns).await
    }

    async fn keep_columns(&self, viewer: &Viewer, list: &Opened, columns: &[Option<Column>]) -> Result<(), FormError> {
        let (member, uid, becomes) = (asking(viewer)?, list.kept.uid.clone(), written(&columns)?);
        self.write(move |change| {
            Box::pin(async move {
                change.set_columns(&member, &uid, &becomes).await?;
                Ok(())
            })
        })
        .await
    }

    /// Makes drafts of the rows of a list that have nothing wrong with them; of those that are like a practice that is
    /// there, of the ones whose numbers the form gives as `alike`. All or none are made, and a list is taken once.
    ///
    /// # Errors
    /// As `choose_columns`; `rows` are `missing` where none becomes a draft.
    pub async fn take_list(&self, viewer: &Viewer, uid: &str, form: &Typed) -> Result<Taken, FormError> {
        let list = self.opened(viewer, uid).await?;
        if list.outcome.is_some() {
            return Ok(Taken::Done);
        }
        may_bring(viewer, &list.kept.organisation)?;
        let columns = columns(form, &list)?;
        if columns != list.becomes {
            self.keep_columns(viewer, &list, &columns).await?;
            return Ok(Taken::LookAgain);
        }
        let also: Vec<u32> = form.values("alike").filter_map(|number| number.parse().ok()).collect();
        let (drafts, outcome) = parted(self.judged(viewer, &list).await?, &also);
        if drafts.is_empty() {
            // What it would make may be there already, because another sending took it meanwhile.
            let taken = self.opened(viewer, uid).await?.outcome.is_some();
            return if taken { Ok(Taken::Done) } else { Err(FormError::field("rows", FieldProblem::Missing)) };
        }
        let revisions: Vec<Uid> = drafts.iter().map(|_| self.new_uid()).collect();
        let (by, uid, becomes, outcome) = (asking(viewer)?, list.kept.uid, list.kept.becomes, written(&outcome)?);
        self.write(move |change| {
            Box::pin(async move {
                // Whoever comes second finds that it was taken, and makes nothing.
                if !change.take_list(&by, &uid, &becomes, &outcome).await? {
                    return Ok(());
                }
                for (practice, revision) in drafts.iter().zip(revisions) {
                    put(change, practice).await?;
                    let deed = Deed::plain(by.clone(), RevisionAct::Created);
                    write_down(change, revision, practice, deed, Some(practice)).await?;
                }
                Ok(())
            })
        })
        .await?;
        Ok(Taken::Done)
    }
}

/// What the form says that the columns become.
fn columns(form: &Typed, list: &Opened) -> Result<Vec<Option<Column>>, FormError> {
    let wrong = |problem| Err(FormError::field("columns", problem));
    let mut columns: Vec<Option<Column>> = Vec::with_capacity(list.content.heading.len());
    for code in form.values("column") {
        let column = Column::from_code(code);
        if column.is_none() && !code.is_empty() {
            return wrong(FieldProblem::Unknown);
        }
        if column.is_some_and(|column| !column.may_repeat()) && columns.contains(&column) {
            return wrong(FieldProblem::Taken);
        }
        columns.push(column);
    }
    if columns.len() != list.content.heading.len() {
        return Err(Error::NotFound.into());
    }
    if columns.contains(&Some(Column::Title)) { Ok(columns) } else { wrong(FieldProblem::Missing) }
}

/// The drafts that are made, and what is written down of the whole list.
fn parted(judged: Judged, also: &[u32]) -> (Vec<Practice>, Outcome) {
    let (mut drafts, mut outcome) = (Vec::new(), Outcome::default());
    for draft in judged.drafts {
        match draft.like {
            Some(title) if !also.contains(&draft.number) => {
                outcome.left_out.push((draft.number, WhyLeftOut::Alike(title)));
            }
            _ => {
                outcome.created.push((draft.number, draft.practice.uid.clone()));
                drafts.push(draft.practice);
            }
        }
    }
    outcome.left_out.extend(judged.wrong.into_iter().map(|(number, problems)| (number, WhyLeftOut::Wrong(problems))));
    outcome.left_out.sort_by_key(|(number, _)| *number);
    (drafts, outcome)
}
