// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads a sheet of ODS: texts as they are shown, dates as they are kept, formulas as what came of them.

use super::super::odf::refuse_encrypted;
use super::super::package::Package;
use super::super::sections::Halt;
use super::super::xml::{Reading, Tag, Way};
use crate::table::{Rows, TABLE_COLUMNS};

pub(super) fn read(file: &[u8], rows: &mut Rows) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    refuse_encrypted(&mut package)?;
    package.read("content.xml", &mut Sheet { rows, tables: 0, number: 0, row: Row::default(), cell: None })
}

struct Sheet<'a> {
    rows: &'a mut Rows,
    /// How many tables are open: one may be inside a cell.
    tables: usize,
    /// How many rows of the sheet there were.
    number: u32,
    row: Row,
    cell: Option<Cell>,
}

/// The row that is open.
#[derive(Default)]
struct Row {
    cells: Vec<String>,
    /// How often it stands there: equal rows are written once.
    times: u32,
}

/// The cell that is open.
struct Cell {
    text: String,
    /// What it is shown as counts, unless it is a date: that may be shown without its century.
    date: Option<String>,
    times: usize,
    /// How many paragraphs are open: white space between them is no text.
    paragraphs: usize,
}

impl Cell {
    fn of(tag: &Tag<'_>) -> Self {
        let date = tag.attribute("date-value");
        let date = date.map(|date| date.split_once('T').map_or(date.clone(), |(day, _)| day.to_owned()));
        let times = tag.attribute("number-columns-repeated").and_then(|times| times.parse().ok()).unwrap_or(1);
        Self { text: String::new(), date, times, paragraphs: 0 }
    }
}

impl Sheet<'_> {
    fn add(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    fn begin_paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.paragraphs += 1;
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = cell.date.unwrap_or(cell.text);
        // One more than a table may have is enough to see that it has too many.
        let room = (TABLE_COLUMNS + 1).saturating_sub(self.row.cells.len());
        self.row.cells.extend(std::iter::repeat_n(text, cell.times.min(room)));
    }

    fn end_row(&mut self) -> Result<(), Halt> {
        let row = std::mem::take(&mut self.row);
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            self.number = self.number.saturating_add(row.times);
            return Ok(());
        }
        for _ in 0..row.times {
            self.number = self.number.saturating_add(1);
            self.rows.push(self.number, &row.cells)?;
        }
        Ok(())
    }
}

impl Reading for Sheet<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            "annotation" | "tracked-changes" | "forms" | "shapes" | "ruby-text" => return Ok(Way::Past),
            "table" if self.tables > 0 || !self.rows.is_empty() => return Ok(Way::Past),
            "table" => (self.tables, self.number) = (1, 0),
            "table-row" => {
                let times = tag.attribute("number-rows-repeated").and_then(|times| times.parse().ok()).unwrap_or(1);
                self.row = Row { cells: Vec::new(), times };
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(Cell::of(tag)),
            "p" | "h" => self.begin_paragraph(),
            "s" | "tab" => self.add(" "),
            "line-break" => self.add("\n"),
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs = cell.paragraphs.saturating_sub(1);
                }
            }
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => return self.end_row(),
            "table" => self.tables = 0,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Halt> {
        // A line's end in the file is a space in the text.
        self.add(&text.replace(['\n', '\r', '\t'], " "));
        Ok(())
    }
}
