// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body's own list of practices, from a spreadsheet: read, looked at, and made drafts of, once.
//!
//! What was read is kept for a day as it stood in the file, for the member who brought it and nobody else. Nothing
//! becomes a draft that was not shown before.

mod alike;
mod judging;
mod looking;
mod receiving;
mod taking;
mod values;

use documents::TableRow;
use domain::policy::{Act, New, On, Viewer, allows};
use domain::practice::Column;
use domain::{Language, Uid};
use jiff::SignedDuration;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::KeptList;

use super::asking;
use crate::Portal;
use crate::error::Error;

pub use receiving::ListForm;
pub use taking::Taken;
pub use values::*;

/// The largest file, in bytes.
pub const LIST_BYTES: usize = 2 * 1024 * 1024;
/// How many practices a list may have.
pub const LIST_ROWS: usize = 500;
/// For how long a list is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// What stood in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Content {
    /// The file's name, one line.
    file_name: String,
    /// The language of its texts.
    language: Language,
    /// What its columns are called, as many as there are.
    heading: Vec<String>,
    /// The rows below.
    rows: Vec<TableRow>,
}

/// A list of the member who asks.
struct Opened {
    kept: KeptList,
    content: Content,
    becomes: Vec<Option<Column>>,
    outcome: Option<Outcome>,
}

/// What became of a list, by the numbers of its rows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Outcome {
    /// The drafts.
    created: Vec<(u32, Uid)>,
    /// What became none.
    left_out: Vec<(u32, WhyLeftOut)>,
}

impl Portal {
    async fn opened(&self, viewer: &Viewer, uid: &str) -> Result<Opened, Error> {
        let member = asking(viewer)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.list_of(&member, &uid, self.now()).await?.ok_or(Error::NotFound)?;
        let content = read(&kept.content)?;
        let becomes = read(&kept.becomes)?;
        let outcome = kept.outcome.as_deref().map(read).transpose()?;
        Ok(Opened { kept, content, becomes, outcome })
    }
}

/// Whether the viewer writes practices in the name of an organisation.
fn may_bring(viewer: &Viewer, organisation: &Uid) -> Result<(), Error> {
    Ok(allows(viewer, Act::Create, &On::New(New::Practice, Some(organisation.clone())))?)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Broken(error.to_string()))
}

fn written<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Broken(error.to_string()))
}

/// The text of a cell; cells at the end of a row that are empty are not there.
fn cell(row: &TableRow, place: usize) -> &str {
    row.cells.get(place).map_or("", |cell| cell.trim())
}

/// What a row would be called.
fn title_of(row: &TableRow, becomes: &[Option<Column>]) -> String {
    let place = becomes.iter().position(|column| *column == Some(Column::Title));
    place.map(|place| domain::text::plain_line(cell(row, place))).unwrap_or_default()
}
