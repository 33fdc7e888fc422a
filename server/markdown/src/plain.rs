// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Markdown as plain text, for the search index, excerpts, mails and descriptions.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::LONGEST_TEXT;
use crate::reading::{events, has_too_many_definitions, is_block};

/// The words of a text without their markup: each block on a line of its own, the words of links
/// and images, code as it stands, cells of a row parted by spaces. Raw HTML is text here as it is
/// on the page. Reads at most the first [`LONGEST_TEXT`] bytes; a text with too many references is shown as typed, and
/// is its own words.
pub fn plain(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    if has_too_many_definitions(text) {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        return lines.collect::<Vec<_>>().join("\n");
    }
    let mut words = String::with_capacity(text.len());
    for event in events(text) {
        match event {
            Event::Text(more) | Event::Code(more) => words.push_str(&more),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => space(&mut words),
            Event::HardBreak | Event::Rule => new_line(&mut words),
            Event::Start(Tag::List(_)) => new_line(&mut words),
            Event::End(tag) if is_block(tag) => new_line(&mut words),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

fn space(words: &mut String) {
    if !words.is_empty() && !words.ends_with([' ', '\n']) {
        words.push(' ');
    }
}

fn new_line(words: &mut String) {
    words.truncate(words.trim_end_matches(' ').len());
    if !words.is_empty() && !words.ends_with('\n') {
        words.push('\n');
    }
}

/// Abbreviations of Italian and English official prose after which a sentence goes on.
const ABBREVIATIONS: [&str; 34] = [
    "all", "art", "artt", "avv", "cap", "cfr", "cit", "co", "dip", "dott", "dr", "ecc", "es", "geom", "ing", "lett",
    "max", "min", "mr", "mrs", "n", "nr", "nn", "on", "pag", "pp", "prof", "reg", "rag", "sig", "ss", "st", "tel",
    "vs",
];

/// The first sentence of a text's plain form, for cards and descriptions: it ends at the first
/// line's end, or at a `.`, `!`, `?` or `…` before a space and a letter that isn't small.
pub fn first_sentence(text: &str) -> String {
    let words = plain(text);
    let line = words.lines().next().unwrap_or_default();
    let end = line
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'))
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| ends_sentence(&line[..*end], &line[*end..]));
    line[..end.unwrap_or(line.len())].to_owned()
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let mut next = after.chars().skip_while(|c| matches!(c, '"' | '»' | '”' | ')'));
    if next.next() != Some(' ') || !next.next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric()) {
        return false;
    }
    let Some(sentence) = before.strip_suffix('.') else {
        return true;
    };
    let word = sentence.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !initial && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
