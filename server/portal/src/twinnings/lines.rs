// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The parts of a twinning as its page shows them.

use domain::agreement::NEAR_DAYS;
use domain::date::Day;
use domain::twinning::plan::Step;
use domain::twinning::{Coherence, ModelState, StepState, Twinning};
use domain::{Locale, Uid};
use store::PracticeRow;

use super::places::Places;
use super::values::{AgreementLine, CoherenceLine, ModelLine, PlanSummary, TwinningHtml};
use crate::rendering::rendered;
use crate::shown::practice_link;
use crate::taxonomy::Taxonomy;

/// How many of the next steps of a plan its summary names.
const NEXT: usize = 5;

/// All its texts, rendered.
pub(super) fn html(twinning: &Twinning) -> TwinningHtml {
    let html = |text: &Option<String>| text.as_deref().map(rendered);
    TwinningHtml {
        object: html(&twinning.object),
        aim: html(&twinning.aim),
        objectives: twinning.objectives.iter().map(|objective| rendered(&objective.text)).collect(),
        coherence: html(&twinning.coherence),
        expected_results: html(&twinning.expected_results),
        results: html(&twinning.results),
        models: twinning.models.iter().map(|model| rendered(&model.description)).collect(),
        opinion: twinning.opinion.as_ref().map(|opinion| rendered(&opinion.text)),
        reason: html(&twinning.reason),
    }
}

/// Its models, each with its letter, its two sides and its practice.
pub(super) fn models(
    twinning: &Twinning,
    places: &Places,
    practices: &[PracticeRow],
    locale: Locale,
) -> Vec<ModelLine> {
    let of = |uid: &Uid| practices.iter().find(|row| row.record.uid == *uid).map(|row| practice_link(row, locale));
    let lines = twinning.lettered().map(|(letter, model)| ModelLine {
        uid: model.uid.to_string(),
        letter,
        title: model.title.clone(),
        offering: places.all(&model.offering),
        recipients: places.all(&model.recipients),
        practice: model.practice.as_ref().and_then(of),
        state: model.state,
        progress: twinning.progress_of(&model.uid),
        reason: model.reason.clone(),
    });
    lines.collect()
}

/// A programme with the names of its priorities.
pub(super) fn coherence(one: &Coherence, taxonomy: &Taxonomy, locale: Locale) -> CoherenceLine {
    let programme = taxonomy.programme(&one.programme);
    let name_of = |code: &String| {
        let priorities = programme.map(|programme| programme.priorities.as_slice()).unwrap_or_default();
        let priority = priorities.iter().find(|priority| priority.code == *code);
        (code.clone(), priority.map(|priority| priority.name.in_locale(locale).to_owned()))
    };
    CoherenceLine {
        programme: one.programme.to_string(),
        name: programme.map_or(one.programme.as_str(), |programme| programme.name.in_locale(locale)).to_owned(),
        period: programme.and_then(|programme| programme.period.clone()),
        priorities: one.priorities.iter().map(name_of).collect(),
    }
}

/// Its agreements with their ends.
pub(super) fn agreements(twinning: &Twinning, places: &Places, today: Day) -> Vec<AgreementLine> {
    let lines = twinning.agreements.iter().map(|agreement| AgreementLine {
        parties: places.all(&agreement.parties).into_iter().map(|place| place.link).collect(),
        ends_on: agreement.ends_on(),
        ends_soon: agreement.ends_within(NEAR_DAYS, today),
        agreement: agreement.clone(),
    });
    lines.collect()
}

/// How far the plan has come. What belongs to dropped models does not count; what is late is for the parties.
pub(super) fn plan(twinning: &Twinning, today: Day, is_party: bool) -> PlanSummary {
    let is_dropped =
        |uid: &Uid| twinning.models.iter().any(|model| model.uid == *uid && model.state == ModelState::Dropped);
    let counts =
        |step: &&Step| step.state != StepState::Skipped && step.model.as_ref().is_none_or(|model| !is_dropped(model));
    let steps: Vec<&Step> = twinning.steps.iter().filter(counts).collect();
    let with_letter = |step: &Step| {
        let letter = step.model.as_ref().and_then(|model| twinning.letter_of(model));
        (step.clone(), letter)
    };
    let mut open: Vec<&Step> = steps.iter().copied().filter(|step| step.state != StepState::Done).collect();
    open.sort_by_key(|step| (step.due, step.start));
    let overdue = if is_party { twinning.overdue(today) } else { Vec::new() };
    let next = open.into_iter().filter(|step| !step.is_overdue(today)).take(NEXT);
    PlanSummary {
        progress: twinning.progress(),
        steps: steps.len(),
        done: steps.iter().filter(|step| step.state == StepState::Done).count(),
        next: next.map(with_letter).collect(),
        overdue: overdue.into_iter().map(with_letter).collect(),
        ends_on: steps.iter().map(|step| step.due).max(),
    }
}
