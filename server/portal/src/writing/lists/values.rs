// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of lists show.

use domain::practice::Column;
use domain::practice::writing::Lack;
use serde::{Deserialize, Serialize};

/// A list that was read: what would become of it, or what became of it.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// Names it.
    pub uid: String,
    /// What its file is called.
    pub file_name: String,
    /// What the organisation is called.
    pub organisation: String,
    /// Until when it is kept, in seconds since 1970.
    pub kept_until: i64,
    /// How many rows it has.
    pub rows: usize,
    /// Where it stands.
    pub state: ListState,
}

/// Where a list stands.
#[derive(Clone, Debug)]
pub enum ListState {
    /// It is being looked at.
    Open(Box<ListPreview>),
    /// It was taken.
    Taken(ListOutcome),
}

/// What would become of a list.
#[derive(Clone, Debug)]
pub struct ListPreview {
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// The first rows as they would become.
    pub shown: Vec<ShownRow>,
    /// How many rows become drafts by themselves.
    pub good: usize,
    /// Rows that cannot become drafts.
    pub wrong: Vec<WrongRow>,
    /// Rows that look like a practice that is there already: they become drafts only if asked for.
    pub alike: Vec<AlikeRow>,
    /// Rows that become drafts with something to be made shorter.
    pub long: Vec<LongRow>,
}

impl ListPreview {
    /// Whether some column becomes the title, without which nothing becomes a draft.
    pub fn has_title(&self) -> bool {
        self.columns.iter().any(|column| column.becomes == Some(Column::Title))
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumn {
    /// What it is called; may be empty.
    pub heading: String,
    /// Its first cell with something in it.
    pub example: String,
    /// What it becomes; nothing where it is left out.
    pub becomes: Option<Column>,
}

/// A row as it would become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRow {
    /// Its number in the file.
    pub number: u32,
    /// The fields that have something in them.
    pub fields: Vec<(Column, String)>,
}

/// A row that cannot become a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongRow {
    /// Its number in the file.
    pub number: u32,
    /// Its title; may be empty.
    pub title: String,
    /// What is wrong.
    pub problems: Vec<RowProblem>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The field of the practice.
    pub field: String,
    /// The key of what is wrong with it, as `FieldProblem` has it.
    pub key: String,
}

/// A row that looks like a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeRow {
    /// Its number in the file.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The title that is alike.
    pub like: String,
}

/// A row with something to be made shorter.
#[derive(Clone, Debug, PartialEq)]
pub struct LongRow {
    /// Its number in the file.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What is too long.
    pub lacks: Vec<Lack>,
}

/// What became of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOutcome {
    /// The drafts.
    pub created: Vec<CreatedDraft>,
    /// What became none.
    pub left_out: Vec<LeftOutRow>,
}

/// A draft that was made of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedDraft {
    /// The draft.
    pub uid: String,
    /// Its title in the list.
    pub title: String,
}

/// A row that became no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutRow {
    /// Its number in the file.
    pub number: u32,
    /// Its title; may be empty.
    pub title: String,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a row became no draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// Something is wrong with it.
    Wrong(Vec<RowProblem>),
    /// It looks like a practice with this title, and nobody asked for it.
    Alike(String),
}

/// The rows that became no draft, for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutTable {
    /// What the columns are called.
    pub heading: Vec<String>,
    /// The numbers of the rows, their cells, and why.
    pub rows: Vec<(u32, Vec<String>, WhyLeftOut)>,
}
