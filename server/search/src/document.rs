// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the index is given of a record: already plain text, already decided to be searchable.

use domain::{Kind, Language};

/// One record as the index sees it. The caller makes it from the database's current state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The kind of record; with `uid` it is the record's identity in the index.
    pub kind: Kind,
    /// The record's uid, unique for its kind.
    pub uid: String,
    /// The language that title and passages are written in.
    pub language: Language,
    /// The title, as shown.
    pub title: String,
    /// Title and summary in other languages, one text for each language.
    pub translations: Vec<(Language, String)>,
    /// Plain text in reading order: summary, problem, solution, and so on.
    pub passages: Vec<String>,
    /// Slugs of themes, with their ancestors, so that a filter by an ancestor finds the record.
    pub themes: Vec<String>,
    /// Codes of regions (ISTAT two digits, NUTS 2 abroad).
    pub regions: Vec<String>,
    /// Code of the level of government.
    pub level: Option<String>,
    /// Code of the kind of practice.
    pub practice_kind: Option<String>,
    /// Code of the phase.
    pub phase: Option<String>,
    /// Year of start.
    pub year: Option<i32>,
    /// Code of the evidence rating.
    pub evidence: Option<String>,
    /// Population band of the owner.
    pub size: Option<String>,
    /// Uid and name of the owner.
    pub owner: Option<(String, String)>,
    /// Codes of programmes.
    pub programmes: Vec<String>,
    /// Of an advert the code of its kind: whether it seeks or offers.
    pub direction: Option<String>,
    /// Codes of those who may find it; where there are none, everybody.
    pub readers: Vec<String>,
    /// Codes of what it is part of: `thread:UID`, `twinning:UID`.
    pub within: Vec<String>,
    /// What of it its parts are found by, too, as any text: a change of it is one of theirs.
    pub passed_on: Option<String>,
    /// Whether the record tells what did not work.
    pub not_worked: bool,
    /// When it was published, in seconds since 1970; the order of `Sort::Newest`.
    pub published: i64,
    /// The record's version, compared by `verify`.
    pub version: i64,
}

impl Document {
    /// A record with its identity and title only; the rest is empty.
    pub fn new(kind: Kind, uid: &str, language: Language, title: &str) -> Self {
        Self {
            kind,
            uid: uid.to_owned(),
            language,
            title: title.to_owned(),
            translations: Vec::new(),
            passages: Vec::new(),
            themes: Vec::new(),
            regions: Vec::new(),
            level: None,
            practice_kind: None,
            phase: None,
            year: None,
            evidence: None,
            size: None,
            owner: None,
            programmes: Vec::new(),
            direction: None,
            readers: Vec::new(),
            within: Vec::new(),
            passed_on: None,
            not_worked: false,
            published: 0,
            version: 0,
        }
    }
}
