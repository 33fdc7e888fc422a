// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages show of documents.

use domain::Language;
use domain::document::TextState;
use domain::practice::{Audience, Licence, ResourceKind};

/// An earlier version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierFile {
    /// Its number, from 1.
    pub version: u32,
    /// When it was brought, in seconds since 1970.
    pub at: i64,
    /// Its size, in bytes.
    pub size: u64,
}

/// What a new version of a published practice does with a document, once it is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// Nothing: it stays as readers have it.
    Unchanged,
    /// It brings it.
    Added,
    /// It brings other words or another file.
    Changed,
    /// It takes it away.
    Removed,
}

/// When a document goes that somebody took away.
#[derive(Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    AtOnce,
    /// With the next publication of its practice; readers have it until then.
    WithPublication,
}

/// A document of a practice, a twinning or a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// Stable identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The name of its file.
    pub file_name: String,
    /// The kind of its file: `pdf`, `docx`, ...
    pub file_kind: String,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
    /// Whether it is a picture.
    pub is_image: bool,
    /// Its size, in bytes.
    pub size: u64,
    /// Its licence.
    pub licence: Licence,
    /// Its language.
    pub language: Option<Language>,
    /// The number of its version, from 1.
    pub version: u32,
    /// What the picture shows.
    pub alt: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// How often it was taken away.
    pub downloads: u64,
    /// Whether its text was found.
    pub text: TextState,
    /// Its earlier versions, the first one first.
    pub earlier: Vec<EarlierFile>,
    /// When its present file was brought, in seconds since 1970.
    pub added_at: i64,
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// What the new version of a published practice does with it; absent but in such a version.
    pub renewal: Option<Renewal>,
}

/// Where in a document something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundPlace {
    /// A page, from 1.
    Page(u32),
    /// A sheet, by its name.
    Sheet(String),
    /// A slide, from 1.
    Slide(u32),
    /// Below a heading.
    Heading(String),
    /// The document has no parts.
    Whole,
}

impl From<documents::Place> for FoundPlace {
    fn from(place: documents::Place) -> Self {
        match place {
            documents::Place::Page(number) => Self::Page(number),
            documents::Place::Sheet(name) => Self::Sheet(name),
            documents::Place::Slide(number) => Self::Slide(number),
            documents::Place::Heading(words) => Self::Heading(words),
            documents::Place::Whole => Self::Whole,
        }
    }
}
