// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Turns the text of a record into what the index holds of it.

use domain::Language;

use crate::hash;
use crate::stems::{is_stop_word, stem};
use crate::words::{Joint, Word, Words, parts_of_name};

/// Words of one record that are indexed; the rest of a longer one is left out.
const MOST_WORDS: usize = 60_000;
/// Length of the sequence by which the best passage is found: the first part of a long document.
const LONGEST_SEQUENCE: usize = 6_000;
/// Letters by which words count as kin (`petrolio`, `petrolifero`).
const KIN_LETTERS: usize = 5;
/// Set on a sequence value whose word begins a sentence.
pub(crate) const SENTENCE: u64 = 1 << 63;

/// What is indexed of a text.
#[derive(Debug, Default)]
pub(crate) struct Analysed {
    /// Every word unstemmed, with its position.
    pub words: Vec<(String, usize)>,
    /// The stems of the words that are not stop words.
    pub stems: Vec<String>,
    /// The stems in reading order, as `sequence_value`.
    pub sequence: Vec<u64>,
    position: usize,
    sentence: bool,
}

impl Analysed {
    /// Adds one passage; passages are never neighbours of each other.
    pub(crate) fn add(&mut self, text: &str, language: Language) {
        self.sentence = true;
        self.position += 10;
        let mut before: Option<Word> = None;
        for word in Words::of(text) {
            if self.words.len() >= MOST_WORDS {
                return;
            }
            self.position += 1;
            if word.joint == Joint::Sentence {
                self.sentence = true;
            }
            if let (Joint::Hyphen, Some(first)) = (word.joint, &before) {
                let joined = format!("{}{}", first.folded, word.folded);
                self.add_beside(&joined, self.position - 1, language);
            }
            let written = &text[word.start..word.end];
            for part in parts_of_name(written) {
                self.add_beside(&part, self.position, language);
            }
            self.add_word(written, &word.folded, language);
            before = Some(word);
        }
    }

    fn add_word(&mut self, written: &str, folded: &str, language: Language) {
        self.words.push((folded.to_owned(), self.position));
        if is_stop_word(folded, language) {
            return;
        }
        let stem = stem(written, folded, language);
        if self.sequence.len() < LONGEST_SEQUENCE {
            let mark = if self.sentence { SENTENCE } else { 0 };
            self.sequence.push(sequence_value(&stem, folded) | mark);
            self.sentence = false;
        }
        self.stems.push(stem);
    }

    /// Adds another form of a word, at the place of that word.
    fn add_beside(&mut self, folded: &str, position: usize, language: Language) {
        self.words.push((folded.to_owned(), position));
        self.stems.push(stem(folded, folded, language));
    }
}

/// A word in the sequence: its stem's hash in 32 bits, and above it its beginning's in 24.
pub(crate) fn sequence_value(stem: &str, folded: &str) -> u64 {
    u64::from(hash::short(stem.as_bytes())) | (u64::from(kin(folded)) << 32)
}

/// The hash of the letters by which words count as kin, in 24 bits; 0 for a short word.
pub(crate) fn kin(folded: &str) -> u32 {
    match folded.char_indices().nth(KIN_LETTERS - 1) {
        Some((at, letter)) => {
            hash::short(folded[..at + letter.len_utf8()].as_bytes()) & 0x00ff_ffff
        }
        None => 0,
    }
}
