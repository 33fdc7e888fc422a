// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Digests: some members at a time, in the order of their identifiers. The mails, that what happened before waits no
//! longer, and how far the run has come are one change: wherever it is stopped, and however many servers go on with it,
//! each member gets one.

use std::collections::HashMap;

use domain::notice::{Notice, NoticeAbout, NoticeKind, Period, Preferences, Rhythm, digest};
use domain::{Day, Uid};
use jiff::{SignedDuration, Timestamp};
use store::{DigestRun, NOTICES_AT_ONCE};

use super::knowing::{Known, Reader};
use super::mailing::Letter;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{into_portal, today, write_once};

/// How many members' digests are one change.
const MEMBERS: u32 = 100;
/// How often older notices of one member are looked at, where the newer ones are not to be told; each time
/// `NOTICES_AT_ONCE` of them.
const OLDER: usize = 20;
/// How long after midnight (UTC) the digests of the days before are made: early in the morning in Italy.
const HOUR: SignedDuration = SignedDuration::from_hours(4);

impl Portal {
    /// Makes the digests whose time has come, as far as they are not made; says how many mails were written. Doing it
    /// again, on several servers, or after it was stopped anywhere, writes to nobody twice.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn make_digests(&self) -> Result<u64, Error> {
        let mut written = 0;
        while let Some(more) = self.make_some_digests().await? {
            written += more;
        }
        Ok(written)
    }

    /// Makes those of some members more; says how many mails were written, and nothing once all are made.
    ///
    /// # Errors
    /// As `make_digests`.
    pub async fn make_some_digests(&self) -> Result<Option<u64>, Error> {
        let day = Day::first_of(today(self.now() - HOUR));
        for period in Rhythm::ALL.iter().filter_map(|rhythm| Period::over_on(*rhythm, day)) {
            if let DigestRun::After(after) = self.inner.store.digest_run(period).await? {
                return self.digests_of(period, after).await.map(Some).map_err(into_portal);
            }
        }
        Ok(None)
    }

    async fn digests_of(&self, period: Period, after: String) -> Result<u64, FormError> {
        let until = beginning(period.until);
        let members = self.inner.store.members_waiting(period.rhythm, until, &after, MEMBERS).await?;
        let Some(last) = members.last().cloned() else {
            let finished = self.write(move |change| {
                Box::pin(async move {
                    change.digests_finished(period, &after).await?;
                    Ok(0)
                })
            });
            return finished.await;
        };
        let letters = self.some_digests(period, until, &members).await?;
        let settled = self.kinds_in(period.rhythm, members).await?;
        self.write(move |change| {
            Box::pin(async move {
                // Somebody else was quicker.
                if !change.digests_made(period, &after, &last).await? {
                    return Ok(0);
                }
                // Also of those to whom nothing goes: what could not be told now is not told in another week.
                for (member, kinds) in &settled {
                    change.notices_settled(member, kinds, until).await?;
                }
                for Letter { member, content } in &letters {
                    let once = format!("digest:{}:{}", period.key(), member.uid);
                    write_once(change, &once, member, content).await?;
                }
                Ok(u64::try_from(letters.len()).unwrap_or(u64::MAX))
            })
        })
        .await
    }

    /// Of which kinds members want mails in a rhythm.
    async fn kinds_in(&self, rhythm: Rhythm, members: Vec<Uid>) -> Result<Vec<(Uid, Vec<NoticeKind>)>, Error> {
        let preferences = self.inner.store.notice_preferences(&members).await?;
        let plain = Preferences::default();
        let wanted = members.into_iter().map(|member| {
            let own = preferences.get(&member).unwrap_or(&plain);
            (member, kinds_of(own, rhythm))
        });
        Ok(wanted.collect())
    }

    async fn some_digests(&self, period: Period, until: i64, members: &[Uid]) -> Result<Vec<Letter>, Error> {
        let waiting = self.inner.store.notices_waiting(members, until).await?;
        let known = self.things_known(waiting.iter().map(|kept| &kept.notice)).await?;
        let mut by_member: HashMap<Uid, Vec<Notice>> = HashMap::new();
        for kept in waiting {
            by_member.entry(kept.notice.member.clone()).or_default().push(kept.notice);
        }
        let mut letters = Vec::new();
        for reader in self.readers(members).await? {
            let Reader { member, viewer, preferences } = &reader;
            let Some(newest) = by_member.remove(&member.uid).filter(|_| member.email.is_some()) else { continue };
            let (notices, own) = self.to_be_told(&reader, period.rhythm, newest, &known).await?;
            let known = own.as_ref().unwrap_or(&known);
            let may_read = |about: &NoticeAbout| known.sees(viewer, about);
            let Some(gathered) = digest(&member.uid, &notices, preferences, period.rhythm, until, may_read) else {
                continue;
            };
            letters.push(self.letter_of_digest(period, known, &reader, &gathered).await?);
        }
        Ok(letters)
    }

    /// Of the newest that wait for a member what goes into a digest: what waits for another mail, or may not be read, takes
    /// no room in it, so that older ones are looked at in its place, some at a time. With them comes what is known of what
    /// is told, where older ones were looked at.
    async fn to_be_told(
        &self,
        reader: &Reader,
        rhythm: Rhythm,
        newest: Vec<Notice>,
        known: &Known,
    ) -> Result<(Vec<Notice>, Option<Known>), Error> {
        let kinds = kinds_of(&reader.preferences, rhythm);
        let is_told = |known: &Known, one: &Notice| kinds.contains(&one.kind) && known.may_read(&reader.viewer, one);
        let mut behind = last_of(&newest);
        let mut told: Vec<Notice> = newest.into_iter().filter(|one| is_told(known, one)).collect();
        if behind.is_none() || told.len() >= NOTICES_AT_ONCE {
            return Ok((told, None));
        }
        for _ in 0..OLDER {
            let Some(last) = behind.filter(|_| told.len() < NOTICES_AT_ONCE) else { break };
            let older = self.inner.store.notices_waiting_behind(&last, &kinds).await?;
            let older: Vec<Notice> = older.into_iter().map(|kept| kept.notice).collect();
            let known = self.things_known(older.iter()).await?;
            behind = last_of(&older);
            told.extend(older.into_iter().filter(|one| is_told(&known, one)));
        }
        told.truncate(NOTICES_AT_ONCE);
        let known = self.things_known(told.iter()).await?;
        Ok((told, Some(known)))
    }
}

/// Of which kinds mails come in a rhythm.
fn kinds_of(preferences: &Preferences, rhythm: Rhythm) -> Vec<NoticeKind> {
    NoticeKind::ALL.iter().copied().filter(|kind| preferences.rhythm_of(*kind) == rhythm).collect()
}

/// The last of as many as are read at once: behind it there may be more.
fn last_of(notices: &[Notice]) -> Option<Notice> {
    notices.last().filter(|_| notices.len() >= NOTICES_AT_ONCE).cloned()
}

/// When a day begins, in milliseconds since 1970 (UTC).
fn beginning(day: Day) -> i64 {
    let midnight: Timestamp = format!("{day}T00:00:00Z").parse().expect("each day of this calendar begins");
    midnight.as_millisecond()
}
