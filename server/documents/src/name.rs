// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The name under which a file is shown and saved: never a path, never two meanings.

use std::fmt;
use std::ops::RangeInclusive;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::FileKind;

/// The longest name, in bytes of UTF-8: file systems take 255, and something may be put before it.
const LONGEST: usize = 200;

/// What a file is called of which no name is left.
const NAMELESS: &str = "file";

/// What may stand unescaped in RFC 5987's `value-chars`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// A file's name: one line of at most 200 bytes without path, control, hidden or turning characters, that ends as its
/// kind does and that every system can save. It is only shown: files are kept by their content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    /// The name that remains of what a browser sent.
    #[must_use]
    pub fn new(sent: &str, kind: FileKind) -> Self {
        // More than a few thousand bytes are no name; the work stays small.
        let start = sent.len().saturating_sub(4_096);
        let start = (start..=sent.len()).find(|at| sent.is_char_boundary(*at)).unwrap_or(sent.len());
        let last = sent[start..].rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter_map(shown).collect();
        let line = clean.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let (stem, extension) = parted(trimmed(&line), kind);
        let stem = trimmed(shortened(trimmed(stem), LONGEST - extension.len() - 2));
        let stem = if stem.is_empty() { NAMELESS } else { stem };
        let guard = if is_reserved(stem) { "_" } else { "" };
        Self(format!("{guard}{stem}.{extension}"))
    }

    /// Reads a name that was made here before, as from the database; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (_, extension) = text.rsplit_once('.')?;
        let is_its = |kind: &FileKind| kind.extension() == extension || kind.other_extensions().contains(&extension);
        let kind = FileKind::ALL.into_iter().find(is_its)?;
        Some(Self::new(text, kind)).filter(|name| name.as_str() == text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of `Content-Disposition` with which a browser saves the file under this name (RFC 6266, RFC 5987).
    #[must_use]
    pub fn content_disposition(&self) -> String {
        let plain: String = self.0.nfd().filter(|c| !is_combining(*c)).map(in_quotes).collect();
        format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&self.0, ESCAPED))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for FileName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a file name as `FileName::new` makes them")
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

/// The character as it may be shown; none for those that hide or turn, a dash for those that no file may have.
fn shown(c: char) -> Option<char> {
    if c.is_control() || is_hidden(c) {
        None
    } else if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
        Some('-')
    } else {
        Some(c)
    }
}

/// Characters without a picture, those that turn what follows, and those that mean nothing to anybody else.
fn is_hidden(c: char) -> bool {
    const HIDDEN: [RangeInclusive<char>; 18] = [
        '\u{AD}'..='\u{AD}',
        '\u{34F}'..='\u{34F}',
        '\u{61C}'..='\u{61C}',
        '\u{115F}'..='\u{1160}',
        '\u{17B4}'..='\u{17B5}',
        '\u{180B}'..='\u{180F}',
        '\u{200B}'..='\u{200F}',
        '\u{2028}'..='\u{202E}',
        '\u{2060}'..='\u{206F}',
        '\u{3164}'..='\u{3164}',
        '\u{E000}'..='\u{F8FF}',
        '\u{FE00}'..='\u{FE0F}',
        '\u{FEFF}'..='\u{FEFF}',
        '\u{FFA0}'..='\u{FFA0}',
        '\u{FFF0}'..='\u{FFFB}',
        '\u{FFFE}'..='\u{FFFF}',
        '\u{1D173}'..='\u{1D17A}',
        '\u{E0000}'..='\u{E0FFF}',
    ];
    HIDDEN.iter().any(|range| range.contains(&c))
}

/// Without what systems cut off or take as a sign: dots and spaces at both ends.
fn trimmed(name: &str) -> &str {
    name.trim_matches(['.', ' '])
}

/// Stem and extension. An extension that says the same as the kind stays; one that says something else goes.
fn parted(name: &str, kind: FileKind) -> (&str, String) {
    let right = || kind.extension().to_owned();
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return (name, right());
    };
    let small = ending.to_ascii_lowercase();
    if small == kind.extension() || kind.other_extensions().contains(&small.as_str()) {
        return (stem, small);
    }
    let is_extension = (1..=4).contains(&small.len())
        && small.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && small.bytes().any(|byte| byte.is_ascii_alphabetic());
    (if is_extension { stem } else { name }, right())
}

/// At most so many bytes, ending between two characters.
fn shortened(name: &str, most: usize) -> &str {
    let end = (0..=most.min(name.len())).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    &name[..end]
}

/// Names that Windows gives to devices, whatever follows the first dot.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |device: &str| {
        let rest = first.strip_prefix(device).unwrap_or_default();
        let mut digits = rest.chars();
        digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && digits.next().is_none()
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CLOCK$" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// What stands for a character between quotes. Some browsers undo `%xx` there, so it goes, too.
fn in_quotes(c: char) -> char {
    if (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\' | '%') { c } else { '_' }
}
