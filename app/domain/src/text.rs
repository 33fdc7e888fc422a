// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Safety limits that every text passes, whatever way it comes in, and stable identifiers.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The longest title, in characters (INTERFACES.md, "Import and export").
pub const TITLE_MAX: usize = 300;
/// The longest text, in bytes of UTF-8 (INTERFACES.md, "Import and export").
pub const TEXT_MAX: usize = 64 * 1024;
/// The longest `uid`, in characters.
pub const UID_MAX: usize = 120;
/// How many entries any list of a record may have.
pub const LIST_MAX: usize = 200;
/// How far things are numbered, so that there is always a next number.
pub const ORDINAL_MAX: u32 = 1_000_000_000;

/// Why a record or a field was refused. The words are on the page; here is only what and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{field}: {fault}")]
pub struct Problem {
    /// The field's name as in the record, with the place in a list where there is one.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

impl Problem {
    /// A problem of one field.
    pub fn new(field: impl Into<String>, fault: Fault) -> Self {
        Self { field: field.into(), fault }
    }

    /// The same problem, seen from the record that holds the part: `models[2].title`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = format!("{outer}.{}", self.field);
        self
    }
}

/// The ways in which a field can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// Nothing was given where something must be.
    #[error("is missing")]
    Missing,
    /// More than the limit; the unit is characters for titles and bytes for texts.
    #[error("is longer than {max}")]
    TooLong {
        /// The limit.
        max: usize,
    },
    /// Not of the form that the field has.
    #[error("is not valid: {why}")]
    Invalid {
        /// What was expected.
        why: String,
    },
    /// Contradicts another field.
    #[error("contradicts {other}")]
    Contradicts {
        /// The other field.
        other: String,
    },
}

impl Fault {
    /// Not of the form that the field has.
    pub fn invalid(why: impl Into<String>) -> Self {
        Self::Invalid { why: why.into() }
    }
}

/// The text of a stable identifier: `[A-Za-z0-9._:~-]{1,120}`, unique for its kind, never changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uid(String);

impl Uid {
    /// Reads an identifier.
    ///
    /// # Errors
    /// The text is empty, longer than 120 characters, or has a character outside the set.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._:~-".contains(c);
        if text.is_empty() {
            Err(Fault::Missing)
        } else if text.len() > UID_MAX {
            Err(Fault::TooLong { max: UID_MAX })
        } else if text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::invalid("letters without accents, digits and . _ : ~ - only"))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Uid {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<Uid> for String {
    fn from(uid: Uid) -> Self {
        uid.0
    }
}

impl std::fmt::Display for Uid {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// Brings a line of text (a title, a name) into the form in which it is kept.
///
/// Unicode NFC, without control, format and bidirectional characters, white space folded.
pub fn plain_line(text: &str) -> String {
    let folded: String = text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let kept: String = folded.chars().filter(|c| !is_hidden(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Brings a text of several lines into the form in which it is kept.
///
/// Unicode NFC, line ends as `\n`, without control characters (NUL included) other than `\n` and tab.
pub fn plain_text(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.nfc().filter(|c| matches!(c, '\n' | '\t') || !is_hidden(*c)).collect::<String>().trim_end().to_owned()
}

/// Control characters and the invisible ones that turn or hide what stands beside them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Checks a line against a limit in characters, after `plain_line`.
pub(crate) fn line(field: &str, text: &mut String, max: usize, problems: &mut Vec<Problem>) {
    *text = plain_line(text);
    if text.chars().count() > max {
        problems.push(Problem::new(field, Fault::TooLong { max }));
    }
}

/// Checks an optional line; an empty one becomes absent.
pub(crate) fn optional_line(field: &str, text: &mut Option<String>, max: usize, problems: &mut Vec<Problem>) {
    if let Some(value) = text {
        line(field, value, max, problems);
    }
    text.take_if(|value| value.is_empty());
}

/// Checks a text against the limit in bytes, after `plain_text`.
pub(crate) fn long_text(field: &str, text: &mut String, problems: &mut Vec<Problem>) {
    if text.len() > TEXT_MAX {
        problems.push(Problem::new(field, Fault::TooLong { max: TEXT_MAX }));
    } else {
        *text = plain_text(text);
    }
}

/// Checks an optional text; an empty one becomes absent.
pub(crate) fn optional_text(field: &str, text: &mut Option<String>, problems: &mut Vec<Problem>) {
    if let Some(value) = text {
        long_text(field, value, problems);
    }
    text.take_if(|value| value.trim().is_empty());
}

/// Checks a number that is counted from 1.
pub(crate) fn ordinal(field: &str, number: Option<u32>, problems: &mut Vec<Problem>) {
    if number.is_some_and(|number| !(1..=ORDINAL_MAX).contains(&number)) {
        problems.push(Problem::new(field, Fault::invalid("1 to 1,000,000,000")));
    }
}

/// Checks the length of a list.
pub(crate) fn list<T>(field: &str, list: &[T], problems: &mut Vec<Problem>) {
    if list.len() > LIST_MAX {
        problems.push(Problem::new(field, Fault::TooLong { max: LIST_MAX }));
    }
}

/// Checks an address: only `http` and `https`, at most 2,000 bytes, no white space.
pub fn web_address(field: &str, address: &str, problems: &mut Vec<Problem>) {
    let known = address.starts_with("https://") || address.starts_with("http://");
    if address.len() > 2_000 {
        problems.push(Problem::new(field, Fault::TooLong { max: 2_000 }));
    } else if !known || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        problems.push(Problem::new(field, Fault::invalid("an address that begins with https:// or http://")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_uid_takes_its_characters_and_no_others() {
        assert!(Uid::parse("018f-a.b:c~d_e").is_ok());
        assert_eq!(Uid::parse(""), Err(Fault::Missing));
        assert_eq!(Uid::parse(&"a".repeat(121)), Err(Fault::TooLong { max: 120 }));
        for bad in ["a b", "a/b", "città", "a\0", "a?b"] {
            assert!(Uid::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_line_loses_what_would_turn_or_hide_its_neighbours() {
        assert_eq!(plain_line("  Comune\u{202E} di\n\tFirenze\0 "), "Comune di Firenze");
    }

    proptest! {
        #[test]
        fn kept_text_stays_as_it_is_when_kept_again(text in ".{0,200}") {
            let once = plain_text(&text);
            prop_assert_eq!(plain_text(&once), once.clone());
            let line = plain_line(&text);
            prop_assert_eq!(plain_line(&line), line.clone());
        }
    }
}
