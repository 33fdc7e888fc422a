// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The parts that a practice is made of: models, indicators, prerequisites, resources.

use serde::{Deserialize, Serialize};

use super::Practice;
use super::codes::{ConditionCategory, CostBand, EvidenceKind, Licence, PartnerRole, ResourceKind, ScaleMeasure};
use crate::date::PartialDate;
use crate::language::Language;
use crate::text::{self, Fault, Problem, Uid};

/// Another organisation's part in a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The organisation.
    pub organisation: Uid,
    /// What it did.
    pub role: PartnerRole,
}

/// Money that a practice needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finances {
    /// How much, as a band.
    pub band: CostBand,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// People that a practice needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Full-time equivalents.
    pub fte: f32,
    /// Which ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who paid (AC-004-3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Funding {
    /// The programme, where the portal knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Uid>,
    /// Codes of the programme's priorities that the practice answers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
    /// The call or the source, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// Year of the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Amount, in euro.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// Part that the body paid by itself, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub co_financing_percent: Option<u8>,
}

/// A result: what was counted, from which value to which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What was counted.
    pub name: String,
    /// In which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Before, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// After, as written.
    pub value: String,
    /// When it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Where it can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// A number or a finding.
    pub kind: EvidenceKind,
}

/// What a body must have before it can take the practice up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The prerequisite, as something that can be answered by yes or no.
    pub text: String,
    /// What it is about.
    pub category: ConditionCategory,
    /// How much it weighs, 1 to 3.
    pub weight: u8,
    /// Whether without it nothing can begin.
    #[serde(default)]
    pub blocking: bool,
}

/// One transferable piece; its letter follows from its place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Its name.
    pub title: String,
    /// What it is, Markdown.
    pub description: String,
    /// Whether it can be carried over without the others.
    #[serde(default)]
    pub transferable_alone: bool,
}

/// A thing to use again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: ResourceKind,
    /// Where it is.
    pub url: String,
    /// Its licence.
    pub licence: Licence,
    /// Its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Its size, as written: "2,4 MB", "6 ore".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
}

/// A course on the practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// Its title.
    pub title: String,
    /// Where it is held or described.
    pub url: String,
    /// The area it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// How long it takes, in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u16>,
}

/// A typed number that tells how large a practice is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleFact {
    /// What is counted.
    pub measure: ScaleMeasure,
    /// How many.
    pub value: u64,
}

/// An address to read on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is there.
    pub label: String,
    /// The address.
    pub url: String,
}

/// Title and summary in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// The title.
    pub title: String,
    /// The summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

/// The letter of the model at a place: A, B, ... Z, then A1, B1.
pub fn letter(place: usize) -> String {
    let base = char::from(b'A' + u8::try_from(place % 26).expect("a remainder of 26 fits"));
    match place / 26 {
        0 => base.to_string(),
        round => format!("{base}{round}"),
    }
}

/// Checks the safety limits of all parts.
pub(super) fn check(practice: &mut Practice, problems: &mut Vec<Problem>) {
    lengths(practice, problems);
    for (at, model) in practice.models.iter_mut().enumerate() {
        named(&format!("models[{at}].title"), &mut model.title, text::TITLE_MAX, problems);
        text::long_text(&format!("models[{at}].description"), &mut model.description, problems);
    }
    for (at, indicator) in practice.evidence.iter_mut().enumerate() {
        indicator.check(&format!("evidence[{at}]"), problems);
    }
    for (at, condition) in practice.conditions.iter_mut().enumerate() {
        named(&format!("conditions[{at}].text"), &mut condition.text, 500, problems);
        if !(1..=3).contains(&condition.weight) {
            problems.push(Problem::new(format!("conditions[{at}].weight"), Fault::invalid("1, 2 or 3")));
        }
    }
    for (at, translation) in practice.translations.iter_mut().enumerate() {
        named(&format!("translations[{at}].title"), &mut translation.title, text::TITLE_MAX, problems);
        text::optional_text(&format!("translations[{at}].summary"), &mut translation.summary, problems);
    }
    needs(practice, problems);
    addresses(practice, problems);
    super::opinion::check(practice, problems);
}

fn lengths(practice: &Practice, problems: &mut Vec<Problem>) {
    text::list("models", &practice.models, problems);
    text::list("evidence", &practice.evidence, problems);
    text::list("conditions", &practice.conditions, problems);
    text::list("partner_orgs", &practice.partner_orgs, problems);
    text::list("funding", &practice.funding, problems);
    text::list("resources", &practice.resources, problems);
    text::list("training", &practice.training, problems);
    text::list("scale", &practice.scale, problems);
    text::list("links", &practice.links, problems);
    text::list("based_on", &practice.based_on, problems);
    text::list("translations", &practice.translations, problems);
}

fn needs(practice: &mut Practice, problems: &mut Vec<Problem>) {
    if let Some(finances) = &mut practice.resources_financial {
        text::optional_line("resources_financial.note", &mut finances.note, 1_000, problems);
    }
    if let Some(staff) = &mut practice.resources_human {
        text::optional_line("resources_human.note", &mut staff.note, 1_000, problems);
        if !(staff.fte.is_finite() && (0.0..=10_000.0).contains(&staff.fte)) {
            problems.push(Problem::new("resources_human.fte", Fault::invalid("0 to 10,000")));
        }
    }
    for (at, funding) in practice.funding.iter_mut().enumerate() {
        funding.check(&format!("funding[{at}]"), problems);
    }
}

impl Indicator {
    /// Checks the safety limits.
    pub(crate) fn check(&mut self, within: &str, problems: &mut Vec<Problem>) {
        let field = |name: &str| format!("{within}.{name}");
        named(&field("name"), &mut self.name, text::TITLE_MAX, problems);
        named(&field("value"), &mut self.value, 500, problems);
        text::optional_line(&field("baseline"), &mut self.baseline, 500, problems);
        text::optional_line(&field("unit"), &mut self.unit, 60, problems);
        if let Some(address) = &self.source_url {
            text::web_address(&field("source_url"), address, problems);
        }
    }
}

impl Funding {
    /// Checks the safety limits.
    pub(crate) fn check(&mut self, within: &str, problems: &mut Vec<Problem>) {
        text::optional_line(&format!("{within}.call"), &mut self.call, text::TITLE_MAX, problems);
        if self.co_financing_percent.is_some_and(|percent| percent > 100) {
            problems.push(Problem::new(format!("{within}.co_financing_percent"), Fault::invalid("0 to 100")));
        }
    }
}

fn addresses(practice: &mut Practice, problems: &mut Vec<Problem>) {
    for (at, resource) in practice.resources.iter_mut().enumerate() {
        named(&format!("resources[{at}].title"), &mut resource.title, text::TITLE_MAX, problems);
        text::optional_line(&format!("resources[{at}].size"), &mut resource.size, 60, problems);
        text::web_address(&format!("resources[{at}].url"), &resource.url, problems);
    }
    for (at, training) in practice.training.iter_mut().enumerate() {
        named(&format!("training[{at}].title"), &mut training.title, text::TITLE_MAX, problems);
        text::optional_line(&format!("training[{at}].area"), &mut training.area, 100, problems);
        text::web_address(&format!("training[{at}].url"), &training.url, problems);
    }
    for (at, link) in practice.links.iter_mut().enumerate() {
        named(&format!("links[{at}].label"), &mut link.label, text::TITLE_MAX, problems);
        text::web_address(&format!("links[{at}].url"), &link.url, problems);
    }
}

fn named(field: &str, value: &mut String, max: usize, problems: &mut Vec<Problem>) {
    text::line(field, value, max, problems);
    if value.is_empty() {
        problems.push(Problem::new(field, Fault::Missing));
    }
}
