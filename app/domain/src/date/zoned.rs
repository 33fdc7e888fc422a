// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moments of an event: the time on the clock of a place, with the name of its time zone.

use jiff::civil::DateTime;
use jiff::fmt::temporal::{Pieces, TimeZoneAnnotationKind};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::Day;
use crate::date::PartialDate;
use crate::text::Fault;

/// `2024-09-24T10:00+02:00[Europe/Rome]` (RFC 9557): what the clock there shows, how far it is from UTC on that day,
/// and the zone.
///
/// Whether the zone exists and has that distance on that day is checked where the zones are known, not here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZonedTime {
    clock: DateTime,
    offset: Offset,
    zone: String,
}

impl ZonedTime {
    /// Reads a moment, to the minute.
    ///
    /// # Errors
    /// The text has another form, no such day exists, or it names no zone.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Self::read(text).ok_or_else(|| Fault::invalid("a moment as 2024-09-24T10:00+02:00[Europe/Rome]"))
    }

    fn read(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text).ok()?;
        let zone = match pieces.time_zone_annotation()?.kind() {
            TimeZoneAnnotationKind::Named(name) => name.as_str().to_owned(),
            _ => return None,
        };
        let time = pieces.time().filter(|time| time.second() == 0 && time.subsec_nanosecond() == 0)?;
        let offset = pieces.to_numeric_offset().filter(|offset| offset.seconds() % 60 == 0)?;
        let fits = zone.len() <= 60 && (1000..3000).contains(&pieces.date().year());
        fits.then(|| Self { clock: pieces.date().to_datetime(time), offset, zone })
    }

    /// The day there.
    pub fn day(&self) -> Day {
        let date = self.clock.date();
        let text = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
        Day::first_of(PartialDate::parse(&text).expect("a moment was read with a day that exists"))
    }

    /// Hour and minute on the clock there.
    pub fn hour_and_minute(&self) -> (i8, i8) {
        (self.clock.hour(), self.clock.minute())
    }

    /// The name of the zone, such as `Europe/Rome`.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The same moment in milliseconds since 1970 (UTC).
    pub fn since_1970(&self) -> i64 {
        let clock = self.clock.duration_since(jiff::civil::datetime(1970, 1, 1, 0, 0, 0, 0));
        (clock.as_secs() - i64::from(self.offset.seconds())) * 1_000
    }
}

impl std::fmt::Display for ZonedTime {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let (hour, minute) = self.hour_and_minute();
        write!(out, "{}T{hour:02}:{minute:02}{sign}{hours:02}:{rest:02}[{}]", self.day(), self.zone)
    }
}

impl TryFrom<String> for ZonedTime {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(&text)
    }
}

impl From<ZonedTime> for String {
    fn from(time: ZonedTime) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_clock_and_its_zone() {
        let text = "2024-09-24T10:00+02:00[Europe/Rome]";
        let time = ZonedTime::parse(text).expect(text);
        assert_eq!((time.to_string().as_str(), time.zone(), time.hour_and_minute()), (text, "Europe/Rome", (10, 0)));
        assert_eq!((time.day().to_string().as_str(), time.since_1970()), ("2024-09-24", 1_727_164_800_000));
        let riga = ZonedTime::parse("2024-09-24T11:00:00+03:00[Europe/Riga]").expect("seconds may be said");
        assert_eq!(riga.since_1970(), time.since_1970());
        assert_eq!(riga.to_string(), "2024-09-24T11:00+03:00[Europe/Riga]");
        let west = "1960-01-01T00:30-03:30[America/St_Johns]";
        assert_eq!(ZonedTime::parse(west).expect(west).to_string(), west);
    }

    #[test]
    fn a_moment_without_day_time_distance_or_zone_is_refused() {
        for bad in [
            "2024-09-24T10:00",
            "2024-09-24T10:00+02:00",
            "2024-09-24T10:00[Europe/Rome]",
            "2024-09-24T10:00+02:00[+02:00]",
            "2024-09-24[Europe/Rome]",
            "2024-02-30T10:00+01:00[Europe/Rome]",
            "2024-09-24T10:00:30+02:00[Europe/Rome]",
            "0900-09-24T10:00+02:00[Europe/Rome]",
            "",
        ] {
            assert!(ZonedTime::parse(bad).is_err(), "{bad}");
        }
    }
}
