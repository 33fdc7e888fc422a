// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of a twinning: where it stands, what is missing for the next move, whose turn it is, what was done.

use domain::member::OrganisationRole;
use domain::policy::{Act, Viewer, allows};
use domain::practice::OpinionOutcome;
use domain::twinning::plan::Task;
use domain::twinning::{Deed, Happening, Lack, Model, ModelState, Move, Reply, Step, Twinning, TwinningState};
use domain::{Language, PartialDate, Uid};
use store::KeptTwinning;

use super::adopting::TwinningAdoption;
use super::editing::{TwinningPart, name_in, open_parts};
use super::facts;
use super::planning::today_of;
use crate::Portal;
use crate::error::Error;
use crate::testimonials::{Subject, TestimonialLine};
use crate::writing::asking;

mod own;

pub use own::{EndingAgreement, OwnTwinning, OwnTwinnings, TwinningWait};

/// What a thing is called: words of its own, or what a template calls it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// In its own words; empty where there are none.
    pub name: String,
    /// What it is in a template.
    pub task: Option<Task>,
}

impl Called {
    pub(super) fn step(step: &Step) -> Self {
        Self { name: step.title.clone().unwrap_or_default(), task: step.task }
    }
}

/// Something that is missing for a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LackLine {
    /// What.
    pub lack: Lack,
    /// Of which organisation, model or step.
    pub of: Called,
}

/// A move that may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveLine {
    /// The move.
    pub step: Move,
    /// What it still lacks.
    pub lacks: Vec<LackLine>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Those who coordinate it.
    Coordinators,
    /// Sides that have not accepted.
    Parties,
    /// An evaluator.
    Evaluators,
    /// Nobody's: it is over.
    Nobody,
}

/// A side that must accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideLine {
    /// Its identifier.
    pub uid: String,
    /// Its name.
    pub name: String,
    /// What it said.
    pub reply: Option<Reply>,
    /// When.
    pub on: Option<PartialDate>,
    /// What it said beside.
    pub note: Option<String>,
    /// Whether the viewer may answer for it now.
    pub may_reply: bool,
}

/// A model with how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelOnDesk {
    /// Its identifier.
    pub uid: String,
    /// Its letter.
    pub letter: String,
    /// Its name.
    pub title: String,
    /// How far it has come.
    pub state: ModelState,
    /// Why it was dropped.
    pub reason: Option<String>,
    /// The states to which the viewer may lead it now.
    pub next: Vec<ModelState>,
    /// How much of its steps is done, in percent.
    pub progress: Option<u8>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeedLine {
    /// When, in seconds since 1970.
    pub at: i64,
    /// By whom, where that is known.
    pub by: Option<String>,
    /// What.
    pub deed: Deed,
    /// The part of the form that was written.
    pub part: Option<TwinningPart>,
    /// The model, step or organisation that it was done to.
    pub of: Called,
    /// The code of what was before.
    pub from: Option<String>,
    /// The code of what came of it.
    pub to: Option<String>,
    /// What was said beside.
    pub note: Option<String>,
}

/// What an evaluator thinks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionOnDesk {
    /// Who gave it.
    pub by: Option<String>,
    /// What the evaluator thinks.
    pub outcome: OpinionOutcome,
    /// Why, in Markdown.
    pub text: String,
    /// When.
    pub on: Option<PartialDate>,
}

/// The desk of a twinning.
#[derive(Clone, Debug)]
pub struct TwinningDesk {
    /// Its identifier.
    pub uid: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub state: TwinningState,
    /// Why it was declined, suspended or cancelled.
    pub reason: Option<String>,
    /// The version that its forms send back.
    pub version: i64,
    /// The move that leads on, with what it lacks.
    pub next: Option<MoveLine>,
    /// Whose turn it is.
    pub turn: Turn,
    /// The moves that the viewer may make, whatever they lack.
    pub moves: Vec<MoveLine>,
    /// The sides.
    pub sides: Vec<SideLine>,
    /// The models.
    pub models: Vec<ModelOnDesk>,
    /// The parts that the viewer may write.
    pub parts: Vec<TwinningPart>,
    /// Whether the viewer may enter events and write the plan.
    pub may_edit: bool,
    /// Whether the viewer may give an evaluator's opinion now.
    pub may_assess: bool,
    /// The evaluator's opinion.
    pub opinion: Option<OpinionOnDesk>,
    /// How many steps its plan has, and how many are overdue.
    pub steps: (usize, usize),
    /// How much of the plan is done, in percent.
    pub progress: Option<u8>,
    /// What was taken up.
    pub adoptions: Vec<TwinningAdoption>,
    /// What was said of it: what waits first, then what is shown.
    pub testimonials: Vec<TestimonialLine>,
    /// What was done, the newest first.
    pub history: Vec<DeedLine>,
}

/// The move that leads on from a state.
pub(super) const fn onward(state: TwinningState) -> Option<Move> {
    match state {
        TwinningState::Proposal => Some(Move::Examine),
        TwinningState::PrerequisitesCheck => Some(Move::Approve),
        TwinningState::Approved => Some(Move::Start),
        TwinningState::Running => Some(Move::Conclude),
        TwinningState::Suspended => Some(Move::Resume),
        TwinningState::Concluded => Some(Move::Evaluate),
        TwinningState::Declined | TwinningState::Evaluated | TwinningState::Cancelled => None,
    }
}

fn turn(next: Option<Move>, lacks: &[Lack]) -> Turn {
    let only = |is: fn(&Lack) -> bool| !lacks.is_empty() && lacks.iter().all(is);
    match next {
        None => Turn::Nobody,
        Some(_) if only(|lack| matches!(lack, Lack::Acceptance { .. })) => Turn::Parties,
        Some(_) if only(|lack| matches!(lack, Lack::Opinion)) => Turn::Evaluators,
        Some(_) => Turn::Coordinators,
    }
}

/// Names that a desk needs.
pub(super) struct Names {
    pub(super) bodies: Vec<(Uid, String)>,
    pub(super) people: Vec<(Uid, String)>,
}

impl Names {
    pub(super) fn body(&self, uid: &Uid) -> String {
        name_in(&self.bodies, uid)
    }

    fn person(&self, uid: &Uid) -> Option<String> {
        self.people.iter().find(|(known, name)| known == uid && !name.is_empty()).map(|(_, name)| name.clone())
    }
}

impl Portal {
    /// The desk of a twinning, for its parties, and for an evaluator who is asked.
    ///
    /// # Errors
    /// `NotFound`, or the viewer does nothing with it.
    pub async fn twinning_desk(&self, viewer: &Viewer, slug: &str) -> Result<TwinningDesk, Error> {
        let kept = self.twinning_in_hand(viewer, slug).await?;
        let twinning = &kept.record;
        let on = facts(twinning);
        let may = |act: Act| allows(viewer, act, &on).is_ok();
        let names = self.names_on_desk(twinning).await?;
        let line = |step: Move| MoveLine { step, lacks: lack_lines(twinning, twinning.lacks(step), &names) };
        let next = onward(twinning.state);
        let moves = if may(Act::Advance) { twinning.moves().map(line).collect() } else { Vec::new() };
        let today = today_of(self.now());
        Ok(TwinningDesk {
            uid: twinning.uid.to_string(),
            slug: kept.slug.to_string(),
            title: twinning.title.clone(),
            language: twinning.language,
            state: twinning.state,
            reason: twinning.reason.clone(),
            version: kept.version,
            turn: turn(next, &next.map(|step| twinning.lacks(step)).unwrap_or_default()),
            next: next.map(line),
            moves,
            sides: sides(viewer, twinning, &names),
            models: models(twinning, may(Act::Edit)),
            parts: open_parts(viewer, twinning),
            may_edit: may(Act::Edit),
            may_assess: may(Act::Assess) && twinning.state == TwinningState::PrerequisitesCheck,
            opinion: twinning.opinion.as_ref().map(|one| OpinionOnDesk {
                by: one.evaluator.as_ref().and_then(|uid| names.person(uid)),
                outcome: one.outcome,
                text: one.text.clone(),
                on: one.on,
            }),
            steps: (twinning.steps.len(), twinning.overdue(today).len()),
            progress: twinning.progress(),
            adoptions: self.adoptions_on_desk(viewer, twinning, |uid| names.body(uid)).await?,
            testimonials: self.testimonials_on_desk(viewer, (Subject::Twinning, &twinning.uid), &on).await?,
            history: twinning.history.iter().rev().map(|one| deed_line(twinning, one, &names)).collect(),
        })
    }

    /// A twinning that the viewer has something to do with.
    pub(super) async fn twinning_in_hand(&self, viewer: &Viewer, slug: &str) -> Result<KeptTwinning, Error> {
        asking(viewer)?;
        let kept = self.kept_twinning_at(viewer, slug).await?;
        let on = facts(&kept.record);
        let examined = kept.record.state == TwinningState::PrerequisitesCheck;
        let works = [Act::Edit, Act::Advance, Act::Accept].iter().any(|act| allows(viewer, *act, &on).is_ok());
        let assesses = examined && allows(viewer, Act::Assess, &on).is_ok();
        if works || assesses { Ok(kept) } else { Err(Error::NotAllowed) }
    }

    async fn names_on_desk(&self, twinning: &Twinning) -> Result<Names, Error> {
        let mut people: Vec<Uid> = twinning.history.iter().filter_map(|one| one.by.clone()).collect();
        people.extend(twinning.opinion.as_ref().and_then(|one| one.evaluator.clone()));
        people.sort();
        people.dedup();
        let bodies = self.names_of_bodies(&twinning.organisations()).await?;
        Ok(Names { bodies, people: self.inner.store.member_names(&people).await? })
    }
}

fn lack_lines(twinning: &Twinning, lacks: Vec<Lack>, names: &Names) -> Vec<LackLine> {
    let called = |lack: &Lack| match lack {
        Lack::Objective { recipient: body } | Lack::Acceptance { organisation: body, .. } => {
            Called { name: names.body(body), task: None }
        }
        Lack::Model { model, .. } => model_called(twinning, model.as_str()).unwrap_or_default(),
        Lack::OpenStep { step } => {
            twinning.steps.iter().find(|one| one.uid == *step).map(Called::step).unwrap_or_default()
        }
        Lack::Field { .. } | Lack::Party(_) | Lack::Check(_) | Lack::Opinion | Lack::Baseline | Lack::Reason => {
            Called::default()
        }
    };
    lacks.into_iter().map(|lack| LackLine { of: called(&lack), lack }).collect()
}

/// A model by its letter and name.
pub(super) fn model_called(twinning: &Twinning, uid: &str) -> Option<Called> {
    let (letter, model) = twinning.lettered().find(|(_, model)| model.uid.as_str() == uid)?;
    Some(Called { name: format!("{letter}. {}", model.title), task: None })
}

fn sides(viewer: &Viewer, twinning: &Twinning, names: &Names) -> Vec<SideLine> {
    let waits = twinning.state.is_proposed() || twinning.state == TwinningState::Approved;
    let represents =
        |body: &Uid| viewer.acting().is_some_and(|acting| acting.acts_for(body, OrganisationRole::Representative));
    let line = |body: Uid| {
        let said = twinning.acceptances.iter().find(|one| one.organisation == body);
        SideLine {
            uid: body.to_string(),
            name: names.body(&body),
            reply: said.map(|one| one.reply),
            on: said.and_then(|one| one.on),
            note: said.and_then(|one| one.note.clone()),
            may_reply: waits && represents(&body),
        }
    };
    twinning.signers().into_iter().map(line).collect()
}

fn models(twinning: &Twinning, may_edit: bool) -> Vec<ModelOnDesk> {
    let goes_on = twinning.state.has_run() && twinning.state != TwinningState::Suspended;
    let open = |next: ModelState| next == ModelState::Dropped || goes_on;
    let line = |(letter, model): (String, &Model)| {
        let may = |next: &ModelState| may_edit && next.may_follow(model.state) && open(*next);
        ModelOnDesk {
            uid: model.uid.to_string(),
            letter,
            title: model.title.clone(),
            state: model.state,
            reason: model.reason.clone(),
            next: ModelState::ALL.iter().copied().filter(may).collect(),
            progress: twinning.progress_of(&model.uid),
        }
    };
    twinning.lettered().map(line).collect()
}

fn deed_line(twinning: &Twinning, one: &Happening, names: &Names) -> DeedLine {
    let part = one.part.as_deref();
    let step = part.and_then(|part| twinning.steps.iter().find(|step| step.uid.as_str() == part));
    let of = match one.deed {
        Deed::ModelMoved => part.and_then(|part| model_called(twinning, part)).unwrap_or_default(),
        Deed::StepMoved | Deed::StepWritten => step.map(Called::step).unwrap_or_default(),
        Deed::StepRemoved => Called { name: part.unwrap_or_default().to_owned(), task: None },
        Deed::Accepted | Deed::Refused => {
            let body = part.and_then(|part| Uid::parse(part).ok());
            Called { name: body.map(|body| names.body(&body)).unwrap_or_default(), task: None }
        }
        Deed::Proposed | Deed::Edited | Deed::Assessed | Deed::Moved | Deed::Planned | Deed::StepsPrepared => {
            Called::default()
        }
    };
    DeedLine {
        at: one.at.div_euclid(1_000),
        by: one.by.as_ref().and_then(|uid| names.person(uid)),
        deed: one.deed,
        part: part.and_then(TwinningPart::from_code),
        of,
        from: one.from.clone(),
        to: one.to.clone(),
        note: one.note.clone(),
    }
}
