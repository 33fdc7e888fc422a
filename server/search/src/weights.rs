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
    /// Pairs of neighbouring stems.
    pub pair: f32,
    /// The best window.
    pub window: f32,
    /// Pairs within the best window.
    pub window_pair: f32,
    /// A word that begins alike, in the best window.
    pub kin: f32,
    /// Words that begin alike, in the whole record.
    pub kin_record: f32,
    /// BM25's b for windows.
    pub window_b: f32,
    /// Sentences after the first that a window takes in.
    pub span: u32,
    pub gap: u32,
    pub idf_power: f32,
    /// The usual length of a window, in stems.
    pub window_length: f32,
}

/// How many of the first hits are ordered anew by their best passage.
pub(crate) const CANDIDATES: usize = 100;

impl Weights {
    /// The weights in force.
    pub(crate) fn get() -> &'static Self {
        static W: std::sync::LazyLock<Weights> = std::sync::LazyLock::new(|| {
            let v = |name: &str, default: f32| {
                std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
            };
            Weights {
                k1: v("W_K1", 1.2),
                b: v("W_B", 0.75),
                word: v("W_WORD", 0.5),
                pair: v("W_PAIR", 0.5),
                window: v("W_WINDOW", 0.6),
                window_pair: v("W_WPAIR", 0.5),
                kin: v("W_KIN", 0.3),
                kin_record: v("W_KINDOC", 0.0),
                window_b: v("W_WB", 0.4),
                span: v("W_SPAN", 1.0) as u32,
                gap: v("W_GAP", 1.0) as u32,
                idf_power: v("W_IDFP", 1.0),
                window_length: v("W_WL", 25.0),
            }
        });
        &W
    }
}

/// How telling a term is that occurs in so many of the records (BM25's idf).
pub(crate) fn idf(records: u32, of: u32) -> f32 {
    let (with, all) = (records as f32, of.max(records) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
