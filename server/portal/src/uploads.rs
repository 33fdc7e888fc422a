// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Places for files that come in: a few in all, since each holds a connection and some disk, and fewer for each member,
//! so that nobody who sends slowly keeps the others waiting.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::Uid;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;

/// How many files are received at once.
const ALL: usize = 8;
/// How many of them are one member's; further ones of the same member wait.
const OF_ONE: usize = 2;

/// The places.
pub(crate) struct UploadPlaces {
    all: Arc<Semaphore>,
    /// Only members who hold or wait for a place are kept.
    own: Mutex<HashMap<Uid, Weak<Semaphore>>>,
}

/// A place; free again when dropped.
#[derive(Debug)]
pub(crate) struct UploadPlace {
    _of_all: OwnedSemaphorePermit,
    _of_own: OwnedSemaphorePermit,
}

impl UploadPlaces {
    pub(crate) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(ALL)), own: Mutex::default() }
    }

    /// Takes a place for a member, as soon as there is one.
    pub(crate) async fn take(&self, member: &Uid) -> Result<UploadPlace, Error> {
        let own = self.own_of(member).acquire_owned().await.map_err(|_| Error::Busy)?;
        let all = Arc::clone(&self.all).acquire_owned().await.map_err(|_| Error::Busy)?;
        Ok(UploadPlace { _of_all: all, _of_own: own })
    }

    fn own_of(&self, member: &Uid) -> Arc<Semaphore> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = own.get(member).and_then(Weak::upgrade) {
            return known;
        }
        own.retain(|_, one| one.strong_count() > 0);
        let new = Arc::new(Semaphore::new(OF_ONE));
        own.insert(member.clone(), Arc::downgrade(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    fn uid(text: &str) -> Uid {
        Uid::parse(text).expect("a uid")
    }

    #[test]
    fn one_member_takes_two_places_and_leaves_the_others_to_the_others() {
        let places = UploadPlaces::new();
        let take = |who: &str| places.take(&uid(who)).now_or_never().map(|place| place.expect("a place"));
        let held = [take("ada"), take("ada")];
        assert!(held.iter().all(Option::is_some));
        assert!(take("ada").is_none(), "the third waits");
        assert!(take("bea").is_some());
        drop(held);
        assert!(take("ada").is_some());
    }

    #[test]
    fn no_more_than_all_places_are_taken_and_nobody_is_remembered_without_one() {
        let places = UploadPlaces::new();
        let held: Vec<_> = (0..ALL)
            .map(|n| places.take(&uid(&format!("m{n}"))).now_or_never().expect("a place").expect("a place"))
            .collect();
        assert!(places.take(&uid("late")).now_or_never().is_none());
        drop(held);
        assert!(places.take(&uid("late")).now_or_never().is_some());
        assert_eq!(places.own.lock().expect("nobody panics here").len(), 1);
    }
}
