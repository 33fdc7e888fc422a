// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: what a member looks for again and again, with an alert when something new is there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::text::{self, Fault, Problem, Uid};

/// The longest name, in characters.
pub const NAME_MAX: usize = 100;
/// The longest value of a parameter, in characters: as long as what can be typed into the search.
pub const VALUE_MAX: usize = 256;
/// The most values of all parameters together.
pub const VALUES_MAX: usize = 60;
/// How many searches a member may save.
pub const SAVED_MAX: usize = 50;

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

coded! {
    /// What is searched.
    SavedKind {
        /// Adverts.
        Advert = "advert",
        /// Practices.
        Practice = "practice",
    }
}

coded! {
    /// How often a member is told of what is new.
    AlertFrequency {
        /// Never.
        Off = "off",
        /// As soon as something is there, a minute apart at least.
        AtOnce = "at_once",
        /// Once a day.
        Daily = "daily",
        /// Once a week.
        Weekly = "weekly",
    }
}

impl AlertFrequency {
    /// How many milliseconds lie between two alerts at least.
    pub const fn every(self) -> Option<i64> {
        match self {
            Self::Off => None,
            Self::AtOnce => Some(MINUTE),
            Self::Daily => Some(DAY),
            Self::Weekly => Some(7 * DAY),
        }
    }
}

/// A search that a member saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    /// Stable identifier.
    pub uid: Uid,
    /// Whose it is; nobody else sees it.
    pub member: Uid,
    /// How the member calls it.
    pub name: String,
    /// What is searched.
    pub kind: SavedKind,
    /// The parameters as in the address of the list, each with its values; the place in the list is none of them.
    pub parameters: BTreeMap<String, Vec<String>>,
    /// How often the member is told of what is new.
    pub frequency: AlertFrequency,
    /// When it was saved, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Up to when the member was told of what is new, in milliseconds since 1970 (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<i64>,
}

impl SavedSearch {
    /// Brings the record into the form in which it is kept and checks it. Empty values are left out, and pages of the
    /// list too: a saved search begins at the first one.
    ///
    /// # Errors
    /// All problems at once, each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        text::line("name", &mut self.name, NAME_MAX, &mut problems);
        if self.name.is_empty() {
            problems.push(Problem::new("name", Fault::Missing));
        }
        for (parameter, values) in &mut self.parameters {
            let field = format!("parameters.{parameter}");
            if !is_parameter(parameter) {
                problems.push(Problem::new("parameters", Fault::invalid("small letters and _ as names")));
            }
            for value in values.iter_mut() {
                text::line(&field, value, VALUE_MAX, &mut problems);
            }
            values.retain(|value| !value.is_empty());
        }
        self.parameters.retain(|parameter, values| !values.is_empty() && !PLACES.contains(&parameter.as_str()));
        if self.parameters.values().map(Vec::len).sum::<usize>() > VALUES_MAX {
            problems.push(Problem::new("parameters", Fault::TooLong { max: VALUES_MAX }));
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// From when on something is new to the member: when the last alert was written, else when it was saved.
    pub fn new_since(&self) -> i64 {
        self.told_at.unwrap_or(self.at)
    }

    /// Whether the member is to be told by now, where there is something new.
    pub fn is_due(&self, now: i64) -> bool {
        self.frequency.every().is_some_and(|every| now.saturating_sub(self.new_since()) >= every)
    }
}

/// Parameters that say where in a list a page begins.
const PLACES: &[&str] = &["page", "offset", "limit"];

fn is_parameter(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(frequency: &str, parameters: serde_json::Value) -> SavedSearch {
        let fields = serde_json::json!({
            "uid": "s", "member": "m", "name": " Mense  in Toscana ", "kind": "advert", "parameters": parameters,
            "frequency": frequency, "at": 1_000,
        });
        serde_json::from_value(fields).expect("a saved search")
    }

    #[test]
    fn a_saved_search_keeps_its_words_and_filters_and_no_page() {
        let parameters = serde_json::json!({"q": [" mense "], "theme": ["scuola", ""], "page": ["3"], "mode": []});
        let kept = saved("daily", parameters).checked().expect("in order");
        let expected = serde_json::json!({"q": ["mense"], "theme": ["scuola"]});
        assert_eq!(serde_json::to_value(&kept.parameters).expect("JSON"), expected);
        assert_eq!(kept.name, "Mense in Toscana");
        assert_eq!(kept.clone().checked(), Ok(kept));
    }

    #[test]
    fn what_does_not_fit_is_told_all_at_once() {
        let long = vec!["a".repeat(257)];
        let mut one = saved("off", serde_json::json!({"Q": ["x"], "q": long, "theme": vec!["t"; 60]}));
        one.name = " ".to_owned();
        let problems: Vec<_> = one.checked().expect_err("wrong").iter().map(ToString::to_string).collect();
        let expected = [
            "name: is missing",
            "parameters: is not valid: small letters and _ as names",
            "parameters.q: is longer than 256",
            "parameters: is longer than 60",
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn an_alert_is_due_a_minute_a_day_or_a_week_after_the_last_one_or_never() {
        let due = |frequency: &str, told: Option<i64>, now: i64| {
            SavedSearch { told_at: told, ..saved(frequency, serde_json::json!({})) }.is_due(now)
        };
        assert!(!due("at_once", None, 999 + MINUTE) && due("at_once", None, 1_000 + MINUTE));
        assert!(!due("daily", None, 999 + DAY) && due("daily", None, 1_000 + DAY));
        assert!(!due("weekly", Some(DAY), 8 * DAY - 1) && due("weekly", Some(DAY), 8 * DAY));
        assert!(!due("off", None, i64::MAX));
        assert!(!due("daily", Some(2 * DAY), 0), "a clock that was put back tells nobody twice");
    }
}
