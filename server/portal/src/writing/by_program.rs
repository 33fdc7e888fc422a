// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A practice that a program begins: a draft, made once however often the request comes.

use domain::policy::Viewer;
use domain::revision::RevisionAct;

use super::beginning::{BeginForm, body_of, draft};
use super::{Deed, asking, put, write_down};
use crate::Portal;
use crate::form::{FieldProblem, FormError};
use crate::people::fingerprint;

/// What a program gives of a practice.
#[derive(Clone, Debug, Default)]
pub struct ProgramDraft {
    /// What the page asks for, too.
    pub begin: BeginForm,
    /// Markdown.
    pub summary: Option<String>,
    /// Markdown.
    pub problem: Option<String>,
    /// Markdown.
    pub solution: Option<String>,
}

impl Portal {
    /// Begins a practice with a text as a draft of the viewer; answers its identifier. The same key again gives the
    /// same identifier, and makes nothing.
    ///
    /// # Errors
    /// As `begin_practice`; `summary` is missing where there is no text at all; a text is too long.
    pub async fn begin_practice_once(
        &self,
        viewer: &Viewer,
        given: ProgramDraft,
        key: &str,
    ) -> Result<String, FormError> {
        let by = asking(viewer)?;
        let ProgramDraft { begin, summary, problem, solution } = given;
        let texts = [&summary, &problem, &solution];
        if texts.iter().all(|text| text.as_deref().is_none_or(|text| text.trim().is_empty())) {
            return Err(FormError::field("summary", FieldProblem::Missing));
        }
        let begun = begin.checked(viewer)?;
        let (uid, revision, key) = (self.new_uid(), self.new_uid(), fingerprint(key));
        self.write(move |change| {
            Box::pin(async move {
                if let Some(earlier) = change.answer_once(&by, &key, uid.as_str()).await? {
                    return Ok(earlier);
                }
                let answer = uid.to_string();
                let body = body_of(change, begun.owner.as_ref()).await?;
                let mut practice = draft(uid, begun, by.clone(), body.as_ref());
                (practice.summary, practice.problem, practice.solution) = (summary, problem, solution);
                put(change, &practice).await?;
                write_down(change, revision, &practice, Deed::plain(by, RevisionAct::Created), Some(&practice)).await?;
                Ok(answer)
            })
        })
        .await
    }
}
