// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The parts of an office document, and how they refer to each other.

use std::collections::HashMap;
use std::io::Cursor;

use super::protocol::Refused;
use super::sections::Halt;
use super::xml::{self, Reading, Tag, Way};
use crate::archive::Archive;

/// An office document that was opened.
pub(super) struct Package<'a>(Archive<Cursor<&'a [u8]>>);

impl<'a> Package<'a> {
    pub(super) fn open(file: &'a [u8]) -> Result<Self, Halt> {
        Ok(Self(Archive::open(Cursor::new(file))?))
    }

    /// Walks through a part that must be there.
    pub(super) fn read(&mut self, name: &str, reading: &mut dyn Reading) -> Result<(), Halt> {
        if self.read_if_any(name, reading)? { Ok(()) } else { Err(Halt::Refused(Refused::Broken)) }
    }

    /// Walks through a part, if there is one; says whether.
    pub(super) fn read_if_any(&mut self, name: &str, reading: &mut dyn Reading) -> Result<bool, Halt> {
        let Some(part) = self.0.part(name)? else {
            return Ok(false);
        };
        xml::walk(part, reading)?;
        Ok(true)
    }

    /// The part with which reading begins. It mostly has its usual name, but not with every program.
    pub(super) fn main(&mut self, usual: &str) -> Result<String, Halt> {
        let relations = self.relations("")?;
        Ok(relations.of_type("officeDocument").unwrap_or(usual).to_owned())
    }

    /// What a part refers to.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Halt> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relations = Relations { folder: folder.to_owned(), ..Relations::default() };
        self.read_if_any(&resolved(folder, &format!("_rels/{name}.rels")), &mut relations)?;
        Ok(relations)
    }
}

/// The parts that one part refers to.
#[derive(Default)]
pub(super) struct Relations {
    folder: String,
    by_id: HashMap<String, String>,
    by_type: HashMap<String, String>,
}

impl Relations {
    /// The part that is called so in the one that refers to it.
    pub(super) fn by_id(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }

    /// The part of a type, by the last word of its address.
    pub(super) fn of_type(&self, word: &str) -> Option<&str> {
        self.by_type.get(word).map(String::as_str)
    }
}

impl Reading for Relations {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt> {
        if tag.name() == "Relationship"
            && tag.attribute("TargetMode").is_none_or(|mode| mode != "External")
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            let part = resolved(&self.folder, &target);
            let address = tag.attribute("Type").unwrap_or_default();
            let word = address.rsplit('/').next().unwrap_or_default();
            self.by_type.insert(word.to_owned(), part.clone());
            self.by_id.insert(id, part);
        }
        Ok(Way::In)
    }
}

/// The name of a part that is given as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let whole = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/")
}
