// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can be wrong with a form. The words are on the page.

use domain::policy::Refusal;
use domain::text::{Fault, Problem};

use crate::error::Error;

/// What was typed into a form: names and values, in their order; a list has the same name several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The first value of a field; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }

    /// All values of a field, in their order.
    pub fn values<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// What is wrong with a field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// Nothing was typed.
    Missing,
    /// Fewer characters than needed.
    TooShort,
    /// More characters than allowed.
    TooLong,
    /// Not of the form that it should have.
    Invalid,
    /// Not in the list.
    Unknown,
    /// Fits several entries of the list.
    Ambiguous,
    /// Belongs to somebody else already, or is there already.
    Taken,
    /// Not the right one: a password, a code, or the two together.
    Wrong,
    /// Too easy to guess.
    Weak,
    /// Not the same as in the field before.
    Differs,
    /// Sent faster than people type.
    TooQuick,
    /// Tried too often; later it may be tried again.
    Wait,
    /// A link that is too old, or was used.
    Expired,
    /// Changed by somebody else in the meantime.
    Conflict,
    /// Not for this account.
    NotAllowed,
}

impl FieldProblem {
    /// The key of its message.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
            Self::Taken => "taken",
            Self::Wrong => "wrong",
            Self::Weak => "weak",
            Self::Differs => "differs",
            Self::TooQuick => "too_quick",
            Self::Wait => "wait",
            Self::Expired => "expired",
            Self::Conflict => "conflict",
            Self::NotAllowed => "not_allowed",
        }
    }
}

impl From<&Fault> for FieldProblem {
    fn from(fault: &Fault) -> Self {
        match fault {
            Fault::Missing => Self::Missing,
            Fault::TooLong { .. } => Self::TooLong,
            Fault::Invalid { .. } | Fault::Contradicts { .. } => Self::Invalid,
        }
    }
}

/// The fields that are wrong, each once. `form` stands for the form as a whole.
pub type FieldProblems = Vec<(&'static str, FieldProblem)>;

/// Why a form was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// These fields are wrong.
    #[error("some fields are wrong")]
    Fields(FieldProblems),
    /// The portal cannot take it.
    #[error(transparent)]
    Portal(Error),
}

impl FormError {
    /// One field is wrong.
    pub fn field(field: &'static str, problem: FieldProblem) -> Self {
        Self::Fields(vec![(field, problem)])
    }

    /// Whether somebody else came between, so that the whole change can be tried again.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self, Self::Fields(problems) if problems.as_slice() == [("form", FieldProblem::Conflict)])
    }

    /// The problems that a record's own check found, as those of a form with the same names of fields.
    pub(crate) fn of_record(problems: &[Problem], known: &[&'static str]) -> Self {
        let field = |problem: &Problem| {
            let name = known.iter().copied().find(|name| problem.field.starts_with(name)).unwrap_or("form");
            (name, FieldProblem::from(&problem.fault))
        };
        Self::Fields(beside(FieldProblems::new(), problems.iter().map(field)))
    }
}

/// Where somebody else came between, the page comes back with all that was typed.
impl From<Error> for FormError {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(store::Error::Conflict) => Self::field("form", FieldProblem::Conflict),
            other => Self::Portal(other),
        }
    }
}

impl From<store::Error> for FormError {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<Refusal> for FormError {
    fn from(refusal: Refusal) -> Self {
        Error::from(refusal).into()
    }
}

/// What is wrong, with what else is wrong with fields of which nothing is told yet: each field once, by its first fault.
pub(crate) fn beside(
    mut told: FieldProblems,
    more: impl IntoIterator<Item = (&'static str, FieldProblem)>,
) -> FieldProblems {
    for (field, problem) in more {
        if told.iter().all(|(known, _)| *known != field) {
            told.push((field, problem));
        }
    }
    told
}

/// Says yes where nothing is wrong.
pub(crate) fn fine(problems: FieldProblems) -> Result<(), FormError> {
    if problems.is_empty() { Ok(()) } else { Err(FormError::Fields(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_told_once_by_its_first_fault_whatever_stands_between() {
        let read = vec![("themes", FieldProblem::Unknown), ("title", FieldProblem::Missing)];
        let own =
            [("title", FieldProblem::TooShort), ("body", FieldProblem::Missing), ("themes", FieldProblem::Missing)];
        let expected =
            [("themes", FieldProblem::Unknown), ("title", FieldProblem::Missing), ("body", FieldProblem::Missing)];
        assert_eq!(beside(read, own), expected);
        assert_eq!(beside(FieldProblems::new(), [expected[0], expected[1], expected[0]]), expected[..2]);
    }

    #[test]
    fn of_two_who_write_at_once_the_second_gets_the_form_back() {
        let between: FormError = store::Error::Conflict.into();
        assert!(between.is_conflict(), "{between:?}");
        let also: FormError = Error::from(store::Error::Conflict).into();
        assert!(also.is_conflict(), "{also:?}");
        let broken: FormError = store::Error::Broken.into();
        assert!(!broken.is_conflict() && matches!(broken, FormError::Portal(Error::Database(_))), "{broken:?}");
    }
}
