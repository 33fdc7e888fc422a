// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! When two sides have time for each other.

use super::{Because, Common, ComponentKind};
use crate::date::{Day, PartialDate};

/// When a side has time; an end that is not said is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// From when.
    pub from: Option<PartialDate>,
    /// Until when, that date included.
    pub until: Option<PartialDate>,
}

impl Window {
    fn first(self) -> Option<Day> {
        self.from.map(Day::first_of)
    }

    fn last(self) -> Option<Day> {
        self.until.map(Day::last_of)
    }

    /// How many days it has, where both ends are said.
    fn days(self) -> Option<u64> {
        let (first, last) = self.first().zip(self.last())?;
        Some(u64::try_from(first.days_until(last) + 1).unwrap_or(0))
    }

    /// What is in both: the later beginning and the earlier end.
    fn common(self, other: Self) -> Option<Self> {
        let from = match (self.first(), other.first()) {
            (Some(one), Some(two)) if two > one => other.from,
            (None, _) => other.from,
            _ => self.from,
        };
        let until = match (self.last(), other.last()) {
            (Some(one), Some(two)) if two < one => other.until,
            (None, _) => other.until,
            _ => self.until,
        };
        let common = Self { from, until };
        common.days().is_none_or(|days| days > 0).then_some(common)
    }
}

/// The days that both have by the days of the shorter one; all of it where neither ends and they meet.
pub(super) fn time(seek: Window, offer: Window) -> (u16, Because) {
    let Some(common) = seek.common(offer) else { return (0, Because::Time(None)) };
    let shorter = seek.days().into_iter().chain(offer.days()).min();
    let points = match (common.days(), shorter) {
        (Some(days), Some(shorter)) => ComponentKind::Time.part(days, shorter),
        _ => ComponentKind::Time.weight(),
    };
    (points, Because::Time(Some(Common { from: common.from, until: common.until })))
}
