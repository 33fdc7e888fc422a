// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of matches show.

use domain::Uid;
use domain::advert::AdvertKind;
use domain::matching::{DismissalReason, Match, MatchState};
use domain::organisation::{OrganisationKind, SizeBand};
use domain::places::Region;
use domain::readiness::ReadinessLevel;

use crate::adverts::AdvertCard;
use crate::cards::{OrganisationLink, PracticeCard, Text, ThemeLink};

/// What was matched.
#[derive(Clone, Debug, PartialEq)]
pub enum Matched {
    /// An advert.
    Advert(AdvertCard),
    /// A practice of the library.
    Practice(PracticeCard),
}

impl Matched {
    /// Its code and its identifier, as forms send them: `advert` or `practice`.
    pub fn key(&self) -> (&'static str, &str) {
        match self {
            Self::Advert(card) => ("advert", &card.uid),
            Self::Practice(card) => ("practice", &card.uid),
        }
    }

    /// Its title.
    pub fn title(&self) -> &Text {
        match self {
            Self::Advert(card) => &card.title,
            Self::Practice(card) => &card.title,
        }
    }

    /// The body that it belongs to.
    pub fn body(&self) -> Option<&OrganisationLink> {
        match self {
            Self::Advert(card) => card.organisation.as_ref(),
            Self::Practice(card) => card.owner.as_ref(),
        }
    }
}

/// How ready a body is, for those who act for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessShown {
    /// In one word.
    pub level: ReadinessLevel,
    /// The score, in whole percent.
    pub percent: u8,
    /// Whether the practice asks for something else by now.
    pub stale: bool,
}

/// A body beside another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyFacts {
    /// Its address and its name.
    pub link: OrganisationLink,
    /// What it is.
    pub kind: OrganisationKind,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Employees.
    pub employees: Option<u32>,
    /// Its region.
    pub region: Option<&'static Region>,
}

impl BodyFacts {
    /// The band of its population.
    pub fn size(&self) -> Option<SizeBand> {
        self.population.map(SizeBand::of)
    }
}

/// Two bodies that meet: who gives on the left, who receives on the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoBodies {
    /// The body that offers; absent where the portal does not know it.
    pub offering: Option<BodyFacts>,
    /// The body that receives.
    pub receiving: Option<BodyFacts>,
    /// The address of the practice whose prerequisites count, where there is one.
    pub practice: Option<String>,
    /// Whether the viewer answers for the receiving body.
    pub may_answer: bool,
    /// How ready the receiving body is for it, where the viewer answers for that body and it has answered.
    pub readiness: Option<ReadinessShown>,
}

/// A match with all that explains it.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchLine {
    /// The score with its components.
    pub score: Match,
    /// What was matched.
    pub matched: Matched,
    /// The names of the themes that the components name.
    pub themes: Vec<ThemeLink>,
    /// Where it stands for the own body.
    pub state: MatchState,
    /// The conversation about it, where there is one.
    pub conversation: Option<String>,
    /// The two bodies side by side.
    pub bodies: TwoBodies,
}

/// What the own body has out, for which matches are sought.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchOwn {
    /// Its identifier where it is an advert, its address where it is a practice.
    pub address: String,
    /// Whether it is a practice.
    pub is_practice: bool,
    /// Whether it seeks or offers.
    pub direction: AdvertKind,
    /// Its title.
    pub title: Text,
    /// Identifier of the body.
    pub body: Uid,
    /// Name of the body.
    pub organisation: String,
    /// Whether it takes answers; where it does not, there are no matches.
    pub is_open: bool,
}

/// A match that was dismissed.
#[derive(Clone, Debug, PartialEq)]
pub struct DismissedLine {
    /// What was matched.
    pub matched: Matched,
    /// Why it was dismissed.
    pub reason: DismissalReason,
    /// Why, in words.
    pub note: Option<String>,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
}

/// The matches of something that the own body has out.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchesPage {
    /// What they are sought for.
    pub own: MatchOwn,
    /// Those of this page, the best first.
    pub matches: Vec<MatchLine>,
    /// How many there are.
    pub total: u64,
    /// How many on one page.
    pub per_page: u32,
    /// The page, from 1.
    pub page: u32,
    /// Those that were dismissed, the latest first.
    pub dismissed: Vec<DismissedLine>,
}

/// The best matches of something that the own body has out, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchesBrief {
    /// What they are sought for.
    pub own: MatchOwn,
    /// The best ones.
    pub matches: Vec<MatchLine>,
    /// How many there are.
    pub total: u64,
}
