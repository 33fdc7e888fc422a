// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads ODT, ODS and ODP: headings, sheets or slides, without comments, notes for the speaker and deleted text.

use super::Place;
use super::package::Package;
use super::protocol::Refused;
use super::sections::{Halt, Sections};
use super::xml::{Reading, Tag, Way};
use crate::FileKind;

pub(super) fn read(kind: FileKind, file: &[u8], sections: &mut Sections<'_>) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    refuse_encrypted(&mut package)?;
    package.read("content.xml", &mut Content { kind, sections, open: Vec::new(), cells: 0, tables: 0, slides: 0 })
}

/// Ends the reading of a document with a password.
pub(super) fn refuse_encrypted(package: &mut Package<'_>) -> Result<(), Halt> {
    let mut manifest = Manifest { is_encrypted: false };
    package.read_if_any("META-INF/manifest.xml", &mut manifest)?;
    if manifest.is_encrypted { Err(Halt::Refused(Refused::Encrypted)) } else { Ok(()) }
}

/// Whether the parts are encrypted: the archive itself doesn't say.
struct Manifest {
    is_encrypted: bool,
}

impl Reading for Manifest {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        self.is_encrypted |= tag.name() == "encryption-data";
        Ok(Way::In)
    }
}

struct Content<'a, 's> {
    kind: FileKind,
    sections: &'a mut Sections<'s>,
    /// The texts of the paragraphs and headings that are open: a frame is inside one.
    open: Vec<String>,
    /// How many cells and how many tables are open.
    cells: usize,
    tables: usize,
    slides: u32,
}

impl Content<'_, '_> {
    fn add(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.push_str(text);
        }
    }

    fn end_paragraph(&mut self, name: &str) -> Result<(), Halt> {
        let text = self.open.pop().unwrap_or_default();
        if self.cells > 0 {
            self.sections.push(&text)?;
            self.sections.push(" ")
        } else if name == "h" && self.kind == FileKind::Odt && !text.trim().is_empty() {
            self.sections.begin(Place::Heading(text))
        } else {
            self.sections.push(&text)?;
            self.sections.push("\n")
        }
    }
}

impl Reading for Content<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            "annotation" | "tracked-changes" | "notes" | "forms" | "note-citation" | "ruby-text" | "shapes" => {
                return Ok(Way::Past);
            }
            "p" | "h" => self.open.push(String::new()),
            "s" => self.add(" "),
            "tab" => self.add("\t"),
            "line-break" => self.add("\n"),
            "table" => {
                self.tables += 1;
                if self.kind == FileKind::Ods && self.tables == 1 {
                    self.sections.begin(Place::Sheet(tag.attribute("name").unwrap_or_default()))?;
                }
            }
            "table-cell" | "covered-table-cell" => self.cells += 1,
            "page" if self.kind == FileKind::Odp => {
                self.slides += 1;
                self.sections.begin(Place::Slide(self.slides))?;
            }
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "p" | "h" => return self.end_paragraph(name),
            "table" => self.tables = self.tables.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                self.cells = self.cells.saturating_sub(1);
                return self.sections.push("\t");
            }
            "table-row" => return self.sections.push("\n"),
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
