// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Taking in the file of a list: its kind is told by what is in it, and a spreadsheet is read by a child process.

use std::convert::Infallible;

use bytes::Bytes;
use documents::{Extent, ExtractProblem, FileKind, Table, separated};
use domain::policy::Viewer;
use domain::practice::Column;
use domain::text::plain_line;
use domain::{Language, Uid};
use futures::stream;
use store::NewList;

use super::{Content, KEPT, LIST_BYTES, LIST_ROWS, may_bring, written};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};
use crate::writing::asking;

/// The longest name of a file that is kept, in characters.
const NAME_MAX: usize = 120;

/// What is said about a file with a list.
#[derive(Clone, Debug, Default)]
pub struct ListForm {
    /// The organisation's identifier.
    pub organisation: String,
    /// The code of the language of the texts.
    pub language: String,
    /// The name that the file had at its sender.
    pub file_name: String,
}

fn wrong(problem: FieldProblem) -> FormError {
    FormError::field("file", problem)
}

impl Portal {
    /// Reads a list and keeps it for a day; answers its identifier. Nothing of a file that is refused is kept.
    ///
    /// # Errors
    /// `organisation` is not one that the viewer writes for; `language` is unknown. `file` is missing (no bytes), too
    /// long (more than 2 MiB, or a bomb), unknown (no table), invalid (damaged, or with a password), or `wait` (nobody
    /// can read it now); `rows` are too long (more than 500, or more than 100 columns) or too short (none below the
    /// heading).
    pub async fn bring_list(&self, viewer: &Viewer, form: ListForm, file: Bytes) -> Result<String, FormError> {
        let member = asking(viewer)?;
        let organisation = Uid::parse(&form.organisation).ok();
        let organisation = organisation.filter(|organisation| may_bring(viewer, organisation).is_ok());
        let language = Language::from_code(&form.language);
        let mut problems = Vec::new();
        if organisation.is_none() {
            let is_empty = form.organisation.is_empty();
            let problem = if is_empty { FieldProblem::Missing } else { FieldProblem::NotAllowed };
            problems.push(("organisation", problem));
        }
        if language.is_none() {
            problems.push(("language", FieldProblem::Unknown));
        }
        fine(problems)?;
        let (Some(organisation), Some(language)) = (organisation, language) else {
            return Err(Error::NotAllowed.into());
        };
        let table = self.table_of(&member, file).await?;
        let name = plain_line(&form.file_name).chars().take(NAME_MAX).collect();
        let content = content(name, language, table)?;
        let list = NewList {
            uid: self.new_uid(),
            member,
            organisation,
            expires_at: self.now() + KEPT,
            becomes: written(&Column::of_headings(&content.heading))?,
            content: written(&content)?,
        };
        let uid = list.uid.to_string();
        self.write(move |change| Box::pin(async move { Ok(change.add_list(list).await?) })).await?;
        Ok(uid)
    }

    async fn table_of(&self, by: &Uid, file: Bytes) -> Result<Table, FormError> {
        if file.is_empty() {
            return Err(wrong(FieldProblem::Missing));
        }
        if file.len() > LIST_BYTES {
            return Err(wrong(FieldProblem::TooLong));
        }
        let _place = self.inner.uploads.take(by).await?;
        let looked_at = file.clone();
        let looking = tokio::task::spawn_blocking(move || {
            let kind = FileKind::of(&looked_at);
            let text = if kind == Some(FileKind::Text) { separated(&looked_at) } else { None };
            (kind, text)
        });
        match looking.await.map_err(Error::from)? {
            (Some(FileKind::Text), text) => text.ok_or_else(|| wrong(FieldProblem::Invalid)),
            (Some(kind @ (FileKind::Ods | FileKind::Xlsx)), _) => self.sheet_of(kind, file).await,
            _ => Err(wrong(FieldProblem::Unknown)),
        }
    }

    async fn sheet_of(&self, kind: FileKind, file: Bytes) -> Result<Table, FormError> {
        let file = stream::once(std::future::ready(Ok::<_, Infallible>(file)));
        self.inner.settings.files.extractor.table(kind, file).await.map_err(|problem| match problem {
            ExtractProblem::TooLarge => wrong(FieldProblem::TooLong),
            ExtractProblem::Encrypted | ExtractProblem::Broken => wrong(FieldProblem::Invalid),
            ExtractProblem::TimedOut | ExtractProblem::Crashed(_) => {
                tracing::warn!(%problem, "a list could not be read");
                wrong(FieldProblem::Invalid)
            }
            ExtractProblem::NotStarted(_) | ExtractProblem::File(_) => {
                tracing::error!(%problem, "lists cannot be read");
                wrong(FieldProblem::Wait)
            }
        })
    }
}

/// The table with its heading apart, if it has as many rows as a list may have.
fn content(file_name: String, language: Language, table: Table) -> Result<Content, FormError> {
    let rows = |problem| Err(FormError::field("rows", problem));
    if table.extent == Extent::Part || table.rows.len() > LIST_ROWS + 1 {
        return rows(FieldProblem::TooLong);
    }
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut below = table.rows.into_iter();
    let mut heading = below.next().map(|row| row.cells).unwrap_or_default();
    heading.resize(columns, String::new());
    let heading = heading.iter().map(|name| plain_line(name)).collect();
    let below: Vec<_> = below.collect();
    if below.is_empty() {
        return rows(FieldProblem::TooShort);
    }
    Ok(Content { file_name, language, heading, rows: below })
}
