// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Agreements: the act that binds the parties of a twinning or of an adoption, and when it ends (AC-000-2).

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::date::{Day, PartialDate};
use crate::text::{self, Fault, Problem, Uid};

/// Within how many days an end is near (AC-000-2).
pub const NEAR_DAYS: u16 = 180;

coded! {
    /// Who took the decision to agree.
    ActKind {
        /// Delibera di giunta.
        Executive = "giunta",
        /// Delibera di consiglio.
        Council = "consiglio",
        /// Determina di un dirigente.
        Determination = "determina",
    }
}

/// The agreement under which a twinning or an adoption stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The act that approved it, with its number: "Delibera n. 61".
    pub act: String,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_kind: Option<ActKind>,
    /// When it was signed or approved: `2022`, `2022-07` or `2022-07-05`.
    pub signed_on: String,
    /// How long it lasts, in months.
    pub months: u16,
    /// What it costs who takes the practice up, in euro; 0 is free.
    pub cost: u32,
    /// The organisations that it binds, where they are not those of the record that holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Uid>,
    /// The document with its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Uid>,
}

impl Agreement {
    /// When it ends, as precisely as it was signed; absent where a year alone does not tell it.
    pub fn ends_on(&self) -> Option<PartialDate> {
        PartialDate::parse(&self.signed_on).ok()?.months_after(self.months)
    }

    /// How many days it still lasts; fewer than none once it is over. A month or a year lasts until its last day.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        Some(today.days_until(Day::last_of(self.ends_on()?)))
    }

    /// Whether it still lasts, and ends within so many days.
    pub fn ends_within(&self, days: u16, today: Day) -> bool {
        self.days_left(today).is_some_and(|left| (0..=i64::from(days)).contains(&left))
    }

    /// Checks the safety limits.
    pub(crate) fn check(&mut self, field: &str, problems: &mut Vec<Problem>) {
        text::line(&format!("{field}.act"), &mut self.act, text::TITLE_MAX, problems);
        text::line(&format!("{field}.signed_on"), &mut self.signed_on, 10, problems);
        let parties = format!("{field}.parties");
        text::list(&parties, &self.parties, problems);
        if self.parties.len() == 1 {
            problems.push(Problem::new(parties, Fault::invalid("two organisations or more")));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn agreement(signed_on: &str, months: u16) -> Agreement {
        let fields = serde_json::json!({"act": "Delibera n. 61", "signed_on": signed_on, "months": months, "cost": 0});
        serde_json::from_value(fields).expect("an agreement")
    }

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn ac_000_2_an_agreement_of_five_years_that_costs_nothing_ends_when_they_are_over() {
        let ends = |signed: &str| agreement(signed, 60).ends_on().map(|end| end.to_string());
        assert_eq!(ends("2022-07-05").as_deref(), Some("2027-07-05"));
        assert_eq!(ends("2022-07").as_deref(), Some("2027-07"));
        assert_eq!(ends("2022").as_deref(), Some("2027"));
        assert_eq!(ends("luglio"), None);
        assert_eq!(agreement("2022", 18).ends_on(), None, "a year alone does not tell it");
    }

    #[test]
    fn ac_000_2_those_that_end_within_180_days_are_known() {
        let one = agreement("2022-07-05", 60);
        let near = |today: &str| one.ends_within(NEAR_DAYS, day(today));
        assert_eq!(one.days_left(day("2027-01-06")), Some(180));
        assert!(!near("2027-01-05") && near("2027-01-06") && near("2027-07-05"));
        assert!(!near("2027-07-06"), "it is over");
        assert_eq!(agreement("2022-07", 60).days_left(day("2027-07-31")), Some(0), "until the month is over");
    }

    #[test]
    fn an_agreement_binds_two_or_nobody_by_name() {
        let wrong = |parties: &[&str]| {
            let mut one = agreement("2022", 12);
            one.parties = parties.iter().map(|party| Uid::parse(party).expect("a uid")).collect();
            let mut problems = Vec::new();
            one.check("agreement", &mut problems);
            problems.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&["a"]), ["agreement.parties: is not valid: two organisations or more"]);
        assert!(wrong(&[]).is_empty() && wrong(&["a", "b"]).is_empty());
    }

    #[test]
    fn what_was_written_is_read_back_the_same() {
        let text = r#"{"act":"n. 61","act_kind":"giunta","signed_on":"2022-07","months":60,"cost":0,"parties":["a","b"],"document":"d"}"#;
        let one: Agreement = serde_json::from_str(text).expect(text);
        assert_eq!(serde_json::to_string(&one).expect("JSON"), text);
    }

    proptest! {
        #[test]
        fn it_ends_near_on_exactly_so_many_days(year in 2000_i16..2030, day_of_year in 0_i16..365, months in 0_u16..200, ago in 0_i16..400) {
            let signed = day(&format!("{year}-01-01")).plus_days(day_of_year);
            let one = agreement(&signed.to_string(), months);
            let end = Day::last_of(one.ends_on().expect("a day tells it"));
            prop_assert!(end >= signed);
            prop_assert_eq!(end, signed.plus_months(months));
            prop_assert_eq!(one.ends_within(NEAR_DAYS, end.plus_days(-ago)), ago <= 180);
            prop_assert!(!one.ends_within(NEAR_DAYS, end.plus_days(1)));
        }
    }
}
