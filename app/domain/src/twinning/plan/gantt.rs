// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The geometry of a plan over time: where the bars begin and how long they are, in months.

use super::Step;
use crate::date::Day;

/// The bar of a step, in months from the beginning of the first month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar<'a> {
    /// The step.
    pub step: &'a Step,
    /// Where it begins.
    pub start: f64,
    /// How long it is, its last day included.
    pub length: f64,
    /// How much of that is done.
    pub done: f64,
}

/// A plan over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt<'a> {
    /// The first day of its first month.
    pub first: Day,
    /// How many months it shows.
    pub months: u16,
    /// Its bars, in the order of their beginning.
    pub bars: Vec<Bar<'a>>,
}

impl<'a> Gantt<'a> {
    /// The geometry of some steps; nothing where there are none.
    pub fn of(steps: impl Iterator<Item = &'a Step>) -> Option<Self> {
        let mut steps: Vec<&Step> = steps.collect();
        steps.sort_by_key(|step| (step.start, step.due));
        let first = steps.first()?.start.first_of_month();
        let bar = |step: &'a Step| {
            let start = step.start.months_since(first);
            let length = (step.due.months_since(first) + step.due.share_of_month() - start).max(0.0);
            Bar { step, start, length, done: length * f64::from(step.percent.min(100)) / 100.0 }
        };
        let bars: Vec<Bar> = steps.into_iter().map(bar).collect();
        let end = bars.iter().map(|bar| bar.start + bar.length).fold(0.0, f64::max);
        // A hair less, so that the last day of a month does not open the next one.
        let months = (end - 1e-6).ceil().clamp(1.0, f64::from(u16::MAX)) as u16;
        Some(Self { first, months, bars })
    }

    /// Where a day is, in months from the beginning; nothing where it is outside.
    pub fn at(&self, day: Day) -> Option<f64> {
        let place = day.months_since(self.first);
        (0.0..f64::from(self.months)).contains(&place).then_some(place)
    }
}
