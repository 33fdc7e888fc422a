// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What becomes of the words of a block when it ends.

use crate::pasted::blocks::{Block, Form};
use crate::pasted::lists::{Marker, drawn, typed};
use crate::pasted::reader::Reader;
use crate::pasted::words::Style;

/// A longer heading, in bytes, is a paragraph that somebody made large.
const LONGEST_HEADING: usize = 300;

/// What the next words are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Leaf {
    #[default]
    Paragraph,
    /// The first words of an entry.
    Entry { depth: usize, marker: Marker },
    /// More words of the entry that was put last.
    MoreOfEntry,
    /// An entry of Word's, which is a paragraph to HTML.
    WordEntry(usize),
    /// A paragraph of Word's that is an entry if it begins with a sign.
    MayBeEntry,
}

impl Reader<'_> {
    /// The marker of the entry that begins in the innermost list.
    pub(super) fn count(&mut self) -> Marker {
        let list = self.open.iter_mut().rev().find(|open| open.role.is_list());
        let Some(count) = list.and_then(|list| list.count.as_mut()) else {
            return Marker::Bullet;
        };
        *count = count.saturating_add(1);
        Marker::Number(*count)
    }

    /// Makes blocks of the words so far.
    pub(super) fn flush(&mut self) {
        let sign = std::mem::take(&mut self.sign);
        if self.words.is_empty() {
            return;
        }
        let heading = self.place.heading.filter(|_| matches!(self.leaf, Leaf::Paragraph | Leaf::MayBeEntry));
        let common = Style { strong: heading.is_some(), emphasis: heading.is_some(), ..Style::default() };
        let lines = self.words.take_lines(common);
        if lines.iter().all(String::is_empty) {
            return;
        }
        if let Some(level) = heading {
            return self.put_heading(level, &lines);
        }
        let leaf = std::mem::take(&mut self.leaf);
        match leaf {
            Leaf::Paragraph => self.put_paragraphs(lines),
            Leaf::Entry { depth, marker } => {
                self.put_entry(depth, marker, lines);
                self.leaf = Leaf::MoreOfEntry;
            }
            Leaf::MoreOfEntry => {
                self.put_more(lines);
                self.leaf = Leaf::MoreOfEntry;
            }
            Leaf::WordEntry(depth) => self.put_word_entry(depth, &sign, lines),
            Leaf::MayBeEntry if sign.trim().is_empty() => self.put_loose(lines),
            Leaf::MayBeEntry => self.put_word_entry(0, &sign, lines),
        }
    }

    fn put_heading(&mut self, level: u8, lines: &[String]) {
        let words: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        let words = words.join(" ");
        if words.len() > LONGEST_HEADING {
            self.put(Form::Paragraph(vec![words]));
        } else {
            self.put(Form::Heading(level, words));
        }
    }

    /// Two breaks part paragraphs; lines that begin with a sign are entries.
    fn put_paragraphs(&mut self, lines: Vec<String>) {
        let mut paragraph = Vec::new();
        for line in lines {
            let entry = typed(&line).map(|(marker, words)| (marker, words.to_owned()));
            if (line.is_empty() || entry.is_some()) && !paragraph.is_empty() {
                self.put(Form::Paragraph(std::mem::take(&mut paragraph)));
            }
            match entry {
                Some((marker, words)) => self.put(Form::Entry { depth: 0, marker, lines: vec![words] }),
                None if line.is_empty() => {}
                None => paragraph.push(line),
            }
        }
        if !paragraph.is_empty() {
            self.put(Form::Paragraph(paragraph));
        }
    }

    fn put_entry(&mut self, depth: usize, marker: Marker, mut lines: Vec<String>) {
        lines.retain(|line| !line.is_empty());
        self.put(Form::Entry { depth, marker, lines });
    }

    fn put_more(&mut self, mut more: Vec<String>) {
        more.retain(|line| !line.is_empty());
        match self.sink().last_mut() {
            Some(Block { form: Form::Entry { lines, .. }, .. }) => lines.extend(more),
            _ => self.put(Form::Paragraph(more)),
        }
    }

    /// Without a sign of its own it may have one among its words.
    fn put_word_entry(&mut self, depth: usize, sign: &str, mut lines: Vec<String>) {
        let within = lines.first().and_then(|line| typed(line)).map(|(marker, words)| (marker, words.to_owned()));
        if let Some((marker, words)) = within.filter(|_| sign.trim().is_empty()) {
            lines[0] = words;
            return self.put_entry(depth, marker, lines);
        }
        let before = self.sink().last().and_then(|block| match block.form {
            Form::Entry { depth: other, marker: Marker::Number(number), .. } if other == depth => Some(number),
            _ => None,
        });
        self.put_entry(depth, drawn(sign, before), lines);
    }

    /// Word's class for entries without its sign: the letter `o` may be one.
    fn put_loose(&mut self, mut lines: Vec<String>) {
        if let Some(words) = lines[0].strip_prefix("o ").map(str::to_owned) {
            lines[0] = words;
            return self.put_entry(1, Marker::Bullet, lines);
        }
        self.put_paragraphs(lines);
    }
}

/// How many bytes of words a block has.
pub(super) fn length(form: &Form) -> usize {
    let all = |lines: &[String]| lines.iter().map(String::len).sum();
    match form {
        Form::Heading(_, words) => words.len(),
        Form::Paragraph(lines) | Form::Entry { lines, .. } => all(lines),
        Form::Table(rows) => rows.iter().map(|row| all(row)).sum(),
        Form::Rule => 0,
    }
}
