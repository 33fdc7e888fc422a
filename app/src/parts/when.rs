// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Dates with the word before them that their precision asks for, and dates that are computed.

use domain::{Locale, PartialDate};

use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;

/// From when: "dal 2009", "da luglio 2022", "dall'8 luglio 2022".
pub fn since(locale: Locale, date: PartialDate) -> String {
    let words = numbers::date(locale, date);
    match (date.month(), date.day()) {
        (_, Some(8 | 11)) => say!(locale, practice.when.since_vowel, date = words),
        (Some(_), None) => say!(locale, practice.when.since_month, date = words),
        _ => say!(locale, practice.when.since, date = words),
    }
}

/// Until when: "fino al 2027", "fino a luglio 2027", "fino all'8 luglio 2027".
pub fn until(locale: Locale, date: PartialDate) -> String {
    let words = numbers::date(locale, date);
    match (date.month(), date.day()) {
        (_, Some(8 | 11)) => say!(locale, practice.when.until_vowel, date = words),
        (Some(_), None) => say!(locale, practice.when.until_month, date = words),
        _ => say!(locale, practice.when.until, date = words),
    }
}

/// The date some months later, as precise as the given one; the last day of a month where that day does not exist.
///
/// Absent where a year alone cannot tell the year of the end.
pub fn months_after(date: PartialDate, months: u16) -> Option<PartialDate> {
    date.months_after(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(date: &str, months: u16) -> Option<String> {
        months_after(PartialDate::parse(date).expect("a date"), months).map(|end| end.to_string())
    }

    #[test]
    fn an_agreement_ends_as_precisely_as_it_began() {
        assert_eq!(later("2022-07", 60).as_deref(), Some("2027-07"));
        assert_eq!(later("2022-07-05", 18).as_deref(), Some("2024-01-05"));
        assert_eq!(later("2022", 36).as_deref(), Some("2025"));
    }

    #[test]
    fn a_day_that_does_not_exist_becomes_the_last_of_its_month() {
        assert_eq!(later("2023-08-31", 6).as_deref(), Some("2024-02-29"));
        assert_eq!(later("2022-12-31", 2).as_deref(), Some("2023-02-28"));
    }

    #[test]
    fn a_year_alone_does_not_tell_the_end_of_part_of_a_year() {
        assert_eq!(later("2022", 18), None);
    }

    #[test]
    fn the_word_before_a_date_follows_its_precision() {
        let day = |text| PartialDate::parse(text).expect("a date");
        assert!(since(Locale::Italian, day("2022-07")).starts_with("da luglio"));
        assert!(since(Locale::Italian, day("2022")).starts_with("dal 2022"));
        assert!(until(Locale::Italian, day("2022-07-08")).starts_with("fino all’8"));
        assert!(until(Locale::English, day("2022-07-08")).starts_with("until 8"));
    }
}
