// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An adoption as it is typed.

use domain::PartialDate;
use domain::adoption::{Adoption, AdoptionState, Agreement};
use domain::text::{plain_line, plain_text};

use crate::form::{FieldProblem, FieldProblems, FormError};
use crate::writing::{date, whole};

/// The most characters of the notes (DOMAIN.md, "Others").
pub const NOTES_MAX: usize = 1_500;
/// The most characters of the act of an agreement.
pub const ACT_MAX: usize = domain::text::TITLE_MAX;
/// The most months of an agreement.
const MONTHS_MAX: u64 = 1_200;
/// The first year in which a body can have taken up a practice.
const FIRST_YEAR: i16 = 1970;
/// How many years ahead somebody may plan.
const AHEAD: i16 = 10;

/// An adoption as it was typed, by who speaks or works for the adopter.
#[derive(Clone, Debug, Default)]
pub struct AdoptionForm {
    /// The body; may be empty where there is only one.
    pub organisation: String,
    /// The identifier of the adoption; empty where there was none, or for the first.
    pub adoption: String,
    /// The version that the page shows; empty where there was no adoption.
    pub version: String,
    /// The code of how far it has come.
    pub state: String,
    /// The year in which it began; may be empty.
    pub year: String,
    /// What was changed, or why it was given up.
    pub notes: String,
    /// The act of the agreement; empty where there is none.
    pub act: String,
    /// When it was signed.
    pub signed_on: String,
    /// How many months it lasts.
    pub months: String,
    /// What it costs, in euro; empty is free.
    pub cost: String,
}

/// What is said of an adoption, read.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) state: AdoptionState,
    year: Option<i16>,
    notes: Option<String>,
    agreement: Option<Agreement>,
}

impl Told {
    /// The adoption with what is said of it. What the form does not show stays.
    pub(super) fn put_into(self, adoption: &mut Adoption) {
        adoption.state = self.state;
        adoption.year = self.year;
        adoption.notes = self.notes;
        let before = adoption.agreement.take();
        adoption.agreement = self.agreement.map(|mut agreement| {
            if let Some(before) = before {
                agreement.act_kind = before.act_kind;
                agreement.parties = before.parties;
                agreement.document = before.document;
            }
            agreement
        });
    }
}

/// Reads state, year and notes, which both forms have.
pub(super) fn told(
    (state, year, notes): (&str, &str, &str),
    today: PartialDate,
    problems: &mut FieldProblems,
) -> Option<Told> {
    let read = AdoptionState::from_code(state);
    if read.is_none() {
        let problem = if state.is_empty() { FieldProblem::Missing } else { FieldProblem::Unknown };
        problems.push(("state", problem));
    }
    let typed = plain_line(year);
    let year = typed.parse::<i16>().ok().filter(|year| (FIRST_YEAR..=today.year() + AHEAD).contains(year));
    if year.is_none() && !typed.is_empty() {
        problems.push(("year", FieldProblem::Invalid));
    }
    let notes = plain_text(notes);
    if notes.chars().count() > NOTES_MAX {
        problems.push(("notes", FieldProblem::TooLong));
    } else if notes.trim().is_empty() && read == Some(AdoptionState::Abandoned) {
        problems.push(("notes", FieldProblem::Missing));
    }
    let notes = Some(notes).filter(|notes| !notes.trim().is_empty());
    Some(Told { state: read?, year, notes, agreement: None })
}

impl AdoptionForm {
    /// Reads all but the body.
    pub(super) fn read(&self, today: PartialDate) -> Result<Told, FormError> {
        let mut problems = Vec::new();
        let told = told((&self.state, &self.year, &self.notes), today, &mut problems);
        let agreement = self.agreement(&mut problems);
        match told {
            Some(told) if problems.is_empty() => Ok(Told { agreement, ..told }),
            _ => Err(FormError::Fields(problems)),
        }
    }

    /// The agreement, where there is an act; the rest without an act is asked for one.
    fn agreement(&self, problems: &mut FieldProblems) -> Option<Agreement> {
        let act = plain_line(&self.act);
        let rest = [&self.signed_on, &self.months, &self.cost];
        if act.is_empty() {
            if rest.into_iter().any(|text| !text.trim().is_empty()) {
                problems.push(("act", FieldProblem::Missing));
            }
            return None;
        }
        if act.chars().count() > ACT_MAX {
            problems.push(("act", FieldProblem::TooLong));
        }
        let signed = date(&self.signed_on);
        if signed.is_none() {
            problems.push(("signed_on", FieldProblem::Invalid));
        }
        let months = whole(&self.months).filter(|months| (1..=MONTHS_MAX).contains(months));
        let months = months.and_then(|months| u16::try_from(months).ok());
        if months.is_none() {
            problems.push(("months", FieldProblem::Invalid));
        }
        let cost = if self.cost.trim().is_empty() { Some(0) } else { whole(&self.cost) };
        let cost = cost.and_then(|cost| u32::try_from(cost).ok());
        if cost.is_none() {
            problems.push(("cost", FieldProblem::Invalid));
        }
        let signed_on = signed?.to_string();
        let (months, cost) = (months?, cost?);
        Some(Agreement { act, act_kind: None, signed_on, months, cost, parties: Vec::new(), document: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> PartialDate {
        PartialDate::parse("2026-03-02").expect("a day")
    }

    fn problems(form: &AdoptionForm) -> FieldProblems {
        match form.read(today()) {
            Err(FormError::Fields(problems)) => problems,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_state_alone_will_do_and_giving_up_wants_its_reason() {
        let pilot = AdoptionForm { state: "pilot".to_owned(), ..AdoptionForm::default() };
        assert!(pilot.read(today()).is_ok());
        assert_eq!(problems(&AdoptionForm::default()), [("state", FieldProblem::Missing)]);
        let gave_up = AdoptionForm { state: "abandoned".to_owned(), ..AdoptionForm::default() };
        assert_eq!(problems(&gave_up), [("notes", FieldProblem::Missing)]);
        for year in ["22", "1969", "2037", "due"] {
            let form = AdoptionForm { year: year.to_owned(), ..pilot.clone() };
            assert_eq!(problems(&form), [("year", FieldProblem::Invalid)], "{year}");
        }
    }

    #[test]
    fn an_agreement_is_whole_or_there_is_none() {
        let form = |act: &str, signed: &str, months: &str, cost: &str| AdoptionForm {
            state: "adopted".to_owned(),
            act: act.to_owned(),
            signed_on: signed.to_owned(),
            months: months.to_owned(),
            cost: cost.to_owned(),
            ..AdoptionForm::default()
        };
        let read = form("Delibera 61", "5/7/2022", "60", "").read(today()).expect("whole").agreement.expect("one");
        assert_eq!((read.signed_on.as_str(), read.months, read.cost), ("2022-07-05", 60, 0));
        assert_eq!(problems(&form("", "2022", "", "")), [("act", FieldProblem::Missing)]);
        let wrong = problems(&form("Delibera 61", "ieri", "0", "-1"));
        assert_eq!(wrong.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["signed_on", "months", "cost"]);
    }
}
