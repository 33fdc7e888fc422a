// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Cuts text into words and folds them: lower case, no accents, split at apostrophes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that count; the rest of a longer one is ignored.
const LONGEST_WORD: usize = 60;

/// How a word follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// By a space, an apostrophe or another sign.
    Plain,
    /// By one hyphen or underscore: both are parts of a compound.
    Hyphen,
    /// After the end of a sentence, or at the beginning.
    Sentence,
}

/// Where a word stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// How it follows the word before.
    pub joint: Joint,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// Lower case, without accents.
    pub folded: String,
    /// How it follows the word before.
    pub joint: Joint,
}

/// The words of a text, in order, folded.
pub(crate) struct Words<'t> {
    places: Places<'t>,
}

impl<'t> Words<'t> {
    /// Starts at the beginning of the text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { places: Places::of(text) }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let Place { start, end, joint } = self.places.next()?;
        Some(Word { start, end, folded: fold(&self.places.text[start..end]), joint })
    }
}

/// The places of the words of a text, in order.
pub(crate) struct Places<'t> {
    text: &'t str,
    at: usize,
    first: bool,
}

impl<'t> Places<'t> {
    /// Starts at the beginning of the text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, at: 0, first: true }
    }

    /// Moves to the next word; answers how it follows.
    fn skip_signs(&mut self) -> Joint {
        let mut joint = if self.first { Joint::Sentence } else { Joint::Plain };
        let mut signs = 0usize;
        let mut ending = false;
        let rest = &self.text[self.at..];
        let mut length = rest.len();
        for (offset, sign) in rest.char_indices() {
            if sign.is_alphanumeric() {
                length = offset;
                break;
            }
            signs += 1;
            if sign == '\n' || (ending && sign.is_whitespace()) {
                joint = Joint::Sentence;
            } else if signs == 1 && matches!(sign, '-' | '_' | '\u{2010}' | '\u{2011}') && joint == Joint::Plain {
                joint = Joint::Hyphen;
            } else if joint == Joint::Hyphen {
                joint = Joint::Plain;
            }
            ending = matches!(sign, '.' | '!' | '?' | ';');
        }
        self.at += length;
        joint
    }
}

impl Iterator for Places<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        let joint = self.skip_signs();
        self.first = false;
        let start = self.at;
        let rest = &self.text[start..];
        let length = rest
            .char_indices()
            .find(|(_, letter)| !letter.is_alphanumeric() && !is_combining_mark(*letter))
            .map_or(rest.len(), |(offset, _)| offset);
        if length == 0 {
            return None;
        }
        self.at += length;
        Some(Place { start, end: self.at, joint })
    }
}

/// Lower case without accents; `capacità` and `CAPACITA` become the same.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().take(LONGEST_WORD) {
        if letter.is_ascii() {
            folded.push(letter.to_ascii_lowercase());
            continue;
        }
        for lower in letter.to_lowercase().nfkd().filter(|part| !is_combining_mark(*part)) {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'đ' => folded.push('d'),
                'ł' => folded.push('l'),
                other => folded.push(other),
            }
        }
    }
    folded
}

/// The parts of a name written together (`DSBPGovernance`: dsbp, governance), if there are any.
pub(crate) fn parts_of_name(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(LONGEST_WORD).collect();
    let mut cuts = vec![0];
    for at in 1..letters.len() {
        let rises = letters[at].is_uppercase() && letters[at - 1].is_lowercase();
        let falls = at + 1 < letters.len()
            && letters[at].is_uppercase()
            && letters[at - 1].is_uppercase()
            && letters[at + 1].is_lowercase();
        if rises || falls {
            cuts.push(at);
        }
    }
    if cuts.len() < 2 {
        return Vec::new();
    }
    cuts.push(letters.len());
    cuts.windows(2)
        .filter(|cut| cut[1] - cut[0] >= 3)
        .map(|cut| fold(&letters[cut[0]..cut[1]].iter().collect::<String>()))
        .collect()
}
