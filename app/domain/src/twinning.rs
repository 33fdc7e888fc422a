// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings: the projects that carry models from offering to recipient bodies.

use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;
use crate::date::{Day, PartialDate};
use crate::language::Language;
use crate::policy::{Examination, Publicity, TwinningFacts};
use crate::practice::{Audience, Funding, Indicator};
use crate::text::{self, Fault, Problem, Uid};

mod history;
mod moves;
mod parts;
pub mod plan;
mod sides;
mod state;

pub use history::{DEED_NOTE_MAX, Deed, HISTORY_MAX, Happening};
pub use moves::{LIMITS, Lack, MODEL_DESCRIPTION_MAX, MODEL_TITLE_MAX, OBJECTIVE_MAX, Refused, THEMES_MAX};
pub use parts::{
    Acceptance, Answer, Check, CheckKind, Coherence, FurtherInvestment, Model, OPINION_MAX, Objective, Opinion, Party,
    PartyRole, Reply,
};
pub use plan::{PlanTemplate, Step};
pub use state::{ModelState, Move, StepState, TwinningState};

/// A twinning, as it is kept, imported and exported.
///
/// Only `uid`, `title` and `language` must be there; what it must have to go on is asked by `lacks`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Twinning {
    /// Stable identifier.
    pub uid: Uid,
    /// Short name, such as `Tos.Ca.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// Title.
    pub title: String,
    /// One line below the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strapline: Option<String>,
    /// Language of its texts.
    pub language: Language,
    /// What is carried over. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// What all its lines aim at together. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<String>,
    /// What it aims at for each recipient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// How it fits the programmes that it answers to. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coherence: Option<String>,
    /// What shall come of it. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_results: Option<String>,
    /// What came of it. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<String>,
    /// What came of it, measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// The organisations with a part in it; one may have several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// What is carried over, lettered A, B, C by their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Model>,
    /// The programmes that it answers to (AC-003-12).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Coherence>,
    /// Themes, the most fitting first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Uid>,
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<PartialDate>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<PartialDate>,
    /// What it costs in all, in euro.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<u64>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding: Vec<Funding>,
    /// Whether the recipients must invest beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further_investment: Option<FurtherInvestment>,
    /// The answers to the check of prerequisites (AC-003-10).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// What an evaluator thinks of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    /// The template that its plan was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_template: Option<PlanTemplate>,
    /// Its plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The agreements that bind its parties (AC-000-2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// Adoptions from before it, of what it carries over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_adoptions: Vec<Uid>,
    /// Where it can be followed live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live_url: Option<String>,
    /// Who may read it once it runs.
    #[serde(default = "public")]
    pub audience: Audience,
    /// Where it stands.
    #[serde(default = "proposal")]
    pub state: TwinningState,
    /// Why it was declined, suspended or cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who of the parties has said yes or no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptances: Vec<Acceptance>,
    /// The member who proposed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<Uid>,
    /// The advert that it answers; it is matched once the body of the advert says yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advert: Option<Uid>,
    /// What was done to it, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Happening>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn public() -> Audience {
    Audience::Public
}

fn proposal() -> TwinningState {
    TwinningState::Proposal
}

impl Twinning {
    /// Brings the record into the form in which it is kept and checks the safety limits, and that nobody stands on a
    /// side where this body cannot stand.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        self.check_head(&mut problems);
        self.check_texts(&mut problems);
        self.check_dates(&mut problems);
        parts::check(&mut self, &mut problems);
        plan::check(&mut self, &mut problems);
        sides::check(&self, &mut problems);
        history::check(&mut self, &mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_head(&mut self, problems: &mut Vec<Problem>) {
        text::line("title", &mut self.title, text::TITLE_MAX, problems);
        if self.title.is_empty() {
            problems.push(Problem::new("title", Fault::Missing));
        }
        text::optional_line("acronym", &mut self.acronym, 60, problems);
        text::optional_line("strapline", &mut self.strapline, text::TITLE_MAX, problems);
        text::list("themes", &self.themes, problems);
        text::list("earlier_adoptions", &self.earlier_adoptions, problems);
        self.live_url.take_if(|address| address.trim().is_empty());
        if let Some(address) = &self.live_url {
            text::web_address("live_url", address, problems);
        }
    }

    fn check_texts(&mut self, problems: &mut Vec<Problem>) {
        for (field, value) in [
            ("object", &mut self.object),
            ("aim", &mut self.aim),
            ("coherence", &mut self.coherence),
            ("expected_results", &mut self.expected_results),
            ("results", &mut self.results),
            ("reason", &mut self.reason),
        ] {
            text::optional_text(field, value, problems);
        }
    }

    fn check_dates(&self, problems: &mut Vec<Problem>) {
        if let Some((start, end)) = self.start_date.zip(self.end_date)
            && end.is_before(start)
        {
            problems.push(Problem::new("end_date", Fault::Contradicts { other: "start_date".to_owned() }));
        }
    }

    /// The models, each with its letter.
    pub fn lettered(&self) -> impl Iterator<Item = (String, &Model)> {
        self.models.iter().enumerate().map(|(place, model)| (crate::practice::letter(place), model))
    }

    /// The letter of a model.
    pub fn letter_of(&self, model: &Uid) -> Option<String> {
        self.models.iter().position(|one| one.uid == *model).map(crate::practice::letter)
    }

    /// The agreements that end within so many days.
    pub fn agreements_ending(&self, within_days: u16, today: Day) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(move |agreement| agreement.ends_within(within_days, today))
    }
}

impl From<&Twinning> for TwinningFacts {
    fn from(twinning: &Twinning) -> Self {
        let publicity = match twinning.state {
            TwinningState::Running | TwinningState::Suspended => Publicity::Open,
            TwinningState::Concluded | TwinningState::Evaluated => Publicity::Over,
            TwinningState::Proposal
            | TwinningState::PrerequisitesCheck
            | TwinningState::Approved
            | TwinningState::Declined
            | TwinningState::Cancelled => Publicity::Draft,
        };
        let examination = match twinning.state {
            TwinningState::PrerequisitesCheck => Examination::Open,
            _ => Examination::Closed,
        };
        Self {
            publicity,
            audience: twinning.audience,
            examination,
            parties: twinning.organisations(),
            signers: twinning.signers(),
            coordinators: twinning.coordinators(),
        }
    }
}

#[cfg(test)]
mod tests;
