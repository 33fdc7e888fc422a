// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Hours on a clock of the Union: how far it is from UTC on a day follows from one rule for all (Directive 2000/84/EC).

use domain::date::{Day, ZonedTime};
use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::writing::date;

/// The zones that one chooses among, each with how many hours it is ahead of UTC in winter.
pub const ZONES: [(&str, i64); 4] =
    [("Europe/Rome", 1), ("Europe/Lisbon", 0), ("Europe/Bucharest", 2), ("Europe/Riga", 2)];

/// A whole day as people type it.
pub(super) fn day(typed: &str) -> Option<Day> {
    date(typed).filter(|date| date.day().is_some()).map(Day::first_of)
}

/// Hour and minute as people type them: `9:30`, `09.30`, `9`.
pub(super) fn hours(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.trim().split_once([':', '.']).unwrap_or((typed.trim(), "00"));
    let number = |text: &str| {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i8>().ok()).flatten()
    };
    Time::new(number(hour)?, number(minute).filter(|_| minute.len() == 2)?, 0, 0).ok()
}

/// The moment that a clock of a zone shows.
pub(super) fn zoned(day: Day, time: Time, zone: &str) -> Option<ZonedTime> {
    let winter = ZONES.iter().find(|(name, _)| *name == zone)?.1;
    let clock: Date = day.to_string().parse().ok()?;
    let clock = clock.to_datetime(time);
    let offset = winter + i64::from(is_summer(clock, winter));
    let (hour, minute) = (time.hour(), time.minute());
    ZonedTime::parse(&format!("{day}T{hour:02}:{minute:02}+{offset:02}:00[{zone}]")).ok()
}

/// Whether clocks stand an hour ahead, from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of
/// October. An hour that comes twice is the first of the two.
fn is_summer(clock: DateTime, winter: i64) -> bool {
    let turns = |month: i8, ahead: i64| {
        let sunday = last_sunday(clock.year(), month)?;
        let hour = i8::try_from(1 + ahead).ok()?;
        Some(sunday.to_datetime(Time::new(hour, 0, 0, 0).ok()?))
    };
    turns(3, winter).zip(turns(10, winter + 1)).is_some_and(|(begins, ends)| begins <= clock && clock < ends)
}

fn last_sunday(year: i16, month: i8) -> Option<Date> {
    let last = Date::new(year, month, 31).ok()?;
    let back = last.weekday().to_monday_zero_offset() + 1;
    let back = if last.weekday() == Weekday::Sunday { 0 } else { back };
    Date::new(year, month, 31 - back).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day_typed: &str, time: &str, zone: &str) -> String {
        let (day, time) = (day(day_typed).expect("a day"), hours(time).expect("hours"));
        zoned(day, time, zone).map(|time| time.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_hour_of_a_clock_follows_the_season() {
        assert_eq!(at("24/9/2024", "10", "Europe/Rome"), "2024-09-24T10:00+02:00[Europe/Rome]");
        assert_eq!(at("2/12/2026", "9.30", "Europe/Rome"), "2026-12-02T09:30+01:00[Europe/Rome]");
        assert_eq!(at("29/3/2026", "1:59", "Europe/Rome"), "2026-03-29T01:59+01:00[Europe/Rome]");
        assert_eq!(at("29/3/2026", "3:00", "Europe/Rome"), "2026-03-29T03:00+02:00[Europe/Rome]");
        assert_eq!(at("25/10/2026", "3:00", "Europe/Rome"), "2026-10-25T03:00+01:00[Europe/Rome]");
        assert_eq!(at("1/7/2026", "11:00", "Europe/Lisbon"), "2026-07-01T11:00+01:00[Europe/Lisbon]");
        assert_eq!(at("1/1/2026", "11:00", "Europe/Lisbon"), "2026-01-01T11:00+00:00[Europe/Lisbon]");
        assert_eq!(at("1/7/2026", "11:00", "Mars/Olympus"), "");
    }

    #[test]
    fn hours_are_read_as_people_type_them_and_no_others() {
        for bad in ["", "25", "9:5", "9:60", "nove", "-1:00", "1:2:3"] {
            assert_eq!(hours(bad), None, "{bad}");
        }
        assert_eq!(hours(" 9:05 "), Time::new(9, 5, 0, 0).ok());
    }
}
