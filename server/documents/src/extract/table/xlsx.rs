// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads a sheet of XLSX: cells as they are kept (a date is a number of days), formulas as what came of them.

use super::super::package::Package;
use super::super::sections::Halt;
use super::super::sheet::{Book, Shared};
use super::super::xml::{Reading, Tag, Way};
use crate::table::{Full, Rows, TABLE_COLUMNS};

pub(super) fn read(file: &[u8], rows: &mut Rows) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    let mut book = Book::default();
    let main = package.main("xl/workbook.xml")?;
    package.read(&main, &mut book)?;
    let parts = package.relations(&main)?;
    let mut shared = Shared::default();
    package.read_if_any(parts.of_type("sharedStrings").unwrap_or("xl/sharedStrings.xml"), &mut shared)?;
    for (_, id) in book.sheets {
        if let Some(part) = parts.by_id(&id) {
            let mut sheet = Sheet { rows, shared: &shared, number: 0, row: Vec::new(), next: 0, cell: Cell::default() };
            package.read_if_any(part, &mut sheet)?;
        }
        if !rows.is_empty() {
            break;
        }
    }
    Ok(())
}

struct Sheet<'a> {
    rows: &'a mut Rows,
    shared: &'a Shared,
    /// The number of the row that is open, or was last.
    number: u32,
    row: Vec<String>,
    /// The column of a cell that does not name its own, from 0.
    next: usize,
    cell: Cell,
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    kind: String,
    /// Its column, from 0; empty cells before it are not written.
    column: usize,
    value: String,
    is_value: bool,
}

impl Sheet<'_> {
    fn end_cell(&mut self) -> Result<(), Halt> {
        let cell = std::mem::take(&mut self.cell);
        let value = match cell.kind.as_str() {
            "s" => self.shared.get(&cell.value),
            // An error, or a yes or no as a number.
            "e" | "b" => "",
            _ => cell.value.as_str(),
        };
        if value.trim().is_empty() {
            return Ok(());
        }
        if cell.column >= TABLE_COLUMNS {
            return Err(Full.into());
        }
        if self.row.len() <= cell.column {
            self.row.resize(cell.column + 1, String::new());
        }
        value.clone_into(&mut self.row[cell.column]);
        Ok(())
    }
}

/// The column of a cell's name, from 0: `C5` is 2.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number =
        letters.fold(0_usize, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

impl Reading for Sheet<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            "f" | "rPh" | "headerFooter" | "extLst" => return Ok(Way::Past),
            "row" => {
                let next = self.number.saturating_add(1);
                self.number = tag.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(next);
                (self.row, self.next) = (Vec::new(), 0);
            }
            "c" => {
                let named = tag.attribute("r").and_then(|name| column(&name));
                let column = named.unwrap_or(self.next);
                self.next = column.saturating_add(1);
                self.cell = Cell { kind: tag.attribute("t").unwrap_or_default(), column, ..Cell::default() };
            }
            "v" | "t" => self.cell.is_value = true,
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "v" | "t" => self.cell.is_value = false,
            "c" => return self.end_cell(),
            "row" => {
                let row = std::mem::take(&mut self.row);
                self.rows.push(self.number, &row)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Halt> {
        if self.cell.is_value {
            self.cell.value.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_cells_name_tells_its_column() {
        assert_eq!([column("A1"), column("C5"), column("AA10")], [Some(0), Some(2), Some(26)]);
        assert_eq!([column(""), column("5")], [None, None]);
        assert!(column("ZZZZZZZZZZZZ1").is_some());
    }
}
