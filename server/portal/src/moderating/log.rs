// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The log of moderation and its numbers, as far as the viewer may read them.

use domain::Uid;
use domain::moderation::statistics;
use domain::policy::Viewer;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use store::{KeptEntry, LogFilter, Page};

use super::values::{LogLine, LogRequest, ModerationLogPage, MonthOfModeration};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::writing::asking;

/// How many lines stand on one page.
const PER_PAGE: u32 = 50;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 2_000;
/// How many months have their numbers.
const MONTHS: i32 = 12;
/// How long before the first of them something may have begun to wait, in milliseconds: half a year.
const BEFORE: i64 = 183 * 86_400_000;

impl Portal {
    /// What was done by moderation: for administrators and moderators what is about things that they read, for who looks
    /// after a place what was done there, and for others nothing.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn moderation_log(&self, viewer: &Viewer, request: LogRequest) -> Result<ModerationLogPage, Error> {
        asking(viewer)?;
        let page = request.page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let filter = LogFilter { deed: request.deed, ..LogFilter::default() };
        let listed = self.inner.store.moderation_log(viewer, &filter, cut).await?;
        Ok(ModerationLogPage {
            request: LogRequest { page, ..request },
            total: listed.total,
            per_page: PER_PAGE,
            lines: self.log_lines(viewer, listed.rows).await?,
        })
    }

    /// The numbers of the last twelve months, the newest first, of what the viewer may read.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn moderation_numbers(&self, viewer: &Viewer) -> Result<Vec<MonthOfModeration>, Error> {
        asking(viewer)?;
        let this = self.now().to_zoned(TimeZone::UTC).date().first_of_month();
        let begins: Vec<Date> = (-1..MONTHS).map(|back| this.saturating_sub(back.months())).collect();
        let first = begins.last().copied().map_or(0, start);
        let (flags, log) = self.inner.store.moderation_since(viewer, first - BEFORE).await?;
        let month = |pair: &[Date]| {
            let [next, month] = pair else { return None };
            let numbers = statistics(&flags, &log, start(*month), start(*next));
            Some(MonthOfModeration { year: month.year(), month: month.month(), numbers })
        };
        Ok(begins.windows(2).filter_map(month).collect())
    }

    /// Lines of the log with the names and titles that the viewer may read.
    pub(super) async fn log_lines(&self, viewer: &Viewer, rows: Vec<KeptEntry>) -> Result<Vec<LogLine>, Error> {
        let mut threads: Vec<Uid> = rows.iter().filter_map(|row| row.whose.thread.clone()).collect();
        threads.sort();
        threads.dedup();
        let threads = self.inner.store.threads_by_uids(viewer, &threads).await?;
        let people = rows.iter().flat_map(|row| [row.entry.by.clone(), row.whose.author.clone()]).flatten().collect();
        let names = self.names_of(people).await?;
        let name = |uid: Option<&Uid>| uid.and_then(|uid| names.get(uid).cloned());
        let line = |row: KeptEntry| {
            let of = row.whose.thread.as_ref();
            let thread = threads.iter().find(|thread| Some(&thread.uid) == of);
            LogLine {
                at: row.entry.at.div_euclid(1_000),
                by: name(row.entry.by.as_ref()),
                deed: row.entry.deed,
                subject: row.entry.subject,
                title: thread.map(|thread| Text { text: thread.title.clone(), language: thread.language }),
                author: name(row.whose.author.as_ref()),
                reason: row.entry.reason,
                note: row.entry.note,
            }
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

/// When a day begins, in milliseconds since 1970 (UTC).
fn start(day: Date) -> i64 {
    day.to_zoned(TimeZone::UTC).as_ref().map(Zoned::timestamp).map_or(0, jiff::Timestamp::as_millisecond)
}
