// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done with what somebody pastes: whether it is worth cleaning, and how it is put into the text.

use crate::api::Clipboard;

/// Plain text from this many characters on may be a page of news.
const LONG: usize = 200;
/// Less than this is a word or two: whatever they look like, only the words are wanted.
const SHORT: usize = 40;
/// The most that is sent, in bytes: as much as the server reads.
const MOST: usize = 512 * 1024;

/// What to send to be cleaned; nothing where the browser may paste it as it is.
pub(super) fn worth_cleaning(html: String, plain: &str) -> Option<Clipboard> {
    if plain.trim().is_empty() {
        return None;
    }
    let letters = plain.chars().count();
    let has_form = letters > SHORT || plain.trim().contains('\n') || html.contains("<a ");
    if !html.is_empty() && html.len() <= MOST && has_form {
        return Some(Clipboard::Html(html));
    }
    (letters > LONG && plain.len() <= MOST).then(|| Clipboard::Text(plain.to_owned()))
}

/// What is pasted, set apart from the text around it where it has paragraphs of its own.
pub(super) fn set_apart(before: &str, pasted: &str, after: &str) -> String {
    if !pasted.contains('\n') {
        return pasted.to_owned();
    }
    let first = gap(before.ends_with('\n'), before, |text| text.ends_with("\n\n"));
    let last = gap(after.starts_with('\n'), after, |text| text.starts_with("\n\n"));
    format!("{first}{pasted}{last}")
}

/// The line ends that are wanting between what is pasted and the text beside it.
fn gap(has_line_end: bool, text: &str, is_apart: impl Fn(&str) -> bool) -> &'static str {
    match has_line_end {
        _ if text.trim().is_empty() || is_apart(text) => "",
        true => "\n",
        false => "\n\n",
    }
}

/// Where a piece that was put in at a place stands now, if it still stands there whole.
pub(super) fn place_of(text: &str, piece: &str, put_at: usize) -> Option<usize> {
    let is_there = text.get(put_at..).is_some_and(|rest| rest.starts_with(piece));
    if is_there { Some(put_at) } else { text.find(piece) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_form_or_is_long_is_cleaned_and_a_word_is_not() {
        let html = || "<p>uno</p>".to_owned();
        assert_eq!(worth_cleaning(html(), "parola"), None);
        assert_eq!(worth_cleaning(html(), "uno\ndue"), Some(Clipboard::Html(html())));
        assert_eq!(worth_cleaning(html(), &"a".repeat(41)), Some(Clipboard::Html(html())));
        assert!(worth_cleaning("<a href=x>y</a>".to_owned(), "y").is_some());
        assert_eq!(worth_cleaning(String::new(), &"a".repeat(200)), None);
        let long = "è".repeat(201);
        assert_eq!(worth_cleaning(String::new(), &long), Some(Clipboard::Text(long.clone())));
        assert_eq!(worth_cleaning("x".repeat(MOST + 1), &long), Some(Clipboard::Text(long)));
        assert_eq!(worth_cleaning(html(), " \n"), None);
    }

    #[test]
    fn paragraphs_are_set_apart_and_words_are_not() {
        assert_eq!(set_apart("prima ", "due parole", " dopo"), "due parole");
        assert_eq!(set_apart("prima", "uno\n\ndue", "dopo"), "\n\nuno\n\ndue\n\n");
        assert_eq!(set_apart("prima\n", "uno\n\ndue", "\ndopo"), "\nuno\n\ndue\n");
        assert_eq!(set_apart("prima\n\n", "- uno\n- due", "\n\ndopo"), "- uno\n- due");
        assert_eq!(set_apart("", "uno\n\ndue", "\n"), "uno\n\ndue");
    }

    #[test]
    fn a_piece_is_found_again_as_long_as_it_is_whole() {
        assert_eq!(place_of("ab ab", "ab", 3), Some(3));
        assert_eq!(place_of("x ab", "ab", 0), Some(2));
        assert_eq!(place_of("è", "ab", 1), None);
        assert_eq!(place_of("", "ab", 7), None);
    }
}
