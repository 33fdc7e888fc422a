// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A set of documents of one segment, as bits.

/// A set of document numbers below a fixed bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No document.
    pub(crate) fn none(bound: u32) -> Self {
        Self { words: vec![0; (bound as usize).div_ceil(64)] }
    }

    /// Every document below the bound.
    pub(crate) fn all(bound: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; (bound as usize).div_ceil(64)] };
        let beyond = bits.words.len() * 64 - bound as usize;
        if let Some(last) = bits.words.last_mut() {
            *last >>= beyond;
        }
        bits
    }

    /// The documents whose score is above 0.
    pub(crate) fn positive(scores: &[f32]) -> Self {
        let words = scores
            .chunks(64)
            .map(|chunk| chunk.iter().rev().fold(0, |word, score| (word << 1) | u64::from(*score > 0.0)))
            .collect();
        Self { words }
    }

    /// Adds a document.
    pub(crate) fn insert(&mut self, document: u32) {
        self.words[document as usize / 64] |= 1 << (document % 64);
    }

    /// Takes a document out.
    pub(crate) fn remove(&mut self, document: u32) {
        self.words[document as usize / 64] &= !(1 << (document % 64));
    }

    /// Whether it holds a document.
    pub(crate) fn contains(&self, document: u32) -> bool {
        self.words[document as usize / 64] & (1 << (document % 64)) != 0
    }

    /// Keeps what the other has too.
    pub(crate) fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Takes out what the other has.
    pub(crate) fn take_out(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    /// How many documents it holds.
    pub(crate) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it holds none.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The documents, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(at as u32 * 64 + bit)
            })
        })
    }
}
