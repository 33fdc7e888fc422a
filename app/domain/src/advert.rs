// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts: what a body seeks or offers, published for others to answer (DOMAIN.md, "Seek/offer advert").

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::date::{Day, PartialDate};
use crate::language::Language;
use crate::places;
use crate::policy::{NoticeFacts, Publicity};
use crate::practice::{Audience, CostBand, Level};
use crate::text::{self, Fault, Problem, Uid};

mod moves;
pub mod writing;

pub use moves::{AdvertMove, LASTS_DAYS, MoveRefused, RENEWABLE_WITHIN_DAYS, RENEWALS_MAX};

coded! {
    /// Whether a body seeks or offers.
    AdvertKind {
        /// Cerco.
        Seek = "seek",
        /// Offro.
        Offer = "offer",
    }
}

impl AdvertKind {
    /// The kind that answers this one.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Seek => Self::Offer,
            Self::Offer => Self::Seek,
        }
    }
}

coded! {
    /// In which way something is carried over.
    TransferKind {
        /// Documenti.
        Documents = "documents",
        /// Affiancamento.
        Coaching = "coaching",
        /// Visita di studio.
        StudyVisit = "study_visit",
        /// Formazione.
        Training = "training",
        /// Software.
        Software = "software",
        /// Mentoring.
        Mentoring = "mentoring",
    }
}

coded! {
    /// Whether people meet.
    Mode {
        /// A distanza.
        Remote = "remote",
        /// In presenza.
        InPerson = "in_person",
        /// Mista.
        Mixed = "mixed",
    }
}

coded! {
    /// Where the other body may be.
    RegionScope {
        /// Anywhere.
        Anywhere = "anywhere",
        /// In the region of the body that publishes.
        Same = "same",
        /// In one of the regions that are named.
        List = "list",
    }
}

coded! {
    /// Where an advert stands (DOMAIN.md, "State machines").
    AdvertState {
        /// Being written.
        Draft = "draft",
        /// Out, and nobody has answered yet.
        Open = "open",
        /// Out, and at least one body has answered.
        InContact = "in_contact",
        /// It led to a twinning.
        Matched = "matched",
        /// Its body took it back, or needs it no longer.
        Closed = "closed",
        /// Its time is over.
        Expired = "expired",
    }
}

impl AdvertState {
    /// Whether it takes answers, as far as the state goes.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::InContact)
    }

    /// What permission asks of it.
    pub const fn publicity(self) -> Publicity {
        match self {
            Self::Draft => Publicity::Draft,
            Self::Open | Self::InContact => Publicity::Open,
            Self::Matched | Self::Closed | Self::Expired => Publicity::Over,
        }
    }
}

/// What a body seeks or offers, as it is kept, imported and exported.
///
/// Only `uid`, `kind`, `title`, `language` and `organisation` must be there; what an advert must have beside before it
/// is published is asked by the form (`writing::lacks`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advert {
    /// Stable identifier.
    pub uid: Uid,
    /// Whether it seeks or offers.
    pub kind: AdvertKind,
    /// Title.
    pub title: String,
    /// Language of its texts.
    pub language: Language,
    /// What is sought or offered. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The organisation that publishes it.
    pub organisation: Uid,
    /// The member who is written to; the address is never shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uid>,
    /// Themes, the most fitting first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Uid>,
    /// The ways in which it can be carried over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfer_kinds: Vec<TransferKind>,
    /// Whether people meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Free words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The level of government that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Where the other body may be.
    #[serde(default = "anywhere", skip_serializing_if = "is_anywhere")]
    pub region_scope: RegionScope,
    /// The regions, where the scope is a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Languages that the body can work in, beside that of the texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// How much money there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<CostBand>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_from: Option<PartialDate>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_until: Option<PartialDate>,
    /// The practice that is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Uid>,
    /// The answer to a survey that the need comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey_answer: Option<Uid>,
    /// What limits it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraints: Option<String>,
    /// Where it stands.
    #[serde(default = "open")]
    pub state: AdvertState,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Day>,
    /// The last day on which it is out; one that was imported without it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Day>,
    /// How many times it was renewed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub renewals: u8,
    /// The twinning that it led to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twinning: Option<Uid>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn anywhere() -> RegionScope {
    RegionScope::Anywhere
}

fn is_anywhere(scope: &RegionScope) -> bool {
    *scope == RegionScope::Anywhere
}

fn open() -> AdvertState {
    AdvertState::Open
}

fn is_zero(count: &u8) -> bool {
    *count == 0
}

impl Advert {
    /// Brings the record into the form in which it is kept and checks the safety limits, and that what it says of its
    /// own way agrees with its state.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        self.check_texts(&mut problems);
        self.check_lists(&mut problems);
        self.check_facts(&mut problems);
        self.check_way(&mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_texts(&mut self, problems: &mut Vec<Problem>) {
        text::line("title", &mut self.title, text::TITLE_MAX, problems);
        if self.title.is_empty() {
            problems.push(Problem::new("title", Fault::Missing));
        }
        text::optional_text("description", &mut self.description, problems);
        text::optional_line("constraints", &mut self.constraints, 1_000, problems);
        for (at, tag) in self.tags.iter_mut().enumerate() {
            text::line(&format!("tags[{at}]"), tag, 60, problems);
        }
    }

    fn check_lists(&self, problems: &mut Vec<Problem>) {
        text::list("themes", &self.themes, problems);
        text::list("transfer_kinds", &self.transfer_kinds, problems);
        text::list("tags", &self.tags, problems);
        text::list("regions", &self.regions, problems);
        text::list("languages", &self.languages, problems);
        for (at, code) in self.regions.iter().enumerate() {
            if places::region(code).is_none() {
                problems.push(Problem::new(format!("regions[{at}]"), Fault::invalid("a code of a region")));
            }
        }
    }

    fn check_facts(&self, problems: &mut Vec<Problem>) {
        for (field, other) in writing::contradictions(&writing::AdvertForm::of(self), self.kind) {
            problems.push(Problem::new(field, Fault::Contradicts { other: other.to_owned() }));
        }
        // Neither is in the form: the one is given by a survey, the other by the way that an advert has come.
        if self.survey_answer.is_some() && self.kind == AdvertKind::Offer {
            problems.push(Problem::new("survey_answer", Fault::Contradicts { other: "kind".to_owned() }));
        }
    }

    /// What an advert says of its own way: one that is matched points to a twinning, and no other does.
    fn check_way(&self, problems: &mut Vec<Problem>) {
        match (self.state, &self.twinning) {
            (AdvertState::Matched, None) => problems.push(Problem::new("twinning", Fault::Missing)),
            (AdvertState::Matched, Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                problems.push(Problem::new("twinning", Fault::Contradicts { other: "state".to_owned() }));
            }
        }
        if self.renewals > RENEWALS_MAX {
            problems.push(Problem::new("renewals", Fault::invalid(format!("at most {RENEWALS_MAX}"))));
        }
        if self.published_on.zip(self.expires_on).is_some_and(|(from, until)| until < from) {
            problems.push(Problem::new("expires_on", Fault::Contradicts { other: "published_on".to_owned() }));
        }
    }

    /// Whether it takes answers on a day: also where its time is over and nobody has moved it yet, it does not.
    pub fn takes_answers(&self, today: Day) -> bool {
        self.state.is_live() && !self.is_due(today)
    }

    /// Whether its last day is over.
    pub fn is_due(&self, today: Day) -> bool {
        self.expires_on.is_some_and(|last| last < today)
    }

    /// All languages that the body can work in, that of the texts first.
    pub fn spoken(&self) -> Vec<Language> {
        let others = self.languages.iter().copied().filter(|one| *one != self.language);
        std::iter::once(self.language).chain(others).collect()
    }
}

impl From<&Advert> for NoticeFacts {
    fn from(advert: &Advert) -> Self {
        Self {
            publicity: advert.state.publicity(),
            audience: Audience::Public,
            organisation: Some(advert.organisation.clone()),
            author: advert.author.clone(),
            parties: Vec::new(),
            coordinators: Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "advert/tests.rs"]
mod tests;
