// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How many read a practice, for those who write it. A page that is read adds to a number in memory; a timer writes
//! the numbers down. Neither knows anything of who reads.

use std::collections::BTreeMap;
use std::sync::Mutex;

use domain::policy::{Act, Viewer, allows};
use domain::practice::Practice;
use domain::{PartialDate, Uid};
use jiff::Timestamp;

use crate::Portal;
use crate::error::Error;
use crate::people::{into_portal, today};
use crate::values::PracticePage;
use crate::writing::facts;

/// How many days are shown one by one.
const DAYS: i64 = 30;
/// How many months are shown, the present one among them.
const MONTHS: i32 = 12;
/// Whatever the day, the months that are shown began no longer ago, in days.
const SHOWN: i64 = 366;
/// The length of a day, in seconds.
const DAY: i64 = 86_400;

/// What was counted and not yet written down: practice and day, in days since 1970.
type Counted = BTreeMap<(Uid, i64), u64>;

/// Counts in memory how often pages are read.
#[derive(Debug, Default)]
pub(crate) struct Views(Mutex<Counted>);

impl Views {
    fn add(&self, of: (Uid, i64), number: u64) {
        let mut counted = self.0.lock().expect("nobody panics while holding the numbers");
        *counted.entry(of).or_default() += number;
    }

    fn take(&self) -> Counted {
        std::mem::take(&mut *self.0.lock().expect("nobody panics while holding the numbers"))
    }
}

/// How many read a practice and what they took of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderNumbers {
    /// How often its page was read on each of the last 30 days, today first.
    pub days: Vec<(PartialDate, u64)>,
    /// The same for the last 12 months, the present one first.
    pub months: Vec<(PartialDate, u64)>,
    /// How many follow it.
    pub followers: u64,
    /// How often its documents were taken away.
    pub downloads: u64,
}

impl Portal {
    /// Counts that somebody read the page of a practice; not who works on it, and only while it is in the library.
    /// Nothing is written to the database.
    pub fn count_view(&self, page: &PracticePage) {
        if page.practice.stage.is_in_library() && !page.depth.works_on {
            self.inner.views.add((page.practice.uid.clone(), day_of(self.now())), 1);
        }
    }

    /// Writes down what was counted since the last time; says how many pages were read.
    ///
    /// # Errors
    /// The database cannot be written: then the numbers are kept in memory for the next time.
    pub async fn keep_views(&self) -> Result<u64, Error> {
        let counted = self.inner.views.take();
        if counted.is_empty() {
            return Ok(0);
        }
        let kept = counted.clone();
        let outcome = self
            .write(move |change| {
                Box::pin(async move {
                    for ((practice, day), number) in &kept {
                        change.add_views(practice, *day, *number).await?;
                    }
                    Ok(())
                })
            })
            .await;
        let number: u64 = counted.values().sum();
        if outcome.is_err() {
            for (of, number) in counted {
                self.inner.views.add(of, number);
            }
        }
        outcome.map(|()| number).map_err(into_portal)
    }

    /// How many read a practice, where the viewer is one of those who may know.
    pub(crate) async fn reader_numbers(
        &self,
        viewer: &Viewer,
        practice: &Practice,
    ) -> Result<Option<ReaderNumbers>, Error> {
        if allows(viewer, Act::SeeReaders, &facts(practice)).is_err() {
            return Ok(None);
        }
        let now = day_of(self.now());
        let views = self.inner.store.views_of(&practice.uid, now - SHOWN).await?;
        let documents = self.inner.store.documents_of(std::slice::from_ref(&practice.uid)).await?;
        Ok(Some(ReaderNumbers {
            days: days(&views, now),
            months: months(&views, now),
            followers: self.inner.store.followers(&practice.uid, None).await?.total,
            downloads: documents.iter().map(|kept| kept.downloads).sum(),
        }))
    }
}

/// The day of a moment, in days since 1970.
fn day_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(DAY)
}

/// The date of a day; nothing beyond the years that dates have.
fn date(day: i64) -> Option<PartialDate> {
    Timestamp::from_second(day.saturating_mul(DAY)).ok().map(today)
}

fn days(views: &[(i64, u64)], now: i64) -> Vec<(PartialDate, u64)> {
    let on = |day: i64| views.iter().filter(|(one, _)| *one == day).map(|(_, number)| number).sum::<u64>();
    (0..DAYS).filter_map(|ago| Some((date(now - ago)?, on(now - ago)))).collect()
}

fn months(views: &[(i64, u64)], now: i64) -> Vec<(PartialDate, u64)> {
    let Some(present) = month(now) else { return Vec::new() };
    let of = |wanted: i32| {
        views.iter().filter(|(day, _)| month(*day) == Some(wanted)).map(|(_, number)| number).sum::<u64>()
    };
    let named = |wanted: i32| {
        let text = format!("{:04}-{:02}", wanted.div_euclid(12), wanted.rem_euclid(12) + 1);
        PartialDate::parse(&text).ok()
    };
    (0..MONTHS).filter_map(|ago| Some((named(present - ago)?, of(present - ago)))).collect()
}

/// The month of a day, in months since the year 0.
fn month(day: i64) -> Option<i32> {
    let date = date(day)?;
    Some(i32::from(date.year()) * 12 + i32::from(date.month()?) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        day_of(format!("{text}T23:59:59Z").parse().expect("a moment"))
    }

    #[test]
    fn days_and_months_without_readers_are_there_too() {
        let now = day("2026-03-02");
        let views = [(day("2025-03-31"), 7), (day("2025-04-01"), 3), (day("2026-02-28"), 2), (now, 5)];
        let days = days(&views, now);
        assert_eq!(days.len(), 30);
        let seen: Vec<_> = days[..4].iter().map(|(date, number)| (date.to_string(), *number)).collect();
        let wanted = [("2026-03-02", 5), ("2026-03-01", 0), ("2026-02-28", 2), ("2026-02-27", 0)];
        assert_eq!(seen, wanted.map(|(date, number)| (date.to_owned(), number)));
        let months = months(&views, now);
        assert_eq!(months.len(), 12);
        let told = |at: usize| (months[at].0.to_string(), months[at].1);
        assert_eq!((told(0), told(1)), (("2026-03".to_owned(), 5), ("2026-02".to_owned(), 2)));
        assert_eq!(told(11), ("2025-04".to_owned(), 3), "what is older than the months that are shown is left out");
    }

    #[test]
    fn the_months_that_are_shown_lie_within_what_is_read() {
        for text in ["2028-12-31", "2026-03-31", "2026-01-01"] {
            let now = day(text);
            let first = months(&[], now)[11].0;
            assert!(day(&format!("{first}-01")) >= now - SHOWN, "{text}");
        }
    }
}
