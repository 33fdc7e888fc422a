// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Readiness: how far a body has what a practice asks for, and what it has to do before it begins (DOMAIN.md,
//! "Transfer-readiness checklist and gap").

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::practice::Condition;
use crate::text::{self, Fault, Problem, Uid};

mod result;

pub use result::{FollowUp, FollowUpKind, Readiness, ReadinessLevel, Share};

/// The longest note to an answer, in characters.
pub const NOTE_MAX: usize = 300;

coded! {
    /// What a body answers to a prerequisite.
    ReadinessAnswer {
        /// Sì.
        Yes = "yes",
        /// In parte.
        Partly = "partly",
        /// No.
        No = "no",
        /// Non so.
        Unknown = "unknown",
    }
}

/// The answer to one prerequisite, which is kept as it was when it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionAnswer {
    /// What was asked.
    pub condition: Condition,
    /// What the body answers.
    pub answer: ReadinessAnswer,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What one body answered to the prerequisites of one practice. Each time it answers anew makes a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessCheck {
    /// Stable identifier of this version.
    pub uid: Uid,
    /// Identifier of the answers, the same for all their versions: the uid of the first one.
    pub check: Uid,
    /// The practice.
    pub practice: Uid,
    /// The body that answers for itself, and for no other.
    pub organisation: Uid,
    /// Which version of the answers this is, from 1.
    pub number: u32,
    /// When it was answered, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// The answers, in the order of the practice.
    pub answers: Vec<ConditionAnswer>,
}

/// The answers as they stand beside what the practice asks for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// What the practice asks for now, with the answers that are still about the same; the others are unknown.
    pub answers: Vec<ConditionAnswer>,
    /// The places of what was never asked before, or in other words.
    pub asked_anew: Vec<usize>,
    /// What was answered and is no longer asked.
    pub asked_no_more: Vec<ConditionAnswer>,
}

impl ReadinessCheck {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::list("answers", &self.answers, &mut problems);
        text::ordinal("number", Some(self.number), &mut problems);
        for (at, one) in self.answers.iter_mut().enumerate() {
            let field = |name: &str| format!("answers[{at}].{name}");
            text::line(&field("condition.text"), &mut one.condition.text, 500, &mut problems);
            if one.condition.text.is_empty() {
                problems.push(Problem::new(field("condition.text"), Fault::Missing));
            }
            if !(1..=3).contains(&one.condition.weight) {
                problems.push(Problem::new(field("condition.weight"), Fault::invalid("1, 2 or 3")));
            }
            text::optional_line(&field("note"), &mut one.note, NOTE_MAX, &mut problems);
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// What follows from the answers, as they were asked for; nothing where nothing was asked.
    pub fn readiness(&self) -> Option<Readiness> {
        Readiness::of(&self.answers)
    }

    /// Whether the practice asks for something else by now, or otherwise: in other words, with another weight, in
    /// another order.
    pub fn is_stale(&self, conditions: &[Condition]) -> bool {
        !self.answers.iter().map(|one| &one.condition).eq(conditions)
    }

    /// The answers beside what the practice asks for now: an answer stands as long as the same words are asked, with
    /// the weight of now.
    pub fn current(&self, conditions: &[Condition]) -> Current {
        let mut left: Vec<&ConditionAnswer> = self.answers.iter().collect();
        let mut asked_anew = Vec::new();
        let mut answers = unanswered(conditions);
        for (place, one) in answers.iter_mut().enumerate() {
            match left.iter().position(|old| old.condition.text == one.condition.text) {
                Some(found) => {
                    let old = left.remove(found);
                    (one.answer, one.note) = (old.answer, old.note.clone());
                }
                None => asked_anew.push(place),
            }
        }
        Current { answers, asked_anew, asked_no_more: left.into_iter().cloned().collect() }
    }

    /// The next version, answered by the same body. This one is kept as it is.
    #[must_use]
    pub fn answered(&self, uid: Uid, answers: Vec<ConditionAnswer>, by: Uid, at: i64) -> Self {
        Self { uid, number: self.number.saturating_add(1), at, by: Some(by), answers, ..self.clone() }
    }

    /// The versions of two bodies for one practice, once one of the bodies becomes the other: where both have some, they
    /// are numbered anew by when they were answered, and none goes.
    pub fn joined(body: &Uid, own: Vec<Self>, others: Vec<Self>) -> Vec<Self> {
        let have_both = !own.is_empty() && !others.is_empty();
        let mut all: Vec<Self> = own.into_iter().chain(others).collect();
        all.sort_by(|one, other| (one.at, one.number, &one.uid).cmp(&(other.at, other.number, &other.uid)));
        let first = all.first().map(|one| one.uid.clone());
        for (one, number) in all.iter_mut().zip(1..) {
            body.clone_into(&mut one.organisation);
            if let Some(first) = first.as_ref().filter(|_| have_both) {
                first.clone_into(&mut one.check);
                one.number = number;
            }
        }
        all
    }
}

/// What a practice asks for, before anybody has answered.
pub fn unanswered(conditions: &[Condition]) -> Vec<ConditionAnswer> {
    let asked = conditions.iter().cloned();
    asked.map(|condition| ConditionAnswer { condition, answer: ReadinessAnswer::Unknown, note: None }).collect()
}

#[cfg(test)]
#[path = "readiness/tests.rs"]
mod tests;
