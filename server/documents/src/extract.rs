// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The text of a document, the cells of a sheet, a picture drawn anew: found and made by a child process that can
//! neither harm nor outlive its question.

mod child;
mod fence;
mod parent;
mod protocol;
mod sections;

mod odf;
mod office;
mod package;
mod pdf;
mod picture;
mod presentation;
mod sheet;
mod table;
mod word;
mod xml;

pub use child::child;
pub use parent::Extractor;

use serde::{Deserialize, Serialize};

use crate::FileKind;

/// The version of the rules, kept beside text that is stored: raise it with every change of this crate or of
/// pdf-extract that changes what comes out.
pub const EXTRACTOR: u32 = 2;

/// The word of the command line with which the program becomes the child: `innesto extract KIND`.
pub const COMMAND: &str = "extract";

/// What stands before the kind where the child is asked for the cells of a sheet: `innesto extract table-ods`.
const TABLE: &str = "table-";
/// The same where it is asked to draw a picture anew: `innesto extract picture-png`.
const PICTURE: &str = "picture-";
/// The same where it is asked for the portrait in a picture: `innesto extract portrait-png`.
const PORTRAIT: &str = "portrait-";

/// The longest answer of the child, in bytes (TRAPS.md, D3).
pub(crate) const LONGEST_ANSWER: usize = 2 * 1024 * 1024;
/// The longest answer that is a picture, in bytes: as a PNG that cannot be packed, of the largest side, has them.
const LONGEST_PICTURE: usize = 4 * (LARGEST_SIDE as usize) * (LARGEST_SIDE as usize) + 1024 * 1024;

/// The longest side of a picture as it is kept, in pixels.
pub const LARGEST_SIDE: u32 = 2_000;
/// The side of a portrait, in pixels.
pub const PORTRAIT_SIDE: u32 = 320;

/// Where in a document a text stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A page, from 1.
    Page(u32),
    /// A sheet, by its name.
    Sheet(String),
    /// A slide, from 1.
    Slide(u32),
    /// Below a heading.
    Heading(String),
    /// The document has no parts, or the text stands before the first.
    Whole,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Where.
    pub place: Place,
    /// Lines of text: NFC, white space folded, cells parted by tabs, without hidden characters. Empty only below a
    /// heading.
    pub text: String,
}

/// How much of a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    Whole,
    /// As much as an answer holds, or without pages that could not be read.
    Part,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// In the order of the document. None for a picture or a scan.
    pub sections: Vec<Section>,
    /// How much was read.
    pub extent: Extent,
}

/// A picture as it was drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// PNG or JPEG.
    pub kind: FileKind,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Picture({:?}, {} x {}, {} bytes)", self.kind, self.width, self.height, self.bytes.len())
    }
}

/// Why there is no answer. Asking again changes the answer only after `NotStarted` and `File`.
#[derive(Debug, thiserror::Error)]
pub enum ExtractProblem {
    /// It has a password.
    #[error("the document is encrypted")]
    Encrypted,
    /// It is damaged, or not of its kind.
    #[error("the document is damaged")]
    Broken,
    /// More comes out of it than is read: a bomb, or a very large document.
    #[error("the document unfolds to more than is read")]
    TooLarge,
    /// The child took too long and was ended.
    #[error("the reading of the document took too long")]
    TimedOut,
    /// The child ended by itself: its memory or its stack was used up.
    #[error("the reader of the document broke down ({0})")]
    Crashed(String),
    /// The child could not be started.
    #[error("the reader of documents cannot be started: {0}")]
    NotStarted(String),
    /// The file could not be handed over.
    #[error("the document cannot be handed over: {0}")]
    File(String),
}
