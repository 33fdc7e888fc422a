// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where in a text somebody is being named: pure, so that it is tested without a browser. Places are bytes.

/// The fewest letters after which anybody is asked for.
const SHORTEST: usize = 2;
/// The most letters of a name.
const LONGEST: usize = 40;

/// Where the `@` before the caret stands, with what was typed behind it: one or two words on one line.
pub(super) fn begun_at(text: &str, caret: usize) -> Option<(usize, &str)> {
    let before = text.get(..caret)?;
    let at = before.rfind('@')?;
    let typed = &before[at + 1..];
    let letters = typed.chars().count();
    let is_name = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-');
    let stands_free = before[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let fits = stands_free
        && (SHORTEST..=LONGEST).contains(&letters)
        && typed.chars().all(is_name)
        && typed.starts_with(char::is_alphabetic)
        && typed.matches(' ').count() <= 1;
    fits.then_some((at, typed))
}

/// A text as part of an address (RFC 3986: all but the unreserved characters are escaped).
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_two_letters_behind_an_at_that_stands_free() {
        let typed = |text: &str| begun_at(text, text.len()).map(|(at, typed)| (at, typed.to_owned()));
        assert_eq!(typed("Chiedo a @Ad"), Some((9, "Ad".to_owned())));
        assert_eq!(typed("(@Ada Pr"), Some((1, "Ada Pr".to_owned())));
        assert_eq!(typed("@D’An"), Some((0, "D’An".to_owned())));
        for none in ["@", "@A", "@ Ad", "ufficio@ente", "@Ada Prova ed", "@Ada\nBe", "@[Ada](member:a)", "Ada"] {
            assert_eq!(typed(none), None, "{none}");
        }
        assert_eq!(begun_at("è@Ad", 1), None, "no place between two bytes of a letter");
    }

    #[test]
    fn what_is_asked_for_is_one_part_of_the_address() {
        assert_eq!(escaped("Niccolò D’A&b"), "Niccol%C3%B2%20D%E2%80%99A%26b");
    }
}
