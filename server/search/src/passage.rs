// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Looks into the first hits: which has the words side by side, and which in one passage.

use crate::analysis::SENTENCE;
use crate::plan::Group;
use crate::scoring::group_idf;
use crate::snapshot::Snapshot;
use crate::weights::{Weights, idf};

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
pub(crate) fn gains(
    snapshot: &Snapshot,
    groups: &[Group],
    candidates: &[(usize, u32)],
) -> Vec<f32> {
    let groups = &groups[..groups.len().min(MOST_GROUPS)];
    let sought = Sought::of(groups);
    let sights: Vec<Sight> = candidates
        .iter()
        .map(|(at, document)| sought.look(snapshot.segments[*at].sequence.values_for_doc(*document)))
        .collect();
    let pairs = groups.len().saturating_sub(1);
    let pair_idf: Vec<f32> = (0..pairs)
        .map(|pair| {
            let with = sights.iter().filter(|sight| sight.pairs[pair] > 0).count();
            idf(with as u32, snapshot.records)
        })
        .collect();
    let group_idf: Vec<f32> =
        groups.iter().map(|group| group_idf(snapshot, &group.stems)).collect();
    let kin_idf: Vec<f32> = (0..groups.len())
        .map(|group| {
            let has = |sight: &&Sight| sight.seen.iter().any(|seen| usize::from(seen.group) == group);
            idf(sights.iter().filter(has).count() as u32, snapshot.records).min(group_idf[group])
        })
        .collect();
    let mean = sights.iter().map(Sight::length).sum::<f32>() / sights.len().max(1) as f32;
    sights
        .iter()
        .map(|sight| {
            gain(sight, &group_idf, &pair_idf) + kin_gain(sight, &kin_idf, mean.max(1.0))
        })
        .collect()
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
        let mut sought =
            Self { stems: Vec::new(), kin: Vec::new(), likely: [0; 8], groups: groups.len() };
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
        let hash = value as u32;
        if self.likely[(hash as usize & 255) / 64] & (1 << (hash % 64)) != 0
            && let Some((_, group)) = self.stems.iter().find(|(sought, _)| *sought == hash)
        {
            return Some((*group, false));
        }
        let kin = (value >> 32) as u32 & 0x00ff_ffff;
        if kin != 0
            && self.likely[4 + (kin as usize & 255) / 64] & (1 << (kin % 64)) != 0
            && let Some((_, group)) = self.kin.iter().find(|(sought, _)| *sought == kin)
        {
            return Some((*group, true));
        }
        None
    }

    fn look(&self, sequence: impl Iterator<Item = u64>) -> Sight {
        let weights = Weights::get();
        let mut sight = Sight {
            pairs: vec![0; self.groups.saturating_sub(1)],
            ..Sight::default()
        };
        let mut length = 0;
        for (place, value) in sequence.enumerate() {
            if value & SENTENCE != 0 || length as usize >= LONGEST_SENTENCE || place == 0 {
                sight.sentences.push(length);
                length = 0;
            }
            length += 1;
            let Some((group, kin)) = self.group(value) else { continue };
            let seen = Seen {
                place: place as u32,
                sentence: sight.sentences.len() as u32,
                group,
                kin,
            };
            if let Some(before) = sight.seen.last()
                && !kin
                && !before.kin
                && seen.place - before.place <= weights.gap
                && before.group + 1 == group
            {
                sight.pairs[usize::from(before.group)] += 1;
            }
            sight.seen.push(seen);
        }
        sight.sentences.push(length);
        sight
    }
}

impl Sight {
    fn length(&self) -> f32 {
        self.sentences.iter().map(|length| f32::from(*length)).sum()
    }
}

/// BM25 of the words by their beginnings only, over the whole record.
fn kin_gain(sight: &Sight, kin_idf: &[f32], mean: f32) -> f32 {
    let weights = Weights::get();
    if weights.kin_record == 0.0 { return 0.0; }
    let long = 1.0 - weights.b + weights.b * sight.length() / mean;
    let mut times = [0.0f32; MOST_GROUPS];
    for seen in &sight.seen {
        times[usize::from(seen.group)] += 1.0;
    }
    let sum: f32 = kin_idf.iter().zip(times).filter(|(_, times)| *times > 0.0).map(|(idf, times)| idf * saturated(times, long)).sum();
    weights.kin_record * sum
}

fn gain(sight: &Sight, group_idf: &[f32], pair_idf: &[f32]) -> f32 {
    let weights = Weights::get();
    let pairs: f32 = sight
        .pairs
        .iter()
        .zip(pair_idf)
        .filter(|(times, _)| **times > 0)
        .map(|(times, idf)| idf * saturated(f32::from(*times), 1.0))
        .sum();
    weights.pair * pairs + weights.window * best_window(sight, group_idf, pair_idf)
}

/// BM25 of the best two neighbouring sentences, taken as a record of their own.
fn best_window(sight: &Sight, group_idf: &[f32], pair_idf: &[f32]) -> f32 {
    let weights = Weights::get();
    let mut best: f32 = 0.0;
    let mut first = 0;
    while first < sight.seen.len() {
        let sentence = sight.seen[first].sentence;
        let window: &[Seen] = {
            let end = sight.seen[first..]
                .iter()
                .position(|seen| seen.sentence > sentence + weights.span)
                .map_or(sight.seen.len(), |offset| first + offset);
            &sight.seen[first..end]
        };
        let last = (sentence + weights.span) as usize;
        let length: f32 = sight.sentences.iter().take(last + 1).skip(sentence as usize).map(|length| f32::from(*length)).sum();
        let long = 1.0 - weights.window_b + weights.window_b * length / weights.window_length;
        let mut times = [0.0f32; MOST_GROUPS];
        let mut paired = [0.0f32; MOST_GROUPS];
        for (at, seen) in window.iter().enumerate() {
            times[usize::from(seen.group)] += if seen.kin { weights.kin } else { 1.0 };
            if at > 0 {
                let before = window[at - 1];
                if seen.place - before.place <= weights.gap && before.group + 1 == seen.group && !seen.kin && !before.kin {
                    paired[usize::from(before.group)] += 1.0;
                }
            }
        }
        let words: f32 = group_idf.iter().zip(times).filter(|(_, times)| *times > 0.0).map(|(idf, times)| idf * saturated(times, long)).sum();
        let pairs: f32 = pair_idf.iter().zip(paired).filter(|(_, times)| *times > 0.0).map(|(idf, times)| idf * saturated(times, long)).sum();
        best = best.max(words + weights.window_pair * pairs);
        first += sight.seen[first..]
            .iter()
            .position(|seen| seen.sentence > sentence)
            .unwrap_or(sight.seen.len());
    }
    best
}

fn saturated(times: f32, long: f32) -> f32 {
    let k1 = Weights::get().k1;
    times * (k1 + 1.0) / (times + k1 * long)
}
