// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What kind of document a file is, by its content alone: neither its name nor its declared type is asked.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use crate::{archive, encoding};

/// The kinds that are taken. Everything else is refused, so that nothing is kept that a browser would run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the formats")]
pub enum FileKind {
    Pdf,
    Docx,
    Odt,
    Xlsx,
    Ods,
    Pptx,
    Odp,
    Text,
    Png,
    Jpeg,
    Webp,
}

impl FileKind {
    /// All of them, those of text first.
    pub const ALL: [Self; 11] = [
        Self::Pdf,
        Self::Docx,
        Self::Odt,
        Self::Xlsx,
        Self::Ods,
        Self::Pptx,
        Self::Odp,
        Self::Text,
        Self::Png,
        Self::Jpeg,
        Self::Webp,
    ];

    /// The word for it in tables, in JSON and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Pptx => "pptx",
            Self::Odp => "odp",
            Self::Text => "text",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The media type with which it is served. A text keeps its bytes, so no character set is named.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Text => "text/plain",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// The ending that its names get, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Jpeg => "jpg",
            other => other.code(),
        }
    }

    /// Endings that say the same and may stay.
    pub(crate) fn other_extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["csv", "log", "markdown", "md", "text", "tsv"],
            Self::Jpeg => &["jpeg"],
            _ => &[],
        }
    }

    /// Whether it is a picture: [`crate::Extractor::redraw`] makes it harmless, and it has no text.
    #[must_use]
    pub fn is_image(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }

    /// The kind of a file that is in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::of_file(&mut Cursor::new(bytes)).ok().flatten()
    }

    /// The kind of a file, read in pieces; `None` is a file that is not taken.
    ///
    /// # Errors
    /// The file cannot be read. What is merely malformed is `None`.
    pub fn of_file<R: Read + Seek>(file: &mut R) -> io::Result<Option<Self>> {
        let mut head = Vec::with_capacity(16);
        file.seek(SeekFrom::Start(0))?;
        file.by_ref().take(16).read_to_end(&mut head)?;
        // At the very beginning, where others search on: what begins like something else is a polyglot.
        let kind = match head.as_slice() {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'P', b'K', 3, 4, ..] => archive::kind(file)?,
            _ => encoding::is_text(file)?.then_some(Self::Text),
        };
        file.seek(SeekFrom::Start(0))?;
        Ok(kind)
    }
}
