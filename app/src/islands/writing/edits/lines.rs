// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The tools that work on whole lines: lists and headings, and marks in a selection of several lines.

use super::{Edit, unmarked};

/// What a line begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bullets,
    Numbers,
    Heading,
}

/// Makes the selected lines a list, or takes the list off.
pub(in super::super) fn bullets(text: &str, from: usize, to: usize) -> Edit {
    begun(text, from, to, Kind::Bullets)
}

/// Makes the selected lines a numbered list, or takes the numbers off.
pub(in super::super) fn numbers(text: &str, from: usize, to: usize) -> Edit {
    begun(text, from, to, Kind::Numbers)
}

/// Makes the selected lines headings, or ordinary lines again.
pub(in super::super) fn heading(text: &str, from: usize, to: usize) -> Edit {
    begun(text, from, to, Kind::Heading)
}

fn begun(text: &str, from: usize, to: usize, kind: Kind) -> Edit {
    let was_empty = from == to;
    // A selection that ends with a line end does not mean the line after it.
    let to = if to > from && text[..to].ends_with('\n') { to - 1 } else { to };
    let from = text[..from].rfind('\n').map_or(0, |end| end + 1);
    let to = text[to..].find('\n').map_or(text.len(), |end| to + end);
    let lines: Vec<&str> = text[from..to].split('\n').collect();
    let counts = |line: &&str| lines.len() == 1 || !line.trim().is_empty();
    let is_on = lines.iter().filter(|line| counts(line)).all(|line| kind_of(line) == Some(kind));
    let mut number = 0;
    let made = lines.iter().map(|line| {
        if !counts(line) {
            return (*line).to_owned();
        }
        number += 1;
        if is_on { bare(line).to_owned() } else { format!("{}{}", mark(kind, number), bare(line)) }
    });
    let mut insert = made.collect::<Vec<_>>().join("\n");
    let select = if was_empty { (insert.len(), insert.len()) } else { (0, insert.len()) };
    let next = text[to..].strip_prefix('\n').unwrap_or_default().lines().next().unwrap_or_default();
    if !is_on && kind != Kind::Heading && !next.trim().is_empty() && kind_of(next).is_none() {
        // Else the next line would go on with the list.
        insert.push('\n');
    }
    Edit { from, to, insert, select }
}

fn mark(kind: Kind, number: usize) -> String {
    match kind {
        Kind::Bullets => "- ".to_owned(),
        Kind::Numbers => format!("{number}. "),
        Kind::Heading => "## ".to_owned(),
    }
}

/// What a line begins with, and how long that is together with the blanks before it.
fn beginning(line: &str) -> Option<(Kind, usize)> {
    let words = line.trim_start();
    let blanks = line.len() - words.len();
    let hashes = words.len() - words.trim_start_matches('#').len();
    let digits = words.len() - words.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (kind, length) = if words.starts_with(['-', '*', '+']) {
        (Kind::Bullets, 1)
    } else if (1..=9).contains(&digits) && words[digits..].starts_with(['.', ')']) {
        (Kind::Numbers, digits + 1)
    } else if (1..=6).contains(&hashes) {
        (Kind::Heading, hashes)
    } else {
        return None;
    };
    words[length..].starts_with(' ').then_some((kind, blanks + length + 1))
}

fn kind_of(line: &str) -> Option<Kind> {
    beginning(line).map(|(kind, _)| kind)
}

/// The line without what it begins with.
fn bare(line: &str) -> &str {
    beginning(line).map_or_else(|| line.trim_start(), |(_, length)| line[length..].trim_start())
}

/// Puts asterisks around the words of each line, or takes them off where all have them: marks do not reach over a
/// paragraph's end.
pub(super) fn marked(chosen: &str, from: usize, to: usize, stars: usize) -> Edit {
    let words = |line: &str| bare(line).trim_end().len();
    let is_on =
        chosen.split('\n').filter(|line| words(line) > 0).all(|line| unmarked(bare(line).trim_end(), stars).is_some());
    let marks = "*".repeat(stars);
    let made = chosen.split('\n').map(|line| {
        let core = bare(line).trim_end();
        let (before, after) = (&line[..line.len() - bare(line).len()], &bare(line)[core.len()..]);
        match unmarked(core, stars) {
            _ if core.is_empty() => line.to_owned(),
            Some(core) if is_on => format!("{before}{core}{after}"),
            Some(_) => line.to_owned(),
            None => format!("{before}{marks}{core}{marks}{after}"),
        }
    });
    let insert = made.collect::<Vec<_>>().join("\n");
    Edit { from, to, select: (0, insert.len()), insert }
}

#[cfg(test)]
mod tests {
    use super::super::bold;
    use super::super::tests::after;
    use super::*;

    #[test]
    fn lines_become_a_list_and_lines_again() {
        assert_eq!(after("‹uno\ndue›", bullets), "‹- uno\n- due›");
        assert_eq!(after("‹- uno\n- due›", bullets), "‹uno\ndue›");
        assert_eq!(after("u‹no\n\nd›ue", numbers), "‹1. uno\n\n2. due›");
        assert_eq!(after("‹- uno\n2) due\ntre›", numbers), "‹1. uno\n2. due\n3. tre›");
        assert_eq!(after("‹1. uno\n2. due›", bullets), "‹- uno\n- due›");
    }

    #[test]
    fn an_empty_line_begins_a_list() {
        assert_eq!(after("prima\n‹›", bullets), "prima\n- ‹›");
        assert_eq!(after("‹›", numbers), "1. ‹›");
        assert_eq!(after("- ‹›", bullets), "‹›");
    }

    #[test]
    fn what_follows_does_not_go_on_with_the_list() {
        assert_eq!(after("‹uno›\ndopo", bullets), "‹- uno›\n\ndopo");
        assert_eq!(after("‹uno›\n- due", bullets), "‹- uno›\n- due");
        assert_eq!(after("‹uno\n›dopo", bullets), "‹- uno›\n\ndopo");
        assert_eq!(after("‹uno›\n\ndopo", bullets), "‹- uno›\n\ndopo");
    }

    #[test]
    fn a_line_becomes_a_heading_and_a_line_again() {
        assert_eq!(after("Come ‹›si fa\nCosì.", heading), "## Come si fa‹›\nCosì.");
        assert_eq!(after("‹### Come si fa›", heading), "‹Come si fa›");
        assert_eq!(after("‹#hashtag›", heading), "‹## #hashtag›");
    }

    #[test]
    fn several_lines_are_marked_each() {
        let bolder = |marked: &str| after(marked, |text, from, to| bold(text, from, to, "testo"));
        assert_eq!(bolder("‹- uno \n\n- due›"), "‹- **uno** \n\n- **due**›");
        assert_eq!(bolder("‹**uno**\ndue›"), "‹**uno**\n**due**›");
        assert_eq!(bolder("‹**uno**\n**due**›"), "‹uno\ndue›");
    }
}
