// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Expert opinions: what somebody who did not write a practice says of it, and how far its evidence can be trusted.

use serde::{Deserialize, Serialize};

use super::{EvidenceRating, Indicator, Practice};
use crate::code::coded;
use crate::date::PartialDate;
use crate::text::{self, Fault, Problem, Uid};

/// The longest opinion, in characters (DOMAIN.md, "Record fields": `evaluation_opinion`).
pub const OPINION_MAX: usize = 2_000;

coded! {
    /// What an expert thinks of a practice.
    OpinionOutcome {
        /// It can be carried over.
        Favourable = "favourable",
        /// It can, once something is made good.
        WithReservations = "with_reservations",
        /// It cannot, as it is now.
        Unfavourable = "unfavourable",
    }
}

/// What an expert said of a practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The member who gave it; absent where it came from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// When it was given.
    pub on: PartialDate,
    /// What the expert thinks.
    pub outcome: OpinionOutcome,
    /// How far the expert found the evidence to be trusted.
    pub rating: EvidenceRating,
    /// Why, in Markdown.
    pub text: String,
}

impl Practice {
    /// How far the evidence can be trusted by what it shows itself: measured, where at least one result has a value
    /// and what it is measured from, a value before or a day; else declared.
    pub fn evidence_shows(&self) -> EvidenceRating {
        let is_measured = |one: &Indicator| {
            let since = one.baseline.as_ref().is_some_and(|before| !before.trim().is_empty()) || one.date.is_some();
            !one.value.trim().is_empty() && since
        };
        if self.evidence.iter().any(is_measured) { EvidenceRating::Measured } else { EvidenceRating::Declared }
    }

    /// How far the evidence can be trusted: as the last expert found, or as a record from elsewhere says that others
    /// found, and never less than what it shows itself.
    pub fn rated(&self) -> EvidenceRating {
        let shown = self.evidence_shows();
        let by_others = self.evidence_rating.filter(|rating| *rating > EvidenceRating::Measured);
        let found = self.opinions.last().map(|opinion| opinion.rating).or(by_others);
        found.map_or(shown, |found| found.max(shown))
    }
}

/// Checks the safety limits of all opinions.
pub(super) fn check(practice: &mut Practice, problems: &mut Vec<Problem>) {
    text::list("opinions", &practice.opinions, problems);
    for (at, opinion) in practice.opinions.iter_mut().enumerate() {
        let field = format!("opinions[{at}].text");
        text::long_text(&field, &mut opinion.text, problems);
        if opinion.text.trim().is_empty() {
            problems.push(Problem::new(field, Fault::Missing));
        } else if opinion.text.chars().count() > OPINION_MAX {
            problems.push(Problem::new(field, Fault::TooLong { max: OPINION_MAX }));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn practice(more: Value) -> Practice {
        let mut all = json!({"uid": "p", "title": "T", "language": "it", "summary": "Una frase."});
        let fields = all.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        serde_json::from_value(all).expect("a practice")
    }

    fn opinion(rating: &str, text: &str) -> Value {
        json!({"on": "2026-03-02", "outcome": "favourable", "rating": rating, "text": text})
    }

    fn evidence(baseline: Option<&str>, date: Option<&str>) -> Value {
        json!([{"name": "Posti", "value": "20", "baseline": baseline, "date": date, "kind": "quantitative"}])
    }

    #[test]
    fn evidence_is_measured_where_a_value_has_something_to_be_compared_with() {
        assert_eq!(practice(json!({})).evidence_shows(), EvidenceRating::Declared);
        for (baseline, date, shown) in [
            (None, None, EvidenceRating::Declared),
            (Some(" "), None, EvidenceRating::Declared),
            (Some("10"), None, EvidenceRating::Measured),
            (None, Some("2021"), EvidenceRating::Measured),
        ] {
            let one = practice(json!({"evidence": evidence(baseline, date)}));
            assert_eq!(one.evidence_shows(), shown, "{baseline:?} {date:?}");
        }
    }

    #[test]
    fn the_last_opinion_rates_and_never_below_what_the_evidence_shows() {
        let measured = evidence(Some("10"), None);
        let rated = |fields: Value| practice(fields).rated();
        assert_eq!(rated(json!({"evidence": measured})), EvidenceRating::Measured);
        assert_eq!(rated(json!({"evidence_rating": "measured"})), EvidenceRating::Declared, "nothing shows it");
        assert_eq!(rated(json!({"evidence_rating": "verified"})), EvidenceRating::Verified, "others found it");
        let two = json!([opinion("independent", "Bene."), opinion("verified", "Meno bene.")]);
        assert_eq!(rated(json!({"evidence_rating": "independent", "opinions": two})), EvidenceRating::Verified);
        let low = json!([opinion("declared", "Poco.")]);
        assert_eq!(rated(json!({"evidence": measured, "opinions": low})), EvidenceRating::Measured);
    }

    #[test]
    fn an_opinion_has_a_text_and_not_too_long_a_one() {
        let checked = |text: &str| practice(json!({"opinions": [opinion("declared", text)]})).checked();
        assert!(checked(&"è".repeat(OPINION_MAX)).is_ok());
        let wrong = |text: &str| checked(text).expect_err("refused")[0].to_string();
        assert_eq!(wrong(&"è".repeat(OPINION_MAX + 1)), "opinions[0].text: is longer than 2000");
        assert_eq!(wrong(" \n"), "opinions[0].text: is missing");
    }

    #[test]
    fn what_was_written_is_read_back_the_same() {
        let mut one = opinion("declared", "Bene.");
        one["by"] = json!("rita");
        let first = practice(json!({"opinions": [one, opinion("verified", "Bene.")]}));
        let again: Practice = serde_json::from_str(&serde_json::to_string(&first).expect("JSON")).expect("the same");
        assert_eq!(again, first);
        assert!(!serde_json::to_string(&practice(json!({}))).expect("JSON").contains("opinions"));
    }
}
