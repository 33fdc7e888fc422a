// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the tools do to a text: pure, so that they are tested without a browser. Places are bytes.

mod lines;

pub(super) use lines::{bullets, heading, numbers};

/// A change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where what is replaced begins.
    pub(super) from: usize,
    /// Where it ends.
    pub(super) to: usize,
    /// What takes its place.
    pub(super) insert: String,
    /// What is selected afterwards, counted from the beginning of what was inserted.
    pub(super) select: (usize, usize),
}

/// Beginnings of what is taken for an address.
const ADDRESSES: [&str; 4] = ["https://", "http://", "mailto:", "www."];

/// Two asterisks around the selection, or none where it is bold already; `sample` where nothing is selected.
pub(super) fn bold(text: &str, from: usize, to: usize, sample: &str) -> Edit {
    marked(text, from, to, 2, sample)
}

/// The same with one asterisk.
pub(super) fn italic(text: &str, from: usize, to: usize, sample: &str) -> Edit {
    marked(text, from, to, 1, sample)
}

/// A link: of the selected words, to be given its address, or of the selected address, to be given its words.
pub(super) fn link(text: &str, from: usize, to: usize, sample: &str) -> Edit {
    let (from, to) = trimmed(text, from, to);
    let chosen = &text[from..to];
    if ADDRESSES.iter().any(|beginning| chosen.starts_with(beginning)) && !chosen.contains(char::is_whitespace) {
        let scheme = if chosen.starts_with("www.") { "https://" } else { "" };
        let insert = format!("[{sample}]({scheme}{chosen})");
        return Edit { from, to, insert, select: (1, 1 + sample.len()) };
    }
    let words = if chosen.is_empty() { sample } else { chosen };
    let insert = format!("[{words}](https://)");
    // The address is selected: what is typed or pasted takes its place.
    let address = words.len() + 3;
    Edit { from, to, insert, select: (address, address + "https://".len()) }
}

/// Whether runs of so many asterisks make a text bold (2) or italic (1): three make it both.
fn makes(stars: usize, wanted: usize) -> bool {
    if wanted == 2 { stars >= 2 } else { stars % 2 == 1 }
}

fn marked(text: &str, from: usize, to: usize, stars: usize, sample: &str) -> Edit {
    let (from, to) = trimmed(text, from, to);
    let chosen = &text[from..to];
    if chosen.contains('\n') {
        return lines::marked(chosen, from, to, stars);
    }
    let outside = stars_at_end(&text[..from]).min(stars_at_start(&text[to..]));
    if makes(outside, stars) {
        let insert = chosen.to_owned();
        return Edit { from: from - stars, to: to + stars, select: (0, insert.len()), insert };
    }
    if let Some(bare) = unmarked(chosen, stars) {
        return Edit { from, to, insert: bare.to_owned(), select: (0, bare.len()) };
    }
    let words = if chosen.is_empty() { sample } else { chosen };
    let marks = "*".repeat(stars);
    Edit { from, to, insert: format!("{marks}{words}{marks}"), select: (stars, stars + words.len()) }
}

/// The text without the asterisks at both its ends, where they make it what is wanted.
fn unmarked(text: &str, stars: usize) -> Option<&str> {
    let inside = stars_at_start(text).min(stars_at_end(text));
    let is_marked = makes(inside, stars) && text.len() > 2 * inside;
    is_marked.then(|| &text[stars..text.len() - stars])
}

fn stars_at_start(text: &str) -> usize {
    text.len() - text.trim_start_matches('*').len()
}

fn stars_at_end(text: &str) -> usize {
    text.len() - text.trim_end_matches('*').len()
}

/// A selection without the blanks at its ends: asterisks beside a blank would mean nothing.
fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let chosen = &text[from..to];
    let words = chosen.trim_start();
    if words.is_empty() {
        return (from, from);
    }
    let start = to - words.len();
    (start, start + words.trim_end().len())
}

/// The byte at which so many UTF-16 units of a text end, as browsers count.
pub(super) fn byte_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (byte, letter) in text.char_indices() {
        if left == 0 {
            return byte;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

/// How many UTF-16 units a text has.
pub(super) fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does something to a text whose selection stands between `‹` and `›`, and shows the result in the same way.
    pub(super) fn after(marked: &str, act: impl Fn(&str, usize, usize) -> Edit) -> String {
        let from = marked.find('‹').unwrap();
        let text = marked.replacen('‹', "", 1);
        let to = text.find('›').unwrap();
        let text = text.replacen('›', "", 1);
        let edit = act(&text, from, to);
        let (start, end) = edit.select;
        let inserted = format!("{}‹{}›{}", &edit.insert[..start], &edit.insert[start..end], &edit.insert[end..]);
        format!("{}{inserted}{}", &text[..edit.from], &text[edit.to..])
    }

    fn bolder(marked: &str) -> String {
        after(marked, |text, from, to| bold(text, from, to, "testo"))
    }

    fn slanted(marked: &str) -> String {
        after(marked, |text, from, to| italic(text, from, to, "testo"))
    }

    #[test]
    fn what_is_selected_becomes_bold_and_plain_again() {
        assert_eq!(bolder("una ‹città› bella"), "una **‹città›** bella");
        assert_eq!(bolder("una **‹città›** bella"), "una ‹città› bella");
        assert_eq!(bolder("una ‹**città**› bella"), "una ‹città› bella");
        assert_eq!(bolder("una‹ città ›bella"), "una **‹città›** bella");
    }

    #[test]
    fn without_a_selection_a_sample_is_put_in_and_selected() {
        assert_eq!(bolder("qui: ‹›."), "qui: **‹testo›**.");
        assert_eq!(slanted("‹›"), "*‹testo›*");
        assert_eq!(bolder("qui: **‹›**"), "qui: ‹›");
    }

    #[test]
    fn bold_and_italic_do_not_mistake_one_another() {
        assert_eq!(slanted("**‹città›**"), "***‹città›***");
        assert_eq!(slanted("***‹città›***"), "**‹città›**");
        assert_eq!(bolder("*‹città›*"), "***‹città›***");
        assert_eq!(bolder("***‹città›***"), "*‹città›*");
        assert_eq!(slanted("‹**città**›"), "*‹**città**›*");
        assert_eq!(slanted("‹*città*›"), "‹città›");
    }

    #[test]
    fn words_become_a_link_that_wants_its_address_and_an_address_one_that_wants_its_words() {
        let linked = |marked: &str| after(marked, |text, from, to| link(text, from, to, "testo"));
        assert_eq!(linked("la ‹delibera› del 2021"), "la [delibera](‹https://›) del 2021");
        assert_eq!(linked("‹›"), "[testo](‹https://›)");
        assert_eq!(linked("vedi ‹https://a.example/b› "), "vedi [‹testo›](https://a.example/b) ");
        assert_eq!(linked("‹www.a.example›"), "[‹testo›](https://www.a.example)");
        assert_eq!(linked("‹https:// non è un indirizzo›"), "[https:// non è un indirizzo](‹https://›)");
    }

    #[test]
    fn places_are_counted_as_browsers_do() {
        let text = "è 🌱 qui";
        assert_eq!(byte_at(text, 0), 0);
        assert_eq!(byte_at(text, 2), 3);
        assert_eq!(&text[byte_at(text, 4)..], " qui");
        // Half a letter is none of the places that a browser gives; it does no harm.
        assert_eq!(&text[byte_at(text, 3)..], " qui");
        assert_eq!(byte_at(text, 99), text.len());
        assert_eq!(units(text), 8);
    }
}
