// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Templates of plans, and the steps that follow from what a recipient still lacks.

use super::{ActivityKind, Step, Stretch};
use crate::code::coded;
use crate::date::Day;
use crate::readiness::FollowUp;
use crate::text::Uid;
use crate::twinning::MODEL_TITLE_MAX;
use crate::twinning::{Model, ModelState, PartyRole, StepState, Twinning};

coded! {
    /// What a plan is made from.
    PlanTemplate {
        /// 24 months: understand until 3, adapt until 12, reuse until 18, share until 24 (after URBACT).
        Months24 = "months_24",
        /// Five phases from A to E (after the OCPA kit).
        AToE = "a_to_e",
        /// Six months.
        Months6 = "months_6",
        /// Nothing; all steps are written by hand.
        Empty = "empty",
    }
}

coded! {
    /// What a step of a template is; the words for it are the page's.
    Task {
        /// Incontro di avvio.
        OpeningMeeting = "opening_meeting",
        /// Visita all'ente che offre.
        StudyVisit = "study_visit",
        /// Stesura del piano di trasferimento.
        TransferPlan = "transfer_plan",
        /// Consegna dei documenti.
        Handover = "handover",
        /// Formazione del personale.
        StaffTraining = "staff_training",
        /// Adattamento del modello.
        Adaptation = "adaptation",
        /// Verifica di metà percorso.
        MidPointReview = "mid_point_review",
        /// Sperimentazione con affiancamento.
        Pilot = "pilot",
        /// Messa a regime.
        Operation = "operation",
        /// Relazione sui risultati.
        ResultsReport = "results_report",
        /// Incontro pubblico sui risultati.
        SharingEvent = "sharing_event",
        /// A: scoperta.
        Discovery = "discovery",
        /// B: preparazione.
        Preparation = "preparation",
        /// C: adozione.
        Adoption = "adoption",
        /// D: gestione.
        Management = "management",
        /// E: evoluzione.
        Evolution = "evolution",
        /// A prerequisite of the practice that the recipient must still meet; its title says which.
        Prerequisite = "prerequisite",
    }
}

/// Who answers for a step of a template.
#[derive(Clone, Copy)]
enum Side {
    Offering,
    Recipient,
    Coordinator,
}

/// Whether a template has a step once for each model, or once for the whole.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Each,
    Whole,
}

/// A step of a template, from the beginning of a month to the end of another, counted from 0.
struct Row {
    task: Task,
    stretch: Stretch,
    activity: Option<ActivityKind>,
    side: Side,
    scope: Scope,
    months: (u16, u16),
}

const fn each(task: Task, stretch: Stretch, activity: Option<ActivityKind>, side: Side, months: (u16, u16)) -> Row {
    Row { task, stretch, activity, side, scope: Scope::Each, months }
}

const fn whole(task: Task, stretch: Stretch, activity: Option<ActivityKind>, months: (u16, u16)) -> Row {
    Row { task, stretch, activity, side: Side::Coordinator, scope: Scope::Whole, months }
}

/// Plan by month 3, review at 12, transfer until 18, sharing until 24 (URBACT Transfer Networks).
const MONTHS_24: &[Row] = &[
    whole(Task::OpeningMeeting, Stretch::Understand, Some(ActivityKind::Webinar), (0, 1)),
    each(Task::StudyVisit, Stretch::Understand, Some(ActivityKind::StudyVisit), Side::Recipient, (1, 2)),
    each(Task::TransferPlan, Stretch::Understand, None, Side::Recipient, (2, 3)),
    each(Task::Handover, Stretch::Adapt, Some(ActivityKind::Handover), Side::Offering, (3, 5)),
    each(Task::StaffTraining, Stretch::Adapt, Some(ActivityKind::Classroom), Side::Offering, (5, 9)),
    each(Task::Adaptation, Stretch::Adapt, None, Side::Recipient, (5, 12)),
    whole(Task::MidPointReview, Stretch::Adapt, Some(ActivityKind::Webinar), (11, 12)),
    each(Task::Pilot, Stretch::Reuse, Some(ActivityKind::Coaching), Side::Recipient, (12, 16)),
    each(Task::Operation, Stretch::Reuse, None, Side::Recipient, (16, 18)),
    whole(Task::ResultsReport, Stretch::Share, None, (18, 21)),
    whole(Task::SharingEvent, Stretch::Share, Some(ActivityKind::Webinar), (21, 24)),
];

/// The phases of the kit; their length is a proposal, a year in all.
const A_TO_E: &[Row] = &[
    each(Task::Discovery, Stretch::Understand, Some(ActivityKind::StudyVisit), Side::Recipient, (0, 2)),
    each(Task::Preparation, Stretch::Adapt, Some(ActivityKind::Handover), Side::Offering, (2, 5)),
    each(Task::Adoption, Stretch::Reuse, Some(ActivityKind::Coaching), Side::Recipient, (5, 8)),
    each(Task::Management, Stretch::Reuse, None, Side::Recipient, (8, 11)),
    each(Task::Evolution, Stretch::Share, None, Side::Recipient, (11, 12)),
];

const MONTHS_6: &[Row] = &[
    whole(Task::OpeningMeeting, Stretch::Understand, Some(ActivityKind::Webinar), (0, 1)),
    each(Task::Handover, Stretch::Adapt, Some(ActivityKind::Handover), Side::Offering, (1, 2)),
    each(Task::StaffTraining, Stretch::Adapt, Some(ActivityKind::RemoteTraining), Side::Offering, (2, 3)),
    each(Task::Pilot, Stretch::Reuse, Some(ActivityKind::Coaching), Side::Recipient, (3, 5)),
    whole(Task::ResultsReport, Stretch::Share, None, (5, 6)),
];

impl PlanTemplate {
    const fn rows(self) -> &'static [Row] {
        match self {
            Self::Months24 => MONTHS_24,
            Self::AToE => A_TO_E,
            Self::Months6 => MONTHS_6,
            Self::Empty => &[],
        }
    }

    /// How many months its plan takes.
    pub fn months(self) -> u16 {
        self.rows().iter().map(|row| row.months.1).max().unwrap_or(0)
    }
}

/// The steps of a template for a twinning that begins on a day, by their beginning; dropped models have none.
///
/// Each call of `uid` gives another identifier.
pub fn draw(twinning: &Twinning, template: PlanTemplate, start: Day, mut uid: impl FnMut() -> Uid) -> Vec<Step> {
    let models: Vec<&Model> = twinning.models.iter().filter(|model| model.state != ModelState::Dropped).collect();
    let mut steps = Vec::new();
    for row in template.rows() {
        match row.scope {
            Scope::Whole => steps.push(step(row, None, owner(twinning, row.side, None), start, uid())),
            Scope::Each => {
                steps.extend(models.iter().map(|model| {
                    let owner = owner(twinning, row.side, Some(model));
                    step(row, Some(model.uid.clone()), owner, start, uid())
                }));
            }
        }
    }
    steps.sort_by_key(|step| step.start);
    steps
}

fn step(row: &Row, model: Option<Uid>, owner: Option<Uid>, start: Day, uid: Uid) -> Step {
    let (from, to) = row.months;
    let begin = start.plus_months(from);
    Step {
        model,
        task: Some(row.task),
        activity: row.activity,
        owner,
        ..bare(uid, row.stretch, begin, start.plus_months(to).plus_days(-1).max(begin))
    }
}

const fn bare(uid: Uid, stretch: Stretch, start: Day, due: Day) -> Step {
    Step {
        uid,
        model: None,
        task: None,
        title: None,
        stretch,
        activity: None,
        owner: None,
        deliverable: None,
        document: None,
        start,
        due,
        state: StepState::Todo,
        percent: 0,
        reason: None,
    }
}

/// The first of those who stand on the side; for the whole who coordinates or leads it, else who offers.
fn owner(twinning: &Twinning, side: Side, model: Option<&Model>) -> Option<Uid> {
    let first = |role| twinning.in_role(role).next();
    let found = match (side, model) {
        (Side::Offering, Some(model)) => model.offering.first(),
        (Side::Recipient, Some(model)) => model.recipients.first(),
        (Side::Recipient, None) => first(PartyRole::Recipient),
        (Side::Offering | Side::Coordinator, _) => {
            let leads = || first(PartyRole::Coordinator).or_else(|| first(PartyRole::Lead));
            leads().or_else(|| first(PartyRole::Offering))
        }
    };
    found.cloned()
}

/// A prerequisite that a recipient does not meet, or meets in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The model that asks for it; absent where the whole does.
    pub model: Option<Uid>,
    /// The recipient.
    pub owner: Option<Uid>,
    /// The prerequisite.
    pub text: String,
    /// Whether without it nothing can begin.
    pub blocking: bool,
}

impl Gap {
    /// What follows from the answers of a recipient to the prerequisites of the practice that a model comes from.
    pub fn of(step: &FollowUp, model: Option<Uid>, owner: Option<Uid>) -> Self {
        Self { model, owner, text: step.condition.text.clone(), blocking: step.condition.blocking }
    }
}

/// The steps that close the gaps, to be put before those of a plan that begins on a day.
///
/// What blocks is due before the adapting begins, the rest before the reuse. A gap that has its step already gets none.
pub fn prepare(steps: &[Step], gaps: &[Gap], start: Day, mut uid: impl FnMut() -> Uid) -> Vec<Step> {
    let mut new: Vec<Step> = Vec::new();
    for gap in gaps {
        let title = title_of(&gap.text);
        let is_there = |step: &&Step| {
            // What is for the whole counts for each model, and the other way round.
            let same_model = step.model == gap.model || step.model.is_none() || gap.model.is_none();
            step.task == Some(Task::Prerequisite)
                && same_model
                && (&step.owner, step.title.as_ref()) == (&gap.owner, Some(&title))
        };
        if steps.iter().chain(&new).any(|step| is_there(&step)) {
            continue;
        }
        let due = due_of(steps, gap, start);
        new.push(Step {
            model: gap.model.clone(),
            task: Some(Task::Prerequisite),
            title: Some(title),
            owner: gap.owner.clone(),
            ..bare(uid(), Stretch::Understand, start, due)
        });
    }
    new.sort_by_key(|step| step.due);
    new
}

/// The day before the first step that needs the gap closed; where there is none, three months on.
fn due_of(steps: &[Step], gap: &Gap, start: Day) -> Day {
    let before = if gap.blocking { Stretch::Adapt } else { Stretch::Reuse };
    let same = |step: &&Step| step.stretch >= before && (gap.model.is_none() || step.model == gap.model);
    let first = steps.iter().filter(same).map(|step| step.start).min();
    first.unwrap_or_else(|| start.plus_months(3)).plus_days(-1).max(start)
}

/// A prerequisite as the title of a step.
fn title_of(text: &str) -> String {
    let line = crate::text::plain_line(text);
    if line.chars().count() <= MODEL_TITLE_MAX {
        return line;
    }
    let cut: String = line.chars().take(MODEL_TITLE_MAX - 1).collect();
    format!("{}…", cut.trim_end())
}
