// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the rows of a list become: each fills in the form, and goes the way of a form that was typed.

mod cells;

use std::sync::Arc;

use documents::TableRow;
use domain::organisation::Organisation;
use domain::policy::Viewer;
use domain::practice::writing::Step;
use domain::practice::{Column, Practice};
use domain::{Language, Uid};

use super::alike::Titles;
use super::values::RowProblem;
use super::{Opened, cell};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, Typed};
use crate::taxonomy::Taxonomy;
use crate::writing::asking;
use crate::writing::beginning::{BeginForm, draft};
use crate::writing::filling::{Known, fill};

/// What the rows of a list become.
pub(super) struct Judged {
    /// The drafts, in the order of their rows.
    pub(super) drafts: Vec<JudgedDraft>,
    /// The rows that become none, and why.
    pub(super) wrong: Vec<(u32, Vec<RowProblem>)>,
}

/// A draft that a row becomes.
pub(super) struct JudgedDraft {
    /// The number of the row.
    pub(super) number: u32,
    /// The draft.
    pub(super) practice: Practice,
    /// The title that its own is like, of a practice that is there or of a row before it.
    pub(super) like: Option<String>,
}

impl Portal {
    /// Makes drafts of the rows of a list, and keeps none of them.
    pub(super) async fn judged(&self, viewer: &Viewer, list: &Opened) -> Result<Judged, Error> {
        let organisation = &list.kept.organisation;
        let body = self.inner.store.kept_organisations(std::slice::from_ref(organisation)).await?.pop();
        let body = body.ok_or(Error::NotFound)?.record;
        let mut titles = Titles::default();
        for title in self.inner.store.titles_owned_by(viewer, organisation).await? {
            titles.add(&title);
        }
        let taxonomy = self.taxonomy();
        let known = Known {
            owners: vec![body.uid.clone()],
            organisations: Vec::new(),
            themes: taxonomy.themes().into_iter().map(|theme| theme.uid.clone()).collect(),
            programmes: Vec::new(),
            communities: Vec::new(),
        };
        let (author, language, becomes) = (asking(viewer)?, list.content.language, list.becomes.as_slice());
        let judge = Judge { viewer, author, body, language, becomes, taxonomy, known };
        let mut judged = Judged { drafts: Vec::new(), wrong: Vec::new() };
        for row in &list.content.rows {
            match judge.draft(self.new_uid(), row) {
                Ok(practice) => {
                    let like = titles.like(&practice.title).map(str::to_owned);
                    if like.is_none() {
                        titles.add(&practice.title);
                    }
                    judged.drafts.push(JudgedDraft { number: row.number, practice, like });
                }
                Err(problems) => judged.wrong.push((row.number, problems)),
            }
        }
        Ok(judged)
    }
}

/// All that is needed to make a draft of a row.
struct Judge<'a> {
    viewer: &'a Viewer,
    author: Uid,
    body: Organisation,
    language: Language,
    becomes: &'a [Option<Column>],
    taxonomy: Arc<Taxonomy>,
    known: Known,
}

/// What is wrong with a row, each field once.
#[derive(Default)]
struct Problems(Vec<RowProblem>);

impl Problems {
    fn add(&mut self, field: &str, problem: FieldProblem) {
        // A row of the form is told as its group.
        let field = if field.starts_with("link-") { Column::Links.code() } else { field };
        if !self.0.iter().any(|known| known.field == field) {
            self.0.push(RowProblem { field: field.to_owned(), key: problem.key().to_owned() });
        }
    }

    fn add_all(&mut self, fields: &[(&'static str, FieldProblem)]) {
        for (field, problem) in fields {
            self.add(field, *problem);
        }
    }
}

impl Judge<'_> {
    /// The draft that a row becomes; else all that is wrong with it.
    fn draft(&self, uid: Uid, row: &TableRow) -> Result<Practice, Vec<RowProblem>> {
        let mut problems = Problems::default();
        let begin = BeginForm {
            title: self.texts(row, Column::Title).first().map(|text| (*text).to_owned()).unwrap_or_default(),
            organisation: self.body.uid.to_string(),
            language: self.language.code().to_owned(),
        };
        let begun = begin.checked(self.viewer).map_err(|error| {
            match error {
                FormError::Fields(fields) => problems.add_all(&fields),
                FormError::Portal(_) => problems.add("form", FieldProblem::NotAllowed),
            }
            std::mem::take(&mut problems.0)
        })?;
        let mut practice = draft(uid, begun, self.author.clone(), Some(&self.body));
        for step in Step::ALL.iter().copied().filter(|step| self.uses(*step)) {
            let typed = self.typed(row, step, &mut problems);
            if let Err(fields) = fill(&mut practice, step, &typed, &self.known) {
                problems.add_all(&fields);
            }
        }
        let checked = practice.checked();
        if let Err(wrong) = &checked {
            for problem in wrong {
                let column = Column::ALL.iter().find(|column| problem.field.starts_with(column.code()));
                let field = column.map_or("form", |column| column.code());
                problems.add(field, FieldProblem::from(&problem.fault));
            }
        }
        match checked {
            Ok(practice) if problems.0.is_empty() => Ok(practice),
            _ => Err(problems.0),
        }
    }

    /// Whether a step has something to fill in. The first always has: the title.
    fn uses(&self, step: Step) -> bool {
        step == Step::Essentials || self.becomes.iter().flatten().any(|column| column.field().step == step)
    }

    /// What stands in the cells that become a field, in the order of the columns.
    fn texts<'r>(&self, row: &'r TableRow, column: Column) -> Vec<&'r str> {
        let places = self.becomes.iter().enumerate().filter(|(_, becomes)| **becomes == Some(column));
        places.map(|(place, _)| cell(row, place)).filter(|text| !text.is_empty()).collect()
    }

    /// What the form of a step would send.
    fn typed(&self, row: &TableRow, step: Step, problems: &mut Problems) -> Typed {
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
        if step == Step::Essentials {
            add("language", self.language.code());
            add("owner_org", self.body.uid.as_str());
        }
        for column in Column::ALL.iter().copied().filter(|column| column.field().step == step) {
            let texts = self.texts(row, column);
            match column {
                Column::Region => self.region(&texts, problems, &mut add),
                Column::Themes => self.themes(&texts, problems, &mut add),
                Column::Tags => cells::tags(&texts, problems, &mut add),
                Column::StartDate | Column::EndDate => {
                    add(column.code(), &texts.first().map(|text| cells::day(text)).unwrap_or_default());
                }
                Column::Links => cells::links(&texts, &mut add),
                // A paragraph each.
                _ => add(column.code(), &texts.join("\n\n")),
            }
        }
        Typed(pairs)
    }

    /// The region that is named; else that of the organisation.
    fn region(&self, texts: &[&str], problems: &mut Problems, add: &mut dyn FnMut(&str, &str)) {
        let named = texts.first().map(|text| cells::region(text));
        match named {
            Some(Some(region)) => add("region", region.code),
            Some(None) => problems.add("region", FieldProblem::Unknown),
            None => add("region", self.body.region.as_deref().unwrap_or_default()),
        }
    }

    fn themes(&self, texts: &[&str], problems: &mut Problems, add: &mut dyn FnMut(&str, &str)) {
        for text in texts {
            match cells::themes(text, &self.taxonomy) {
                Some(themes) => themes.iter().for_each(|theme| add("themes", theme.as_str())),
                None => problems.add("themes", FieldProblem::Unknown),
            }
        }
    }
}
