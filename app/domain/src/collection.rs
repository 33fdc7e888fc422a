// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Collections of practices that members make for themselves.

use crate::code::coded;

/// The shortest name, in characters.
pub const NAME_MIN: usize = 3;
/// The longest name, in characters.
pub const NAME_MAX: usize = 100;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 500;
/// How many collections a member may have.
pub const COLLECTIONS_MAX: u64 = 50;
/// How many practices a collection may have.
pub const COLLECTED_MAX: u64 = 200;

coded! {
    /// Who may read a collection.
    Sharing {
        /// Its owner only.
        Private = "private",
        /// Whoever knows its address; no list shows it.
        ByLink = "by_link",
    }
}
