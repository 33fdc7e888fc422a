// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Naming members in a text: `@[Ada Prova](member:UID)`.
//!
//! What counts is the identifier; the name between the brackets is for who reads the source, and is made anew from the
//! identifier when the text is shown. In code and in quotations nobody is named.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::Uid;

/// How many members a text may name (TRAPS.md, X7).
pub const MENTIONS_MAX: usize = 10;

const BEGIN: &str = "@[";
const MIDDLE: &str = "](member:";
/// The longest name between the brackets, in bytes; beyond it is no mention.
const NAME_BYTES: usize = 600;

/// The members that a text names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The first of them, each once, in the order of the text; never more than `MENTIONS_MAX`.
    pub members: Vec<Uid>,
    /// How many different members it names in all.
    pub count: usize,
}

/// One place where a text names a member.
struct Found {
    at: Range<usize>,
    member: Uid,
}

/// The members that a text names.
pub fn mentions(text: &str) -> Mentions {
    let mut seen = BTreeSet::new();
    let mut named = Mentions::default();
    for found in found(text) {
        if seen.insert(found.member.clone()) {
            named.count += 1;
            if named.members.len() < MENTIONS_MAX {
                named.members.push(found.member);
            }
        }
    }
    named
}

/// The text with each mention replaced by what is shown in its place; where nothing is given for a member, the name
/// that was written stays, as plain words.
pub fn with_mentions(text: &str, shown: impl Fn(&Uid) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in found(text) {
        out.push_str(&text[from..found.at.start]);
        match shown(&found.member) {
            Some(instead) => out.push_str(&instead),
            None => out.push_str(written_name(&text[found.at.clone()])),
        }
        from = found.at.end;
    }
    out.push_str(&text[from..]);
    out
}

/// The name between the brackets of a mention.
fn written_name(mention: &str) -> &str {
    let name = mention.strip_prefix(BEGIN).unwrap_or(mention);
    name.split_once(MIDDLE).map_or(name, |(name, _)| name)
}

/// Every place where the text names a member, in order; one walk through the text.
fn found(text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    // Most texts name nobody.
    if !text.contains(MIDDLE) {
        return all;
    }
    let mut blocks = Blocks::default();
    let mut start = 0;
    // Code between backticks may go over several lines of one paragraph.
    let mut prose: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let whole = start..start + line.len();
        start = whole.end;
        if blocks.is_prose(line) {
            prose = Some(prose.map_or(whole.start, |before| before.start)..whole.end);
        } else if let Some(paragraph) = prose.take() {
            in_paragraph(text, paragraph, &mut all);
        }
    }
    if let Some(paragraph) = prose {
        in_paragraph(text, paragraph, &mut all);
    }
    all
}

/// Where the lines of a text stand: fenced code, code by indenting, quotations, prose.
#[derive(Default)]
struct Blocks {
    fence: Option<(char, usize)>,
    in_list: bool,
    after_prose: bool,
}

impl Blocks {
    /// Whether a line, after those before it, is prose in which members can be named. An empty line ends a paragraph.
    fn is_prose(&mut self, line: &str) -> bool {
        let inner = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - inner.len();
        let is_deep = indent >= 4 || line[..indent].contains('\t');
        let run = |sign: char| inner.chars().take_while(|c| *c == sign).count();
        if let Some((sign, length)) = self.fence {
            let closes = run(sign) >= length && inner.trim().chars().all(|c| c == sign);
            if closes {
                self.fence = None;
            }
            self.after_prose = false;
            return false;
        }
        let opens = ['`', '~'].into_iter().map(|sign| (sign, run(sign))).find(|(_, length)| *length >= 3);
        if let Some((sign, length)) = opens.filter(|(sign, length)| *sign == '~' || !inner[*length..].contains('`')) {
            self.fence = Some((sign, length));
            self.after_prose = false;
            return false;
        }
        if inner.trim().is_empty() || inner.starts_with('>') {
            self.after_prose = false;
            return false;
        }
        if is_deep && !self.after_prose && !self.in_list {
            return false;
        }
        let is_item = inner.starts_with(['-', '*', '+']) || inner.starts_with(|c: char| c.is_ascii_digit());
        self.in_list = is_item || self.in_list && indent > 0;
        self.after_prose = true;
        true
    }
}

/// The mentions of one paragraph, outside of code between backticks.
fn in_paragraph(text: &str, paragraph: Range<usize>, all: &mut Vec<Found>) {
    let words = &text[paragraph.clone()];
    let closing = closing_runs(words);
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let length = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                // The end of the next run that is as long, if there is one: before it all is code.
                let runs = closing.get(length).map_or(&[][..], Vec::as_slice);
                let next = runs.partition_point(|start| *start < at + length);
                at = runs.get(next).map_or(at + length, |start| start + length);
            }
            b'@' => match mention_at(words, at) {
                Some((end, member)) => {
                    all.push(Found { at: paragraph.start + at..paragraph.start + end, member });
                    at = end;
                }
                None => at += 1,
            },
            _ => at += 1,
        }
    }
}

/// Where the runs of backticks begin, by their length.
fn closing_runs(words: &str) -> Vec<Vec<usize>> {
    let bytes = words.as_bytes();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        if length > 0 {
            if runs.len() <= length {
                runs.resize(length + 1, Vec::new());
            }
            runs[length].push(at);
        }
        at += length.max(1);
    }
    runs
}

/// The mention that begins at an `@`: where it ends, and whom it names.
fn mention_at(words: &str, at: usize) -> Option<(usize, Uid)> {
    let name_at = at + BEGIN.len();
    words[at..].starts_with(BEGIN).then_some(())?;
    let most = (name_at + NAME_BYTES).min(words.len());
    let name_end =
        words.as_bytes()[name_at..most].iter().position(|byte| matches!(byte, b']' | b'[' | b'\n'))? + name_at;
    let uid_at = words[name_end..].starts_with(MIDDLE).then_some(name_end + MIDDLE.len())?;
    let most = (uid_at + crate::text::UID_MAX + 1).min(words.len());
    let uid_end = words.as_bytes()[uid_at..most].iter().position(|byte| *byte == b')')? + uid_at;
    (name_end > name_at).then_some(())?;
    // A mention stands for itself: an address such as `ufficio@[...` names nobody.
    let before = words[..at].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric()).then_some(())?;
    Some((uid_end + 1, Uid::parse(&words[uid_at..uid_end]).ok()?))
}
