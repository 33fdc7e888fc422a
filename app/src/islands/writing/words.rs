// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words of the island: a page hands them over in the order of `Word::ALL`, since words live in `locales/` only.

macro_rules! words {
    ($( $(#[$about:meta])+ $name:ident, )+) => {
        /// A word or sentence that the island says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word {
            $( $(#[$about])+ $name, )+
        }

        impl Word {
            /// All of them, in the order in which the island is given them.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )+ ];
        }
    };
}

words! {
    /// What the tools are called for who cannot see them.
    Tools,
    /// The button that makes text bold.
    Bold,
    /// The button that makes text italic.
    Italic,
    /// The button that makes a heading.
    Heading,
    /// The button that makes a list.
    Bullets,
    /// The button that makes a numbered list.
    Numbers,
    /// The button that makes a link.
    Link,
    /// What stands where a tool had no text to work on.
    Sample,
    /// The button that shows what the text will look like.
    Preview,
    /// The same button while that is shown.
    Back,
    /// Said when the preview is there.
    Previewed,
    /// What the preview of nothing says.
    PreviewEmpty,
    /// Said when there is no preview now.
    PreviewFailed,
    /// What stands between the digits of a thousand.
    Thousands,
    /// `{n}` of `{max}` characters.
    Counted,
    /// That `{n}` characters are wanting.
    Lacking,
    /// That one is.
    LackingSingle,
    /// That `{n}` are too many.
    Over,
    /// Said when the length is right again.
    Fits,
    /// Saved at `{time}`.
    Saved,
    /// That it is tried again.
    Offline,
    /// That somebody else saved the step.
    Conflict,
    /// That nobody is signed in any more.
    SessionOver,
    /// That a field cannot be read; `{field}` is its name.
    Unreadable,
    /// The same where the field is not known.
    UnreadableSomewhere,
    /// That the step cannot be saved any more.
    Gone,
    /// That `{n}` lines were taken out of what was pasted.
    Cleaned,
    /// That one was.
    CleanedSingle,
    /// What the list of them is called.
    Which,
    /// The button that puts them back.
    PutBack,
    /// Said when they are back.
    WholeAgain,
}

/// The words in one language.
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words as a page hands them over.
    pub(super) fn new(list: Vec<String>) -> Self {
        Self(list)
    }

    pub(super) fn get(&self, word: Word) -> &str {
        self.0.get(word as usize).map_or("", String::as_str)
    }

    /// A word whose gap is filled, such as `{n}`.
    pub(super) fn with(&self, word: Word, gap: &str, value: &str) -> String {
        self.get(word).replace(gap, value)
    }

    /// A number as people write it.
    pub(super) fn figure(&self, number: usize) -> String {
        let digits = number.to_string();
        let mut figure = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                figure.push_str(self.get(Word::Thousands));
            }
            figure.push(digit);
        }
        figure
    }

    /// Each word is its own name: for tests.
    #[cfg(test)]
    pub(super) fn of_test() -> Self {
        let word = |word: &Word| match word {
            Word::Thousands => ".".to_owned(),
            Word::Counted => "{n} di {max}".to_owned(),
            Word::Lacking => "mancano {n}".to_owned(),
            Word::LackingSingle => "manca 1".to_owned(),
            Word::Over => "{n} di troppo".to_owned(),
            other => format!("{other:?}"),
        };
        Self(Word::ALL.iter().map(word).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_at_its_own_place() {
        for (place, word) in Word::ALL.iter().enumerate() {
            assert_eq!(*word as usize, place, "{word:?}");
        }
        assert_eq!(Words::of_test().get(Word::WholeAgain), "WholeAgain");
        assert_eq!(Words::new(Vec::new()).get(Word::Saved), "");
    }

    #[test]
    fn numbers_are_written_in_groups_of_three_digits() {
        let words = Words::of_test();
        let figures = [0, 999, 2_000, 65_536, 1_234_567].map(|number| words.figure(number));
        assert_eq!(figures, ["0", "999", "2.000", "65.536", "1.234.567"]);
    }
}
