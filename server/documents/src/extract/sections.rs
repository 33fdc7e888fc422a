// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Gathers the text of a document part by part and says it at once, until an answer is full.

use std::borrow::Cow;
use std::io::Write;

use domain::text::{plain_line, plain_text};

use super::protocol::{Line, Refused};
use super::{LONGEST_ANSWER, Place, Section};
use crate::archive::Fault;

/// What the first and the last line need.
const RESERVE: usize = 4 * 1024;
/// How many sections an answer has.
const MOST_SECTIONS: usize = 10_000;
/// How long the name of a place is, in characters.
const LONGEST_PLACE: usize = 300;

/// Why a reader stops before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The answer is full; what was gathered is said.
    Full,
    /// There is no text, for this reason.
    Refused(Refused),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Refused(match fault {
            Fault::Broken => Refused::Broken,
            Fault::Encrypted => Refused::Encrypted,
            Fault::TooLarge => Refused::TooLarge,
        })
    }
}

/// The answer, while it is made.
pub(super) struct Sections<'a> {
    out: &'a mut dyn Write,
    /// How many bytes the answer still takes.
    room: usize,
    /// How many sections.
    left: usize,
    place: Place,
    text: String,
}

impl<'a> Sections<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        let room = LONGEST_ANSWER - RESERVE;
        Self { out, room, left: MOST_SECTIONS, place: Place::Whole, text: String::new() }
    }

    /// Ends the current section and begins one.
    pub(super) fn begin(&mut self, place: Place) -> Result<(), Halt> {
        self.finish()?;
        self.place = match place {
            Place::Heading(name) => Place::Heading(short(&name)),
            Place::Sheet(name) => Place::Sheet(short(&name)),
            other => other,
        };
        Ok(())
    }

    /// Adds to the current section.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Halt> {
        if self.text.len() + text.len() > self.room {
            self.text.push_str(beginning(text, self.room.saturating_sub(self.text.len())));
            return Err(Halt::Full);
        }
        self.text.push_str(text);
        Ok(())
    }

    /// Says the current section, if it says anything.
    pub(super) fn finish(&mut self) -> Result<(), Halt> {
        let text = folded(&std::mem::take(&mut self.text));
        let place = std::mem::replace(&mut self.place, Place::Whole);
        if text.is_empty() && !matches!(&place, Place::Heading(name) if !name.is_empty()) {
            return Ok(());
        }
        if self.left == 0 {
            return Err(Halt::Full);
        }
        self.left -= 1;
        let line = line(Section { place, text });
        if line.len() <= self.room {
            return self.say(&line);
        }
        Err(Halt::Full)
    }

    /// Says as much of the current section as still fits: a byte can become two in JSON, and a place takes some more.
    pub(super) fn finish_full(&mut self) {
        let half = self.room.saturating_sub(RESERVE) / 2;
        let end = beginning(&self.text, half).len();
        self.text.truncate(end);
        if half > 0 {
            // Nobody listens any more, or nothing else fits: both end here.
            let _ = self.finish();
        }
    }

    fn say(&mut self, line: &str) -> Result<(), Halt> {
        self.room -= line.len();
        // Who asked is gone.
        self.out.write_all(line.as_bytes()).map_err(|_| Halt::Full)
    }
}

/// A line of the answer.
fn line(section: Section) -> String {
    let mut line = serde_json::to_string(&Line::Section(section)).expect("text always becomes JSON");
    line.push('\n');
    line
}

fn short(name: &str) -> String {
    plain_line(beginning(name, LONGEST_PLACE * 4)).chars().take(LONGEST_PLACE).collect()
}

/// At most so many bytes, ending between two characters.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// As `domain` keeps a text, with single spaces, none beside tabs and line ends, and one empty line at a time.
fn folded(text: &str) -> String {
    let plain = plain_text(&apart(text));
    let mut folded = String::with_capacity(plain.len());
    let mut was_empty = true;
    for line in plain.lines() {
        let cells = line.split('\t').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let line = cells.collect::<Vec<_>>().join("\t");
        let line = line.trim_end();
        if !(line.is_empty() && was_empty) {
            folded.push_str(line);
            folded.push('\n');
        }
        was_empty = line.is_empty();
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// With the letters that a typesetter drew as one (`ﬁ`) apart, so that words are found.
fn apart(text: &str) -> Cow<'_, str> {
    const JOINED: [(char, &str); 7] =
        [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];
    if !text.contains(|c| matches!(c, 'ﬀ'..='ﬆ')) {
        return Cow::Borrowed(text);
    }
    let letters = |c: char| JOINED.iter().find(|(joined, _)| *joined == c).map(|(_, letters)| *letters);
    let mut spelt = String::with_capacity(text.len());
    for c in text.chars() {
        match letters(c) {
            Some(letters) => spelt.push_str(letters),
            None => spelt.push(c),
        }
    }
    Cow::Owned(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_cells_stay_apart() {
        assert_eq!(folded(" a \u{A0} b \r\n\n\n\tc\u{202E} \t d\t\t\n \n"), "a b\n\n\tc\td");
    }

    #[test]
    fn letters_that_were_drawn_as_one_are_found() {
        assert_eq!(folded("eﬃcienza, aﬃtto, ﬂessibile"), "efficienza, affitto, flessibile");
    }

    #[test]
    fn an_answer_never_grows_beyond_its_limit() {
        for text in ["\"\\\"".repeat(3_000_000), "è".repeat(2_000_000), "x\n".repeat(2_000_000)] {
            let mut out = Vec::new();
            let mut sections = Sections::new(&mut out);
            assert_eq!(sections.push(&text), Err(Halt::Full));
            sections.finish_full();
            assert!(out.len() < LONGEST_ANSWER && out.len() > LONGEST_ANSWER / 4, "{}", out.len());
        }
    }

    #[test]
    fn very_many_short_sections_end_an_answer() {
        let mut out = Vec::new();
        let mut sections = Sections::new(&mut out);
        let full = (0..20_000).find_map(|n| sections.begin(Place::Heading(format!("n. {n}"))).err());
        assert_eq!(full, Some(Halt::Full));
        sections.finish_full();
        assert!(out.len() < LONGEST_ANSWER);
    }
}
