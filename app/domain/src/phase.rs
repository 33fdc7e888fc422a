// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The lifecycle of a practice, derived from facts and never declared (DOMAIN.md, "Evidence-driven lifecycle").

use crate::adoption::Adoption;
use crate::code::coded;
use crate::practice::Practice;

coded! {
    /// The six phases, earliest first (AC-002-1).
    Phase {
        /// Somebody pointed the practice out.
        Identified = "identified",
        /// All that a reader needs is written, with evidence.
        Documented = "documented",
        /// An expert gave an opinion.
        Analysed = "analysed",
        /// A twinning carries it over.
        Transferring = "transferring",
        /// An adopter confirmed that it works with it.
        Adopted = "adopted",
        /// An adopter measured results against a baseline.
        Evaluated = "evaluated",
    }
}

/// The facts that reach each phase; the practice's phase is the highest one reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Nothing that a reader needs is missing, and there is evidence.
    pub documented: bool,
    /// An expert gave an opinion.
    pub analysed: bool,
    /// A twinning that carries it over is running.
    pub transferring: bool,
    /// At least one adoption is confirmed by its adopter.
    pub adopted: bool,
    /// Results against a baseline were measured at an adopter.
    pub evaluated: bool,
}

impl Facts {
    /// Collects the facts of a practice from its record and its adoptions.
    pub fn of(practice: &Practice, adoptions: &[Adoption]) -> Self {
        Self {
            documented: missing_for_documented(practice).is_empty(),
            analysed: practice.reviewed_at.is_some(),
            transferring: false,
            adopted: adoptions.iter().any(Adoption::is_confirmed),
            evaluated: adoptions.iter().any(|adoption| adoption.is_confirmed() && adoption.results_measured),
        }
    }

    /// Whether a phase's own fact is there; gaps below the phase stay visible.
    pub fn has(self, phase: Phase) -> bool {
        match phase {
            Phase::Identified => true,
            Phase::Documented => self.documented,
            Phase::Analysed => self.analysed,
            Phase::Transferring => self.transferring,
            Phase::Adopted => self.adopted,
            Phase::Evaluated => self.evaluated,
        }
    }

    /// The highest phase whose fact is there.
    pub fn phase(self) -> Phase {
        Phase::ALL.iter().rev().copied().find(|phase| self.has(*phase)).unwrap_or(Phase::Identified)
    }
}

/// The fields that a practice still lacks to be documented, by name.
pub fn missing_for_documented(practice: &Practice) -> Vec<&'static str> {
    [
        ("summary", practice.summary.is_some()),
        ("owner_org", practice.owner_org.is_some()),
        ("themes", !practice.themes.is_empty()),
        ("start_date", practice.start_date.is_some()),
        ("problem", practice.problem.is_some()),
        ("solution", practice.solution.is_some()),
        ("evidence", practice.has_evidence()),
        ("failures", practice.failures.is_some()),
        ("conditions", practice.conditions.len() >= 3),
        ("transfer_potential", practice.transfer_potential.is_some()),
    ]
    .into_iter()
    .filter(|(_, there)| !there)
    .map(|(field, _)| field)
    .collect()
}
