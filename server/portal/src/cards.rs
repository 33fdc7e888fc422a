// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What lists show of a record, in the reader's language.

use domain::language::Language;
use domain::organisation::OrganisationKind;
use domain::phase::Phase;
use domain::places::Region;
use domain::{Kind, PartialDate};

use crate::adverts::AdvertCard;
use crate::talking::ThreadLine;
use crate::twinnings::TwinningCard;

/// A text with the language that it is written in, so that a page can mark it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Its language.
    pub language: Language,
}

/// A piece of an excerpt; marked pieces are what the reader searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text, plain.
    pub text: String,
    /// Whether it is a word that was searched.
    pub marked: bool,
}

/// A theme, by its address and its name in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLink {
    /// Its address, which is also its `uid`.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// An organisation, by its address and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationLink {
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A practice, by its address and title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeLink {
    /// Its address.
    pub slug: String,
    /// Its title for the reader.
    pub title: Text,
}

/// A practice in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeCard {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its title for the reader.
    pub title: Text,
    /// One sentence; empty where there is none.
    pub summary: Text,
    /// Who owns it, where that is known.
    pub owner: Option<OrganisationLink>,
    /// Where it was made.
    pub region: Option<&'static Region>,
    /// Its phase.
    pub phase: Phase,
    /// Its themes.
    pub themes: Vec<ThemeLink>,
    /// When it was published.
    pub published_on: Option<PartialDate>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// An organisation in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganisationCard {
    /// Stable identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its acronym.
    pub short_name: Option<String>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Country (ISO 3166-1).
    pub country: String,
    /// Its region.
    pub region: Option<&'static Region>,
    /// How many practices of its own the viewer can read, where the list counts them.
    pub practices: Option<u64>,
    /// Whether it is invented, for demonstration.
    pub demo: bool,
}

/// A page of the help, as a search result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpCard {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// One search result.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The record.
    pub record: FoundRecord,
    /// Where the words were found, as runs; empty where nothing was searched.
    pub excerpt: Vec<Run>,
    /// The language of those words.
    pub language: Language,
    /// How well it fits; only to be compared within one answer.
    pub score: f32,
}

/// What a document belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentOf {
    /// A practice.
    Practice(PracticeLink),
    /// A twinning, by its address.
    Twinning(String, Text),
    /// A post, by the address of its thread, its position there, and the title of the thread.
    Post(String, u32, Text),
}

/// A document that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentCard {
    /// Stable identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// The kind of its file: `pdf`, `docx`, ...
    pub file_kind: String,
    /// The name of its file.
    pub file_name: String,
    /// Its size, in bytes.
    pub size: u64,
    /// What it documents.
    pub of: DocumentOf,
    /// Where in it the words stand.
    pub place: Option<crate::documents::FoundPlace>,
}

/// A post that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPost {
    /// Stable identifier.
    pub uid: String,
    /// Its place in its thread.
    pub position: u32,
    /// When it was written, in seconds since 1970 (UTC).
    pub at: i64,
    /// Its thread.
    pub thread: ThreadLine,
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundRecord {
    /// A practice.
    Practice(PracticeCard),
    /// A twinning.
    Twinning(TwinningCard),
    /// What a body seeks or offers.
    Advert(AdvertCard),
    /// An organisation.
    Organisation(OrganisationCard),
    /// A document of a practice or a twinning.
    Document(DocumentCard),
    /// A discussion.
    Thread(ThreadLine),
    /// What somebody wrote in a discussion.
    Post(FoundPost),
    /// A page of the help.
    Help(HelpCard),
}

impl FoundRecord {
    /// What kind of record it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Practice(_) => Kind::Practice,
            Self::Twinning(_) => Kind::Twinning,
            Self::Advert(_) => Kind::Advert,
            Self::Organisation(_) => Kind::Organisation,
            Self::Document(_) => Kind::Document,
            Self::Thread(_) => Kind::Thread,
            Self::Post(_) => Kind::Post,
            Self::Help(_) => Kind::Help,
        }
    }
}
