// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What follows from the answers: the score, what keeps a body from beginning, what to prepare, what to ask.

use std::cmp::Reverse;

use super::{ConditionAnswer, ReadinessAnswer};
use crate::code::coded;
use crate::practice::Condition;

coded! {
    /// How ready a body is, the least first.
    ReadinessLevel {
        /// Without something that nothing can begin without.
        NotReady = "not_ready",
        /// Whether it has something that nothing can begin without is not known.
        Open = "open",
        /// It can begin, once something is prepared or asked.
        ToPrepare = "to_prepare",
        /// It has all that is asked for.
        Ready = "ready",
    }
}

coded! {
    /// What follows from an answer.
    FollowUpKind {
        /// To get what is not there: a step of the plan.
        Obtain = "obtain",
        /// To complete what is there in part: a step of the plan.
        Complete = "complete",
        /// To ask the offering body what is meant, or how it did it.
        Ask = "ask",
    }
}

/// Something to do before a body begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// What.
    pub kind: FollowUpKind,
    /// For which prerequisite.
    pub condition: Condition,
    /// What the body said to it.
    pub note: Option<String>,
}

/// A part of a whole: the weights that are there, by all weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Halves of weights that are there.
    pub halves: u32,
    /// All weights, as halves; never none.
    pub of: u32,
}

impl Share {
    /// Whole percent, rounded down: 100 only where all is there.
    pub fn percent(self) -> u8 {
        u8::try_from(u64::from(self.halves) * 100 / u64::from(self.of)).expect("a part is no more than the whole")
    }
}

/// How ready a body is for a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// In one word: a "no" to what blocks makes it not ready, whatever the score.
    pub level: ReadinessLevel,
    /// Each weight whole for a yes, half for a part, nothing for a no and for what is not known.
    pub score: Share,
    /// What nothing can begin without, and is not there.
    pub blockers: Vec<Condition>,
    /// What to prepare: first what blocks, then what weighs most, then in the order of the practice.
    pub steps: Vec<FollowUp>,
    /// What is not known and to be asked, in the same order.
    pub questions: Vec<FollowUp>,
}

impl Readiness {
    /// What follows from answers; nothing where nothing was asked.
    pub fn of(answers: &[ConditionAnswer]) -> Option<Self> {
        let of = answers.iter().map(|one| 2 * u32::from(one.condition.weight)).sum();
        if of == 0 {
            return None;
        }
        let halves = answers.iter().map(|one| halves(one.answer) * u32::from(one.condition.weight)).sum();
        let (questions, steps): (Vec<_>, Vec<_>) =
            in_order(answers).into_iter().partition(|one| one.kind == FollowUpKind::Ask);
        let blocks = |one: &&ConditionAnswer| one.condition.blocking && one.answer == ReadinessAnswer::No;
        Some(Self {
            level: level(answers),
            score: Share { halves, of },
            blockers: answers.iter().filter(blocks).map(|one| one.condition.clone()).collect(),
            steps,
            questions,
        })
    }
}

const fn halves(answer: ReadinessAnswer) -> u32 {
    match answer {
        ReadinessAnswer::Yes => 2,
        ReadinessAnswer::Partly => 1,
        ReadinessAnswer::No | ReadinessAnswer::Unknown => 0,
    }
}

fn level(answers: &[ConditionAnswer]) -> ReadinessLevel {
    let each = |one: &ConditionAnswer| match (one.answer, one.condition.blocking) {
        (ReadinessAnswer::Yes, _) => ReadinessLevel::Ready,
        (ReadinessAnswer::No, true) => ReadinessLevel::NotReady,
        (ReadinessAnswer::Unknown, true) => ReadinessLevel::Open,
        (ReadinessAnswer::Partly, _) | (ReadinessAnswer::No | ReadinessAnswer::Unknown, false) => {
            ReadinessLevel::ToPrepare
        }
    };
    answers.iter().map(each).min().unwrap_or(ReadinessLevel::Ready)
}

const fn follows(answer: ReadinessAnswer) -> Option<FollowUpKind> {
    match answer {
        ReadinessAnswer::Yes => None,
        ReadinessAnswer::Partly => Some(FollowUpKind::Complete),
        ReadinessAnswer::No => Some(FollowUpKind::Obtain),
        ReadinessAnswer::Unknown => Some(FollowUpKind::Ask),
    }
}

fn in_order(answers: &[ConditionAnswer]) -> Vec<FollowUp> {
    let all = answers.iter().filter_map(|one| {
        let kind = follows(one.answer)?;
        Some(FollowUp { kind, condition: one.condition.clone(), note: one.note.clone() })
    });
    let mut all: Vec<FollowUp> = all.collect();
    // A stable sort: equals stay in the order of the practice.
    all.sort_by_key(|one| (Reverse(one.condition.blocking), Reverse(one.condition.weight)));
    all
}
