// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The numbers of the ranking, found by trying on the judged sets (`examples/quality.rs`).

/// How much each part of the ranking counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights {
    /// How soon repeating a word stops helping (BM25's k1).
    pub k1: f32,
    /// How much a record's length counts against it (BM25's b).
    pub b: f32,
    /// An unstemmed match beside a stemmed one.
    pub word: f32,
    /// Neighbouring words of the query that stand side by side, in the whole record.
    pub pair: f32,
    /// The best two sentences.
    pub window: f32,
    /// The best sentence.
    pub sentence: f32,
    /// Words side by side within sentences, beside the words themselves.
    pub window_pair: f32,
    /// A word that only begins alike, within sentences, in times of the word itself.
    pub kin: f32,
    /// BM25's b for sentences.
    pub window_b: f32,
    /// The usual length of two sentences, in stems.
    pub window_length: f32,
}

/// The weights in force, of some sixty settings tried one at a time. They are on a plateau: the
/// settings near them differ by less than .005 on questions (squad-it) and .02 on terms (ate-it).
pub(crate) const WEIGHTS: Weights = Weights {
    k1: 0.9,
    b: 0.75,
    word: 0.5,
    pair: 0.4,
    window: 0.3,
    sentence: 0.3,
    window_pair: 0.5,
    kin: 0.4,
    window_b: 0.4,
    window_length: 25.0,
};

/// What a record that is no practice counts, in times of a practice that answers as well: the library is about practices,
/// and a short description of a body must not outrank the practice that it mentions.
pub(crate) const BESIDE_PRACTICES: f32 = 0.7;

/// How many of the first hits are ordered anew by their best passage; 30 to 200 answer alike.
pub(crate) const CANDIDATES: usize = 50;

/// How far apart two stems may be to stand side by side: one other word may lie between.
pub(crate) const SIDE_BY_SIDE: u32 = 2;

/// How telling a term is that occurs in so many of the records (BM25's idf).
pub(crate) fn idf(records: u32, of: u32) -> f32 {
    let (with, all) = (records as f32, of.max(records) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
