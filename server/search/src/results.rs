// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is asked of the index, and what it answers.

use domain::{Kind, Language};

use crate::excerpt::MatchedWords;

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best answers first; without any words, the newest first.
    #[default]
    Relevance,
    /// Latest published first.
    Newest,
    /// By title, folded.
    Title,
}

/// What can be counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Kind of record.
    Kind,
    /// Theme.
    Theme,
    /// Region.
    Region,
    /// Level of government.
    Level,
    /// Kind of practice.
    PracticeKind,
    /// Phase.
    Phase,
    /// Year of start.
    Year,
    /// Language of the record.
    Language,
    /// Evidence rating.
    Evidence,
    /// Population band of the owner.
    Size,
    /// Programme.
    Programme,
}

impl Facet {
    /// All facets, in the order in which a page shows them.
    pub const ALL: [Self; 11] = [
        Self::Kind,
        Self::Theme,
        Self::Region,
        Self::Level,
        Self::PracticeKind,
        Self::Phase,
        Self::Year,
        Self::Language,
        Self::Evidence,
        Self::Size,
        Self::Programme,
    ];

    /// The parameter's name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Theme => "theme",
            Self::Region => "region",
            Self::Level => "level",
            Self::PracticeKind => "practice_kind",
            Self::Phase => "phase",
            Self::Year => "year",
            Self::Language => "lang",
            Self::Evidence => "evidence",
            Self::Size => "size",
            Self::Programme => "programme",
        }
    }
}

/// First and last year that are wanted, both included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// First year.
    pub from: Option<i32>,
    /// Last year.
    pub to: Option<i32>,
}

impl Years {
    /// Whether any year will do.
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// A search. Several codes in one filter mean any of them; several filters mean all of them.
#[derive(Clone, Debug)]
pub struct Query {
    /// What the reader typed, operators included; empty lists everything.
    pub text: String,
    /// The reader's language, by which the words are read first.
    pub language: Language,
    /// Kinds of record.
    pub kind: Vec<Kind>,
    /// Slugs of themes.
    pub themes: Vec<String>,
    /// Codes of regions.
    pub region: Vec<String>,
    /// Codes of levels.
    pub level: Vec<String>,
    /// Codes of kinds of practice.
    pub practice_kind: Vec<String>,
    /// Codes of phases.
    pub phase: Vec<String>,
    /// Years of start.
    pub year: Years,
    /// Languages of records.
    pub lang: Vec<Language>,
    /// Codes of evidence ratings.
    pub evidence: Vec<String>,
    /// Population bands.
    pub size: Vec<String>,
    /// Uids of owners.
    pub owner: Vec<String>,
    /// Codes of programmes.
    pub programme: Vec<String>,
    /// Only records that tell what did not work.
    pub not_worked: bool,
    /// Only some of these records, by kind and uid; where there are none, all.
    pub among: Vec<(Kind, String)>,
    /// The codes of who asks, by which what is not for everybody is found; `*` finds all.
    pub readers: Vec<String>,
    /// Only what is part of one of these; where there are none, all.
    pub within: Vec<String>,
    /// The order.
    pub sort: Sort,
    /// Hits to leave out at the beginning.
    pub offset: usize,
    /// Hits wanted, at most `Query::MOST_HITS` with the offset.
    pub limit: usize,
    /// Whether the facets are to be counted too.
    pub facets: bool,
}

impl Query {
    /// The furthest hit that can be reached: offset and limit together.
    pub const MOST_HITS: usize = 1_000;

    /// A search for a text, without filters: the first ten hits by relevance, no facets.
    pub fn new(text: &str, language: Language) -> Self {
        Self {
            text: text.to_owned(),
            language,
            kind: Vec::new(),
            themes: Vec::new(),
            region: Vec::new(),
            level: Vec::new(),
            practice_kind: Vec::new(),
            phase: Vec::new(),
            year: Years::default(),
            lang: Vec::new(),
            evidence: Vec::new(),
            size: Vec::new(),
            owner: Vec::new(),
            programme: Vec::new(),
            not_worked: false,
            among: Vec::new(),
            readers: Vec::new(),
            within: Vec::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 10,
            facets: false,
        }
    }
}

/// A record that was found. Whether the reader may see it is decided by the caller.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its kind.
    pub kind: Kind,
    /// Its uid.
    pub uid: String,
    /// How well it answers; 0 where the order is not by relevance. Comparable within one search.
    pub score: f32,
}

/// For each facet the codes that occur among the hits, with how often, most frequent first.
/// The counts of a facet ignore the filter on that same facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    pub(crate) counts: Vec<(Facet, Vec<(String, u32)>)>,
}

impl Facets {
    /// The counts of one facet; empty if facets were not asked for.
    pub fn get(&self, facet: Facet) -> &[(String, u32)] {
        self.counts.iter().find(|(name, _)| *name == facet).map_or(&[], |(_, counts)| counts.as_slice())
    }

    /// All facets that were counted.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &[(String, u32)])> {
        self.counts.iter().map(|(facet, counts)| (*facet, counts.as_slice()))
    }
}

/// The answer to a search.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many records match, exactly.
    pub total: usize,
    /// The text as it was searched after unknown words were corrected, if any was.
    pub correction: Option<String>,
    /// Whether the text was longer than what is read of it.
    pub cut: bool,
    /// The hits of the page asked for.
    pub hits: Vec<Hit>,
    /// The facets, if they were asked for.
    pub facets: Facets,
    /// The words to mark in excerpts.
    pub words: MatchedWords,
}

/// A record that resembles another.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Its kind.
    pub kind: Kind,
    /// Its uid.
    pub uid: String,
    /// How alike they are; comparable within one answer.
    pub score: f32,
    /// The words that both have, as the first record writes them, most telling first.
    pub words: Vec<String>,
    /// The slugs of the themes that both have.
    pub shared_themes: Vec<String>,
}

/// A title offered while the reader types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its kind.
    pub kind: Kind,
    /// Its uid.
    pub uid: String,
    /// The title as shown.
    pub title: String,
}

/// A live record of the index, for `verify-index`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Indexed {
    /// Its kind.
    pub kind: Kind,
    /// Its uid.
    pub uid: String,
    /// The version that was indexed.
    pub version: i64,
}
