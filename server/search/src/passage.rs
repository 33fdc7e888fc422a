// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Looks into the first hits: which has the words side by side, and which in one passage.

use crate::analysis::{SENTENCE, kin_of, stem_of};
use crate::plan::Group;
use crate::scoring::group_idf;
use crate::snapshot::Snapshot;
use crate::weights::{SIDE_BY_SIDE, WEIGHTS, idf};

/// Stems after which a sentence without an end is cut.
const LONGEST_SENTENCE: usize = 40;
/// Words of a query that are looked at.
const MOST_GROUPS: usize = 24;

/// A word of the query in a record.
#[derive(Clone, Copy, Debug)]
struct Seen {
    place: u32,
    sentence: u32,
    group: u8,
    kin: bool,
}

/// A record's sequence as far as the query is concerned.
#[derive(Debug, Default)]
struct Sight {
    seen: Vec<Seen>,
    /// The length of each sentence, in stems.
    sentences: Vec<u16>,
    /// How often each pair of neighbouring words of the query stands side by side.
    pairs: Vec<u16>,
}

/// What each of the records gains.
pub(crate) fn gains(snapshot: &Snapshot, groups: &[Group], candidates: &[(usize, u32)]) -> Vec<f32> {
    let groups = &groups[..groups.len().min(MOST_GROUPS)];
    let sought = Sought::of(groups);
    let mut sequence = Vec::new();
    let sights: Vec<Sight> = candidates
        .iter()
        .map(|(at, document)| {
            snapshot.segments[*at].read_sequence(*document, &mut sequence);
            sought.look(&sequence)
        })
        .collect();
    let pairs = groups.len().saturating_sub(1);
    let pair_idf: Vec<f32> = (0..pairs)
        .map(|pair| {
            let with = sights.iter().filter(|sight| sight.pairs[pair] > 0).count();
            idf(with as u32, snapshot.records)
        })
        .collect();
    let group_idf: Vec<f32> = groups.iter().map(|group| group_idf(snapshot, &group.stems)).collect();
    sights.iter().map(|sight| sight.gain(&group_idf, &pair_idf)).collect()
}

/// The hashes that are looked for.
struct Sought {
    stems: Vec<(u32, u8)>,
    kin: Vec<(u32, u8)>,
    /// A bit for the lowest byte of each hash that is looked for.
    likely: [u64; 8],
    groups: usize,
}

impl Sought {
    fn of(groups: &[Group]) -> Self {
        let mut sought = Self { stems: Vec::new(), kin: Vec::new(), likely: [0; 8], groups: groups.len() };
        for (number, group) in groups.iter().enumerate() {
            for hash in &group.hashes {
                sought.stems.push((*hash, number as u8));
                sought.likely[(*hash as usize & 255) / 64] |= 1 << (*hash % 64);
            }
            if group.kin != 0 {
                sought.kin.push((group.kin, number as u8));
                sought.likely[4 + (group.kin as usize & 255) / 64] |= 1 << (group.kin % 64);
            }
        }
        sought
    }

    /// The group that a word of a record belongs to, and whether only by its beginning.
    fn group(&self, value: u64) -> Option<(u8, bool)> {
        let hash = stem_of(value);
        if self.likely[(hash as usize & 255) / 64] & (1 << (hash % 64)) != 0
            && let Some((_, group)) = self.stems.iter().find(|(sought, _)| *sought == hash)
        {
            return Some((*group, false));
        }
        let kin = kin_of(value);
        if kin != 0
            && self.likely[4 + (kin as usize & 255) / 64] & (1 << (kin % 64)) != 0
            && let Some((_, group)) = self.kin.iter().find(|(sought, _)| *sought == kin)
        {
            return Some((*group, true));
        }
        None
    }

    fn look(&self, sequence: &[u64]) -> Sight {
        let mut sight = Sight { pairs: vec![0; self.groups.saturating_sub(1)], ..Sight::default() };
        let mut length = 0;
        for (place, &value) in sequence.iter().enumerate() {
            if value & SENTENCE != 0 || length as usize >= LONGEST_SENTENCE || place == 0 {
                sight.sentences.push(length);
                length = 0;
            }
            length += 1;
            let Some((group, kin)) = self.group(value) else {
                continue;
            };
            let seen = Seen { place: place as u32, sentence: sight.sentences.len() as u32, group, kin };
            if let Some(before) = sight.seen.last()
                && seen.pairs_with(before)
            {
                sight.pairs[usize::from(before.group)] += 1;
            }
            sight.seen.push(seen);
        }
        sight.sentences.push(length);
        sight
    }
}

impl Seen {
    /// Whether it is the query's next word, and stands beside the one before.
    fn pairs_with(&self, before: &Self) -> bool {
        self.place - before.place <= SIDE_BY_SIDE && before.group + 1 == self.group && !self.kin && !before.kin
    }
}

impl Sight {
    fn gain(&self, group_idf: &[f32], pair_idf: &[f32]) -> f32 {
        let pairs = self.pairs.iter().map(|times| f32::from(*times));
        WEIGHTS.pair * sum(pair_idf, pairs, 1.0)
            + WEIGHTS.window * self.best_window(group_idf, pair_idf, 2)
            + WEIGHTS.sentence * self.best_window(group_idf, pair_idf, 1)
    }

    /// BM25 of the best so many neighbouring sentences, taken as a record of their own.
    fn best_window(&self, group_idf: &[f32], pair_idf: &[f32], sentences: u32) -> f32 {
        let usual = WEIGHTS.window_length * sentences as f32 / 2.0;
        let mut best: f32 = 0.0;
        let mut rest = self.seen.as_slice();
        while let Some(first) = rest.first() {
            let end = first.sentence + sentences;
            let window = &rest[..rest.partition_point(|seen| seen.sentence < end)];
            let length = self.length(first.sentence, end);
            let long = 1.0 - WEIGHTS.window_b + WEIGHTS.window_b * length / usual;
            best = best.max(window_score(window, long, group_idf, pair_idf));
            rest = &rest[rest.partition_point(|seen| seen.sentence == first.sentence)..];
        }
        best
    }

    /// The length of some sentences together, in stems.
    fn length(&self, first: u32, end: u32) -> f32 {
        let lengths = self.sentences.iter().take(end as usize).skip(first as usize);
        lengths.map(|length| f32::from(*length)).sum()
    }
}

fn window_score(window: &[Seen], long: f32, group_idf: &[f32], pair_idf: &[f32]) -> f32 {
    let mut times = [0.0; MOST_GROUPS];
    let mut paired = [0.0; MOST_GROUPS];
    for (at, seen) in window.iter().enumerate() {
        times[usize::from(seen.group)] += if seen.kin { WEIGHTS.kin } else { 1.0 };
        if at > 0 && seen.pairs_with(&window[at - 1]) {
            paired[usize::from(window[at - 1].group)] += 1.0;
        }
    }
    sum(group_idf, times.into_iter(), long) + WEIGHTS.window_pair * sum(pair_idf, paired.into_iter(), long)
}

/// BM25's sum: each word as telling as it is, repeated ones less and less.
fn sum(idf: &[f32], times: impl Iterator<Item = f32>, long: f32) -> f32 {
    idf.iter().zip(times).map(|(idf, times)| idf * times * (WEIGHTS.k1 + 1.0) / (times + WEIGHTS.k1 * long)).sum()
}
