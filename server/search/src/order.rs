// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Keeps the best records of a segment, in an order that is the same on every page.

use std::cmp::Ordering;

use crate::snapshot::Segment;

/// A record with what orders it.
#[derive(Clone, Debug)]
pub(crate) struct Ranked {
    /// Higher is earlier.
    pub rank: u64,
    /// Orders before the rest, ascending; empty if titles don't matter.
    pub title: String,
    /// Made from the identity; orders what is otherwise equal.
    pub tie: u64,
    /// The segment's number.
    pub segment: usize,
    /// The record's number in the segment.
    pub document: u32,
}

impl Ranked {
    /// The order of hits.
    pub(crate) fn order(one: &Self, other: &Self) -> Ordering {
        one.title.cmp(&other.title).then_with(|| other.rank.cmp(&one.rank)).then_with(|| one.tie.cmp(&other.tie))
    }
}

/// The best so many of a segment.
pub(crate) struct Best<'s> {
    most: usize,
    at: usize,
    segment: &'s Segment,
    kept: Vec<(u64, u64, u32)>,
    /// What is below this rank is out already.
    bar: u64,
}

impl<'s> Best<'s> {
    /// Keeps at most `most`, which is not 0.
    pub(crate) fn new(most: usize, at: usize, segment: &'s Segment) -> Self {
        Self { most, at, segment, kept: Vec::with_capacity(most * 2), bar: 0 }
    }

    /// Offers a record.
    pub(crate) fn offer(&mut self, document: u32, rank: u64) {
        if rank < self.bar {
            return;
        }
        let tie = self.segment.tie.first(document).unwrap_or_default();
        self.kept.push((u64::MAX - rank, tie, document));
        if self.kept.len() == self.most * 2 {
            self.kept.select_nth_unstable(self.most - 1);
            self.kept.truncate(self.most);
            self.bar = u64::MAX - self.kept[self.most - 1].0;
        }
    }

    /// The best, in no particular order.
    pub(crate) fn finish(mut self) -> Vec<Ranked> {
        if self.kept.len() > self.most {
            self.kept.select_nth_unstable(self.most - 1);
            self.kept.truncate(self.most);
        }
        self.kept
            .into_iter()
            .map(|(down, tie, document)| Ranked {
                rank: u64::MAX - down,
                title: String::new(),
                tie,
                segment: self.at,
                document,
            })
            .collect()
    }
}
