// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who stands on which side of a twinning, and that nobody stands where it cannot.

use super::{Model, PartyRole, Twinning, TwinningState};
use crate::text::{Fault, Problem, Uid};

impl Twinning {
    /// Whether an organisation has a part.
    pub fn has(&self, organisation: &Uid, role: PartyRole) -> bool {
        self.parties.iter().any(|party| party.organisation == *organisation && party.role == role)
    }

    /// The organisations with a part, in the order of the parties.
    pub fn in_role(&self, role: PartyRole) -> impl Iterator<Item = &Uid> {
        self.parties.iter().filter(move |party| party.role == role).map(|party| &party.organisation)
    }

    /// All organisations with a part, each once.
    pub fn organisations(&self) -> Vec<Uid> {
        each_once(self.parties.iter().map(|party| &party.organisation))
    }

    /// Those that must accept it before it runs: both sides of what is carried over.
    pub fn signers(&self) -> Vec<Uid> {
        let signs = |role| matches!(role, PartyRole::Offering | PartyRole::Recipient);
        each_once(self.parties.iter().filter(|party| signs(party.role)).map(|party| &party.organisation))
    }

    /// The members who coordinate it: who proposed it, and the referents of the body that leads or coordinates.
    pub fn coordinators(&self) -> Vec<Uid> {
        let leads = |role| matches!(role, PartyRole::Lead | PartyRole::Coordinator);
        let referents =
            self.parties.iter().filter(|party| leads(party.role)).filter_map(|party| party.referent.as_ref());
        each_once(self.created_by.iter().chain(referents))
    }

    /// The twinning with one body in the place of another, as when two records of one body are joined. Whether it can
    /// stand so, `checked` says.
    #[must_use]
    pub fn with_body_renamed(mut self, from: &Uid, into: &Uid) -> Self {
        let renamed = |uid: &mut Uid| {
            if uid == from {
                into.clone_into(uid);
            }
        };
        self.parties.iter_mut().for_each(|party| renamed(&mut party.organisation));
        self.objectives.iter_mut().for_each(|objective| renamed(&mut objective.recipient));
        self.acceptances.iter_mut().for_each(|acceptance| renamed(&mut acceptance.organisation));
        self.steps.iter_mut().filter_map(|step| step.owner.as_mut()).for_each(renamed);
        self.agreements.iter_mut().flat_map(|agreement| &mut agreement.parties).for_each(renamed);
        for model in &mut self.models {
            model.offering.iter_mut().chain(&mut model.recipients).for_each(renamed);
            model.offering = each_once(model.offering.iter());
            model.recipients = each_once(model.recipients.iter());
        }
        let mut seen: Vec<(Uid, PartyRole)> = Vec::new();
        self.parties.retain(|party| {
            let part = (party.organisation.clone(), party.role);
            let is_new = !seen.contains(&part);
            seen.push(part);
            is_new
        });
        self
    }
}

fn each_once<'a>(all: impl Iterator<Item = &'a Uid>) -> Vec<Uid> {
    let mut kept: Vec<Uid> = Vec::new();
    for one in all {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
    kept
}

/// Checks who is named where.
pub(super) fn check(twinning: &Twinning, problems: &mut Vec<Problem>) {
    check_parties(twinning, problems);
    for (at, model) in twinning.models.iter().enumerate() {
        check_model(twinning, at, model, problems);
    }
    for (at, objective) in twinning.objectives.iter().enumerate() {
        let field = format!("objectives[{at}].recipient");
        if !twinning.has(&objective.recipient, PartyRole::Recipient) {
            problems.push(contradicts(&field, "parties"));
        }
        if twinning.objectives[..at].iter().any(|earlier| earlier.recipient == objective.recipient) {
            problems.push(contradicts(&field, "objectives"));
        }
    }
    let signers = twinning.signers();
    for (at, acceptance) in twinning.acceptances.iter().enumerate() {
        let field = format!("acceptances[{at}].organisation");
        if !signers.contains(&acceptance.organisation) {
            problems.push(contradicts(&field, "parties"));
        }
        if twinning.acceptances[..at].iter().any(|earlier| earlier.organisation == acceptance.organisation) {
            problems.push(contradicts(&field, "acceptances"));
        }
    }
    let organisations = twinning.organisations();
    for (at, agreement) in twinning.agreements.iter().enumerate() {
        if agreement.parties.iter().any(|party| !organisations.contains(party)) {
            problems.push(contradicts(&format!("agreements[{at}].parties"), "parties"));
        }
    }
}

fn check_parties(twinning: &Twinning, problems: &mut Vec<Problem>) {
    for (at, party) in twinning.parties.iter().enumerate() {
        let field = format!("parties[{at}].role");
        let before = &twinning.parties[..at];
        if before.iter().any(|earlier| earlier.organisation == party.organisation && earlier.role == party.role) {
            problems.push(contradicts(&field, "parties"));
        }
        // AC-004-2.
        if party.role == PartyRole::TechnologyPartner && twinning.has(&party.organisation, PartyRole::Offering) {
            problems.push(contradicts(&field, "parties"));
        }
    }
    let is_agreed =
        !matches!(twinning.state, TwinningState::Proposal | TwinningState::Declined | TwinningState::Cancelled);
    let lacks_a_side =
        [PartyRole::Offering, PartyRole::Recipient].into_iter().any(|role| twinning.in_role(role).next().is_none());
    if is_agreed && lacks_a_side {
        problems.push(Problem::new("parties", Fault::Missing));
    }
}

fn check_model(twinning: &Twinning, at: usize, model: &Model, problems: &mut Vec<Problem>) {
    if twinning.models[..at].iter().any(|earlier| earlier.uid == model.uid) {
        problems.push(contradicts(&format!("models[{at}].uid"), "models"));
    }
    for (side, named, role) in
        [("offering", &model.offering, PartyRole::Offering), ("recipients", &model.recipients, PartyRole::Recipient)]
    {
        if named.iter().any(|one| !twinning.has(one, role)) {
            problems.push(contradicts(&format!("models[{at}].{side}"), "parties"));
        }
        if (1..named.len()).any(|place| named[..place].contains(&named[place])) {
            problems.push(contradicts(&format!("models[{at}].{side}"), side));
        }
    }
    if model.recipients.iter().any(|one| model.offering.contains(one)) {
        problems.push(contradicts(&format!("models[{at}].recipients"), "offering"));
    }
}

fn contradicts(field: &str, other: &str) -> Problem {
    Problem::new(field, Fault::Contradicts { other: other.to_owned() })
}
