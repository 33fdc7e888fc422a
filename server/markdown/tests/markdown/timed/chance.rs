// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Chance that can be had again: the same seed draws the same.

/// What Markdown reads something into.
const MARKS: [char; 32] = [
    '[', ']', '(', ')', '!', '*', '_', '~', '`', '<', '>', '&', '#', '-', '+', '=', '|', ':', '\\', '"', '\'', '^',
    '/', ';', '.', '1', 'a', 'è', ' ', '\t', '\n', '\u{a0}',
];

/// `SplitMix64`.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap();
        usize::try_from(self.draw() % end).unwrap()
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub fn mark(&mut self) -> char {
        *self.one_of(&MARKS)
    }
}
