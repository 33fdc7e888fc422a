// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads a text with separators between its cells (CSV): in any encoding of plain text, whichever separator it has.

use std::iter::Peekable;
use std::str::Chars;

use super::{Rows, Table};
use crate::encoding;
use crate::extract::Extent;

/// What may stand between two cells; of two that fit equally well, the first is taken.
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];
/// How many rows are looked at to tell the separator.
const LOOKED_AT: usize = 20;

/// The table of a text, without a library; nothing where it is no plain text, or ends inside quotation marks.
#[must_use]
pub fn separated(file: &[u8]) -> Option<Table> {
    let text = encoding::decode(file, file.len().saturating_mul(3))?;
    let (named, text) = named_separator(&text);
    let separator = named.unwrap_or_else(|| most_likely(text));
    let mut cells = Cells::of(text, separator);
    let (mut rows, mut number) = (Rows::default(), 0_u32);
    while let Some(row) = cells.next_row() {
        number = number.saturating_add(1);
        if rows.push(number, &row?).is_err() {
            return Some(rows.end(Extent::Part));
        }
    }
    Some(rows.end(Extent::Whole))
}

/// The separator that a first line `sep=;` names, as Excel writes and reads it, and the text after that line.
fn named_separator(text: &str) -> (Option<char>, &str) {
    let named = text.strip_prefix("sep=").and_then(|rest| {
        let separator = rest.chars().next().filter(|c| !c.is_alphanumeric() && !matches!(c, '"' | '\r' | '\n'))?;
        let rest = &rest[separator.len_utf8()..];
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
        Some((separator, rest))
    });
    named.map_or((None, text), |(separator, rest)| (Some(separator), rest))
}

/// The separator by which most of the first rows have as many cells as the first one; more than one each.
fn most_likely(text: &str) -> char {
    let fits = |separator: char| {
        let mut cells = Cells::of(text, separator);
        let rows = std::iter::from_fn(|| cells.next_row()).map_while(|row| row);
        let widths: Vec<usize> = rows
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .map(|row| row.len())
            .take(LOOKED_AT)
            .collect();
        match widths.first() {
            Some(width) if *width > 1 => (widths.iter().filter(|other| *other == width).count(), *width),
            _ => (0, 0),
        }
    };
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let fit = fits(separator);
        if fit > best.1 {
            best = (separator, fit);
        }
    }
    best.0
}

/// Cells one after the other.
struct Cells<'t> {
    rest: Peekable<Chars<'t>>,
    separator: char,
}

/// What stands behind a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Cell,
    Row,
}

impl<'t> Cells<'t> {
    fn of(text: &'t str, separator: char) -> Self {
        Self { rest: text.chars().peekable(), separator }
    }

    /// The next row, an empty line included; nothing inside where quotation marks are not closed, nothing at all after
    /// the last one.
    fn next_row(&mut self) -> Option<Option<Vec<String>>> {
        self.rest.peek()?;
        let mut row = Vec::new();
        loop {
            let Some((cell, behind)) = self.next_cell() else { return Some(None) };
            row.push(cell);
            if behind == Behind::Row {
                return Some(Some(row));
            }
        }
    }

    fn next_cell(&mut self) -> Option<(String, Behind)> {
        let mut cell = String::new();
        if self.rest.next_if_eq(&'"').is_some() {
            self.quoted(&mut cell)?;
        }
        loop {
            match self.rest.next() {
                None | Some('\n') => return Some((cell, Behind::Row)),
                Some('\r') => {
                    self.rest.next_if_eq(&'\n');
                    return Some((cell, Behind::Row));
                }
                Some(c) if c == self.separator => return Some((cell, Behind::Cell)),
                Some(c) => cell.push(c),
            }
        }
    }

    /// What stands between quotation marks, in which two stand for one.
    fn quoted(&mut self, cell: &mut String) -> Option<()> {
        loop {
            match self.rest.next()? {
                '"' if self.rest.next_if_eq(&'"').is_none() => return Some(()),
                c => cell.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Vec<Vec<String>> {
        separated(file).expect("a table").rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn the_separator_is_told_by_the_rows() {
        let semicolons = "Titolo;Anno\nAsili, nidi e scuole;2021\nMensa, orto, bus;2022\n";
        assert_eq!(read(semicolons.as_bytes())[1], ["Asili, nidi e scuole", "2021"]);
        assert_eq!(read(b"Titolo,Anno\n\"Uno; due\",2021\n")[1], ["Uno; due", "2021"]);
        assert_eq!(read(b"Titolo\tAnno\r\nUno\t2021")[1], ["Uno", "2021"]);
        assert_eq!(read(b"sep=|\r\na|b;c;d\r\n"), [["a", "b;c;d"]]);
        assert_eq!(read(b"Titolo\nAsili, nidi\nMensa\n"), [["Titolo"], ["Asili, nidi"], ["Mensa"]]);
    }

    #[test]
    fn quotation_marks_hold_separators_line_ends_and_each_other() {
        let rows = read(b"a;b\n\"due\r\nrighe; una\";\"dice \"\"no\"\"\"\n5\" tubo;x\n");
        assert_eq!(rows[1], ["due\nrighe; una", "dice \"no\""]);
        assert_eq!(rows[2], ["5\" tubo", "x"]);
        assert_eq!(separated(b"a;b\n\"mai chiuso;c\n"), None);
    }

    #[test]
    fn all_encodings_of_plain_text_are_read_and_nothing_else() {
        let wanted = [["Città"], ["Perché"]];
        assert_eq!(read("\u{feff}Città\nPerché".as_bytes()), wanted);
        assert_eq!(read(b"Citt\xE0\nPerch\xE9"), wanted);
        let wide: Vec<u8> = "\u{feff}Città\nPerché".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), wanted);
        assert_eq!(separated(b"a;b\0c\n"), None);
        assert_eq!(separated(b""), None);
    }

    #[test]
    fn rows_keep_their_numbers_and_empty_ones_are_left_out() {
        let table = separated(b"a;b\n\n;;\nc;d").expect("a table");
        let numbers: Vec<_> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!((numbers, table.extent), (vec![1, 4], Extent::Whole));
        let many = "a\n".repeat(2_001);
        assert_eq!(separated(many.as_bytes()).map(|table| table.extent), Some(Extent::Part));
    }
}
