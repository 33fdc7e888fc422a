// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Numbers and dates as people write them in each language.

use domain::{Locale, PartialDate};

const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number with its thousands apart: 1.234 in Italian, 1,234 in English.
pub fn count(locale: Locale, number: u64) -> String {
    let digits = number.to_string();
    let separator = match locale {
        Locale::Italian => '.',
        Locale::English => ',',
    };
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// An amount of money: 1.355.743 euro.
pub fn euro(locale: Locale, amount: u64) -> String {
    format!("{} euro", count(locale, amount))
}

/// A date as far as it is known: 2022, luglio 2022, 5 luglio 2022.
pub fn date(locale: Locale, date: PartialDate) -> String {
    let months = match locale {
        Locale::Italian => ITALIAN,
        Locale::English => ENGLISH,
    };
    let month = date.month().and_then(|month| months.get(usize::try_from(month).ok()?.checked_sub(1)?));
    match (month, date.day()) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year()),
        (Some(month), None) => format!("{month} {}", date.year()),
        _ => date.year().to_string(),
    }
}

/// The day (UTC) of a moment, in seconds since 1970, in words.
pub fn moment(locale: Locale, seconds: i64) -> String {
    day_of(seconds).map(|day| date(locale, day)).unwrap_or_default()
}

/// The day (UTC) of a moment, in seconds since 1970; nothing beyond the years that dates have.
pub fn day_of(seconds: i64) -> Option<PartialDate> {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    PartialDate::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// Year, month and day of a number of days since 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_as_in_each_language() {
        assert_eq!(count(Locale::Italian, 1_355_743), "1.355.743");
        assert_eq!(count(Locale::English, 1_000), "1,000");
        assert_eq!(count(Locale::Italian, 999), "999");
    }

    #[test]
    fn a_date_is_said_as_far_as_it_is_known() {
        let of = |text| PartialDate::parse(text).expect("a date");
        assert_eq!(date(Locale::Italian, of("2022-07-05")), "5 luglio 2022");
        assert_eq!(date(Locale::English, of("2022-07")), "July 2022");
        assert_eq!(date(Locale::Italian, of("1998")), "1998");
        assert_eq!(moment(Locale::Italian, 1_795_305_600), "22 novembre 2026");
    }
}
