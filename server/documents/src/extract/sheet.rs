// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads XLSX: the sheets that are shown, cells as they are kept (a date is a number of days), without formulas.

use super::Place;
use super::package::Package;
use super::sections::{Halt, Sections};
use super::xml::{Reading, Tag, Way};

pub(super) fn read(file: &[u8], sections: &mut Sections<'_>) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    let mut book = Book::default();
    let main = package.main("xl/workbook.xml")?;
    package.read(&main, &mut book)?;
    let parts = package.relations(&main)?;
    let mut shared = Shared::default();
    package.read_if_any(parts.of_type("sharedStrings").unwrap_or("xl/sharedStrings.xml"), &mut shared)?;
    for (name, id) in book.sheets {
        sections.begin(Place::Sheet(name))?;
        if let Some(part) = parts.by_id(&id) {
            package.read_if_any(part, &mut Cells { sections, shared: &shared, cell: Cell::default() })?;
        }
    }
    Ok(())
}

/// The sheets that are shown: their names, and how the book refers to them.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<(String, String)>,
}

impl Reading for Book {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        let is_shown = || tag.attribute("state").is_none_or(|state| state == "visible");
        if tag.name() == "sheet" && is_shown() {
            self.sheets.push((tag.attribute("name").unwrap_or_default(), tag.prefixed("r:id").unwrap_or_default()));
        }
        Ok(Way::In)
    }
}

/// The texts that cells refer to by their numbers: all in one, with the place where each ends.
#[derive(Default)]
pub(super) struct Shared {
    all: String,
    ends: Vec<usize>,
    is_text: bool,
}

impl Shared {
    pub(super) fn get(&self, number: &str) -> &str {
        let Ok(number) = number.trim().parse::<usize>() else {
            return "";
        };
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(number).and_then(|end| self.all.get(start..*end)).unwrap_or_default()
    }
}

impl Reading for Shared {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            // How a text is pronounced.
            "rPh" => return Ok(Way::Past),
            "t" => self.is_text = true,
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "t" => self.is_text = false,
            "si" => self.ends.push(self.all.len()),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Halt> {
        if self.is_text {
            self.all.push_str(text);
        }
        Ok(())
    }
}

struct Cells<'a, 's> {
    sections: &'a mut Sections<'s>,
    shared: &'a Shared,
    cell: Cell,
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    is_value: bool,
}

impl Reading for Cells<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            "f" | "rPh" | "headerFooter" | "extLst" => return Ok(Way::Past),
            "c" => self.cell = Cell { kind: tag.attribute("t").unwrap_or_default(), ..Cell::default() },
            "v" | "t" => self.cell.is_value = true,
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "v" | "t" => self.cell.is_value = false,
            "c" => {
                let cell = std::mem::take(&mut self.cell);
                match cell.kind.as_str() {
                    "s" => self.sections.push(self.shared.get(&cell.value))?,
                    // An error, or a yes or no as a number.
                    "e" | "b" => {}
                    _ => self.sections.push(&cell.value)?,
                }
                return self.sections.push("\t");
            }
            "row" => return self.sections.push("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Halt> {
        if self.cell.is_value {
            self.cell.value.push_str(&text.replace(['\n', '\r', '\t'], " "));
        }
        Ok(())
    }
}
