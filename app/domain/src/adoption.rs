// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions: that a body took up a practice, in which state, and who says so.

use serde::{Deserialize, Serialize};

pub use crate::agreement::Agreement;
use crate::code::coded;
use crate::date::PartialDate;
use crate::places;
use crate::text::{self, Fault, Problem, Uid};

mod counting;
mod declared;
mod mentoring;

pub use counting::{Recipient, Taken, once_per_recipient, recipients};
pub use mentoring::{MENTOR_ADOPTERS, confirming, is_mentor};

/// The longest name of a unit within a body, in characters (AC-004-4).
pub const UNIT_MAX: usize = 120;
/// The longest contact, in characters.
pub const CONTACT_MAX: usize = 300;

coded! {
    /// How far an adoption has come (DOMAIN.md, "State machines").
    AdoptionState {
        /// The body has shown interest.
        Interested = "interested",
        /// It examines the practice.
        Evaluating = "evaluating",
        /// It has decided and plans.
        Planned = "planned",
        /// It tries the practice out (AC-000-5).
        Pilot = "pilot",
        /// It works with it.
        Adopted = "adopted",
        /// It works with a variant of its own.
        Adapted = "adapted",
        /// It has spread it to all its offices.
        Scaled = "scaled",
        /// It gave up, and says why.
        Abandoned = "abandoned",
    }
}

impl AdoptionState {
    /// Whether it may come after another (DOMAIN.md, "State machines"): one step further, or given up.
    ///
    /// An adoption may begin in any state, since many are told of once they have been working for years.
    pub const fn may_follow(self, before: Self) -> bool {
        match self {
            Self::Interested => false,
            Self::Evaluating => matches!(before, Self::Interested),
            Self::Planned => matches!(before, Self::Evaluating),
            Self::Pilot => matches!(before, Self::Planned),
            Self::Adopted => matches!(before, Self::Pilot),
            Self::Adapted => matches!(before, Self::Adopted),
            Self::Scaled => matches!(before, Self::Adapted),
            Self::Abandoned => !matches!(before, Self::Abandoned),
        }
    }
}

coded! {
    /// Where the knowledge of an adoption comes from.
    AdoptionSource {
        /// A twinning of the portal.
        Twinning = "twinning",
        /// The adopter by itself.
        Spontaneous = "spontaneous",
        /// The owner of the practice declares it.
        DeclaredByOwner = "declared_by_owner",
    }
}

/// How large an adoption is, in numbers (DOMAIN.md, "Others").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptionScale {
    /// People whom it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub users: Option<u64>,
    /// Employees who work with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u64>,
}

impl AdoptionScale {
    /// Whether no number is known.
    pub fn is_empty(&self) -> bool {
        self.users.is_none() && self.employees.is_none()
    }
}

/// That a body took up a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adoption {
    /// Stable identifier.
    pub uid: Uid,
    /// The practice that was taken up.
    pub practice: Uid,
    /// The adopting organisation, where the portal knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopter_org: Option<Uid>,
    /// The adopter's name, where the portal does not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopter_name: Option<String>,
    /// The adopter's region, where no organisation says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// How far it has come.
    pub state: AdoptionState,
    /// Year in which it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Where the knowledge comes from.
    pub source: AdoptionSource,
    /// Who of the adopter confirmed it; an adoption counts as evidence only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// What was changed, or why it was given up. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The agreement, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// The twinning that carried it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twinning: Option<Uid>,
    /// Letter of the model that was taken up: of the twinning, where there is one, else of the practice.
    /// Absent where it is the practice as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The part of the adopter that it is about, where it spreads within one body (AC-004-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When the adopter began with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<PartialDate>,
    /// Since when the adopter works with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_on: Option<PartialDate>,
    /// What came of it. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<String>,
    /// How large it is.
    #[serde(default, skip_serializing_if = "AdoptionScale::is_empty")]
    pub scale: AdoptionScale,
    /// Office of the adopter to write to, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Whether results against a baseline were measured six months or more after the start.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub results_measured: bool,
    /// Whether the record is invented, for demonstration.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

impl Adoption {
    /// Brings the record into the form in which it is kept and checks the safety limits.
    ///
    /// # Errors
    /// No adopter, a giving-up without its reason, a place that does not exist, or a text too long.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::optional_line("adopter_name", &mut self.adopter_name, text::TITLE_MAX, &mut problems);
        text::optional_line("confirmed_by", &mut self.confirmed_by, 150, &mut problems);
        text::optional_text("notes", &mut self.notes, &mut problems);
        places::check(&mut self.region, &mut None, &mut problems);
        if self.adopter_org.is_none() && self.adopter_name.is_none() {
            problems.push(Problem::new("adopter_org", Fault::Missing));
        }
        if self.state == AdoptionState::Abandoned && self.notes.is_none() {
            problems.push(Problem::new("notes", Fault::Missing));
        }
        if let Some(agreement) = &mut self.agreement {
            agreement.check("agreement", &mut problems);
        }
        self.check_transfer(&mut problems);
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn check_transfer(&mut self, problems: &mut Vec<Problem>) {
        text::optional_line("unit", &mut self.unit, UNIT_MAX, problems);
        text::optional_line("contact", &mut self.contact, CONTACT_MAX, problems);
        text::optional_text("results", &mut self.results, problems);
        text::optional_line("model", &mut self.model, 4, problems);
        if self.model.as_deref().is_some_and(|model| !is_letter(model)) {
            problems.push(Problem::new("model", Fault::invalid("a letter such as A, or A1 after Z")));
        }
        if self.started.zip(self.adopted_on).is_some_and(|(started, adopted)| adopted.is_before(started)) {
            problems.push(Problem::new("adopted_on", Fault::Contradicts { other: "started".to_owned() }));
        }
    }

    /// Whether it counts for the phase: the adopter confirmed that it works with the practice.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed_by.is_some()
            && matches!(self.state, AdoptionState::Adopted | AdoptionState::Adapted | AdoptionState::Scaled)
    }
}

/// Whether a text has the form that `practice::letter` gives.
fn is_letter(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters.next().is_some_and(|first| first.is_ascii_uppercase());
    begins && characters.all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
#[path = "adoption/tests.rs"]
mod tests;
