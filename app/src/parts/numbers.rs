// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Numbers and dates as people write them in each language.

use domain::{Locale, PartialDate};

use crate::ssr::i18n::say;

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

/// The size of a file: 84 kB, 1,2 MB, 25 MB. A MB has 1,048,576 bytes, as in the limits that people read.
pub fn size(locale: Locale, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_024);
    if kilobytes < 1_000 {
        return format!("{kilobytes} kB");
    }
    let tenths = kilobytes.saturating_mul(10).saturating_add(512) / 1_024;
    let whole = count(locale, tenths / 10);
    let sign = match locale {
        Locale::Italian => ',',
        Locale::English => '.',
    };
    match tenths % 10 {
        0 => format!("{whole} MB"),
        tenth => format!("{whole}{sign}{tenth} MB"),
    }
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

/// A moment, in seconds since 1970, with its time of the day, as clocks in Italy showed it.
pub fn time(locale: Locale, seconds: i64) -> String {
    let minutes = (seconds + ahead(seconds)).rem_euclid(86_400) / 60;
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    say!(locale, common.time, day = moment(locale, seconds), clock = clock)
}

/// The day of a moment in Italy, in seconds since 1970, in words.
pub fn moment(locale: Locale, seconds: i64) -> String {
    day_of(seconds).map(|day| date(locale, day)).unwrap_or_default()
}

/// The day of a moment in Italy, in seconds since 1970; nothing beyond the years that dates have.
pub fn day_of(seconds: i64) -> Option<PartialDate> {
    let (year, month, day) = civil((seconds + ahead(seconds)).div_euclid(86_400));
    PartialDate::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// How many seconds clocks in Italy are ahead of UTC: two hours from 01:00 UTC on the last Sunday of March to 01:00 UTC
/// on the last Sunday of October, one hour else (Directive 2000/84/EC).
fn ahead(seconds: i64) -> i64 {
    let hours = seconds.div_euclid(3_600);
    let (_, month, day) = civil(hours.div_euclid(24));
    // The first of January 1970 was a Thursday; the last Sunday of a month of 31 days is one of its last seven.
    let weekday = (hours.div_euclid(24) + 4).rem_euclid(7);
    let last_sunday = if weekday == 0 { day } else { day + 7 - weekday };
    let is_past = last_sunday > 31 || weekday == 0 && day >= 25 && hours.rem_euclid(24) >= 1;
    match month {
        4..=9 => 7_200,
        3 if is_past => 7_200,
        10 if !is_past => 7_200,
        _ => 3_600,
    }
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
    fn the_size_of_a_file_is_told_in_units_that_people_know() {
        let of = |bytes| size(Locale::Italian, bytes);
        assert_eq!([of(0), of(1), of(1_025), of(85_900)], ["0 kB", "1 kB", "2 kB", "84 kB"]);
        assert_eq!([of(1_022_976), of(1_048_576), of(1_258_291)], ["999 kB", "1 MB", "1,2 MB"]);
        assert_eq!((of(26_214_400), size(Locale::English, 1_572_864)), ("25 MB".to_owned(), "1.5 MB".to_owned()));
    }

    #[test]
    fn the_time_is_that_of_clocks_in_italy() {
        // Moments in UTC, and the time that clocks in Italy showed then.
        for (seconds, shown) in [
            (1_795_305_600, "22 novembre 2026, ore 01:00"),
            (1_774_745_999, "29 marzo 2026, ore 01:59"),
            (1_774_746_000, "29 marzo 2026, ore 03:00"),
            (1_792_889_999, "25 ottobre 2026, ore 02:59"),
            (1_792_890_000, "25 ottobre 2026, ore 02:00"),
            (1_782_943_200, "2 luglio 2026, ore 00:00"),
            (1_774_998_000, "1 aprile 2026, ore 01:00"),
            (1_743_382_800, "31 marzo 2025, ore 03:00"),
        ] {
            assert_eq!(time(Locale::Italian, seconds), shown, "{seconds}");
        }
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
