// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan of a twinning: dated steps, how far they have come, and which are overdue (AC-001-7).

use serde::{Deserialize, Serialize};

use super::moves::MODEL_TITLE_MAX;
use super::{ModelState, StepState, Twinning};
use crate::code::coded;
use crate::date::Day;
use crate::text::{self, Fault, Problem, Uid};

mod gantt;
mod template;

pub use gantt::{Bar, Gantt};
pub use template::{Gap, PlanTemplate, Task, draw, prepare};

coded! {
    /// The stretch of the way that a step belongs to.
    Stretch {
        /// The recipient gets to know how it works.
        Understand = "understand",
        /// It is made to fit the recipient.
        Adapt = "adapt",
        /// The recipient works with it.
        Reuse = "reuse",
        /// Both tell others.
        Share = "share",
    }
}

coded! {
    /// How knowledge is handed over (AC-001-9).
    ActivityKind {
        /// Formazione a distanza.
        RemoteTraining = "remote_training",
        /// Formazione in aula.
        Classroom = "classroom",
        /// Affiancamento.
        Coaching = "coaching",
        /// Visita di studio.
        StudyVisit = "study_visit",
        /// Webinar.
        Webinar = "webinar",
        /// Consegna di documenti.
        Handover = "handover",
    }
}

/// One dated piece of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Stable identifier.
    pub uid: Uid,
    /// The model that it belongs to; absent where it is for the whole twinning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Uid>,
    /// What it is, where it came from a template; the words for it are the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// What it is, in words of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The stretch of the way.
    pub stretch: Stretch,
    /// How knowledge is handed over, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityKind>,
    /// The organisation that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Uid>,
    /// What must be there at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliverable: Option<String>,
    /// The document that was delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Uid>,
    /// Its first day.
    pub start: Day,
    /// Its last day.
    pub due: Day,
    /// How far it has come.
    #[serde(default = "todo")]
    pub state: StepState,
    /// How much of it is done, in percent.
    #[serde(default)]
    pub percent: u8,
    /// Why it is blocked or left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn todo() -> StepState {
    StepState::Todo
}

impl Step {
    /// Whether its last day is over and it is not done.
    pub fn is_overdue(&self, today: Day) -> bool {
        !matches!(self.state, StepState::Done | StepState::Skipped) && self.due < today
    }
}

/// How much is done of what is not left out, in percent; absent where there is nothing to do. It is 100 only where all
/// is done.
pub fn progress<'a>(steps: impl Iterator<Item = &'a Step>) -> Option<u8> {
    let mut done = 0_u64;
    let mut count = 0_u64;
    for step in steps.filter(|step| step.state != StepState::Skipped) {
        count += 1;
        done += match step.state {
            StepState::Done => 100,
            _ => u64::from(step.percent.min(99)),
        };
    }
    let percent = done.checked_div(count)?;
    Some(u8::try_from(percent).expect("a mean of percents is at most 100"))
}

impl Twinning {
    /// How much of a model's steps is done, in percent.
    pub fn progress_of(&self, model: &Uid) -> Option<u8> {
        progress(self.steps.iter().filter(|step| step.model.as_ref() == Some(model)))
    }

    /// How much of the plan is done, in percent; what belongs to dropped models does not count.
    pub fn progress(&self) -> Option<u8> {
        let dropped: Vec<&Uid> =
            self.models.iter().filter(|model| model.state == ModelState::Dropped).map(|model| &model.uid).collect();
        progress(self.steps.iter().filter(|step| step.model.as_ref().is_none_or(|model| !dropped.contains(&model))))
    }

    /// The steps whose last day is over and that are not done, the oldest first.
    pub fn overdue(&self, today: Day) -> Vec<&Step> {
        let mut late: Vec<&Step> = self.steps.iter().filter(|step| step.is_overdue(today)).collect();
        late.sort_by_key(|step| (step.due, step.start));
        late
    }

    /// The steps by their state, in the order of the board; in a column by their last day.
    pub fn board(&self) -> Vec<(StepState, Vec<&Step>)> {
        let column = |state: StepState| {
            let mut steps: Vec<&Step> = self.steps.iter().filter(|step| step.state == state).collect();
            steps.sort_by_key(|step| (step.due, step.start));
            (state, steps)
        };
        StepState::ALL.iter().copied().map(column).collect()
    }
}

/// Checks the steps: their limits, their order in time, and that what they name is there.
pub(super) fn check(twinning: &mut Twinning, problems: &mut Vec<Problem>) {
    text::list("steps", &twinning.steps, problems);
    let organisations = twinning.organisations();
    let closed = twinning.state.is_concluded();
    for at in 0..twinning.steps.len() {
        let field = |name: &str| format!("steps[{at}].{name}");
        let contradicts =
            |name: &str, other: &str| Problem::new(field(name), Fault::Contradicts { other: other.into() });
        let (before, rest) = twinning.steps.split_at_mut(at);
        let step = &mut rest[0];
        check_words(&field, step, problems);
        if before.iter().any(|earlier| earlier.uid == step.uid) {
            problems.push(contradicts("uid", "steps"));
        }
        if step.due < step.start {
            problems.push(contradicts("due", "start"));
        }
        if step.model.as_ref().is_some_and(|model| !twinning.models.iter().any(|one| one.uid == *model)) {
            problems.push(contradicts("model", "models"));
        }
        if step.owner.as_ref().is_some_and(|owner| !organisations.contains(owner)) {
            problems.push(contradicts("owner", "parties"));
        }
        if closed && step.state.is_open() {
            problems.push(Problem::new("state", Fault::Contradicts { other: field("state") }));
        }
    }
}

fn check_words(field: &impl Fn(&str) -> String, step: &mut Step, problems: &mut Vec<Problem>) {
    text::optional_line(&field("title"), &mut step.title, MODEL_TITLE_MAX, problems);
    text::optional_line(&field("deliverable"), &mut step.deliverable, text::TITLE_MAX, problems);
    text::optional_text(&field("reason"), &mut step.reason, problems);
    if step.title.is_none() && step.task.is_none() {
        problems.push(Problem::new(field("title"), Fault::Missing));
    }
    if step.state.needs_reason() && step.reason.is_none() {
        problems.push(Problem::new(field("reason"), Fault::Missing));
    }
    if step.percent > 100 {
        problems.push(Problem::new(field("percent"), Fault::invalid("0 to 100")));
    }
    if step.state == StepState::Done {
        step.percent = 100;
    }
}
