// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The part of a text that shows best why it was found, as marked and unmarked runs.

use std::collections::HashSet;

use domain::Language;

use crate::stems::stem;
use crate::words::{Place, Places, fold};

/// Letters by which most words are told apart before they are stemmed.
const BEGINNING: usize = 2;

/// The words of a search, in the forms in which the index knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchedWords {
    stems: HashSet<String>,
    words: HashSet<String>,
    beginnings: HashSet<String>,
}

impl MatchedWords {
    /// Whether there is nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.words.is_empty()
    }

    pub(crate) fn add_stem(&mut self, stem: &str) {
        self.beginnings.insert(beginning(stem, BEGINNING).to_owned());
        self.stems.insert(stem.to_owned());
    }

    pub(crate) fn add_word(&mut self, folded: &str) {
        self.beginnings.insert(beginning(folded, BEGINNING).to_owned());
        self.words.insert(folded.to_owned());
    }

    /// What identifies the word, if it is one of these.
    fn find(&self, written: &str, language: Language) -> Option<String> {
        // Most words are passed over by their first two letters, without being copied.
        if let [first, second, ..] = written.as_bytes()
            && first.is_ascii()
            && second.is_ascii()
            && !self.begins(&[first.to_ascii_lowercase(), second.to_ascii_lowercase()])
        {
            return None;
        }
        let folded = fold(written);
        if !self.begins(folded.as_bytes()) {
            return None;
        }
        let stem = stem(written, &folded, language);
        (self.stems.contains(&stem) || self.words.contains(&folded)).then_some(stem)
    }

    /// Whether one of these begins as a folded word does. A stem may be a single letter.
    fn begins(&self, folded: &[u8]) -> bool {
        self.beginnings.iter().any(|beginning| folded.starts_with(beginning.as_bytes()))
    }
}

fn beginning(folded: &str, letters: usize) -> &str {
    folded.char_indices().nth(letters).map_or(folded, |(at, _)| &folded[..at])
}

/// A stretch of text that is marked or not. It is text, never HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is a word that was searched for.
    pub marked: bool,
}

/// Cuts out at most `max_chars` characters around the words that were found, and marks them.
///
/// Without any of the words it is the beginning of the text. An ellipsis shows where the text
/// goes on; it is not counted.
pub fn excerpt(text: &str, words: &MatchedWords, language: Language, max_chars: usize) -> Vec<Run> {
    let mut found: Vec<(Place, String)> = Vec::new();
    if !words.is_empty() {
        for place in Places::of(text) {
            if let Some(stem) = words.find(&text[place.start..place.end], language) {
                found.push((place, stem));
            }
        }
    }
    let (start, end) = window(text, &found, max_chars);
    runs(text, &found, start, end)
}

/// Where the excerpt begins and ends, in bytes, at the borders of words.
fn window(text: &str, found: &[(Place, String)], max_chars: usize) -> (usize, usize) {
    // Bytes stand for characters here: never more than `max_chars` characters come of it.
    if text.len() <= max_chars {
        return (0, text.len());
    }
    let mut best = (0, 0);
    for first in 0..found.len() {
        let from = found[first].0.start;
        let mut distinct: Vec<&str> = Vec::new();
        for (word, stem) in &found[first..] {
            if word.end - from > max_chars {
                break;
            }
            if !distinct.contains(&stem.as_str()) {
                distinct.push(stem);
            }
        }
        if distinct.len() > best.0 {
            best = (distinct.len(), first);
        }
    }
    let from = if best.0 == 0 { 0 } else { found[best.1].0.start };
    let lead = if from <= max_chars / 4 { from } else { max_chars / 6 };
    let start = word_start(text, from - lead, from);
    (start, word_end(text, start, max_chars))
}

/// The first beginning of a word at or after `at`, at most `limit`.
fn word_start(text: &str, at: usize, limit: usize) -> usize {
    if at == 0 {
        return 0;
    }
    let at = (at..=limit).find(|at| text.is_char_boundary(*at)).unwrap_or(limit);
    text[at..limit]
        .char_indices()
        .find(|(_, sign)| sign.is_whitespace())
        .map_or(limit, |(offset, sign)| at + offset + sign.len_utf8())
}

/// The last end of a word so that at most `max_chars` bytes lie between.
fn word_end(text: &str, start: usize, max_chars: usize) -> usize {
    let limit = (start + max_chars).min(text.len());
    if limit == text.len() {
        return limit;
    }
    let limit = (start..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
    if text[limit..].starts_with(char::is_whitespace) {
        return limit;
    }
    text[start..limit].rfind(char::is_whitespace).map_or(limit, |offset| start + offset)
}

fn runs(text: &str, found: &[(Place, String)], start: usize, end: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |text: &str, marked: bool| {
        if text.is_empty() {
            return;
        }
        match runs.last_mut() {
            Some(last) if last.marked == marked => last.text.push_str(text),
            _ => runs.push(Run { text: text.to_owned(), marked }),
        }
    };
    if start > 0 {
        push("… ", false);
    }
    let mut at = start;
    for (word, _) in found.iter().filter(|(word, _)| word.start >= start && word.end <= end) {
        push(&text[at..word.start], false);
        push(&text[word.start..word.end], true);
        at = word.end;
    }
    push(&text[at..end], false);
    if end < text.len() {
        push(" …", false);
    }
    runs
}
