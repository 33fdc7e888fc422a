// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How far members have read threads. A page that is read remembers it in memory; a timer writes it down.

use std::collections::BTreeMap;
use std::sync::Mutex;

use domain::Uid;
use domain::policy::Viewer;
use domain::thread::ReadTo;
use store::Behind;

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::into_portal;

/// Member and thread, with how far the member had read it when.
type Remembered = BTreeMap<(Uid, Uid), (ReadTo, i64)>;
type Read = ((Uid, Uid), (ReadTo, i64));

/// How many are written in one change: nobody else writes while it lasts.
const AT_ONCE: usize = 200;

/// What was read and is not yet written down.
#[derive(Debug, Default)]
pub(crate) struct Reads(Mutex<Remembered>);

impl Reads {
    fn add(&self, of: (Uid, Uid), to: ReadTo, at: i64) {
        let mut remembered = self.0.lock().expect("nobody panics while holding the positions");
        let known = remembered.entry(of).or_insert((to, at));
        *known = (Ord::max(known.0, to), Ord::max(known.1, at));
    }

    fn take(&self) -> Remembered {
        std::mem::take(&mut *self.0.lock().expect("nobody panics while holding the positions"))
    }

    /// How far a member has read a thread, and when, where that is not yet written down.
    pub(super) fn of(&self, member: &Uid, thread: &Uid) -> Option<(ReadTo, i64)> {
        let remembered = self.0.lock().expect("nobody panics while holding the positions");
        remembered.get(&(member.clone(), thread.clone())).copied()
    }
}

impl Portal {
    /// How far the viewer has read a thread; nothing for visitors.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn read_to(&self, viewer: &Viewer, thread: &Uid) -> Result<ReadTo, Error> {
        Ok(self.positions_of(viewer, std::slice::from_ref(thread)).await?.into_iter().next().unwrap_or_default())
    }

    /// What is shown of threads that the viewer has not read; nothing for visitors.
    ///
    /// # Errors
    /// As `read_to`.
    pub async fn unread_of(&self, viewer: &Viewer, threads: &[Uid]) -> Result<Vec<Behind>, Error> {
        if viewer.acting().is_none() || threads.is_empty() {
            return Ok(vec![Behind::default(); threads.len()]);
        }
        let read = self.positions_of(viewer, threads).await?;
        let from: Vec<(Uid, u32)> = threads.iter().cloned().zip(read.into_iter().map(|ReadTo(to)| to)).collect();
        let behind = self.inner.store.posts_behind(&from).await?;
        Ok(threads.iter().map(|thread| behind.get(thread).copied().unwrap_or_default()).collect())
    }

    async fn positions_of(&self, viewer: &Viewer, threads: &[Uid]) -> Result<Vec<ReadTo>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(vec![ReadTo::default(); threads.len()]) };
        let kept = self.inner.store.reads_of(&acting.member, threads).await?;
        let of = |thread: &Uid| {
            let kept = kept.get(thread).copied().unwrap_or_default();
            let new = self.inner.reads.of(&acting.member, thread).map(|(read, _)| read);
            Ord::max(kept, new.unwrap_or_default())
        };
        Ok(threads.iter().map(of).collect())
    }

    /// Remembers that the viewer has read a thread up to a position, and the notices of that. Nothing is written to the
    /// database.
    pub fn note_read(&self, viewer: &Viewer, thread: &Uid, to: ReadTo) {
        if let Some(acting) = viewer.acting() {
            let of = (acting.member.clone(), thread.clone());
            self.inner.reads.add(of, to, self.now().as_millisecond());
        }
    }

    /// Writes down what was read since the last time; says of how many threads.
    ///
    /// # Errors
    /// The database cannot be written: then it is kept in memory for the next time.
    pub async fn keep_reads(&self) -> Result<u64, Error> {
        let taken: Vec<Read> = self.inner.reads.take().into_iter().collect();
        let mut kept = 0;
        for part in taken.chunks(AT_ONCE) {
            if let Err(error) = self.keep_some_reads(part.to_vec()).await {
                for (of, (to, at)) in taken.iter().skip(kept) {
                    self.inner.reads.add(of.clone(), *to, *at);
                }
                return Err(into_portal(error));
            }
            kept += part.len();
        }
        Ok(u64::try_from(kept).unwrap_or(u64::MAX))
    }

    async fn keep_some_reads(&self, reads: Vec<Read>) -> Result<(), FormError> {
        self.write(move |change| {
            Box::pin(async move {
                for ((member, thread), (to, at)) in &reads {
                    change.read_thread(member, thread, *to, *at).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
