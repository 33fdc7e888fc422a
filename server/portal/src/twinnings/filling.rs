// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was typed into a part of the form, read into a twinning.

use domain::practice::{Audience, EvidenceKind, Funding, Indicator};
use domain::text::{plain_line, plain_text};
use domain::twinning::{
    Answer, Check, CheckKind, Coherence, FurtherInvestment, MODEL_DESCRIPTION_MAX, MODEL_TITLE_MAX, Model, ModelState,
    OBJECTIVE_MAX, Objective, Party, PartyRole, Twinning, TwinningState,
};
use domain::{Language, Uid};

use super::editing::TwinningPart;
use crate::form::{FieldProblem, FieldProblems, Typed};
use crate::writing::{date, row, rows_of, whole};

mod agreements;

/// What the database knows of what was typed, looked up before anything is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The body of each row of the parties, or what is wrong with its name.
    pub(super) parties: Vec<(usize, Result<Uid, FieldProblem>)>,
    /// Who can be turned to, of each body.
    pub(super) referents: Vec<(Uid, Vec<Uid>)>,
    /// The practice of each row of the models, or that there is none.
    pub(super) practices: Vec<(usize, Option<Uid>)>,
    /// New identifiers for models, one for each row.
    pub(super) ids: Vec<Uid>,
    /// The themes that there are.
    pub(super) themes: Vec<Uid>,
    /// The programmes that there are.
    pub(super) programmes: Vec<Uid>,
}

/// The name of a column in a row, from 1.
pub fn cell(column: &str, place: usize) -> String {
    format!("{column}-{place}")
}

/// The value of a column in a row, without white space around it.
pub(super) fn at<'f>(form: &'f Typed, column: &str, place: usize) -> &'f str {
    form.value(&cell(column, place)).trim()
}

/// The identifiers that were ticked in a row.
fn ticked(form: &Typed, column: &str, place: usize) -> Vec<Uid> {
    form.values(&cell(column, place)).filter_map(|uid| Uid::parse(uid).ok()).collect()
}

/// A line that may be empty.
pub(super) fn line(text: &str) -> Option<String> {
    Some(plain_line(text)).filter(|text| !text.is_empty())
}

fn text(text: &str) -> Option<String> {
    Some(plain_text(text)).filter(|text| !text.trim().is_empty())
}

/// Reads a part of the form into a twinning.
///
/// # Errors
/// What cannot be read, by field and row. What is merely missing is told by `Twinning::lacks`.
pub(super) fn fill(
    twinning: &mut Twinning,
    part: TwinningPart,
    form: &Typed,
    known: &Known,
) -> Result<(), FieldProblems> {
    let mut problems = Vec::new();
    match part {
        TwinningPart::Texts => texts(twinning, form, known, &mut problems),
        TwinningPart::Parties => parties(twinning, form, known, &mut problems),
        TwinningPart::Models => models(twinning, form, known, &mut problems),
        TwinningPart::Objectives => objectives(twinning, form, &mut problems),
        TwinningPart::Resources => resources(twinning, form, known, &mut problems),
        TwinningPart::Checks => checks(twinning, form, &mut problems),
        TwinningPart::Results => results(twinning, form, &mut problems),
        TwinningPart::Agreements => agreements::fill(twinning, form, &mut problems),
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn texts(twinning: &mut Twinning, form: &Typed, known: &Known, problems: &mut FieldProblems) {
    match plain_line(form.value("title")) {
        title if title.is_empty() => problems.push(("title", FieldProblem::Missing)),
        title => twinning.title = title,
    }
    twinning.acronym = line(form.value("acronym"));
    twinning.strapline = line(form.value("strapline"));
    twinning.object = text(form.value("object"));
    twinning.aim = text(form.value("aim"));
    twinning.expected_results = text(form.value("expected_results"));
    twinning.live_url = line(form.value("live_url"));
    match Language::from_code(form.value("language")) {
        Some(language) => twinning.language = language,
        None => problems.push(("language", FieldProblem::Unknown)),
    }
    match Audience::from_code(form.value("audience")).filter(|one| *one != Audience::Community) {
        Some(audience) => twinning.audience = audience,
        None => problems.push(("audience", FieldProblem::Unknown)),
    }
    for (name, field) in [("start_date", &mut twinning.start_date), ("end_date", &mut twinning.end_date)] {
        let typed = form.value(name).trim();
        *field = date(typed);
        if field.is_none() && !typed.is_empty() {
            problems.push((name, FieldProblem::Invalid));
        }
    }
    let themes: Vec<Uid> = form.values("themes").filter_map(|uid| Uid::parse(uid).ok()).collect();
    if themes.iter().any(|theme| !known.themes.contains(theme)) {
        problems.push(("themes", FieldProblem::Unknown));
    }
    twinning.themes = themes;
}

fn parties(twinning: &mut Twinning, form: &Typed, known: &Known, problems: &mut FieldProblems) {
    let mut parties: Vec<Party> = Vec::new();
    for (place, body) in &known.parties {
        let name = row("party", place - 1);
        let role = PartyRole::from_code(at(form, "party_role", *place));
        let (organisation, role) = match (body, role) {
            (Ok(body), Some(role)) => (body.clone(), role),
            (Err(problem), _) => {
                problems.push((name, *problem));
                continue;
            }
            (_, None) => {
                problems.push((name, FieldProblem::Missing));
                continue;
            }
        };
        let referent = Uid::parse(at(form, "party_referent", *place)).ok();
        let before = twinning.parties.iter().any(|one| one.organisation == organisation && one.referent == referent);
        let people = known.referents.iter().find(|(one, _)| *one == organisation).map(|(_, people)| people);
        let fits = |one: &Uid| before || people.is_some_and(|people| people.contains(one));
        if referent.as_ref().is_some_and(|one| !fits(one)) {
            problems.push((name, FieldProblem::Unknown));
        }
        if parties.iter().any(|one| one.organisation == organisation && one.role == role) {
            problems.push((name, FieldProblem::Taken));
        }
        parties.push(Party { organisation, role, referent });
    }
    twinning.parties = parties;
    let recipients: Vec<Uid> = twinning.in_role(PartyRole::Recipient).cloned().collect();
    let offering: Vec<Uid> = twinning.in_role(PartyRole::Offering).cloned().collect();
    // Whoever leaves a side leaves what was said of that side, too.
    twinning.objectives.retain(|one| recipients.contains(&one.recipient));
    for model in &mut twinning.models {
        model.offering.retain(|one| offering.contains(one));
        model.recipients.retain(|one| recipients.contains(one));
    }
    let all = twinning.organisations();
    for step in &mut twinning.steps {
        step.owner.take_if(|owner| !all.contains(owner));
    }
    twinning.acceptances.retain(|one| recipients.contains(&one.organisation) || offering.contains(&one.organisation));
}

fn models(twinning: &mut Twinning, form: &Typed, known: &Known, problems: &mut FieldProblems) {
    let mut ids = known.ids.iter();
    let mut placed: Vec<(usize, Model)> = Vec::new();
    for place in 1..=rows_of("model").len() {
        let (title, description) = (line(at(form, "model_title", place)), at(form, "model_description", place));
        let uid = Uid::parse(at(form, "model_uid", place)).ok();
        let before = uid.and_then(|uid| twinning.models.iter().find(|one| one.uid == uid)).cloned();
        let name = row("model", place - 1);
        if form.value(&cell("model_drop", place)) == "on" {
            continue;
        }
        let Some(title) = title else {
            if before.is_some() || !description.is_empty() {
                problems.push((name, FieldProblem::Missing));
            }
            continue;
        };
        let practice = known.practices.iter().find(|(one, _)| *one == place).map(|(_, found)| found.clone());
        if practice == Some(None) {
            problems.push((name, FieldProblem::Unknown));
        }
        let description = plain_text(description);
        let over = title.chars().count() > MODEL_TITLE_MAX || description.chars().count() > MODEL_DESCRIPTION_MAX;
        if over {
            problems.push((name, FieldProblem::TooLong));
        }
        let Some(uid) = before.as_ref().map(|one| one.uid.clone()).or_else(|| ids.next().cloned()) else { continue };
        let wanted = at(form, "model_place", place).parse().unwrap_or(usize::MAX);
        let (state, reason) = before.map_or((ModelState::Planned, None), |one| (one.state, one.reason));
        let (offering, recipients) = (ticked(form, "offering", place), ticked(form, "recipients", place));
        let practice = practice.flatten();
        placed.push((wanted, Model { uid, title, description, offering, recipients, practice, state, reason }));
    }
    placed.sort_by_key(|(wanted, _)| *wanted);
    let kept: Vec<Model> = placed.into_iter().map(|(_, model)| model).collect();
    let gone: Vec<Uid> = twinning.models.iter().map(|one| one.uid.clone()).collect();
    for model in gone.iter().filter(|uid| !kept.iter().any(|one| one.uid == **uid)) {
        match twinning.without_model(model) {
            Ok(left) => *twinning = left,
            Err(_) => problems.push(("form", FieldProblem::NotAllowed)),
        }
    }
    twinning.models = kept;
}

fn objectives(twinning: &mut Twinning, form: &Typed, problems: &mut FieldProblems) {
    let mut objectives = Vec::new();
    for place in 1..=rows_of("objective").len() {
        let (Ok(recipient), Some(said)) =
            (Uid::parse(at(form, "objective_recipient", place)), text(at(form, "objective", place)))
        else {
            continue;
        };
        if said.chars().count() > OBJECTIVE_MAX {
            problems.push((row("objective", place - 1), FieldProblem::TooLong));
        }
        objectives.push(Objective { recipient, text: said });
    }
    twinning.objectives = objectives;
}

fn resources(twinning: &mut Twinning, form: &Typed, known: &Known, problems: &mut FieldProblems) {
    twinning.coherence = text(form.value("coherence"));
    twinning.budget = amount(form.value("budget"), "budget", problems);
    let (needed, spent) = (form.value("further_investment"), form.value("further_amount"));
    let note = line(form.value("further_note"));
    let further = amount(spent, "further_investment", problems);
    twinning.further_investment = match needed {
        "yes" => Some(FurtherInvestment { needed: true, amount: further, note }),
        "no" => Some(FurtherInvestment { needed: false, amount: further, note }),
        _ => {
            if further.is_some() || note.is_some() {
                problems.push(("further_investment", FieldProblem::Missing));
            }
            None
        }
    };
    let mut programmes: Vec<Coherence> = Vec::new();
    for place in 1..=rows_of("programme").len() {
        let typed = at(form, "programme", place);
        let priorities: Vec<String> = at(form, "priorities", place).split([',', ';']).filter_map(line).collect();
        match Uid::parse(typed) {
            Ok(programme) if known.programmes.contains(&programme) => {
                programmes.push(Coherence { programme, priorities });
            }
            Err(_) if typed.is_empty() && priorities.is_empty() => {}
            _ => problems.push((row("programme", place - 1), FieldProblem::Unknown)),
        }
    }
    twinning.programmes = programmes;
    funding(twinning, form, problems);
}

/// Who pays: the source in words, its year and its amount. What the form does not show stays.
fn funding(twinning: &mut Twinning, form: &Typed, problems: &mut FieldProblems) {
    let mut funding: Vec<Funding> = Vec::new();
    for place in 1..=rows_of("funding").len() {
        let name = row("funding", place - 1);
        let call = line(at(form, "funding_call", place));
        let typed_year = at(form, "funding_year", place);
        let year = typed_year.parse::<i16>().ok().filter(|year| (1970..=2100).contains(year));
        if year.is_none() && !typed_year.is_empty() {
            problems.push((name, FieldProblem::Invalid));
        }
        let amount = amount(at(form, "funding_amount", place), name, problems);
        let before = twinning.funding.get(place - 1);
        if call.is_none() && year.is_none() && amount.is_none() {
            if let Some(before) = before.filter(|one| one.programme.is_some()) {
                funding.push(Funding { call, year, amount, ..before.clone() });
            }
            continue;
        }
        funding.push(Funding {
            programme: before.and_then(|one| one.programme.clone()),
            priorities: before.map(|one| one.priorities.clone()).unwrap_or_default(),
            call,
            year,
            amount,
            co_financing_percent: before.and_then(|one| one.co_financing_percent),
        });
    }
    twinning.funding = funding;
}

pub(super) fn amount(typed: &str, name: &'static str, problems: &mut FieldProblems) -> Option<u64> {
    let amount = whole(typed);
    if amount.is_none() && !typed.trim().is_empty() {
        problems.push((name, FieldProblem::Invalid));
    }
    amount
}

fn checks(twinning: &mut Twinning, form: &Typed, problems: &mut FieldProblems) {
    let mut checks = Vec::new();
    for kind in CheckKind::ALL.iter().copied() {
        let note = line(form.value(&format!("check_note-{kind}")));
        match Answer::from_code(form.value(&format!("check-{kind}"))) {
            Some(answer) => checks.push(Check { kind, answer, note }),
            None if note.is_some() => problems.push(("checks", FieldProblem::Missing)),
            None => {}
        }
    }
    twinning.checks = checks;
}

fn results(twinning: &mut Twinning, form: &Typed, problems: &mut FieldProblems) {
    let said = text(form.value("results"));
    // What is concluded has results.
    if said.is_none() && matches!(twinning.state, TwinningState::Concluded | TwinningState::Evaluated) {
        problems.push(("results", FieldProblem::Missing));
    }
    twinning.results = said;
    let mut indicators = Vec::new();
    for place in 1..=rows_of("indicator").len() {
        let name = row("indicator", place - 1);
        let column = |column: &str| line(at(form, column, place));
        let (called, value, baseline) =
            (column("indicator_name"), column("indicator_value"), column("indicator_baseline"));
        let typed = at(form, "indicator_date", place);
        let measured = date(typed);
        if called.is_none() && value.is_none() && baseline.is_none() && typed.is_empty() {
            continue;
        }
        if measured.is_none() && !typed.is_empty() {
            problems.push((name, FieldProblem::Invalid));
        }
        let kind = EvidenceKind::from_code(at(form, "indicator_kind", place));
        let (Some(called), Some(value), Some(kind)) = (called, value, kind) else {
            problems.push((name, FieldProblem::Missing));
            continue;
        };
        let source_url = twinning.indicators.get(place - 1).and_then(|one| one.source_url.clone());
        let unit = column("indicator_unit");
        indicators.push(Indicator { name: called, unit, baseline, value, date: measured, source_url, kind });
    }
    twinning.indicators = indicators;
}
