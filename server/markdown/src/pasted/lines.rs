// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The lines of a text: spaces, blank lines and bullets in order, words as they are.

use crate::pasted::escape::ends_with_break;
use crate::pasted::lists::after_bullet;
use crate::pasted::references::is_unwanted;

/// A line as long as this, in characters, was not wrapped by hand: it is a paragraph.
const PARAGRAPH: usize = 120;
/// The deepest indentation that an entry keeps against the one before, in columns: more would be code.
const STEP: usize = 4;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    /// A fence of code, or within it.
    Code,
    Quote,
    Heading,
    TableRow,
    Entry,
    Plain,
}

/// What a line is that stands outside of code.
pub(super) fn shape(line: &str) -> Shape {
    let words = line.trim_start();
    let hashes = words.len() - words.trim_start_matches('#').len();
    match words.chars().next() {
        None => Shape::Blank,
        Some('>') => Shape::Quote,
        Some('|') => Shape::TableRow,
        Some('#') if hashes <= 6 && words[hashes..].starts_with([' ', '\t']) => Shape::Heading,
        Some(_) if is_fence(line) => Shape::Code,
        Some(_) if marker(words) > 0 => Shape::Entry,
        Some(_) => Shape::Plain,
    }
}

/// Whether code begins or ends here.
pub(super) fn is_fence(line: &str) -> bool {
    let words = line.trim_start();
    words.starts_with("```") || words.starts_with("~~~")
}

/// The length of an entry's marker, or 0.
fn marker(words: &str) -> usize {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = if digits == 0 { words.starts_with(['-', '*', '+']) } else { words[digits..].starts_with(['.', ')']) };
    let end = digits + 1;
    if mark && digits <= 9 && words[end..].starts_with([' ', '\t']) { end } else { 0 }
}

/// The lines in order. Applied to its own result, joined, it changes nothing.
pub(super) fn tidied(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|c| !is_unwanted(*c)).collect();
    let text = text.replace("\r\n", "\n");
    let mut in_code = false;
    let mut lines = Vec::new();
    for line in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let fence = is_fence(line);
        if in_code || fence {
            lines.push((Shape::Code, line.trim_end().to_owned()));
            in_code ^= fence;
        } else {
            let line = folded(line);
            lines.push((shape(&line), line));
        }
    }
    dashes(&mut lines);
    let mut lines = parted(lines);
    indentation(&mut lines);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The line without spaces at its ends and with one space between words. Entries keep their indentation.
fn folded(line: &str) -> String {
    let words = line.trim();
    if let Some(entry) = after_bullet(words) {
        return format!("{}- {}", indent(line), one_space(entry));
    }
    match shape(words) {
        Shape::Entry => format!("{}{}", indent(line), one_space(words)),
        Shape::Quote => {
            let end = words.find(|c: char| c != '>' && c != ' ').unwrap_or(words.len());
            format!("{}{}", &words[..end], one_space(&words[end..])).trim_end().to_owned()
        }
        _ => one_space(words),
    }
}

/// The white space before the words, in spaces.
fn indent(line: &str) -> String {
    let space = line.chars().take_while(|c| c.is_whitespace());
    " ".repeat(space.map(|c| if c == '\t' { 4 } else { 1 }).sum())
}

fn one_space(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split([' ', '\t', '\u{a0}']).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Lines that begin with a dash, two or more in a row, are the entries of a list.
fn dashes(lines: &mut [(Shape, String)]) {
    let written: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].0 != Shape::Blank).collect();
    let dash =
        |at: usize| lines[at].1.chars().next().filter(|_| lines[at].0 == Shape::Plain && is_dashed(&lines[at].1));
    let found: Vec<Option<char>> = written.iter().map(|at| dash(*at)).collect();
    for at in 0..found.len() {
        let beside = [at.checked_sub(1), at.checked_add(1)];
        let in_a_row = beside.into_iter().flatten().any(|other| found.get(other) == Some(&found[at]));
        if let (Some(dash), true) = (found[at], in_a_row) {
            let (shape, line) = &mut lines[written[at]];
            *line = format!("- {}", line[dash.len_utf8()..].trim_start());
            *shape = Shape::Entry;
        }
    }
}

fn is_dashed(line: &str) -> bool {
    ["– ", "— "].iter().any(|dash| line.strip_prefix(dash).is_some_and(|words| !words.is_empty()))
}

/// The first entry of a list begins at the margin, and no other steps in too far.
fn indentation(lines: &mut [(Shape, String)]) {
    let mut margin = None;
    let mut before = 0;
    let mut after_blank = false;
    for (shape, line) in lines {
        match shape {
            Shape::Entry => {
                let spaces = line.len() - line.trim_start().len();
                let margin = *margin.get_or_insert(spaces);
                let indent = spaces.saturating_sub(margin).min(before + STEP);
                before = indent;
                *line = format!("{}{}", " ".repeat(indent), line.trim_start());
            }
            Shape::Blank => {}
            // Without a blank line it belongs to the entry.
            Shape::Plain if margin.is_some() && !after_blank => {}
            _ => (margin, before) = (None, 0),
        }
        after_blank = *shape == Shape::Blank;
    }
}

/// One blank line, not more, and one beside each paragraph.
fn parted(lines: Vec<(Shape, String)>) -> Vec<(Shape, String)> {
    let mut parted: Vec<(Shape, String)> = Vec::with_capacity(lines.len());
    for (shape, line) in lines {
        let (before, last) = parted.last().map_or((Shape::Blank, ""), |(shape, line)| (*shape, line.as_str()));
        if shape == Shape::Blank && before == Shape::Blank {
            continue;
        }
        let touches = matches!(before, Shape::Plain | Shape::Entry) && shape == Shape::Plain;
        let is_long = is_paragraph(&line) || (before == Shape::Plain && is_paragraph(last));
        if touches && is_long && !ends_with_break(last) {
            parted.push((Shape::Blank, String::new()));
        }
        parted.push((shape, line));
    }
    while parted.last().is_some_and(|(_, line)| line.is_empty()) {
        parted.pop();
    }
    parted
}

fn is_paragraph(line: &str) -> bool {
    line.chars().nth(PARAGRAPH - 1).is_some()
}
