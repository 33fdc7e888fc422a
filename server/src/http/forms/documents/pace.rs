// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How slowly a file may come, and how many of one sender at once: a place is not held by a trickle.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::time::{Duration, Instant, timeout};

use crate::http::session::By;

/// In so much time that is spent waiting for the sender ...
const SPAN: Duration = Duration::from_secs(15);
/// ... at least so many bytes must come: some 2 KiB a second, a tenth of what a poor line gives.
const LEAST: usize = 32 * 1024;
/// How many uploads may be on their way at once: they may take minutes, and others want to be answered too.
const ALL: usize = 32;
/// How many of them are of one account, or of one address where nobody has signed in.
const OF_ONE: usize = 4;

/// That a file comes too slowly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooSlow;

/// Watches over one file. What the portal makes the sender wait does not count.
#[derive(Debug, Default)]
pub(super) struct Pace {
    waited: Duration,
    got: usize,
}

impl Pace {
    /// The next piece, or that too little came for too long.
    pub async fn next<E>(
        &mut self,
        piece: impl Future<Output = Result<Option<Bytes>, E>>,
    ) -> Result<Result<Option<Bytes>, E>, TooSlow> {
        let before = Instant::now();
        let outcome = timeout(SPAN.saturating_sub(self.waited), piece).await.map_err(|_| TooSlow)?;
        self.waited += before.elapsed();
        if let Ok(Some(piece)) = &outcome {
            self.got += piece.len();
        }
        if self.got >= LEAST {
            *self = Self::default();
        }
        Ok(outcome)
    }
}

/// The places for uploads.
#[derive(Debug)]
pub(super) struct Places {
    /// How many each sender holds; who holds none is not here.
    taken: Mutex<BTreeMap<String, usize>>,
}

/// One upload's place; free again when dropped.
#[derive(Debug)]
pub(super) struct Place<'p> {
    places: &'p Places,
    sender: String,
}

impl Places {
    pub const fn new() -> Self {
        Self { taken: Mutex::new(BTreeMap::new()) }
    }

    /// Takes a place for who sends; nothing where the sender has enough, or all are taken.
    pub fn take(&self, by: &By) -> Option<Place<'_>> {
        self.take_for(match by.viewer.acting() {
            Some(acting) => format!("member {}", acting.member),
            None => by.visit.network.map(|address| format!("address {address}")).unwrap_or_default(),
        })
    }

    fn take_for(&self, sender: String) -> Option<Place<'_>> {
        let mut taken = self.taken();
        let (all, own) = (taken.values().sum::<usize>(), taken.get(&sender).copied().unwrap_or_default());
        if all >= ALL || own >= OF_ONE {
            return None;
        }
        taken.insert(sender.clone(), own + 1);
        Some(Place { places: self, sender })
    }

    fn taken(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.sender) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a file lasts whose pieces come one every so many seconds, until it ends or is refused.
    async fn sent(pieces: usize, bytes: usize, seconds: u64) -> Result<usize, TooSlow> {
        let (mut pace, mut got) = (Pace::default(), 0);
        for _ in 0..pieces {
            let piece = async {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                Ok::<_, ()>(Some(Bytes::from(vec![0; bytes])))
            };
            if let Ok(Some(piece)) = pace.next(piece).await? {
                got += piece.len();
            }
        }
        Ok(got)
    }

    #[tokio::test(start_paused = true)]
    async fn a_trickle_is_refused_and_a_poor_line_is_not() {
        assert_eq!(sent(100, 1, 1).await, Err(TooSlow));
        assert_eq!(sent(1, 100_000, 16).await, Err(TooSlow));
        assert_eq!(sent(100, 4 * 1024, 1).await, Ok(400 * 1024));
        assert_eq!(sent(10, 1_000, 1).await, Ok(10_000), "a short file has time");
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_portal_makes_the_sender_wait_does_not_count() {
        let mut pace = Pace::default();
        for _ in 0..10 {
            let piece = std::future::ready(Ok::<_, ()>(Some(Bytes::from_static(b"a"))));
            assert_eq!(pace.next(piece).await, Ok(Ok(Some(Bytes::from_static(b"a")))));
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }

    #[test]
    fn slow_uploads_of_one_account_leave_places_to_another() {
        let places = Places::new();
        let take = |sender: &str| places.take_for(sender.to_owned());
        let held: Vec<_> = std::iter::from_fn(|| take("member ada")).collect();
        assert_eq!(held.len(), OF_ONE);
        assert!(take("member bea").is_some());
        let others: Vec<_> = (0..ALL).filter_map(|n| take(&format!("member {n}"))).collect();
        assert_eq!(held.len() + others.len(), ALL);
        assert!(take("member bea").is_none());
        drop((held, others));
        assert!(places.taken().is_empty());
    }
}
