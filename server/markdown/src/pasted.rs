// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What somebody pastes, from a word processor or a page of news, as Markdown without the noise around it.

mod blocks;
mod elements;
mod escape;
mod lines;
mod lists;
mod noise;
mod reader;
mod references;
mod tables;
mod tokens;
mod words;

use crate::LONGEST_TEXT;

/// The longest thing that is taken from a clipboard, in bytes.
pub const LONGEST_PASTE: usize = 512 * 1024;

/// No field holds more lines than this, each with a character and its end.
const MOST_LINES: usize = LONGEST_TEXT / 2;

/// How many of the lines that were taken out are named.
const NAMED: usize = 20;

/// How much of each is, in characters.
const NAMED_CHARS: usize = 120;

/// A text as it may stand in a field, and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// The Markdown, at most [`LONGEST_TEXT`] bytes.
    pub text: String,
    /// The first lines that did not seem to be part of the text, at most 20, each shortened to 120 characters.
    pub removed: Vec<String>,
    /// How many lines were taken out, named or not; blank ones do not count.
    pub removed_lines: usize,
    /// The same text with these lines in it, for an author who wants them back. `None` where
    /// nothing was taken out, and where it would be longer than [`LONGEST_TEXT`].
    pub whole: Option<String>,
}

/// Why nothing was made of what was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLong {
    /// The clipboard holds more than [`LONGEST_PASTE`] bytes: this many.
    #[error("the clipboard holds {0} bytes, more than the {LONGEST_PASTE} that are read")]
    Paste(usize),
    /// What is left would be longer than [`LONGEST_TEXT`] bytes: this many.
    #[error("the pasted text has {0} bytes, more than the {LONGEST_TEXT} of a field")]
    Text(usize),
}

/// Cleans plain text. What is clean already stays as it is: `from_text(&pasted.text)` gives the same text.
///
/// Markup is not escaped: a text that holds Markdown goes on to be Markdown.
///
/// # Errors
/// [`TooLong`]; nothing is cut.
pub fn from_text(text: &str) -> Result<Pasted, TooLong> {
    bounded(text)?;
    cleaned(text)
}

/// Turns the HTML of a clipboard or a page into Markdown and cleans it as [`from_text`] does.
///
/// Scripts, styles, comments, images, navigation, form controls and what is hidden are left out
/// without being counted; words that look like Markdown are escaped.
///
/// # Errors
/// [`TooLong`]; nothing is cut.
pub fn from_html(html: &str) -> Result<Pasted, TooLong> {
    bounded(html)?;
    cleaned(&blocks::markdown(&reader::blocks(html)))
}

fn bounded(paste: &str) -> Result<(), TooLong> {
    if paste.len() > LONGEST_PASTE { Err(TooLong::Paste(paste.len())) } else { Ok(()) }
}

fn cleaned(text: &str) -> Result<Pasted, TooLong> {
    if text.lines().filter(|line| !line.trim().is_empty()).count() > MOST_LINES {
        return Err(TooLong::Text(text.len()));
    }
    let lines = lines::tidied(text);
    let noise = noise::marks(&lines);
    let mut pasted = Pasted::default();
    let mut kept = Kept { lines: Vec::with_capacity(lines.len()), after_gap: false };
    for (line, is_noise) in lines.iter().zip(noise) {
        if is_noise {
            // A break at its end is Markdown, and no word of it.
            let words = if escape::ends_with_break(line) { &line[..line.len() - 1] } else { line };
            pasted.note(words);
            kept.after_gap = true;
        } else {
            kept.push(line);
        }
    }
    // The last break may lead to what is no longer there.
    kept.push("");
    let text = if pasted.removed_lines > 0 { lines::tidied(&kept.lines.join("\n")) } else { lines.clone() };
    pasted.text = text.join("\n");
    if pasted.text.len() > LONGEST_TEXT {
        return Err(TooLong::Text(pasted.text.len()));
    }
    if pasted.removed_lines > 0 {
        pasted.whole = Some(lines.join("\n")).filter(|whole| whole.len() <= LONGEST_TEXT);
    }
    Ok(pasted)
}

/// The lines that stay.
struct Kept<'a> {
    lines: Vec<&'a str>,
    /// Whether a line was taken out after the last one.
    after_gap: bool,
}

impl<'a> Kept<'a> {
    fn push(&mut self, line: &'a str) {
        if std::mem::take(&mut self.after_gap)
            && let Some(last) = self.lines.last_mut()
        {
            match (escape::ends_with_break(last), line.is_empty()) {
                (true, true) => *last = last[..last.len() - 1].trim_end(),
                // What stood apart does not become one paragraph.
                (false, false) => self.lines.push(""),
                _ => {}
            }
        }
        self.lines.push(line);
    }
}

impl Pasted {
    fn note(&mut self, line: &str) {
        self.removed_lines += 1;
        if self.removed.len() < NAMED {
            let mut words: String = line.chars().take(NAMED_CHARS).collect();
            if words.len() < line.len() {
                words.push('…');
            }
            self.removed.push(words);
        }
    }
}
