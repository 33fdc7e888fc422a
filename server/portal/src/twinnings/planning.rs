// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The plan of a twinning: drawn from a template, written step by step, led on by those who work on it.

use domain::Uid;
use domain::date::Day;
use domain::policy::{Act, Viewer};
use domain::text::{TITLE_MAX, plain_line};
use domain::twinning::plan::{ActivityKind, Stretch, draw, prepare};
use domain::twinning::{Deed, Happening, MODEL_TITLE_MAX, PlanTemplate, Step, StepState, Twinning, TwinningState};
use jiff::Timestamp;

use super::changing::{Changed, Request, SavedTwinning};
use super::moving::{note_of, refusal};
use super::telling::Tells;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};
use crate::people::today;
use crate::writing::date;

/// Drawing a plan from a template.
#[derive(Clone, Debug, Default)]
pub struct TemplateForm {
    /// The version that the page shows.
    pub version: String,
    /// The code of the template.
    pub template: String,
    /// The first day.
    pub start: String,
}

/// A step as it was typed.
#[derive(Clone, Debug, Default)]
pub struct StepForm {
    /// The version that the page shows.
    pub version: String,
    /// Its identifier; empty for a new one.
    pub step: String,
    /// Its title; may be empty where a template says what it is.
    pub title: String,
    /// The identifier of its model; empty for the whole twinning.
    pub model: String,
    /// The code of its stretch.
    pub stretch: String,
    /// The code of the activity; may be empty.
    pub activity: String,
    /// The identifier of who answers for it; may be empty.
    pub owner: String,
    /// What must be there at its end.
    pub deliverable: String,
    /// Its first day.
    pub start: String,
    /// Its last day.
    pub due: String,
    /// How much of it is done.
    pub percent: String,
}

/// Leading a step on.
#[derive(Clone, Debug, Default)]
pub struct StepMoveForm {
    /// The version that the page shows.
    pub version: String,
    /// Its identifier.
    pub step: String,
    /// The code of the state that it shall have.
    pub to: String,
    /// Why it is blocked or left out.
    pub note: String,
}

/// Today, as plans count.
pub(super) fn today_of(now: Timestamp) -> Day {
    Day::first_of(today(now))
}

/// Whether the plan can be written where the twinning stands.
pub(super) fn is_open(twinning: &Twinning) -> bool {
    let given_up = matches!(twinning.state, TwinningState::Declined | TwinningState::Cancelled);
    !given_up && !twinning.state.is_concluded()
}

pub(super) fn closed() -> FormError {
    FormError::field("form", FieldProblem::NotAllowed)
}

fn day(typed: &str) -> Option<Day> {
    date(typed).filter(|date| date.day().is_some()).map(Day::first_of)
}

impl StepForm {
    /// Reads what was typed over a step.
    fn read(&self, mut step: Step) -> Result<Step, FormError> {
        let mut problems = Vec::new();
        let line = |text: &str| Some(plain_line(text)).filter(|text| !text.is_empty());
        let title = line(&self.title);
        match &title {
            None if step.task.is_none() => problems.push(("title", FieldProblem::Missing)),
            Some(title) if title.chars().count() > MODEL_TITLE_MAX => problems.push(("title", FieldProblem::TooLong)),
            _ => {}
        }
        let (start, due) = (day(&self.start), day(&self.due));
        for (name, typed, read) in [("start", &self.start, start), ("due", &self.due, due)] {
            if read.is_none() {
                let missing = typed.trim().is_empty();
                problems.push((name, if missing { FieldProblem::Missing } else { FieldProblem::Invalid }));
            }
        }
        if start.zip(due).is_some_and(|(start, due)| due < start) {
            problems.push(("due", FieldProblem::Differs));
        }
        let stretch = Stretch::from_code(&self.stretch);
        if stretch.is_none() {
            problems.push(("stretch", FieldProblem::Missing));
        }
        let activity = ActivityKind::from_code(&self.activity);
        if activity.is_none() && !self.activity.is_empty() {
            problems.push(("activity", FieldProblem::Unknown));
        }
        let percent = match self.percent.trim().trim_end_matches('%').trim_end() {
            "" => Some(0),
            typed => typed.parse::<u8>().ok().filter(|percent| *percent <= 100),
        };
        if percent.is_none() {
            problems.push(("percent", FieldProblem::Invalid));
        }
        let deliverable = line(&self.deliverable);
        if deliverable.as_ref().is_some_and(|text| text.chars().count() > TITLE_MAX) {
            problems.push(("deliverable", FieldProblem::TooLong));
        }
        fine(problems)?;
        let missing = || FormError::from(Error::NotFound);
        step.title = title;
        step.start = start.ok_or_else(missing)?;
        step.due = due.ok_or_else(missing)?;
        step.stretch = stretch.ok_or_else(missing)?;
        step.percent = percent.ok_or_else(missing)?;
        step.activity = activity;
        step.deliverable = deliverable;
        step.model = Uid::parse(&self.model).ok();
        step.owner = Uid::parse(&self.owner).ok();
        Ok(step)
    }
}

/// A step into which something is to be typed.
fn blank(uid: Uid, on: Day) -> Step {
    Step {
        uid,
        model: None,
        task: None,
        title: None,
        stretch: Stretch::Understand,
        activity: None,
        owner: None,
        deliverable: None,
        document: None,
        start: on,
        due: on,
        state: StepState::Todo,
        percent: 0,
        reason: None,
    }
}

impl Portal {
    /// Draws the plan from a template, where there is none, with what the viewer's own bodies have to prepare as
    /// recipients.
    ///
    /// # Errors
    /// The viewer writes for no party; `template` is unknown, `start` is no day; `form` is `taken` where there is a
    /// plan, not allowed where the twinning is over, `conflict` where somebody changed it.
    pub async fn draw_plan(&self, viewer: &Viewer, slug: &str, form: TemplateForm) -> Result<SavedTwinning, FormError> {
        let standing = self.twinning_at_to(viewer, Act::Edit, slug).await?.record;
        let template = PlanTemplate::from_code(&form.template);
        let start = date(&form.start).map(Day::first_of);
        let mut problems = Vec::new();
        if template.is_none() {
            problems.push(("template", FieldProblem::Missing));
        }
        if start.is_none() {
            let missing = form.start.trim().is_empty();
            problems.push(("start", if missing { FieldProblem::Missing } else { FieldProblem::Invalid }));
        }
        fine(problems)?;
        let (template, start) = template.zip(start).ok_or(Error::NotFound)?;
        let portal = self.clone();
        let gaps = self.gaps_of(viewer, &standing).await?;
        let request = Request::quiet(viewer, slug, Act::Edit, &form.version);
        self.change_twinning(request, move |before| {
            if !is_open(before) {
                return Err(closed());
            }
            if !before.steps.is_empty() {
                return Err(FormError::field("form", FieldProblem::Taken));
            }
            let mut twinning = before.clone();
            twinning.steps = draw(before, template, start, || portal.new_uid());
            let preparing = prepare(&twinning.steps, &gaps, start, || portal.new_uid());
            twinning.steps.extend(preparing);
            twinning.steps.sort_by_key(|step| step.start);
            twinning.plan_template = Some(template);
            twinning.start_date = before.start_date.or(Some(start.into()));
            let happening =
                Happening { to: Some(template.code().to_owned()), ..Happening::new(0, None, Deed::Planned) };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    /// Keeps a step as it was typed: a new one, or in the place of the one that it was.
    ///
    /// # Errors
    /// The viewer writes for no party; a field is missing or wrong: `due` differs where it is before `start`; `form`
    /// is not allowed where the twinning is over, `conflict` where somebody changed it.
    pub async fn save_step_of_plan(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: StepForm,
    ) -> Result<SavedTwinning, FormError> {
        self.twinning_at_to(viewer, Act::Edit, slug).await?;
        let (new, today) = (self.new_uid(), today_of(self.now()));
        let version = form.version.clone();
        let request = Request::quiet(viewer, slug, Act::Edit, &version);
        self.change_twinning(request, move |before| {
            if !is_open(before) {
                return Err(closed());
            }
            let mut twinning = before.clone();
            let place = twinning.steps.iter().position(|step| step.uid.as_str() == form.step);
            let uid = match place {
                Some(place) => {
                    let step = &mut twinning.steps[place];
                    *step = form.read(step.clone())?;
                    step.uid.clone()
                }
                None if form.step.is_empty() => {
                    twinning.steps.push(form.read(blank(new.clone(), today))?);
                    new
                }
                None => return Err(FormError::field("form", FieldProblem::Conflict)),
            };
            twinning.steps.sort_by_key(|step| step.start);
            let happening = Happening { part: Some(uid.to_string()), ..Happening::new(0, None, Deed::StepWritten) };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    /// Takes a step out of the plan.
    ///
    /// # Errors
    /// The viewer writes for no party; `form` is not allowed where the twinning is over, `conflict` where somebody
    /// changed it.
    pub async fn remove_step_of_plan(
        &self,
        viewer: &Viewer,
        slug: &str,
        (step, version): (&str, &str),
    ) -> Result<SavedTwinning, FormError> {
        let step = step.to_owned();
        let request = Request::quiet(viewer, slug, Act::Edit, version);
        self.change_twinning(request, move |before| {
            if !is_open(before) {
                return Err(closed());
            }
            let mut twinning = before.clone();
            let gone = before.steps.iter().find(|one| one.uid.as_str() == step).ok_or(Error::NotFound)?;
            twinning.steps.retain(|one| one.uid != gone.uid);
            // What it was called stays to be read.
            let named = gone.title.clone().or(gone.task.map(|task| task.code().to_owned()));
            let part = named.map(|name| name.chars().take(120).collect());
            let happening = Happening { part, ..Happening::new(0, None, Deed::StepRemoved) };
            Ok(Changed { twinning, happening })
        })
        .await
    }

    /// Leads a step on: to do, doing, done, blocked, left out.
    ///
    /// # Errors
    /// The viewer writes for no party; `note` is missing where it must be told why; `form` is not allowed where the
    /// state may not follow or the twinning is over, `conflict` where somebody changed it.
    pub async fn move_step_of_plan(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: StepMoveForm,
    ) -> Result<SavedTwinning, FormError> {
        let to = StepState::from_code(&form.to).ok_or(Error::NotFound)?;
        let uid = Uid::parse(&form.step).map_err(|_| Error::NotFound)?;
        let note = note_of(&form.note)?;
        // What is blocked waits for somebody.
        let tells = if to == StepState::Blocked { Tells::Coordinators } else { Tells::Nobody };
        let request = Request { tells, ..Request::quiet(viewer, slug, Act::Edit, &form.version) };
        self.change_twinning(request, move |before| {
            let twinning = before.with_step(&uid, to, note.as_deref()).map_err(|refused| refusal(&refused))?;
            let stood = before.steps.iter().find(|one| one.uid == uid).map(|one| one.state.code().to_owned());
            let happening = Happening {
                part: Some(uid.to_string()),
                from: stood,
                to: Some(to.code().to_owned()),
                note: note.filter(|_| to.needs_reason()),
                ..Happening::new(0, None, Deed::StepMoved)
            };
            Ok(Changed { twinning, happening })
        })
        .await
    }
}
