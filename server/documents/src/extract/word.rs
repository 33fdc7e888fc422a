// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads DOCX: text and notes, one section a heading.

use std::collections::HashSet;

use super::Place;
use super::office::Paragraphs;
use super::package::Package;
use super::sections::{Halt, Sections};
use super::xml::{Reading, Tag, Way};

pub(super) fn read(file: &[u8], sections: &mut Sections<'_>) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    let main = package.main("word/document.xml")?;
    let relations = package.relations(&main)?;
    let mut styles = Styles::default();
    package.read_if_any(relations.of_type("styles").unwrap_or("word/styles.xml"), &mut styles)?;
    package.read(&main, &mut Paragraphs::new(sections, &styles.headings))?;
    for (notes, usual) in [("footnotes", "word/footnotes.xml"), ("endnotes", "word/endnotes.xml")] {
        sections.begin(Place::Whole)?;
        let part = relations.of_type(notes).unwrap_or(usual);
        package.read_if_any(part, &mut Paragraphs::new(sections, &HashSet::new()))?;
    }
    Ok(())
}

/// Finds the styles of headings: their identifiers differ with the language of the program, their names don't.
#[derive(Default)]
struct Styles {
    headings: HashSet<String>,
    current: Option<String>,
}

impl Reading for Styles {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        let value = || tag.attribute("val").unwrap_or_default().to_lowercase();
        let is_heading = match tag.name() {
            "style" => {
                self.current = tag.attribute("styleId");
                false
            }
            "name" => value().starts_with("heading ") || value() == "title",
            "outlineLvl" => value().parse::<u8>().is_ok_and(|level| level < 9),
            _ => false,
        };
        if is_heading && let Some(current) = &self.current {
            self.headings.insert(current.clone());
        }
        Ok(Way::In)
    }
}
