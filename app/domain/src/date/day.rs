// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Days of the calendar, and the sums that plans make with them.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::PartialDate;
use crate::text::Fault;

/// The last day that a record can hold.
const LAST: Date = jiff::civil::date(2999, 12, 31);
/// The first one.
const FIRST: Date = jiff::civil::date(1000, 1, 1);

/// `2022-07-05`: a day that exists, between 1000 and 2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// The text has another form, or no such day exists.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let date = PartialDate::parse(text).ok().filter(|date| date.day().is_some());
        date.map(Self::first_of).ok_or_else(|| Fault::invalid("a day as 2022-07-05"))
    }

    /// The first day that a date can mean.
    pub fn first_of(date: PartialDate) -> Self {
        let (month, day) = (date.month().unwrap_or(1), date.day().unwrap_or(1));
        Self(Date::new(date.year(), month, day).expect("a partial date was read as a day that exists"))
    }

    /// The last day that a date can mean.
    pub fn last_of(date: PartialDate) -> Self {
        let first = Self::first_of(date);
        match (date.month(), date.day()) {
            (_, Some(_)) => first,
            (Some(_), None) => Self(first.0.last_of_month()),
            (None, None) => Self(first.0.last_of_year()),
        }
    }

    /// The same day some months later, or the last one of that month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        Self(self.0.saturating_add(Span::new().months(months)).min(LAST))
    }

    /// Some days later, or earlier.
    #[must_use]
    pub fn plus_days(self, days: i16) -> Self {
        Self(self.0.saturating_add(Span::new().days(days)).clamp(FIRST, LAST))
    }

    /// How many days there are until another one; fewer than none where that one was before.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.duration_since(self.0).as_hours() / 24
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The Monday of its week.
    #[must_use]
    pub fn first_of_week(self) -> Self {
        self.plus_days(-i16::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// How many months after the beginning of another day's month it begins: with 1 July as the other, 0 on that day
    /// and 1.5 in the middle of August.
    pub fn months_since(self, other: Self) -> f64 {
        let count = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let of_month = f64::from(self.0.day() - 1) / f64::from(self.0.days_in_month());
        f64::from(count(self.0) - count(other.0)) + of_month
    }

    /// What part of its month it is.
    pub fn share_of_month(self) -> f64 {
        1.0 / f64::from(self.0.days_in_month())
    }
}

impl From<Day> for PartialDate {
    fn from(day: Day) -> Self {
        Self { year: day.0.year(), month: Some(day.0.month()), day: Some(day.0.day()) }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        PartialDate::from(*self).fmt(out)
    }
}

impl TryFrom<String> for Day {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn a_day_is_read_whole_or_not_at_all() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        for bad in ["2024", "2024-02", "2023-02-29", "2024-02-29T10:00", ""] {
            assert!(Day::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_date_means_its_days_from_the_first_to_the_last() {
        let of = |text: &str| {
            let date = PartialDate::parse(text).expect(text);
            (Day::first_of(date).to_string(), Day::last_of(date).to_string())
        };
        assert_eq!(of("2024"), ("2024-01-01".to_owned(), "2024-12-31".to_owned()));
        assert_eq!(of("2024-02"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(of("2024-02-03"), ("2024-02-03".to_owned(), "2024-02-03".to_owned()));
    }

    #[test]
    fn a_month_later_is_never_two_months_later() {
        assert_eq!(day("2026-01-31").plus_months(1), day("2026-02-28"));
        assert_eq!(day("2026-08-31").plus_months(18), day("2028-02-29"));
        assert_eq!(day("2999-12-01").plus_months(24), day("2999-12-31"), "no record holds a later day");
        assert_eq!(day("1000-01-01").plus_days(-1), day("1000-01-01"));
    }

    #[test]
    fn the_place_in_months_follows_the_calendar() {
        let since = |text: &str| day(text).months_since(day("2026-07-20"));
        assert!((since("2026-07-01") - 0.0).abs() < 1e-9 && (since("2027-07-01") - 12.0).abs() < 1e-9);
        assert!((since("2026-09-16") - 2.5).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn days_are_counted_as_they_are_added(start in 0_i16..20_000, days in -9_000_i16..9_000) {
            let first = day("1990-01-01").plus_days(start);
            prop_assert_eq!(first.days_until(first.plus_days(days)), i64::from(days));
            prop_assert_eq!(Day::parse(&first.to_string()), Ok(first));
        }
    }
}
