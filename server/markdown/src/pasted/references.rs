// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Character references, and the characters that no text keeps.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser};

/// The longest name of a character, and a little more.
const LONGEST_NAME: usize = 40;

/// What old programs mean by the numbers 128 to 159: windows-1252.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Reads references; each name is looked up once.
#[derive(Default)]
pub(super) struct References<'a> {
    named: HashMap<&'a str, String>,
}

impl<'a> References<'a> {
    /// The text with its references read. What is none stays as it is.
    pub(super) fn read(&mut self, text: &'a str) -> String {
        let mut read = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            read.push_str(&rest[..at]);
            rest = &rest[at..];
            let length = reference(rest);
            if length == 0 {
                read.push('&');
                rest = &rest[1..];
            } else {
                read.push_str(self.meaning(&rest[..length]));
                rest = &rest[length..];
            }
        }
        read.push_str(rest);
        read
    }

    /// Markdown has HTML's own names, so its parser knows them.
    fn meaning(&mut self, reference: &'a str) -> &str {
        self.named.entry(reference).or_insert_with(|| {
            if let Some(c) = by_windows(reference) {
                return c.to_string();
            }
            let mut words = String::new();
            for event in Parser::new(reference) {
                if let Event::Text(text) = event {
                    words.push_str(&text);
                }
            }
            words
        })
    }
}

/// The length of what looks like a reference at the start of a text, or 0.
pub(super) fn reference(text: &str) -> usize {
    let bytes = &text.as_bytes()[1..text.len().min(LONGEST_NAME)];
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    match end {
        Some(end) if end > 0 && bytes[end] == b';' => end + 2,
        _ => 0,
    }
}

fn by_windows(reference: &str) -> Option<char> {
    let digits = reference.strip_prefix("&#")?.strip_suffix(';')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    WINDOWS.chars().nth(usize::try_from(number.checked_sub(128)?).ok()?)
}

/// Whether no text keeps this character: controls, invisible marks, and those that turn the
/// direction of what follows.
pub(super) fn is_unwanted(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let invisible = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}');
    turns || invisible || (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_what_is_none_stays() {
        let mut references = References::default();
        for (text, read) in [
            ("&egrave;&#232;&#xE8; &amp;lt; &lt;", "èèè &lt; <"),
            ("&#146;&#x96;&#8217;", "’–’"),
            ("a & b &c; &copy=1 &;", "a & b &c; &copy=1 &;"),
            ("&ngE;&NotEqualTilde;", "≧̸≂̸"),
            ("&#0;&#xD800;&", "\u{fffd}\u{fffd}&"),
        ] {
            assert_eq!(references.read(text), read, "{text}");
        }
    }
}
