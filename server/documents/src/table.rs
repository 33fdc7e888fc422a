// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tables: rows of cells, as a sheet or a text with separators has them.

mod separated;

use domain::text::plain_text;
use serde::{Deserialize, Serialize};

use crate::extract::Extent;

pub use separated::separated;

/// How many rows with something in them are read.
pub const TABLE_ROWS: usize = 2_000;
/// How many columns a table may have.
pub const TABLE_COLUMNS: usize = 100;

/// A row with something in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Its number in the file, from 1, empty rows counted.
    pub number: u32,
    /// Its cells from the first column to the last that is not empty, as `domain` keeps a text.
    pub cells: Vec<String>,
}

/// What a table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The rows that are not empty, in the order of the file.
    pub rows: Vec<TableRow>,
    /// `Part` where it has more rows or columns than are read.
    pub extent: Extent,
}

/// That a table has more than is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

/// A table, while it is read.
#[derive(Debug, Default)]
pub(crate) struct Rows(Vec<TableRow>);

impl Rows {
    /// Adds a row, unless it is empty.
    pub(crate) fn push(&mut self, number: u32, cells: &[String]) -> Result<(), Full> {
        let mut cells: Vec<String> = cells.iter().map(|cell| plain_text(cell).trim().to_owned()).collect();
        let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(used);
        if used == 0 {
            return Ok(());
        }
        if self.0.len() == TABLE_ROWS || used > TABLE_COLUMNS {
            return Err(Full);
        }
        self.0.push(TableRow { number, cells });
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn end(self, extent: Extent) -> Table {
        Table { rows: self.0, extent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn empty_rows_and_the_ends_of_rows_are_left_out() {
        let mut rows = Rows::default();
        assert_eq!(rows.push(1, &cells(&["", " \u{A0}", ""])), Ok(()));
        assert!(rows.is_empty());
        assert_eq!(rows.push(2, &cells(&["", " a\r\nb\0 ", ""])), Ok(()));
        assert_eq!(rows.end(Extent::Whole).rows, [TableRow { number: 2, cells: cells(&["", "a\nb"]) }]);
    }

    #[test]
    fn a_table_is_full_at_its_last_row_and_at_its_last_column() {
        let mut rows = Rows::default();
        for number in 1..=2_000 {
            assert_eq!(rows.push(number, &cells(&["a"])), Ok(()));
        }
        assert_eq!((rows.push(2_001, &cells(&["a"])), rows.push(2_002, &cells(&[""]))), (Err(Full), Ok(())));
        let wide = vec!["a".to_owned(); TABLE_COLUMNS + 1];
        assert_eq!(Rows::default().push(1, &wide), Err(Full));
        assert_eq!(Rows::default().push(1, &wide[1..]), Ok(()));
    }
}
