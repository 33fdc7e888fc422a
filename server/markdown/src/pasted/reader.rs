// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads HTML into blocks, from left to right, with a bounded stack of open elements.

mod leaf;

use std::rc::Rc;

use crate::pasted::blocks::{Block, Form};
use crate::pasted::elements::{Look, Role, Word, address, number};
use crate::pasted::reader::leaf::Leaf;
use crate::pasted::references::References;
use crate::pasted::tables::Table;
use crate::pasted::tokens::{Tag, Token, tokens};
use crate::pasted::words::{Address, Style, Words};

/// How many elements are kept open; deeper ones keep their words. It bounds the search for the one
/// that an end tag means.
const DEEPEST: usize = 120;
/// How many tables stand in each other; deeper ones are blocks.
const TABLES: usize = 6;
/// A form with at most this many bytes of text around its controls is no part of what one reads.
const FORM_WORDS: usize = 300;

/// The blocks of some HTML.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut references = References::default();
    for token in tokens(after_description(html)) {
        match token {
            Token::Text(text) if !reader.place.hidden => reader.text(&references.read(text)),
            Token::Text(_) => {}
            Token::Open(tag) => reader.open(&tag, &mut references),
            Token::Close(name) => reader.close(name),
        }
    }
    reader.close_down_to(0);
    reader.flush();
    reader.root
}

/// Windows puts a description with numbers before the HTML.
fn after_description(html: &str) -> &str {
    let start = if html.starts_with("Version:") { html.find('<').unwrap_or(0) } else { 0 };
    &html[start..]
}

/// What holds for the words that come now.
#[derive(Debug, Clone, Default)]
struct Place {
    style: Style,
    link: Address,
    hidden: bool,
    quoted: bool,
    preformatted: bool,
    /// Whether words are the sign that Word draws before an entry.
    marker: bool,
    heading: Option<u8>,
    /// How many lists it stands in.
    lists: usize,
    script: Script,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Script {
    #[default]
    Line,
    Above,
    Below,
}

/// An open element and the place outside it.
struct Open<'a> {
    name: &'a str,
    role: Role,
    outside: Place,
    /// The number of a numbered list's last entry.
    count: Option<u32>,
    /// How many blocks stood before it, if it is in no table.
    start: Option<usize>,
}

#[derive(Default)]
struct Reader<'a> {
    open: Vec<Open<'a>>,
    /// How many elements are open beyond the deepest.
    beyond: usize,
    place: Place,
    leaf: Leaf,
    /// What Word drew before the entry.
    sign: String,
    words: Words,
    tables: Vec<Table>,
    root: Vec<Block>,
}

impl<'a> Reader<'a> {
    fn text(&mut self, text: &str) {
        if self.place.marker {
            self.sign.push_str(text);
        } else if self.place.preformatted {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.words.break_line();
                }
                self.words.push(line, self.place.style, &self.place.link);
            }
        } else if let Some(digits) = raised(text, self.place.script) {
            self.words.push(&digits, self.place.style, &self.place.link);
        } else {
            self.words.push(text, self.place.style, &self.place.link);
        }
    }

    fn open(&mut self, tag: &Tag<'a>, references: &mut References<'a>) {
        let role = Role::of(tag.name);
        match role {
            Role::Break if !self.place.hidden => self.words.break_line(),
            Role::Rule if !self.place.hidden => {
                self.flush();
                self.put(Form::Rule);
            }
            Role::Break | Role::Rule | Role::Void => {}
            _ => self.open_element(tag, role, references),
        }
    }

    fn open_element(&mut self, tag: &Tag<'a>, role: Role, references: &mut References<'a>) {
        if role.is_block() {
            self.flush();
            self.end_implied(role);
        }
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        let is_deep = role == Role::Table && self.tables.len() >= TABLES;
        let role = if is_deep { Role::Block } else { role };
        let look = Look::of(tag);
        let outside = self.place.clone();
        let place = &mut self.place;
        place.hidden |= look.hidden || role == Role::Dropped;
        place.style.strong = look.strong.unwrap_or(place.style.strong || matches!(role, Role::Strong | Role::Term));
        place.style.emphasis = look.emphasis.unwrap_or(place.style.emphasis || role == Role::Emphasis);
        place.style.struck |= look.struck || role == Role::Struck;
        place.style.code |= role == Role::Code && !place.preformatted;
        place.quoted |= role == Role::Quote;
        place.preformatted |= role == Role::Preformatted;
        place.marker |= look.word == Word::Marker;
        let start = self.tables.is_empty().then_some(self.root.len());
        let count =
            (role == Role::NumberedList).then(|| number(tag, "start", 999_999).unwrap_or(1_u32).saturating_sub(1));
        self.open.push(Open { name: tag.name, role, outside, count, start });
        if !self.place.hidden {
            self.begin(tag, role, look.word, references);
        }
    }

    /// What begins with an element that is shown.
    fn begin(&mut self, tag: &Tag<'a>, role: Role, word: Word, references: &mut References<'a>) {
        match role {
            Role::Heading(level) => self.place.heading = Some(level),
            Role::List | Role::NumberedList => {
                self.place.lists += 1;
                self.leaf = Leaf::Paragraph;
            }
            Role::Entry => self.leaf = Leaf::Entry { depth: self.place.lists.saturating_sub(1), marker: self.count() },
            Role::Table => {
                if let Some(around) = self.tables.last_mut() {
                    around.holds_table = true;
                }
                self.tables.push(Table::default());
            }
            Role::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.start_row();
                }
            }
            Role::Cell => self.begin_cell(tag),
            Role::Link => {
                let address = tag.attribute("href").and_then(|href| address(&references.read(href)));
                self.place.link = address.map(Rc::from).or(self.place.link.take());
            }
            Role::Above => self.place.script = Script::Above,
            Role::Below => self.place.script = Script::Below,
            _ => {}
        }
        if role.is_block() {
            self.begin_for_word(word);
        }
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) {
        self.leaf = Leaf::Paragraph;
        if let Some(table) = self.tables.last_mut() {
            table.start_cell(number(tag, "colspan", 100).unwrap_or(1), number(tag, "rowspan", 1_000).unwrap_or(1));
        }
    }

    fn begin_for_word(&mut self, word: Word) {
        match word {
            Word::Entry(depth) => self.leaf = Leaf::WordEntry(usize::from(depth)),
            Word::MayBeEntry => self.leaf = Leaf::MayBeEntry,
            Word::Heading(level) => self.place.heading = Some(level),
            Word::Marker | Word::Nothing => {}
        }
    }

    /// A new entry, row or cell ends the one before it, and any block a paragraph.
    fn end_implied(&mut self, role: Role) {
        let (ended, barrier): (&[Role], &[Role]) = match role {
            Role::Entry => (&[Role::Entry], &[Role::List, Role::NumberedList, Role::Cell, Role::Table]),
            Role::Cell => (&[Role::Cell], &[Role::Row, Role::Table]),
            Role::Row => (&[Role::Row], &[Role::Table]),
            Role::Term | Role::Meaning => (&[Role::Term, Role::Meaning], &[Role::Block, Role::Cell, Role::Table]),
            _ => (&[Role::Paragraph], &[]),
        };
        for at in (0..self.open.len()).rev() {
            let other = self.open[at].role;
            if ended.contains(&other) {
                return self.close_down_to(at);
            }
            if barrier.contains(&other) || (barrier.is_empty() && other.is_block()) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        let role = Role::of(name);
        match role {
            Role::Break if !self.place.hidden => self.words.break_line(),
            Role::Break | Role::Rule | Role::Void => {}
            _ if self.beyond > 0 => {
                self.beyond -= 1;
                if role.is_block() {
                    self.flush();
                }
            }
            _ => self.close_element(name, role),
        }
    }

    fn close_element(&mut self, name: &str, role: Role) {
        let crosses_cells = matches!(role, Role::Table | Role::Row | Role::Cell);
        for at in (0..self.open.len()).rev() {
            let open = &self.open[at];
            if open.name.eq_ignore_ascii_case(name) {
                return self.close_down_to(at);
            }
            if !crosses_cells && matches!(open.role, Role::Cell | Role::Table) {
                break;
            }
        }
        if role.is_block() {
            self.flush();
        }
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(open) = self.open.pop() else { return };
            let hidden = self.place.hidden;
            if open.role.is_block() {
                self.flush();
            }
            if !hidden {
                self.end(&open);
            }
            self.place = open.outside;
        }
    }

    /// What ends with an element that was shown.
    fn end(&mut self, open: &Open<'_>) {
        match open.role {
            Role::Table => {
                if let Some(table) = self.tables.pop() {
                    let blocks = table.finished(self.place.quoted);
                    self.sink().extend(blocks);
                }
            }
            Role::Entry | Role::List | Role::NumberedList | Role::Cell => self.leaf = Leaf::Paragraph,
            Role::Paragraph if matches!(self.leaf, Leaf::WordEntry(_) | Leaf::MayBeEntry) => {
                self.leaf = Leaf::Paragraph;
            }
            Role::Form => self.forget_controls(open.start),
            _ => {}
        }
    }

    /// A whole page may stand in a form; a form that only asks for something goes.
    fn forget_controls(&mut self, start: Option<usize>) {
        let Some(start) = start.filter(|_| self.tables.is_empty()) else {
            return;
        };
        let length: usize = self.root.iter().skip(start).map(|block| leaf::length(&block.form)).sum();
        if length <= FORM_WORDS {
            self.root.truncate(start);
        }
    }

    fn sink(&mut self) -> &mut Vec<Block> {
        self.tables.last_mut().map_or(&mut self.root, Table::blocks)
    }

    fn put(&mut self, form: Form) {
        let quoted = self.place.quoted;
        self.sink().push(Block { form, quoted });
    }
}

/// Digits above or below the line, as in m² and CO₂; `None` for other words.
fn raised(text: &str, script: Script) -> Option<String> {
    let digits = match script {
        Script::Line => return None,
        Script::Above => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
        Script::Below => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
    };
    let digit = |c: char| Some(digits[usize::try_from(c.to_digit(10)?).ok()?]);
    Some(text.trim()).filter(|text| !text.is_empty() && text.len() <= 4)?.chars().map(digit).collect()
}
