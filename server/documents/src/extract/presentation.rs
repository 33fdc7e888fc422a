// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads PPTX: the slides that are shown, in their order, without the speaker's notes.

use std::collections::HashSet;

use super::Place;
use super::office::Paragraphs;
use super::package::Package;
use super::sections::{Halt, Sections};
use super::xml::{Reading, Tag, Way};

pub(super) fn read(file: &[u8], sections: &mut Sections<'_>) -> Result<(), Halt> {
    let mut package = Package::open(file)?;
    let mut order = Order::default();
    let main = package.main("ppt/presentation.xml")?;
    package.read(&main, &mut order)?;
    let parts = package.relations(&main)?;
    for (number, slide) in (1..).zip(&order.slides) {
        sections.begin(Place::Slide(number))?;
        if let Some(part) = parts.by_id(slide) {
            package.read_if_any(part, &mut Paragraphs::new(sections, &HashSet::new()))?;
        }
    }
    Ok(())
}

/// The slides, by how the presentation refers to them.
#[derive(Default)]
struct Order {
    slides: Vec<String>,
}

impl Reading for Order {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        if tag.name() == "sldId" {
            self.slides.extend(tag.prefixed("r:id"));
        }
        Ok(Way::In)
    }
}
