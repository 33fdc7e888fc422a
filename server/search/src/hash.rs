// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A hash that is the same on every machine and in every version: FNV-1a, 64 bits.

/// The hash of some bytes.
pub(crate) fn stable(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The upper half of the hash folded into the lower: 32 bits for the token sequence of a record.
pub(crate) fn short(bytes: &[u8]) -> u32 {
    let hash = stable(bytes);
    (hash ^ (hash >> 32)) as u32
}
