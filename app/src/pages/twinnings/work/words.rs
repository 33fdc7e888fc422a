// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words of the forms and the desk of a twinning.

use domain::Locale;
use domain::practice::OpinionOutcome;
use domain::practice::writing::LackKind;
use domain::twinning::{Deed, Lack, ModelState, Move, PlanTemplate, Reply, StepState, TwinningState};
use portal::twinnings::{Called, DeedLine, LackLine, TwinningPart};

use crate::ssr::i18n::say;
use crate::ssr::parts::named::{Named, within};

/// What is wrong with a field or a row.
pub fn problem(locale: Locale, name: &str, key: &str) -> &'static str {
    match (name, key) {
        ("form", "conflict") => say!(locale, transfer_desk.problem.conflict),
        ("form", "not_allowed") => say!(locale, transfer_desk.problem.not_now),
        ("form", "expired") => say!(locale, transfer_desk.problem.advert_over),
        ("form", "taken") => say!(locale, transfer_desk.problem.has_plan),
        ("form", "wait") => say!(locale, writing.fault.wait),
        ("lacks", _) => say!(locale, transfer_desk.problem.lacks),
        ("note", "missing") => say!(locale, transfer_desk.problem.reason),
        ("due" | "end_date", "differs" | "invalid") => say!(locale, transfer_desk.problem.dates),
        ("until", "differs") => say!(locale, transfer_desk.problem.dates),
        ("from" | "until", _) => say!(locale, transfer_desk.problem.hours),
        ("day" | "start" | "start_date", "invalid") => say!(locale, transfer_desk.problem.day),
        ("place", "missing") => say!(locale, transfer_desk.problem.place),
        ("offering" | "recipient" | "organisation", "not_allowed") => say!(locale, transfer_desk.problem.both_sides),
        ("state", "not_allowed") => say!(locale, transfer_desk.problem.state),
        (_, "missing") => say!(locale, transfer_desk.problem.missing),
        (_, "too_long") => say!(locale, transfer_desk.problem.too_long),
        (_, "unknown") => say!(locale, transfer_desk.problem.unknown),
        (_, "ambiguous") => say!(locale, transfer_desk.problem.ambiguous),
        (_, "taken") => say!(locale, transfer_desk.problem.taken),
        (_, "not_allowed") => say!(locale, transfer_desk.problem.not_allowed),
        (_, "invalid") => say!(locale, transfer_desk.problem.invalid),
        _ => say!(locale, transfer_desk.problem.gone),
    }
}

/// What is wrong with a field, in a list of all problems: with the field's name, where the words do not say it.
pub fn problem_of(locale: Locale, name: &str, key: &str) -> String {
    let words = problem(locale, name, key);
    match field(locale, name).filter(|_| words == problem(locale, "", key)) {
        Some(label) => {
            let mut rest = words.chars();
            let first: String = rest.next().map(|first| first.to_lowercase().collect()).unwrap_or_default();
            format!("{label}: {first}{}", rest.as_str())
        }
        None => words.to_owned(),
    }
}

fn field(locale: Locale, name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => say!(locale, transfer_desk.field.title),
        "acronym" => say!(locale, transfer_desk.field.acronym),
        "strapline" => say!(locale, transfer_desk.field.strapline),
        "object" => say!(locale, transfer_desk.field.object),
        "aim" => say!(locale, transfer_desk.field.aim),
        "expected_results" => say!(locale, transfer_desk.field.expected_results),
        "start" | "start_date" => say!(locale, transfer_desk.field.start_date),
        "end_date" => say!(locale, transfer_desk.field.end_date),
        "live_url" => say!(locale, transfer_desk.field.live_url),
        "organisation" => say!(locale, transfer_desk.propose.body),
        "role" => say!(locale, transfer_desk.propose.role),
        "language" => say!(locale, transfer_desk.field.language),
        "offering" => say!(locale, transfer_desk.propose.offering),
        "recipient" => say!(locale, transfer_desk.propose.recipient),
        "template" => say!(locale, transfer_desk.plan.template),
        "due" => say!(locale, transfer_desk.calendar.due),
        "owner" => say!(locale, transfer_desk.calendar.owner),
        "percent" => say!(locale, transfer_desk.plan.percent),
        "deliverable" => say!(locale, transfer_desk.plan.deliverable),
        "day" => say!(locale, transfer_desk.events.day),
        "place" => say!(locale, transfer_desk.events.place),
        "link" => say!(locale, transfer_desk.events.link),
        "description" => say!(locale, transfer_desk.events.description),
        _ => return None,
    })
}

/// What was done, by the code in the address.
pub fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "proposed" => say!(locale, transfer_desk.done.proposed),
        "saved" => say!(locale, transfer_desk.done.saved),
        "move" => say!(locale, transfer_desk.done.moved),
        "model" => say!(locale, transfer_desk.done.model),
        "reply" => say!(locale, transfer_desk.done.reply),
        "assess" => say!(locale, transfer_desk.done.assessed),
        "confirm" => say!(locale, transfer_desk.done.confirmed),
        "draw" => say!(locale, transfer_desk.done.drawn),
        "prepare" => say!(locale, transfer_desk.done.prepared),
        "step" => say!(locale, transfer_desk.done.step),
        "written" => say!(locale, transfer_desk.done.written),
        "removed" => say!(locale, transfer_desk.done.removed),
        "event" => say!(locale, transfer_desk.done.event),
        "testimonial_admit" => say!(locale, depth.testimonials.done.admit),
        "testimonial_refuse" => say!(locale, depth.testimonials.done.refuse),
        "testimonial_take_out" => say!(locale, depth.testimonials.done.take_out),
        _ => return None,
    })
}

/// The name of a part of the form.
pub fn part(locale: Locale, part: TwinningPart) -> &'static str {
    match part {
        TwinningPart::Texts => say!(locale, transfer_desk.part.texts),
        TwinningPart::Parties => say!(locale, transfer_desk.part.parties),
        TwinningPart::Models => say!(locale, transfer_desk.part.models),
        TwinningPart::Objectives => say!(locale, transfer_desk.part.objectives),
        TwinningPart::Resources => say!(locale, transfer_desk.part.resources),
        TwinningPart::Checks => say!(locale, transfer_desk.part.checks),
        TwinningPart::Agreements => say!(locale, transfer_desk.part.agreements),
        TwinningPart::Results => say!(locale, transfer_desk.part.results),
    }
}

/// The words on the button of a move.
pub fn button(locale: Locale, step: Move) -> &'static str {
    match step {
        Move::Examine => say!(locale, transfer_desk.move_to.examine),
        Move::Approve => say!(locale, transfer_desk.move_to.approve),
        Move::Decline => say!(locale, transfer_desk.move_to.decline),
        Move::Start => say!(locale, transfer_desk.move_to.start),
        Move::Suspend => say!(locale, transfer_desk.move_to.suspend),
        Move::Resume => say!(locale, transfer_desk.move_to.resume),
        Move::Conclude => say!(locale, transfer_desk.move_to.conclude),
        Move::Evaluate => say!(locale, transfer_desk.move_to.evaluate),
        Move::Cancel => say!(locale, transfer_desk.move_to.cancel),
    }
}

/// What a step is called.
pub fn called(locale: Locale, called: &Called) -> String {
    match (called.task, called.name.as_str()) {
        (Some(task), "") => task.name(locale).to_owned(),
        (Some(task), name) => format!("{}: {name}", task.name(locale)),
        (None, name) => name.to_owned(),
    }
}

/// Something that is missing, and the part of the form where it is written.
pub fn lack(locale: Locale, line: &LackLine) -> (String, Option<TwinningPart>) {
    let of = called(locale, &line.of);
    match &line.lack {
        Lack::Field { field, kind } => {
            let (name, part) = field_name(locale, field);
            (format!("{name}: {}", measure(locale, *kind)), Some(part))
        }
        Lack::Party(role) => {
            (say!(locale, transfer_desk.lack.party, role = within(role.name(locale))), Some(TwinningPart::Parties))
        }
        Lack::Objective { .. } => (say!(locale, transfer_desk.lack.objective, of = of), Some(TwinningPart::Objectives)),
        Lack::Model { field, .. } => {
            let text = match *field {
                "offering" => say!(locale, transfer_desk.lack.model_offering, of = of),
                "recipients" => say!(locale, transfer_desk.lack.model_recipients, of = of),
                _ => say!(locale, transfer_desk.lack.model_description, of = of),
            };
            (text, Some(TwinningPart::Models))
        }
        Lack::Check(kind) => {
            (say!(locale, transfer_desk.lack.check, of = kind.name(locale)), Some(TwinningPart::Checks))
        }
        Lack::Opinion => (say!(locale, transfer_desk.lack.opinion).to_owned(), None),
        Lack::Acceptance { reply: Some(Reply::Refused), .. } => {
            (say!(locale, transfer_desk.lack.refused, of = of), None)
        }
        Lack::Acceptance { .. } => (say!(locale, transfer_desk.lack.acceptance, of = of), None),
        Lack::OpenStep { .. } => (say!(locale, transfer_desk.lack.step, of = of), None),
        Lack::Baseline => (say!(locale, transfer_desk.lack.baseline).to_owned(), Some(TwinningPart::Results)),
        Lack::Reason => (say!(locale, transfer_desk.problem.reason).to_owned(), None),
    }
}

fn field_name(locale: Locale, field: &str) -> (&'static str, TwinningPart) {
    match field {
        "acronym" => (say!(locale, transfer_desk.field.acronym), TwinningPart::Texts),
        "strapline" => (say!(locale, transfer_desk.field.strapline), TwinningPart::Texts),
        "object" => (say!(locale, transfer_desk.field.object), TwinningPart::Texts),
        "aim" => (say!(locale, transfer_desk.field.aim), TwinningPart::Texts),
        "expected_results" => (say!(locale, transfer_desk.field.expected_results), TwinningPart::Texts),
        "themes" => (say!(locale, transfer_desk.field.themes), TwinningPart::Texts),
        "start_date" => (say!(locale, transfer_desk.field.start_date), TwinningPart::Texts),
        "coherence" => (say!(locale, transfer_desk.field.coherence), TwinningPart::Resources),
        "results" => (say!(locale, transfer_desk.field.results), TwinningPart::Results),
        "models" => (say!(locale, transfer_desk.part.models), TwinningPart::Models),
        _ => (say!(locale, transfer_desk.field.title), TwinningPart::Texts),
    }
}

fn measure(locale: Locale, kind: LackKind) -> String {
    match kind {
        LackKind::TooShort { min, now } => say!(locale, transfer_desk.lack.too_short, least = min, now = now),
        LackKind::TooLong { max, now } => say!(locale, transfer_desk.lack.too_long, most = max, now = now),
        LackKind::TooMany { most, now } => say!(locale, transfer_desk.lack.too_many, most = most, now = now),
        _ => say!(locale, transfer_desk.lack.missing).to_owned(),
    }
}

/// Something that was done, in one sentence without who and when.
pub fn deed(locale: Locale, line: &DeedLine) -> String {
    let of = called(locale, &line.of);
    let to = line.to.as_deref().unwrap_or_default();
    match line.deed {
        Deed::Proposed => say!(locale, transfer_desk.deed.proposed).to_owned(),
        Deed::Edited => {
            let name = line.part.map_or("", |one| part(locale, one));
            say!(locale, transfer_desk.deed.edited, of = within(name))
        }
        Deed::Accepted => say!(locale, transfer_desk.deed.accepted, of = of),
        Deed::Refused => say!(locale, transfer_desk.deed.refused, of = of),
        Deed::Assessed => {
            let outcome = OpinionOutcome::from_code(to).map_or("", |one| one.name(locale));
            say!(locale, transfer_desk.deed.assessed, to = outcome)
        }
        Deed::Moved => {
            let state = |code: Option<&str>| code.and_then(TwinningState::from_code).map_or("", |one| one.name(locale));
            say!(locale, transfer_desk.deed.moved, from = state(line.from.as_deref()), to = state(Some(to)))
        }
        Deed::ModelMoved => {
            let state = ModelState::from_code(to).map_or("", |one| one.name(locale));
            say!(locale, transfer_desk.deed.model, of = of, to = state)
        }
        Deed::Planned => {
            let template = PlanTemplate::from_code(to).map_or("", |one| one.name(locale));
            say!(locale, transfer_desk.deed.planned, to = template)
        }
        Deed::StepWritten => say!(locale, transfer_desk.deed.written, of = of),
        Deed::StepMoved => {
            let state = StepState::from_code(to).map_or("", |one| one.name(locale));
            say!(locale, transfer_desk.deed.step, of = of, to = state)
        }
        Deed::StepRemoved => say!(locale, transfer_desk.deed.removed, of = of),
        Deed::StepsPrepared => say!(locale, transfer_desk.deed.prepared).to_owned(),
    }
}
