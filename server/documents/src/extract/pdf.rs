// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reads a PDF page by page; a page that the library stumbles over is left out.

mod widths;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, Error, PlainTextOutput, output_doc_page};

use super::protocol::Refused;
use super::sections::{Halt, Sections};
use super::{Extent, Place};

/// How many pages are read: the library counts them all anew with each.
const MOST_PAGES: usize = 2_000;

pub(super) fn read(file: &[u8], sections: &mut Sections<'_>) -> Result<Extent, Halt> {
    let document = opened(file)?;
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(Halt::Refused(Refused::Broken));
    }
    let mut unread = pages.len().saturating_sub(MOST_PAGES);
    for number in pages.keys().take(MOST_PAGES) {
        match page(&document, *number) {
            Some(text) => {
                sections.begin(Place::Page(*number))?;
                sections.push(&joined(&text))?;
            }
            None => unread += 1,
        }
    }
    match unread {
        0 => Ok(Extent::Whole),
        all if all == pages.len() => Err(Halt::Refused(Refused::Broken)),
        _ => Ok(Extent::Part),
    }
}

/// Opens the file. Many are encrypted with an empty password, only to forbid printing.
fn opened(file: &[u8]) -> Result<Document, Halt> {
    let encrypted = Halt::Refused(Refused::Encrypted);
    let mut document = Document::load_mem(file).map_err(|error| match error {
        Error::Decryption(_) | Error::InvalidPassword => encrypted,
        _ => Halt::Refused(Refused::Broken),
    })?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| encrypted)?;
    }
    widths::spell_out(&mut document);
    Ok(document)
}

fn page(document: &Document, number: u32) -> Option<String> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut text = String::new();
        output_doc_page(document, &mut PlainTextOutput::new(&mut text), number).ok().map(|()| text)
    }));
    read.ok().flatten()
}

/// The text with words put together again that the end of a line had parted.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        let goes_on = lines.peek().is_some_and(|next| next.trim_start().starts_with(char::is_lowercase));
        let word = line.strip_suffix(['-', '\u{AD}', '\u{2010}']).filter(|rest| rest.ends_with(char::is_lowercase));
        match word {
            Some(beginning) if goes_on => joined.push_str(beginning),
            _ => {
                joined.push_str(line);
                joined.push('\n');
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_word_parted_at_the_end_of_a_line_is_one_again() {
        assert_eq!(joined("la comu-\nnità di Emilia-\nRomagna\n- uno\n"), "la comunità di Emilia-\nRomagna\n- uno\n");
    }
}
