// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The lifecycle of a practice, derived from facts and never declared (DOMAIN.md, "Evidence-driven lifecycle").

use crate::adoption::Adoption;
use crate::code::coded;
use crate::date::PartialDate;
use crate::practice::Practice;
use crate::text::Uid;

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
    /// Collects the facts of a practice from its record, its adoptions, and the practices that running twinnings carry
    /// over, as far as they are asked about.
    pub fn of(practice: &Practice, adoptions: &[Adoption], transferring: &[Uid]) -> Self {
        Self {
            documented: missing_for_documented(practice).is_empty(),
            analysed: practice.reviewed_at.is_some(),
            transferring: transferring.contains(&practice.uid),
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

/// After how many years without a change or an opinion a practice is out of date (DOMAIN.md, `reviewed_at`: 36 months).
pub const OUTDATED_AFTER_YEARS: i16 = 3;

/// Whether a practice that readers find was last changed, and last assessed, longer ago than that.
pub fn is_outdated(practice: &Practice, changed: PartialDate, today: PartialDate) -> bool {
    let touched = practice.reviewed_at.map_or(changed, |reviewed| reviewed.max(changed));
    // As late as the date can mean; whether the day exists does not matter to what comes after it.
    let until = (touched.year() + OUTDATED_AFTER_YEARS, touched.month().unwrap_or(12), touched.day().unwrap_or(31));
    let now = (today.year(), today.month().unwrap_or(1), today.day().unwrap_or(1));
    practice.stage.is_in_library() && until < now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::Stage;

    #[test]
    fn a_practice_is_out_of_date_three_years_after_its_last_change_or_opinion() {
        let bare = serde_json::json!({"uid": "p", "title": "T", "language": "it", "summary": "Una frase."});
        let practice: Practice = serde_json::from_value(bare).expect("a practice");
        let day = |text: &str| PartialDate::parse(text).expect("a date");
        let old = |practice: &Practice, today: &str| is_outdated(practice, day("2023-03-02"), day(today));
        assert!(!old(&practice, "2026-03-02") && old(&practice, "2026-03-03"));
        let assessed = |on: &str| Practice { reviewed_at: Some(day(on)), ..practice.clone() };
        assert!(!old(&assessed("2024-02-29"), "2027-02-28") && old(&assessed("2024-02-29"), "2027-03-01"));
        assert!(!old(&assessed("2024"), "2027-12-31") && old(&assessed("2024"), "2028-01-01"));
        assert!(old(&assessed("2020"), "2026-03-03"), "the later of the two counts");
        let archived = Practice { stage: Stage::Archived, ..practice };
        assert!(!old(&archived, "2030-01-01"), "nobody reads it");
    }
}
