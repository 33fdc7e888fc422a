// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Dates as people know them: a year, a month of a year, or a day.

use serde::{Deserialize, Serialize};

use crate::text::Fault;

mod day;
mod zoned;

pub use day::Day;
pub use zoned::ZonedTime;

/// `2022`, `2022-07` or `2022-07-05`; a shorter one sorts before the longer ones that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, between 1000 and 2999, where the day exists.
    ///
    /// # Errors
    /// The text has another form, or no such day exists.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let refuse = || Fault::invalid("a date as 2022, 2022-07 or 2022-07-05");
        let number = |part: &str, width: usize| {
            let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<i16>().ok()).flatten().ok_or_else(refuse)
        };
        let parts: Vec<&str> = text.split('-').collect();
        let (year, month, day) = match parts.as_slice() {
            [year] => (number(year, 4)?, None, None),
            [year, month] => (number(year, 4)?, Some(number(month, 2)? as i8), None),
            [year, month, day] => (number(year, 4)?, Some(number(month, 2)? as i8), Some(number(day, 2)? as i8)),
            _ => return Err(refuse()),
        };
        let exists = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        let date = Self { year, month, day };
        if exists && (1000..3000).contains(&year) { Ok(date) } else { Err(refuse()) }
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub const fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, where it is known.
    pub const fn day(self) -> Option<i8> {
        self.day
    }

    /// Whether this date ends before the other begins, as far as both are known.
    pub fn is_before(self, other: Self) -> bool {
        let common = |a: Option<i8>, b: Option<i8>| a.zip(b);
        match self.year.cmp(&other.year) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Greater => false,
            std::cmp::Ordering::Equal => match common(self.month, other.month) {
                Some((mine, theirs)) if mine != theirs => mine < theirs,
                Some(_) => common(self.day, other.day).is_some_and(|(mine, theirs)| mine < theirs),
                None => false,
            },
        }
    }

    /// The date some months later, as precise as this one; the last day of a month where that day does not exist.
    ///
    /// Absent where a year alone cannot tell the year of the end, and where no record holds the end.
    pub fn months_after(self, months: u16) -> Option<Self> {
        let Some(month) = self.month else {
            let years = i16::try_from(months / 12).ok().filter(|_| months.is_multiple_of(12))?;
            return Self::parse(&self.year.checked_add(years)?.to_string()).ok();
        };
        let since_zero = i32::from(self.year) * 12 + i32::from(month) - 1 + i32::from(months);
        let (year, month) = (since_zero / 12, since_zero % 12 + 1);
        let Some(day) = self.day else {
            return Self::parse(&format!("{year:04}-{month:02}")).ok();
        };
        (1..=day).rev().find_map(|day| Self::parse(&format!("{year:04}-{month:02}-{day:02}")).ok())
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_be_a_year_a_month_or_a_day() {
        for text in ["1998", "2022-07", "2022-07-05", "2024-02-29"] {
            assert_eq!(PartialDate::parse(text).expect(text).to_string(), text);
        }
        for text in ["", "98", "2022-13", "2023-02-29", "2022-7", "05/07/2022", "2022-07-05-01", "+022"] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_before_another_only_as_far_as_both_are_known() {
        let date = |text| PartialDate::parse(text).expect("a date");
        assert!(date("2021").is_before(date("2022-01")));
        assert!(!date("2022").is_before(date("2022-06")));
        assert!(date("2022-05").is_before(date("2022-06-01")));
        assert!(!date("2022-06-02").is_before(date("2022-06-01")));
    }
}
