// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan of a twinning as its pages show it: the board, the list, the calendar. Who reads the twinning reads it.

use domain::date::Day;
use domain::event::Event;
use domain::policy::{Act, Viewer, allows};
use domain::twinning::plan::{ActivityKind, Gantt, Stretch};
use domain::twinning::{ModelState, PlanTemplate, Step, StepState, Twinning, TwinningState};
use domain::{Language, PartialDate, Uid};
use jiff::Timestamp;
use store::KeptTwinning;

use super::desk::{Called, model_called};
use super::editing::name_in;
use super::facts;
use super::planning::{is_open, today_of};
use super::reading::{as_read_by, is_party};
use crate::Portal;
use crate::error::Error;
use crate::writing::typed_date;

/// A step as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// Its identifier.
    pub uid: String,
    /// What it is called.
    pub called: Called,
    /// Its model by letter and name; absent where it is for the whole.
    pub model: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The stretch of the way.
    pub stretch: Stretch,
    /// How knowledge is handed over.
    pub activity: Option<ActivityKind>,
    /// What must be there at its end.
    pub deliverable: Option<String>,
    /// Its first day.
    pub start: PartialDate,
    /// Its last day.
    pub due: PartialDate,
    /// How far it has come.
    pub state: StepState,
    /// How much of it is done.
    pub percent: u8,
    /// Why it is blocked or left out.
    pub reason: Option<String>,
    /// Whether its last day is over and it is not done.
    pub overdue: bool,
    /// The states to which the viewer may lead it.
    pub next: Vec<StepState>,
}

/// How far a model has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelProgress {
    /// Its letter and name.
    pub name: String,
    /// How much of its steps is done, in percent; absent where it has none.
    pub percent: Option<u8>,
}

/// The plan.
#[derive(Clone, Debug)]
pub struct PlanPage {
    /// The address of the twinning.
    pub slug: String,
    /// Its identifier.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub state: TwinningState,
    /// The version that its forms send back.
    pub version: i64,
    /// Whether the viewer may write it now.
    pub may_edit: bool,
    /// Whether the viewer has a desk for it.
    pub has_desk: bool,
    /// The template that it was made from.
    pub template: Option<PlanTemplate>,
    /// The day to begin with, as one types it.
    pub start: String,
    /// The board: the steps by their state.
    pub board: Vec<(StepState, Vec<StepLine>)>,
    /// Those that are overdue, the oldest first.
    pub overdue: Vec<StepLine>,
    /// How far the models have come.
    pub models: Vec<ModelProgress>,
    /// How much of the whole is done, in percent.
    pub progress: Option<u8>,
    /// What the viewer's own bodies have to prepare as recipients, and that the plan does not have yet.
    pub preparing: Vec<String>,
}

/// A bar of the calendar, in months from the beginning of the first one.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanBar {
    /// The step.
    pub step: StepLine,
    /// Where it begins.
    pub start: f64,
    /// How long it is.
    pub length: f64,
    /// How much of that is done.
    pub done: f64,
}

/// The plan over time.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanCalendar {
    /// The address of the twinning.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// The first month.
    pub first: PartialDate,
    /// How many months it shows.
    pub months: u16,
    /// Where today is, where it is within.
    pub today: Option<f64>,
    /// Its bars, in the order of their beginning.
    pub bars: Vec<PlanBar>,
}

/// A step as its form shows it, and what one chooses among.
#[derive(Clone, Debug)]
pub struct StepFormPage {
    /// The address of the twinning.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// The version that the form sends back.
    pub version: i64,
    /// The step; absent for a new one.
    pub step: Option<StepLine>,
    /// What stands in its fields: name and value.
    pub typed: Vec<(&'static str, String)>,
    /// The models: identifier, letter and name.
    pub models: Vec<(String, String)>,
    /// The bodies with a part: identifier and name.
    pub bodies: Vec<(String, String)>,
}

/// The plan and the events of a twinning, for calendars.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// The plan.
    pub plan: PlanPage,
    /// The steps, in the order of their beginning.
    pub steps: Vec<StepLine>,
    /// The events, in the order of their beginning.
    pub events: Vec<PlanEvent>,
    /// When the twinning last changed, as calendars write it (UTC).
    pub changed: String,
}

/// An event with its moments as calendars write them (UTC).
#[derive(Clone, Debug)]
pub struct PlanEvent {
    /// The event.
    pub event: Event,
    /// When it begins.
    pub starts: String,
    /// When it ends.
    pub ends: String,
}

/// A moment as calendars write it: `20260302T110000Z`.
fn utc(seconds: i64) -> String {
    Timestamp::from_second(seconds).map(|at| at.strftime("%Y%m%dT%H%M%SZ").to_string()).unwrap_or_default()
}

/// What a step's line is made with.
struct Lines<'a> {
    twinning: &'a Twinning,
    bodies: Vec<(Uid, String)>,
    today: Day,
    may_edit: bool,
    /// What is late is told to the parties.
    is_party: bool,
}

impl Lines<'_> {
    fn line(&self, step: &Step) -> StepLine {
        let may = |next: &StepState| self.may_edit && next.may_follow(step.state);
        StepLine {
            uid: step.uid.to_string(),
            called: Called::step(step),
            model: step.model.as_ref().and_then(|uid| model_called(self.twinning, uid.as_str())).map(|one| one.name),
            owner: step.owner.as_ref().map(|uid| name_in(&self.bodies, uid)),
            stretch: step.stretch,
            activity: step.activity,
            deliverable: step.deliverable.clone(),
            start: step.start.into(),
            due: step.due.into(),
            state: step.state,
            percent: step.percent,
            reason: step.reason.clone(),
            overdue: self.is_party && step.is_overdue(self.today),
            next: StepState::ALL.iter().copied().filter(may).collect(),
        }
    }
}

impl Portal {
    /// The plan of a twinning.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn twinning_plan(&self, viewer: &Viewer, slug: &str) -> Result<PlanPage, Error> {
        let kept = as_read_by(viewer, self.kept_twinning_at(viewer, slug).await?);
        let lines = self.plan_lines(viewer, &kept.record).await?;
        let preparing = match lines.may_edit && !kept.record.steps.is_empty() {
            true => self.steps_to_prepare(viewer, &kept.record).await?,
            false => Vec::new(),
        };
        Ok(PlanPage { preparing, ..plan_page(viewer, &kept, &lines) })
    }

    async fn plan_lines<'t>(&self, viewer: &Viewer, twinning: &'t Twinning) -> Result<Lines<'t>, Error> {
        let bodies = self.names_of_bodies(&twinning.organisations()).await?;
        let may_edit = is_open(twinning) && allows(viewer, Act::Edit, &facts(twinning)).is_ok();
        Ok(Lines { twinning, bodies, today: today_of(self.now()), may_edit, is_party: is_party(viewer, twinning) })
    }

    /// The plan over time; nothing where it has no steps.
    ///
    /// # Errors
    /// As `twinning_plan`.
    pub async fn twinning_calendar(&self, viewer: &Viewer, slug: &str) -> Result<Option<PlanCalendar>, Error> {
        let kept = as_read_by(viewer, self.kept_twinning_at(viewer, slug).await?);
        let twinning = &kept.record;
        let lines = self.plan_lines(viewer, twinning).await?;
        let Some(gantt) = Gantt::of(twinning.steps.iter()) else { return Ok(None) };
        let bars = gantt.bars.iter().map(|bar| PlanBar {
            step: lines.line(bar.step),
            start: bar.start,
            length: bar.length,
            done: bar.done,
        });
        Ok(Some(PlanCalendar {
            slug: kept.slug.to_string(),
            title: twinning.title.clone(),
            language: twinning.language,
            first: gantt.first.into(),
            months: gantt.months,
            today: gantt.at(lines.today),
            bars: bars.collect(),
        }))
    }

    /// The plan and the events, for calendars.
    ///
    /// # Errors
    /// As `twinning_plan`.
    pub async fn twinning_calendar_file(&self, viewer: &Viewer, slug: &str) -> Result<PlanFile, Error> {
        let kept = as_read_by(viewer, self.kept_twinning_at(viewer, slug).await?);
        let lines = self.plan_lines(viewer, &kept.record).await?;
        let mut steps: Vec<&Step> = kept.record.steps.iter().collect();
        steps.sort_by_key(|step| (step.start, step.due));
        Ok(PlanFile {
            steps: steps.into_iter().map(|step| lines.line(step)).collect(),
            events: self
                .inner
                .store
                .events_of_twinning(viewer, &kept.record.uid)
                .await?
                .into_iter()
                .map(moments)
                .collect(),
            plan: plan_page(viewer, &kept, &lines),
            changed: utc(kept.updated_at.as_second()),
        })
    }

    /// The form of a step; without one, that of a new one.
    ///
    /// # Errors
    /// `NotFound`, or the viewer may not write the plan now.
    pub async fn step_form(&self, viewer: &Viewer, slug: &str, step: Option<&str>) -> Result<StepFormPage, Error> {
        let kept = self.twinning_at_to(viewer, Act::Edit, slug).await?;
        let twinning = &kept.record;
        if !is_open(twinning) {
            return Err(Error::NotAllowed);
        }
        let lines = self.plan_lines(viewer, twinning).await?;
        let found = match step {
            None => None,
            Some(uid) => Some(twinning.steps.iter().find(|one| one.uid.as_str() == uid).ok_or(Error::NotFound)?),
        };
        let named = |uid: &Uid| (uid.to_string(), name_in(&lines.bodies, uid));
        let model = |(letter, model): (String, &domain::twinning::Model)| {
            (model.uid.to_string(), format!("{letter}. {}", model.title))
        };
        Ok(StepFormPage {
            slug: kept.slug.to_string(),
            title: twinning.title.clone(),
            language: twinning.language,
            version: kept.version,
            step: found.map(|step| lines.line(step)),
            typed: found.map(typed).unwrap_or_default(),
            models: twinning.lettered().map(model).collect(),
            bodies: twinning.organisations().iter().map(named).collect(),
        })
    }
}

fn moments(event: Event) -> PlanEvent {
    let at = |milliseconds: i64| utc(milliseconds.div_euclid(1_000));
    PlanEvent { starts: at(event.starts_at.since_1970()), ends: at(event.ends_at.since_1970()), event }
}

/// The plan as its page shows it.
fn plan_page(viewer: &Viewer, kept: &KeptTwinning, lines: &Lines<'_>) -> PlanPage {
    let twinning = &kept.record;
    let board = twinning.board().into_iter();
    let column = |(state, steps): (StepState, Vec<&Step>)| {
        (state, steps.into_iter().map(|step| lines.line(step)).collect::<Vec<_>>())
    };
    let going = twinning.lettered().filter(|(_, model)| model.state != ModelState::Dropped);
    let models = going.map(|(letter, model)| ModelProgress {
        name: format!("{letter}. {}", model.title),
        percent: twinning.progress_of(&model.uid),
    });
    let start = twinning.start_date.map_or(lines.today, Day::first_of);
    let overdue = if lines.is_party { twinning.overdue(lines.today) } else { Vec::new() };
    PlanPage {
        slug: kept.slug.to_string(),
        uid: twinning.uid.to_string(),
        title: twinning.title.clone(),
        language: twinning.language,
        state: twinning.state,
        version: kept.version,
        may_edit: lines.may_edit,
        has_desk: allows(viewer, Act::Edit, &facts(twinning)).is_ok(),
        template: twinning.plan_template,
        start: typed_date(start.into()),
        board: board.map(column).collect(),
        overdue: overdue.into_iter().map(|step| lines.line(step)).collect(),
        models: models.collect(),
        progress: twinning.progress(),
        preparing: Vec::new(),
    }
}

/// A step as its form shows it.
fn typed(step: &Step) -> Vec<(&'static str, String)> {
    let uid = |uid: &Option<Uid>| uid.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        ("title", step.title.clone().unwrap_or_default()),
        ("model", uid(&step.model)),
        ("stretch", step.stretch.code().to_owned()),
        ("activity", step.activity.map_or("", ActivityKind::code).to_owned()),
        ("owner", uid(&step.owner)),
        ("deliverable", step.deliverable.clone().unwrap_or_default()),
        ("start", typed_date(step.start.into())),
        ("due", typed_date(step.due.into())),
        ("percent", step.percent.to_string()),
    ]
}
