// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Looking at a list: what would become of it, and afterwards what became of it.

use domain::Locale;
use domain::places::region;
use domain::policy::Viewer;
use domain::practice::writing::{LackKind, lacks};
use domain::practice::{Column, Practice};

use super::judging::{Judged, JudgedDraft};
use super::values::{
    AlikeRow, CreatedDraft, LeftOutRow, LeftOutTable, ListColumn, ListOutcome, ListPage, ListPreview, ListState,
    LongRow, ShownRow, WhyLeftOut, WrongRow,
};
use super::{Content, Opened, Outcome, cell, may_bring, title_of};
use crate::Portal;
use crate::error::Error;
use crate::taxonomy::Taxonomy;
use crate::writing::reading::typed_date;

/// How many rows are shown as they would become.
const SHOWN: usize = 5;

impl Portal {
    /// A list of the viewer's: what would become of it, or what became of it.
    ///
    /// # Errors
    /// Nobody has signed in, the viewer has no such list, or no longer writes for its organisation.
    pub async fn list_page(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<ListPage, Error> {
        let list = self.opened(viewer, uid).await?;
        let organisation = std::slice::from_ref(&list.kept.organisation);
        let organisation = self.inner.store.organisation_names(organisation).await?.pop();
        let state = match &list.outcome {
            Some(outcome) => ListState::Taken(came_of(&list, outcome)),
            None => {
                may_bring(viewer, &list.kept.organisation)?;
                let judged = self.judged(viewer, &list).await?;
                ListState::Open(Box::new(preview(&list, &judged, locale, &self.taxonomy())))
            }
        };
        Ok(ListPage {
            uid: list.kept.uid.to_string(),
            file_name: list.content.file_name,
            organisation: organisation.map(|organisation| organisation.name).unwrap_or_default(),
            kept_until: list.kept.expires_at.as_second(),
            rows: list.content.rows.len(),
            state,
        })
    }

    /// The rows of a list that became no draft.
    ///
    /// # Errors
    /// Nobody has signed in, the viewer has no such list, or it was not taken yet.
    pub async fn left_out_of_list(&self, viewer: &Viewer, uid: &str) -> Result<LeftOutTable, Error> {
        let Opened { content, outcome, .. } = self.opened(viewer, uid).await?;
        let outcome = outcome.ok_or(Error::NotFound)?;
        let columns = content.heading.len();
        let row = |(number, why): (u32, WhyLeftOut)| {
            let row = content.rows.iter().find(|row| row.number == number);
            let mut cells = row.map(|row| row.cells.clone()).unwrap_or_default();
            cells.resize(columns, String::new());
            (number, cells, why)
        };
        let rows = outcome.left_out.into_iter().map(row).collect();
        Ok(LeftOutTable { heading: content.heading, rows })
    }
}

fn preview(list: &Opened, judged: &Judged, locale: Locale, taxonomy: &Taxonomy) -> ListPreview {
    let shown = judged.drafts.iter().filter(|draft| draft.like.is_none()).take(SHOWN);
    let shown = shown.map(|draft| shown_row(draft, &list.becomes, locale, taxonomy)).collect();
    let title = |number: u32| titled(&list.content, number, &list.becomes);
    let wrong = judged.wrong.iter().map(|(number, problems)| WrongRow {
        number: *number,
        title: title(*number),
        problems: problems.clone(),
    });
    let alike = judged.drafts.iter().filter_map(|draft| {
        let like = draft.like.clone()?;
        Some(AlikeRow { number: draft.number, title: draft.practice.title.clone(), like })
    });
    ListPreview {
        columns: columns(&list.content, &list.becomes),
        shown,
        good: judged.drafts.iter().filter(|draft| draft.like.is_none()).count(),
        wrong: wrong.collect(),
        alike: alike.collect(),
        long: judged.drafts.iter().filter_map(long_row).collect(),
    }
}

fn columns(content: &Content, becomes: &[Option<Column>]) -> Vec<ListColumn> {
    let column = |(place, heading): (usize, &String)| ListColumn {
        heading: heading.clone(),
        example: content.rows.iter().map(|row| cell(row, place)).find(|text| !text.is_empty()).unwrap_or("").to_owned(),
        becomes: becomes.get(place).copied().flatten(),
    };
    content.heading.iter().enumerate().map(column).collect()
}

fn titled(content: &Content, number: u32, becomes: &[Option<Column>]) -> String {
    let row = content.rows.iter().find(|row| row.number == number);
    row.map(|row| title_of(row, becomes)).unwrap_or_default()
}

/// What is too long may become a draft: its author is told again there.
fn long_row(draft: &JudgedDraft) -> Option<LongRow> {
    let mut lacks = lacks(&draft.practice);
    lacks.retain(|lack| matches!(lack.kind, LackKind::TooLong { .. } | LackKind::TooMany { .. }));
    let title = draft.practice.title.clone();
    (!lacks.is_empty()).then_some(LongRow { number: draft.number, title, lacks })
}

fn shown_row(draft: &JudgedDraft, becomes: &[Option<Column>], locale: Locale, taxonomy: &Taxonomy) -> ShownRow {
    let used = Column::ALL.iter().copied().filter(|column| becomes.contains(&Some(*column)));
    let fields = used.map(|column| (column, field(&draft.practice, column, locale, taxonomy)));
    ShownRow { number: draft.number, fields: fields.filter(|(_, text)| !text.is_empty()).collect() }
}

/// What stands in a field of a draft, for a reader.
fn field(practice: &Practice, column: Column, locale: Locale, taxonomy: &Taxonomy) -> String {
    let text = match column {
        Column::Title => return practice.title.clone(),
        Column::Themes => {
            let names = taxonomy.links(&practice.themes, locale).into_iter().map(|theme| theme.name);
            return names.collect::<Vec<_>>().join(", ");
        }
        Column::Tags => return practice.tags.join(", "),
        Column::Links => {
            return practice.links.iter().map(|link| link.url.as_str()).collect::<Vec<_>>().join(" ");
        }
        Column::Region => {
            let region = practice.region.as_deref().and_then(region);
            return region.map(|region| region.name(locale).to_owned()).unwrap_or_default();
        }
        Column::StartDate => return practice.start_date.map(typed_date).unwrap_or_default(),
        Column::EndDate => return practice.end_date.map(typed_date).unwrap_or_default(),
        Column::Summary => &practice.summary,
        Column::Problem => &practice.problem,
        Column::Solution => &practice.solution,
        Column::Municipality => &practice.municipality,
        Column::Contact => &practice.contact,
        Column::BeneficiariesNote => &practice.beneficiaries_note,
        Column::ExpectedResults => &practice.expected_results,
        Column::Failures => &practice.failures,
        Column::Innovation => &practice.innovation,
        Column::Stakeholders => &practice.stakeholders,
        Column::Technology => &practice.technology,
        Column::LegalBasis => &practice.legal_basis,
        Column::TransferPotential => &practice.transfer_potential,
        Column::AdaptationNotes => &practice.adaptation_notes,
    };
    text.clone().unwrap_or_default()
}

fn came_of(list: &Opened, outcome: &Outcome) -> ListOutcome {
    let title = |number: u32| titled(&list.content, number, &list.becomes);
    let created =
        outcome.created.iter().map(|(number, uid)| CreatedDraft { uid: uid.to_string(), title: title(*number) });
    let left_out = outcome.left_out.iter().map(|(number, why)| LeftOutRow {
        number: *number,
        title: title(*number),
        why: why.clone(),
    });
    ListOutcome { created: created.collect(), left_out: left_out.collect() }
}
