// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The states that came back already: each may come back once.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::ticket::LIFE;

/// How many states are remembered. When more come back within their life, the oldest are forgotten; the provider
/// still takes each code once.
const REMEMBERED_MAX: usize = 10_000;

type Mark = [u8; 32];

/// What came back, for as long as it could come back again.
#[derive(Default)]
pub(super) struct Used(Mutex<Marks>);

#[derive(Default)]
struct Marks {
    known: HashSet<Mark>,
    in_order: VecDeque<(Timestamp, Mark)>,
}

impl Used {
    /// Whether this state comes back for the first time.
    pub(super) fn is_first(&self, state: &str, now: Timestamp) -> bool {
        let mark: Mark = Sha256::digest(state.as_bytes()).into();
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((at, old)) = marks.in_order.front().copied() {
            if now.duration_since(at) <= LIFE && marks.in_order.len() < REMEMBERED_MAX {
                break;
            }
            marks.in_order.pop_front();
            marks.known.remove(&old);
        }
        let first = marks.known.insert(mark);
        if first {
            marks.in_order.push_back((now, mark));
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_state_comes_back_once_while_it_lives() {
        let (used, now) = (Used::default(), Timestamp::UNIX_EPOCH);
        assert!(used.is_first("a", now));
        assert!(!used.is_first("a", now + LIFE));
        assert!(used.is_first("b", now + LIFE));
        // Its ticket is too old by now.
        assert!(used.is_first("a", now + LIFE + SignedDuration::from_secs(1)));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (used, now) = (Used::default(), Timestamp::UNIX_EPOCH);
        for at in 0..REMEMBERED_MAX + 10 {
            assert!(used.is_first(&at.to_string(), now));
        }
        let marks = used.0.lock().unwrap();
        assert_eq!((marks.known.len(), marks.in_order.len()), (REMEMBERED_MAX, REMEMBERED_MAX));
    }
}
