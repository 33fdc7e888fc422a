// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Paragraphs and tables as Word and PowerPoint write them.

use std::collections::HashSet;

use super::Place;
use super::sections::{Halt, Sections};
use super::xml::{Reading, Tag, Way};

/// Reads the paragraphs of a part.
pub(super) struct Paragraphs<'a, 's> {
    sections: &'a mut Sections<'s>,
    /// The styles of headings, by their identifiers.
    headings: &'a HashSet<String>,
    /// The paragraphs that are open: a text box is one inside another.
    open: Vec<Paragraph>,
    /// How many cells of tables are open.
    cells: usize,
    /// Whether what comes is text of a run that is shown.
    run: Run,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    is_heading: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Outside,
    Text,
    Hidden,
}

impl<'a, 's> Paragraphs<'a, 's> {
    pub(super) fn new(sections: &'a mut Sections<'s>, headings: &'a HashSet<String>) -> Self {
        Self { sections, headings, open: Vec::new(), cells: 0, run: Run::Outside }
    }

    fn add(&mut self, text: &str) -> Result<(), Halt> {
        match self.open.last_mut() {
            Some(paragraph) => {
                paragraph.text.push_str(text);
                Ok(())
            }
            None => self.sections.push(text),
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Halt> {
        let Some(paragraph) = self.open.pop() else {
            return Ok(());
        };
        if self.cells > 0 {
            self.sections.push(&paragraph.text)?;
            self.sections.push(" ")
        } else if paragraph.is_heading && !paragraph.text.trim().is_empty() {
            self.sections.begin(Place::Heading(paragraph.text))
        } else {
            self.sections.push(&paragraph.text)?;
            self.sections.push("\n")
        }
    }
}

impl Reading for Paragraphs<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        match tag.name() {
            // The same again for older readers; places of tabs; text taken away; numbers of slides; a hidden slide.
            "Fallback" | "tabs" | "moveFrom" | "fld" => return Ok(Way::Past),
            "sld" if tag.attribute("show").is_some_and(|value| value == "0" || value == "false") => {
                return Ok(Way::Past);
            }
            "p" => self.open.push(Paragraph::default()),
            "pStyle" => {
                let is_heading = tag.attribute("val").is_some_and(|style| self.headings.contains(&style));
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.is_heading |= is_heading;
                }
            }
            "outlineLvl" => {
                let is_heading = tag.attribute("val").is_some_and(|level| level.parse::<u8>().is_ok_and(|n| n < 9));
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.is_heading |= is_heading;
                }
            }
            "r" => self.run = Run::Outside,
            "vanish" if !tag.is_off() => self.run = Run::Hidden,
            "t" if self.run != Run::Hidden => self.run = Run::Text,
            "tab" => self.add("\t")?,
            "br" | "cr" => self.add("\n")?,
            "noBreakHyphen" => self.add("-")?,
            "tc" => self.cells += 1,
            _ => {}
        }
        Ok(Way::In)
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "t" if self.run == Run::Text => self.run = Run::Outside,
            "p" => return self.end_paragraph(),
            "tc" => {
                self.cells = self.cells.saturating_sub(1);
                return self.sections.push("\t");
            }
            "tr" => return self.sections.push("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Halt> {
        if self.run == Run::Text { self.add(text) } else { Ok(()) }
    }
}
