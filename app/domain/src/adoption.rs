// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adoptions: that a body took up a practice, in which state, and who says so.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::places;
use crate::text::{self, Fault, Problem, Uid};

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

/// The agreement under which an adoption stands (AC-000-2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// The act that approved it, such as a resolution of the executive.
    pub act: String,
    /// When it was signed or approved: `2022`, `2022-07` or `2022-07-05`.
    pub signed_on: String,
    /// How long it lasts, in months.
    pub months: u16,
    /// What it costs the adopter, in euro; 0 is free.
    pub cost: u32,
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
            text::line("agreement.act", &mut agreement.act, text::TITLE_MAX, &mut problems);
            text::line("agreement.signed_on", &mut agreement.signed_on, 10, &mut problems);
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Whether it counts for the phase: the adopter confirmed that it works with the practice.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed_by.is_some()
            && matches!(self.state, AdoptionState::Adopted | AdoptionState::Adapted | AdoptionState::Scaled)
    }
}
