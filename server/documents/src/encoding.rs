// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Plain text: whether a file is one, and its characters.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a text is searched for signs of markup, in bytes: as far as browsers sniff.
const SNIFFED: usize = 1024;

/// What markup, scripts and PDFs have near their beginning, in small letters.
const MARKUP: &[&str] = &[
    "<!doctype",
    "<!entity",
    "<!--",
    "<?xml",
    "<?php",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<object",
    "<embed",
    "<img",
    "<style",
    "<meta",
    "<link",
    "<table",
    "<title",
    "<xsl:",
    "<math",
    "<form",
    "<base",
    "<a ",
    "<br>",
    "<div",
    "<font",
    "<h1",
    "<p>",
    "%pdf-",
];

/// Whether a file is plain text: UTF-8, UTF-16 with its mark, or Windows-1252, without control characters, and nothing
/// that a browser or a shell could take for a program.
pub(crate) fn is_text<R: Read + Seek>(file: &mut R) -> io::Result<bool> {
    for encoding in candidates(file)? {
        if let Some(beginning) = decodes(file, encoding)? {
            return Ok(!looks_like_markup(&beginning));
        }
    }
    Ok(false)
}

/// The characters of a text, `None` if it is none. At most `most` bytes of UTF-8 come out.
pub(crate) fn decode(bytes: &[u8], most: usize) -> Option<String> {
    let mut file = io::Cursor::new(bytes);
    let encoding =
        candidates(&mut file).ok()?.into_iter().find(|one| matches!(decodes(&mut file, one), Ok(Some(_))))?;
    let mut text = String::with_capacity(most.min(bytes.len().saturating_mul(3)));
    let mut decoder = encoding.new_decoder_with_bom_removal();
    // Where the room is used up, the text ends.
    let (_, _, _) = decoder.decode_to_string(bytes, &mut text, true);
    Some(text)
}

/// The encodings that a file may have. Only a mark can tell UTF-16; Windows-1252 takes almost any bytes, so it is last.
fn candidates<R: Read + Seek>(file: &mut R) -> io::Result<Vec<&'static Encoding>> {
    let mut mark = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(3).read_to_end(&mut mark)?;
    Ok(match mark.as_slice() {
        [] => Vec::new(),
        [0xFF, 0xFE, ..] => vec![UTF_16LE],
        [0xFE, 0xFF, ..] => vec![UTF_16BE],
        [0xEF, 0xBB, 0xBF] => vec![UTF_8],
        _ => vec![UTF_8, WINDOWS_1252],
    })
}

/// Reads the whole file in pieces; answers its beginning if it is text in this encoding.
fn decodes<R: Read + Seek>(file: &mut R, encoding: &'static Encoding) -> io::Result<Option<String>> {
    file.seek(SeekFrom::Start(0))?;
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let (mut piece, mut text) = (vec![0; 32 * 1024], vec![0_u8; 128 * 1024]);
    let mut beginning = String::new();
    loop {
        let length = file.read(&mut piece)?;
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(&piece[..length], &mut text, length == 0);
        let fits = matches!(result, DecoderResult::InputEmpty);
        let Some(read) = std::str::from_utf8(&text[..written]).ok().filter(|_| fits) else {
            return Ok(None);
        };
        if read.chars().any(is_binary) {
            return Ok(None);
        }
        if beginning.len() < SNIFFED {
            beginning.extend(read.chars().take(SNIFFED));
        }
        if length == 0 {
            return Ok(Some(beginning));
        }
    }
}

/// Control characters that no text has, those that Windows-1252 leaves open among them.
fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{0C}' | '\u{85}')
}

fn looks_like_markup(beginning: &str) -> bool {
    let small = beginning.to_ascii_lowercase();
    let start = small.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let is_tag =
        start.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || "!?/%".contains(c)));
    is_tag || start.starts_with("#!") || MARKUP.iter().any(|sign| small.contains(sign))
}
