// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices: a good practice with its evidence and its potential for transfer.

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;
use crate::language::{Language, Locale};
use crate::places;
use crate::text::{self, Fault, Problem, Uid};

mod codes;
mod column;
mod opinion;
mod parts;
pub mod writing;

pub use codes::{
    Audience, Beneficiary, ConditionCategory, CostBand, EvidenceKind, EvidenceRating, Level, Licence, PartnerRole,
    PracticeKind, ResourceKind, ScaleMeasure, Stage,
};
pub use column::Column;
pub use opinion::{OPINION_MAX, Opinion, OpinionOutcome};
pub use parts::{
    Condition, Finances, Funding, Indicator, Link, Model, Part, Resource, ScaleFact, Staff, Training, Translation,
    letter,
};

/// A good practice, as it is kept, imported and exported.
///
/// Only `uid`, `title`, `language` and one of `summary`, `problem`, `solution` must be there;
/// what a reviewed practice must have beside is asked by the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Practice {
    /// Stable identifier.
    pub uid: Uid,
    /// Title, at most 300 characters.
    pub title: String,
    /// Language of its texts.
    pub language: Language,
    /// One sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Editorial state; imported practices are published unless they say otherwise.
    #[serde(default = "published")]
    pub stage: Stage,
    /// Who may read it.
    #[serde(default = "public")]
    pub audience: Audience,
    /// The community that it is for, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<Uid>,
    /// The organisation that owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_org: Option<Uid>,
    /// The members who write it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Uid>,
    /// The published practice that this one is a new version of: it takes its place once it is published itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision_of: Option<Uid>,
    /// The reviewer who has taken it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<Uid>,
    /// Other organisations that took part, each with its role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partner_orgs: Vec<Part>,
    /// Office to write to, as text; members as contacts come with the accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Themes, the most fitting first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Uid>,
    /// Free words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What kind of practice it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice_kind: Option<PracticeKind>,
    /// The level of government.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Region: ISTAT code of two digits, or NUTS 2 abroad; else its owner's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Province: ISTAT code of three digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// Municipality or area, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<PartialDate>,
    /// When it ended; absent while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<PartialDate>,
    /// Context and need. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// How it works, step by step. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<String>,
    /// What was new for the organisation. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub innovation: Option<String>,
    /// Who benefits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beneficiaries: Vec<Beneficiary>,
    /// Who benefits, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiaries_note: Option<String>,
    /// Who had to be won over. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakeholders: Option<String>,
    /// Laws and acts it rests on. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Money needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources_financial: Option<Finances>,
    /// People needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources_human: Option<Staff>,
    /// Months to set it up, 1 to 120.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resources_time_months: Option<u16>,
    /// Technology used. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technology: Option<String>,
    /// Source code, where it is software for reuse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repo_url: Option<String>,
    /// Who paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funding: Vec<Funding>,
    /// Measured results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Indicator>,
    /// Results expected, where none are measured yet. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_results: Option<String>,
    /// How far the evidence can be trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_rating: Option<EvidenceRating>,
    /// What did not work. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failures: Option<String>,
    /// What others must have: weighted prerequisites.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Why and where it can be carried over. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_potential: Option<String>,
    /// What to change and what never to change. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adaptation_notes: Option<String>,
    /// Whether a small body can do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small_body_ok: Option<bool>,
    /// The smallest population it makes sense for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_population: Option<u32>,
    /// The transferable pieces, lettered A, B, C by their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Model>,
    /// Things to use again: courses, templates, software.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Courses on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub training: Vec<Training>,
    /// Facts of scale as typed numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scale: Vec<ScaleFact>,
    /// The practices that this one is a variant of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<Uid>,
    /// Addresses to read on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Title and summary in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// Licence of the text.
    #[serde(default = "cc_by")]
    pub licence_of_text: Licence,
    /// What experts said of it, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<Opinion>,
    /// Day of the last expert opinion; present means that one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_at: Option<PartialDate>,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<PartialDate>,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

fn published() -> Stage {
    Stage::Published
}

fn public() -> Audience {
    Audience::Public
}

fn cc_by() -> Licence {
    Licence::CcBy
}

impl Practice {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        self.check_head(&mut problems);
        self.check_texts(&mut problems);
        self.check_facts(&mut problems);
        parts::check(&mut self, &mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_head(&mut self, problems: &mut Vec<Problem>) {
        text::line("title", &mut self.title, text::TITLE_MAX, problems);
        if self.title.is_empty() {
            problems.push(Problem::new("title", Fault::Missing));
        }
        // What is for others than a community names none.
        self.community.take_if(|_| self.audience != Audience::Community);
        text::optional_line("contact", &mut self.contact, 300, problems);
        text::optional_line("municipality", &mut self.municipality, 150, problems);
        text::list("themes", &self.themes, problems);
        text::list("tags", &self.tags, problems);
        for (at, tag) in self.tags.iter_mut().enumerate() {
            text::line(&format!("tags[{at}]"), tag, 60, problems);
        }
        places::check(&mut self.region, &mut self.province, problems);
    }

    fn check_texts(&mut self, problems: &mut Vec<Problem>) {
        for (field, value) in [
            ("summary", &mut self.summary),
            ("problem", &mut self.problem),
            ("solution", &mut self.solution),
            ("innovation", &mut self.innovation),
            ("beneficiaries_note", &mut self.beneficiaries_note),
            ("stakeholders", &mut self.stakeholders),
            ("legal_basis", &mut self.legal_basis),
            ("technology", &mut self.technology),
            ("expected_results", &mut self.expected_results),
            ("failures", &mut self.failures),
            ("transfer_potential", &mut self.transfer_potential),
            ("adaptation_notes", &mut self.adaptation_notes),
        ] {
            text::optional_text(field, value, problems);
        }
        let has_none = self.summary.is_none() && self.problem.is_none() && self.solution.is_none();
        if has_none && !self.stage.is_unpublished() {
            problems.push(Problem::new("summary", Fault::Missing));
        }
    }

    fn check_facts(&self, problems: &mut Vec<Problem>) {
        if let Some((start, end)) = self.start_date.zip(self.end_date)
            && end.is_before(start)
        {
            problems.push(Problem::new("end_date", Fault::Contradicts { other: "start_date".to_owned() }));
        }
        if self.resources_time_months.is_some_and(|months| !(1..=120).contains(&months)) {
            problems.push(Problem::new("resources_time_months", Fault::invalid("1 to 120 months")));
        }
        if let Some(address) = &self.repo_url {
            text::web_address("repo_url", address, problems);
        }
        let supplies = |part: &Part| {
            part.role == PartnerRole::TechnologyPartner && Some(&part.organisation) == self.owner_org.as_ref()
        };
        if self.partner_orgs.iter().any(supplies) {
            problems.push(Problem::new("owner_org", Fault::Contradicts { other: "partner_orgs".to_owned() }));
        }
        if self.based_on.contains(&self.uid) {
            problems.push(Problem::new("based_on", Fault::Contradicts { other: "uid".to_owned() }));
        }
        if self.revision_of.is_some() && !self.stage.is_unpublished() {
            problems.push(Problem::new("revision_of", Fault::Contradicts { other: "stage".to_owned() }));
        }
        text::list("authors", &self.authors, problems);
    }

    /// The title for a reader: a translation where there is one, else the original, with its language.
    pub fn title_for(&self, locale: Locale) -> (&str, Language) {
        let wanted = locale.language();
        match self.translations.iter().find(|translation| translation.language == wanted) {
            Some(translation) if self.language != wanted => (&translation.title, wanted),
            _ => (&self.title, self.language),
        }
    }

    /// The summary for a reader, as `title_for`.
    pub fn summary_for(&self, locale: Locale) -> (&str, Language) {
        let wanted = locale.language();
        let translated = self.translations.iter().find(|translation| translation.language == wanted);
        match translated.and_then(|translation| translation.summary.as_deref()) {
            Some(summary) if self.language != wanted => (summary, wanted),
            _ => (self.summary.as_deref().unwrap_or_default(), self.language),
        }
    }

    /// Whether somebody else measured or judged the results.
    pub fn has_evidence(&self) -> bool {
        !self.evidence.is_empty()
    }
}
