// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How long a text is, measured as the server does, and how that is told.

use serde::{Deserialize, Serialize};

use super::words::{Word, Words};

/// How long the text of a field may be, in characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The field's `id`.
    pub id: String,
    /// The least; nothing where it may be as short as one likes.
    pub min: usize,
    /// The most.
    pub max: usize,
}

/// How a text stands to its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is none yet.
    Empty,
    /// So many characters are wanting.
    Short(usize),
    /// As it should be.
    Fits,
    /// So many are too many.
    Long(usize),
}

impl Standing {
    /// Whether two texts are told apart by more than a number.
    pub(super) fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// How a text stands, in words; nothing where there is nothing to mend.
    pub(super) fn told(self, words: &Words) -> Option<String> {
        match self {
            Self::Empty | Self::Fits => None,
            Self::Short(1) => Some(words.get(Word::LackingSingle).to_owned()),
            Self::Short(number) => Some(words.with(Word::Lacking, "{n}", &words.figure(number))),
            Self::Long(number) => Some(words.with(Word::Over, "{n}", &words.figure(number))),
        }
    }
}

impl Measure {
    /// Blanks around the text do not count, as for the server.
    pub(super) fn standing(&self, text: &str) -> Standing {
        match count(text) {
            0 => Standing::Empty,
            now if now < self.min => Standing::Short(self.min - now),
            now if now > self.max => Standing::Long(now - self.max),
            _ => Standing::Fits,
        }
    }

    /// How long a text is and may be, and what is to be mended.
    pub(super) fn counted(&self, text: &str, words: &Words) -> String {
        let now = words.with(Word::Counted, "{n}", &words.figure(count(text)));
        let counted = now.replace("{max}", &words.figure(self.max));
        match self.standing(text).told(words) {
            Some(told) => format!("{counted} · {told}"),
            None => counted,
        }
    }
}

fn count(text: &str) -> usize {
    text.trim().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> Measure {
        Measure { id: "problema".to_owned(), min: 150, max: 2_000 }
    }

    #[test]
    fn the_counter_says_how_long_a_text_is_and_what_is_to_be_mended() {
        let words = Words::of_test();
        let counted = |length: usize| problem().counted(&"è".repeat(length), &words);
        assert_eq!(counted(0), "0 di 2.000");
        assert_eq!(counted(132), "132 di 2.000 · mancano 18");
        assert_eq!(counted(149), "149 di 2.000 · manca 1");
        assert_eq!(counted(150), "150 di 2.000");
        assert_eq!(counted(2_000), "2.000 di 2.000");
        assert_eq!(counted(2_012), "2.012 di 2.000 · 12 di troppo");
    }

    #[test]
    fn blanks_around_a_text_do_not_count() {
        assert_eq!(problem().standing(" \n\t "), Standing::Empty);
        assert_eq!(problem().standing(&format!("\n {} \n", "a".repeat(150))), Standing::Fits);
    }

    #[test]
    fn only_another_kind_of_standing_is_announced() {
        assert!(Standing::Short(3).is_like(Standing::Short(2)));
        assert!(!Standing::Short(1).is_like(Standing::Fits));
        assert!(!Standing::Fits.is_like(Standing::Long(1)));
    }
}
