// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Turns the text of a record into what the index holds of it.

use domain::Language;

use crate::hash;
use crate::stems::{is_stop_word, stem};
use crate::tokens::{self, Step};
use crate::words::{Joint, Word, Words, parts_of_name};

/// Words of one record that are indexed; the rest of a longer one is left out.
const MOST_WORDS: usize = 60_000;
/// Length of the sequence by which the best passage is found: the first part of a long document.
const LONGEST_SEQUENCE: usize = 6_000;
/// Letters by which words count as kin (`petrolio`, `petrolifero`).
const KIN_LETTERS: usize = 5;
/// Bits of a stem's hash in a sequence value.
const STEM_BITS: u32 = 31;
/// Bits of a beginning's hash in a sequence value.
const KIN_BITS: u32 = 16;
/// Set on a sequence value whose word begins a sentence.
pub(crate) const SENTENCE: u64 = 1 << (STEM_BITS + KIN_BITS);

/// What is indexed of a text.
#[derive(Debug, Default)]
pub(crate) struct Analysed {
    /// Every word unstemmed, as `tokens.rs` reads them.
    pub words: String,
    /// The stems of the words that are not stop words, likewise.
    pub stems: String,
    /// The stems in reading order, as `sequence_value`.
    pub sequence: Vec<u64>,
    count: usize,
    sentence: bool,
}

impl Analysed {
    /// Adds one passage; passages are never neighbours of each other.
    pub(crate) fn add(&mut self, text: &str, language: Language) {
        self.sentence = true;
        let mut step = Step::Far;
        let mut before: Option<Word> = None;
        for word in Words::of(text) {
            self.count += 1;
            if self.count > MOST_WORDS {
                return;
            }
            if word.joint == Joint::Sentence {
                self.sentence = true;
            }
            if let (Joint::Hyphen, Some(first)) = (word.joint, &before) {
                self.add_beside(&format!("{}{}", first.folded, word.folded), language);
            }
            let written = &text[word.start..word.end];
            self.add_word(written, &word.folded, step, language);
            step = Step::Next;
            for part in parts_of_name(written) {
                self.add_beside(&part, language);
            }
            before = Some(word);
        }
    }

    fn add_word(&mut self, written: &str, folded: &str, step: Step, language: Language) {
        tokens::push(&mut self.words, step, folded);
        if is_stop_word(folded, language) {
            return;
        }
        let stem = stem(written, folded, language);
        if self.sequence.len() < LONGEST_SEQUENCE {
            let mark = if self.sentence { SENTENCE } else { 0 };
            self.sequence.push(sequence_value(&stem, folded) | mark);
            self.sentence = false;
        }
        tokens::push(&mut self.stems, Step::Next, &stem);
    }

    /// Adds another form of the word before, at its place.
    fn add_beside(&mut self, folded: &str, language: Language) {
        tokens::push(&mut self.words, Step::Beside, folded);
        tokens::push(&mut self.stems, Step::Beside, &stem(folded, folded, language));
    }
}

/// A word in the sequence: its stem's hash, above it its beginning's, above that `SENTENCE`.
fn sequence_value(stem: &str, folded: &str) -> u64 {
    u64::from(stem_hash(stem)) | (u64::from(kin(folded)) << STEM_BITS)
}

/// The hash of a stem in the sequence.
pub(crate) fn stem_hash(stem: &str) -> u32 {
    hash::short(stem.as_bytes()) & ((1 << STEM_BITS) - 1)
}

/// The hash of the letters by which words count as kin; 0 for a short word.
pub(crate) fn kin(folded: &str) -> u32 {
    folded
        .char_indices()
        .nth(KIN_LETTERS - 1)
        .map_or(0, |(at, letter)| hash::short(&folded.as_bytes()[..at + letter.len_utf8()]) & ((1 << KIN_BITS) - 1))
}

/// The stem's hash of a sequence value.
pub(crate) fn stem_of(value: u64) -> u32 {
    value as u32 & ((1 << STEM_BITS) - 1)
}

/// The beginning's hash of a sequence value.
pub(crate) fn kin_of(value: u64) -> u32 {
    (value >> STEM_BITS) as u32 & ((1 << KIN_BITS) - 1)
}
