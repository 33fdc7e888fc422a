// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The parts that a twinning is made of: parties, objectives, models, the check of prerequisites, acceptances.

use serde::{Deserialize, Serialize};

use super::{ModelState, Twinning};
use crate::code::coded;
use crate::date::PartialDate;
pub use crate::practice::OPINION_MAX;
use crate::practice::OpinionOutcome;
use crate::text::{self, Fault, Problem, Uid};

/// The longest note, in characters.
const NOTE_MAX: usize = 1_000;

coded! {
    /// What part an organisation has (AC-002-2). A technology partner never offers (AC-004-2).
    PartyRole {
        /// Capofila.
        Lead = "lead",
        /// Offerente.
        Offering = "offering",
        /// Destinataria.
        Recipient = "recipient",
        /// Coordinatrice.
        Coordinator = "coordinator",
        /// Partner.
        Partner = "partner",
        /// Partner tecnologico.
        TechnologyPartner = "technology_partner",
        /// Osservatrice.
        Observer = "observer",
    }
}

coded! {
    /// What the check of prerequisites asks (AC-003-10).
    CheckKind {
        /// Whether the practice holds what it promises.
        Validity = "validity",
        /// Whether the offering bodies have proven experience with it.
        Experience = "experience",
        /// Whether the recipients have the least that it needs.
        MinimumConditions = "minimum_conditions",
        /// Whether it can be repeated there.
        Replicability = "replicability",
        /// Whether further investments are needed.
        FurtherInvestment = "further_investment",
    }
}

coded! {
    /// The answer to a question of the check.
    Answer {
        /// Sì.
        Yes = "yes",
        /// In parte.
        Partly = "partly",
        /// No.
        No = "no",
    }
}

coded! {
    /// What a party says to a proposal.
    Reply {
        /// It takes part.
        Accepted = "accepted",
        /// It does not.
        Refused = "refused",
    }
}

/// An organisation's part in a twinning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The organisation.
    pub organisation: Uid,
    /// What part it has.
    pub role: PartyRole,
    /// The member to turn to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent: Option<Uid>,
}

/// What a twinning aims at for one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// The recipient.
    pub recipient: Uid,
    /// The aim. Markdown.
    pub text: String,
}

/// One piece that is carried over; its letter follows from its place in the list (AC-003-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Stable identifier within the twinning: letters change when a model is taken out, this does not.
    pub uid: Uid,
    /// Its name.
    pub title: String,
    /// What it is. Markdown.
    #[serde(default)]
    pub description: String,
    /// Who offers it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offering: Vec<Uid>,
    /// Who takes it up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Uid>,
    /// The practice that it is a piece of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Uid>,
    /// How far it has come.
    #[serde(default = "planned")]
    pub state: ModelState,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn planned() -> ModelState {
    ModelState::Planned
}

/// A programme that a twinning answers to, with its priorities (AC-003-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coherence {
    /// The programme.
    pub programme: Uid,
    /// Codes of its priorities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
}

/// Whether the recipients must invest beside the twinning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FurtherInvestment {
    /// Whether they must.
    pub needed: bool,
    /// How much, in euro.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// In what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An answer to the check of prerequisites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What is asked.
    pub kind: CheckKind,
    /// The answer.
    pub answer: Answer,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What an evaluator thinks of a twinning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The member who gave it; absent where it came from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluator: Option<Uid>,
    /// What the evaluator thinks.
    pub outcome: OpinionOutcome,
    /// Why. Markdown.
    pub text: String,
    /// When it was given, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
}

/// What a party said to the proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The organisation.
    pub organisation: Uid,
    /// What it said.
    pub reply: Reply,
    /// The member who said it for the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// What it said beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Twinning {
    /// Whether a question of the check is answered.
    pub fn answers(&self, kind: CheckKind) -> bool {
        let by_amount = kind == CheckKind::FurtherInvestment && self.further_investment.is_some();
        by_amount || self.checks.iter().any(|check| check.kind == kind)
    }
}

/// Checks the safety limits of all parts but the steps.
pub(super) fn check(twinning: &mut Twinning, problems: &mut Vec<Problem>) {
    lengths(twinning, problems);
    for (at, objective) in twinning.objectives.iter_mut().enumerate() {
        said(&format!("objectives[{at}].text"), &mut objective.text, problems);
    }
    for (at, model) in twinning.models.iter_mut().enumerate() {
        check_model(&format!("models[{at}]"), model, problems);
    }
    for (at, indicator) in twinning.indicators.iter_mut().enumerate() {
        indicator.check(&format!("indicators[{at}]"), problems);
    }
    for (at, coherence) in twinning.programmes.iter_mut().enumerate() {
        for (place, code) in coherence.priorities.iter_mut().enumerate() {
            named(&format!("programmes[{at}].priorities[{place}]"), code, 20, problems);
        }
    }
    for (at, funding) in twinning.funding.iter_mut().enumerate() {
        funding.check(&format!("funding[{at}]"), problems);
    }
    for (at, agreement) in twinning.agreements.iter_mut().enumerate() {
        agreement.check(&format!("agreements[{at}]"), problems);
    }
    for (at, acceptance) in twinning.acceptances.iter_mut().enumerate() {
        text::optional_line(&format!("acceptances[{at}].note"), &mut acceptance.note, NOTE_MAX, problems);
    }
    check_answers(twinning, problems);
}

fn lengths(twinning: &Twinning, problems: &mut Vec<Problem>) {
    text::list("objectives", &twinning.objectives, problems);
    text::list("indicators", &twinning.indicators, problems);
    text::list("parties", &twinning.parties, problems);
    text::list("models", &twinning.models, problems);
    text::list("programmes", &twinning.programmes, problems);
    text::list("funding", &twinning.funding, problems);
    text::list("checks", &twinning.checks, problems);
    text::list("agreements", &twinning.agreements, problems);
    text::list("acceptances", &twinning.acceptances, problems);
    for (at, coherence) in twinning.programmes.iter().enumerate() {
        text::list(&format!("programmes[{at}].priorities"), &coherence.priorities, problems);
    }
    for (at, model) in twinning.models.iter().enumerate() {
        text::list(&format!("models[{at}].offering"), &model.offering, problems);
        text::list(&format!("models[{at}].recipients"), &model.recipients, problems);
    }
}

fn check_model(field: &str, model: &mut Model, problems: &mut Vec<Problem>) {
    named(&format!("{field}.title"), &mut model.title, text::TITLE_MAX, problems);
    text::long_text(&format!("{field}.description"), &mut model.description, problems);
    text::optional_text(&format!("{field}.reason"), &mut model.reason, problems);
    if model.state == ModelState::Dropped && model.reason.is_none() {
        problems.push(Problem::new(format!("{field}.reason"), Fault::Missing));
    }
}

fn check_answers(twinning: &mut Twinning, problems: &mut Vec<Problem>) {
    let needed = twinning.further_investment.as_ref().map(|investment| investment.needed);
    for at in 0..twinning.checks.len() {
        let kind = twinning.checks[at].kind;
        if twinning.checks[..at].iter().any(|earlier| earlier.kind == kind) {
            problems
                .push(Problem::new(format!("checks[{at}].kind"), Fault::Contradicts { other: "checks".to_owned() }));
        }
        let check = &mut twinning.checks[at];
        text::optional_line(&format!("checks[{at}].note"), &mut check.note, NOTE_MAX, problems);
        let says = check.answer != Answer::No;
        if kind == CheckKind::FurtherInvestment && needed.is_some_and(|needed| needed != says) {
            let other = "further_investment".to_owned();
            problems.push(Problem::new(format!("checks[{at}].answer"), Fault::Contradicts { other }));
        }
    }
    if let Some(investment) = &mut twinning.further_investment {
        text::optional_line("further_investment.note", &mut investment.note, NOTE_MAX, problems);
        if !investment.needed && investment.amount.is_some_and(|amount| amount > 0) {
            let other = "further_investment.needed".to_owned();
            problems.push(Problem::new("further_investment.amount", Fault::Contradicts { other }));
        }
    }
    if let Some(opinion) = &mut twinning.opinion {
        said("opinion.text", &mut opinion.text, problems);
        if opinion.text.chars().count() > OPINION_MAX {
            problems.push(Problem::new("opinion.text", Fault::TooLong { max: OPINION_MAX }));
        }
    }
}

/// A text that must be there.
fn said(field: &str, value: &mut String, problems: &mut Vec<Problem>) {
    text::long_text(field, value, problems);
    if value.trim().is_empty() {
        problems.push(Problem::new(field, Fault::Missing));
    }
}

/// A line that must be there.
fn named(field: &str, value: &mut String, max: usize, problems: &mut Vec<Problem>) {
    text::line(field, value, max, problems);
    if value.is_empty() {
        problems.push(Problem::new(field, Fault::Missing));
    }
}
