// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Walks through XML once, with bounded depth, without entities and without document types.

use std::io::{BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::errors::Error;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::protocol::Refused;
use super::sections::Halt;
use crate::archive::Overflow;

/// How deep elements may nest. Tables in tables in text boxes come to some 60.
const DEEPEST: usize = 256;

const BROKEN: Halt = Halt::Refused(Refused::Broken);

/// Whether an element is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Past,
}

/// What a reader does on the way. Names are without their prefix.
pub(super) trait Reading {
    fn open(&mut self, tag: &Tag<'_>) -> Result<Way, Halt>;

    fn close(&mut self, _name: &str) -> Result<(), Halt> {
        Ok(())
    }

    fn text(&mut self, _text: &str) -> Result<(), Halt> {
        Ok(())
    }
}

/// The beginning of an element.
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix. Doubled ones aren't looked for: that would take the square of the time.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|one| one.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// An attribute by its name with the prefix that everybody writes.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|one| one.key.into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// Whether an attribute `val`, where it is there at all, says no.
    pub(super) fn is_off(&self) -> bool {
        self.attribute("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Walks through a part.
pub(super) fn walk(part: impl Read, reading: &mut dyn Reading) -> Result<(), Halt> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    // The depth of the element that is passed over.
    let mut past: Option<usize> = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| halt(&error))? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Halt::Refused(Refused::TooLarge));
                }
                if past.is_none() && reading.open(&Tag(&tag))? == Way::Past {
                    past = Some(depth);
                }
            }
            Event::End(tag) => {
                if past.is_none() {
                    reading.close(tag.local_name().into_inner())?;
                }
                past.take_if(|at| *at == depth);
                depth = depth.checked_sub(1).ok_or(BROKEN)?;
            }
            Event::Text(text) if past.is_none() => reading.text(&text)?,
            Event::CData(text) if past.is_none() => reading.text(&text)?,
            Event::GeneralRef(reference) if past.is_none() => {
                if let Some(c) = character(&reference) {
                    reading.text(c.encode_utf8(&mut [0; 4]))?;
                }
            }
            Event::DocType(_) => return Err(BROKEN),
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(BROKEN) },
            _ => {}
        }
    }
}

/// The character that a reference stands for; none for names that a document type would explain.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

fn halt(error: &Error) -> Halt {
    match error {
        Error::Io(inner) if inner.get_ref().is_some_and(|inner| inner.is::<Overflow>()) => {
            Halt::Refused(Refused::TooLarge)
        }
        _ => BROKEN,
    }
}
