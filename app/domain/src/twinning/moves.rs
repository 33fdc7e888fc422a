// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moving a twinning, a model or a step on: what is still missing, and what comes of it.

use super::{CheckKind, ModelState, Move, PartyRole, Reply, StepState, Twinning, TwinningState};
use crate::practice::writing::LackKind;
use crate::text::{self, Uid};

/// Something that a move needs and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A field is empty, too short or too long.
    Field {
        /// Its name, as in the record.
        field: &'static str,
        /// What is wrong with it.
        kind: LackKind,
    },
    /// Nobody has the part.
    Party(PartyRole),
    /// A recipient has no objective of its own.
    Objective {
        /// The recipient.
        recipient: Uid,
    },
    /// A model has nobody on one of its sides, or no description.
    Model {
        /// The model.
        model: Uid,
        /// The field that is empty: `offering`, `recipients` or `description`.
        field: &'static str,
    },
    /// A question of the check is not answered.
    Check(CheckKind),
    /// No evaluator has given an opinion.
    Opinion,
    /// A party has not accepted.
    Acceptance {
        /// The organisation.
        organisation: Uid,
        /// Whether it said no, where it said something.
        reply: Option<Reply>,
    },
    /// A step is still to do.
    OpenStep {
        /// The step.
        step: Uid,
    },
    /// Nothing was measured against a value from before.
    Baseline,
    /// The others must be told why.
    Reason,
}

/// Why a move was refused; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The state that it leads to may not follow the present one.
    #[error("{next} may not follow {state}")]
    MayNotFollow {
        /// The code of the present state.
        state: &'static str,
        /// The code of the move or the state that was wanted.
        next: &'static str,
    },
    /// Something is missing.
    #[error("lacks {0:?}")]
    Lacks(Vec<Lack>),
    /// Not while the twinning stands where it stands.
    #[error("not while the twinning is {0}")]
    NotWhile(TwinningState),
    /// The twinning has no such model or step.
    #[error("no such part")]
    Unknown,
}

/// The texts of the form with their least and most characters; what has a least is needed to be examined (DOMAIN.md,
/// "Twinning project").
pub const LIMITS: &[(&str, usize, usize)] = &[
    ("acronym", 0, 30),
    ("title", 5, 150),
    ("strapline", 0, 200),
    ("object", 200, 4_000),
    ("aim", 0, 4_000),
    ("coherence", 0, 2_000),
    ("expected_results", 100, 3_000),
    ("results", 0, 6_000),
];
/// The most characters of the objective for one recipient.
pub const OBJECTIVE_MAX: usize = 4_000;
/// The most characters of a model's title, or a step's.
pub const MODEL_TITLE_MAX: usize = 150;
/// The most characters of a model's description.
pub const MODEL_DESCRIPTION_MAX: usize = 1_500;
/// How many themes a twinning may have.
pub const THEMES_MAX: usize = 3;

impl Twinning {
    /// What is still missing for a move, in the order of the page; the reason beside.
    pub fn lacks(&self, next: Move) -> Vec<Lack> {
        match next {
            Move::Examine => self.lacks_of_proposal(),
            Move::Approve => [self.lacks_of_proposal(), self.lacks_of_check()].concat(),
            Move::Start => [self.lacks_of_proposal(), self.lacks_of_check(), self.lacks_of_replies()].concat(),
            Move::Conclude => self.lacks_of_end(),
            Move::Evaluate => {
                let measured = self.indicators.iter().any(|one| one.baseline.is_some());
                if measured { self.lacks_of_end() } else { [self.lacks_of_end(), vec![Lack::Baseline]].concat() }
            }
            Move::Decline | Move::Suspend | Move::Resume | Move::Cancel => Vec::new(),
        }
    }

    /// The moves that may follow, whatever they still lack.
    pub fn moves(&self) -> impl Iterator<Item = Move> {
        let state = self.state;
        Move::ALL.iter().copied().filter(move |one| one.from(state).is_some())
    }

    fn lacks_of_proposal(&self) -> Vec<Lack> {
        let mut lacks: Vec<Lack> =
            LIMITS.iter().filter_map(|(field, min, max)| self.lack_of(field, *min, *max)).collect();
        let field = |field, kind| Lack::Field { field, kind };
        match self.themes.len() {
            0 => lacks.push(field("themes", LackKind::Missing)),
            now if now > THEMES_MAX => lacks.push(field("themes", LackKind::TooMany { most: THEMES_MAX, now })),
            _ => {}
        }
        if self.start_date.is_none() {
            lacks.push(field("start_date", LackKind::Missing));
        }
        let sides = [PartyRole::Offering, PartyRole::Recipient].into_iter();
        lacks.extend(sides.filter(|role| self.in_role(*role).next().is_none()).map(Lack::Party));
        let aimed = |recipient: &&Uid| self.objectives.iter().any(|objective| objective.recipient == **recipient);
        let without = self.in_role(PartyRole::Recipient).filter(|recipient| !aimed(recipient));
        lacks.extend(without.map(|recipient| Lack::Objective { recipient: recipient.clone() }));
        if self.models.is_empty() {
            lacks.push(field("models", LackKind::Missing));
        }
        for model in self.models.iter().filter(|model| model.state != ModelState::Dropped) {
            let fields = [
                ("description", model.description.trim().is_empty()),
                ("offering", model.offering.is_empty()),
                ("recipients", model.recipients.is_empty()),
            ];
            let empty = fields.into_iter().filter(|(_, is_empty)| *is_empty);
            lacks.extend(empty.map(|(field, _)| Lack::Model { model: model.uid.clone(), field }));
        }
        lacks
    }

    fn lack_of(&self, field: &'static str, min: usize, max: usize) -> Option<Lack> {
        let text = match field {
            "acronym" => self.acronym.as_ref(),
            "title" => Some(&self.title),
            "strapline" => self.strapline.as_ref(),
            "object" => self.object.as_ref(),
            "aim" => self.aim.as_ref(),
            "coherence" => self.coherence.as_ref(),
            "expected_results" => self.expected_results.as_ref(),
            _ => self.results.as_ref(),
        };
        let kind = match text.map_or(0, |text| text.trim().chars().count()) {
            0 if min > 0 => LackKind::Missing,
            now if now < min => LackKind::TooShort { min, now },
            now if now > max => LackKind::TooLong { max, now },
            _ => return None,
        };
        Some(Lack::Field { field, kind })
    }

    fn lacks_of_check(&self) -> Vec<Lack> {
        let open = CheckKind::ALL.iter().copied().filter(|kind| !self.answers(*kind)).map(Lack::Check);
        open.chain(self.opinion.is_none().then_some(Lack::Opinion)).collect()
    }

    fn lacks_of_replies(&self) -> Vec<Lack> {
        let reply = |organisation: &Uid| {
            let said = self.acceptances.iter().find(|one| one.organisation == *organisation);
            said.map(|one| one.reply)
        };
        let signers = self.signers().into_iter().map(|organisation| (reply(&organisation), organisation));
        signers
            .filter(|(reply, _)| *reply != Some(Reply::Accepted))
            .map(|(reply, organisation)| Lack::Acceptance { organisation, reply })
            .collect()
    }

    fn lacks_of_end(&self) -> Vec<Lack> {
        let open = self.steps.iter().filter(|step| step.state.is_open());
        let steps = open.map(|step| Lack::OpenStep { step: step.uid.clone() });
        let missing = self.results.is_none().then_some(Lack::Field { field: "results", kind: LackKind::Missing });
        steps.chain(missing).collect()
    }

    /// The twinning after a move.
    ///
    /// # Errors
    /// The move does not start from the present state, or something is missing for it.
    pub fn moved(&self, next: Move, reason: Option<&str>) -> Result<Self, Refused> {
        let Some(state) = next.from(self.state) else {
            return Err(Refused::MayNotFollow { state: self.state.code(), next: next.code() });
        };
        let reason = given(reason);
        let mut lacks = self.lacks(next);
        if next.needs_reason() && reason.is_none() {
            lacks.push(Lack::Reason);
        }
        let moved = Self { state, reason: reason.filter(|_| next.needs_reason()), ..self.clone() };
        if lacks.is_empty() { Ok(moved) } else { Err(Refused::Lacks(lacks)) }
    }

    /// The twinning with one of its models in another state. Models go on while it runs, and afterwards.
    ///
    /// # Errors
    /// There is no such model, the state may not follow, a model is dropped without a reason, or the twinning has not
    /// begun to run, or rests.
    pub fn with_model(&self, model: &Uid, next: ModelState, reason: Option<&str>) -> Result<Self, Refused> {
        let place = self.models.iter().position(|one| one.uid == *model).ok_or(Refused::Unknown)?;
        let state = self.models[place].state;
        if !next.may_follow(state) {
            return Err(Refused::MayNotFollow { state: state.code(), next: next.code() });
        }
        let is_dropped = next == ModelState::Dropped;
        let rests = !self.state.has_run() || self.state == TwinningState::Suspended;
        if rests && !is_dropped {
            return Err(Refused::NotWhile(self.state));
        }
        let reason = given(reason);
        if is_dropped && reason.is_none() {
            return Err(Refused::Lacks(vec![Lack::Reason]));
        }
        let mut moved = self.clone();
        moved.models[place].state = next;
        moved.models[place].reason = reason.filter(|_| is_dropped);
        Ok(moved)
    }

    /// The twinning without one of its models and the steps of it: those behind it move up a letter.
    ///
    /// # Errors
    /// There is no such model, or the twinning is agreed: then a model is dropped, and stays to be seen.
    pub fn without_model(&self, model: &Uid) -> Result<Self, Refused> {
        if !self.models.iter().any(|one| one.uid == *model) {
            return Err(Refused::Unknown);
        }
        if !self.state.is_proposed() {
            return Err(Refused::NotWhile(self.state));
        }
        let mut left = self.clone();
        left.models.retain(|one| one.uid != *model);
        left.steps.retain(|step| step.model.as_ref() != Some(model));
        Ok(left)
    }

    /// The twinning with one of its steps in another state.
    ///
    /// # Errors
    /// There is no such step, the state may not follow, a reason is missing, or the plan is closed.
    pub fn with_step(&self, step: &Uid, next: StepState, reason: Option<&str>) -> Result<Self, Refused> {
        let place = self.steps.iter().position(|one| one.uid == *step).ok_or(Refused::Unknown)?;
        let state = self.steps[place].state;
        if !next.may_follow(state) {
            return Err(Refused::MayNotFollow { state: state.code(), next: next.code() });
        }
        let closed = matches!(self.state, TwinningState::Declined | TwinningState::Cancelled);
        if closed || self.state.is_concluded() {
            return Err(Refused::NotWhile(self.state));
        }
        let reason = given(reason);
        if next.needs_reason() && reason.is_none() {
            return Err(Refused::Lacks(vec![Lack::Reason]));
        }
        let mut moved = self.clone();
        let step = &mut moved.steps[place];
        step.state = next;
        step.reason = reason.filter(|_| next.needs_reason());
        if next == StepState::Done {
            step.percent = 100;
        }
        Ok(moved)
    }
}

/// A reason that says something.
fn given(reason: Option<&str>) -> Option<String> {
    reason.map(text::plain_text).filter(|reason| !reason.trim().is_empty())
}
