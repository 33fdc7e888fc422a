// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for a moderator before it is shown, and who does not write for a time.

use serde::{Deserialize, Serialize};

use crate::code::coded;
use crate::policy::Standing;
use crate::text::Uid;

/// How many contributions of a new member are read by a moderator before others see them (TRAPS.md, D1).
pub const HELD_FIRST: u32 = 3;
/// How many links a text of a new member may have.
const LINKS_NEW: usize = 2;
/// How many links a text of anybody else may have.
const LINKS: usize = 20;

coded! {
    /// Whether a writer is known where the words go.
    Familiarity {
        /// Has a part in the place: acts for a party of the twinning, looks after the community, moderates.
        OfThePlace = "of_the_place",
        /// Has none.
        Stranger = "stranger",
    }
}

/// Who writes, as far as holding asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer {
    /// How far the member is trusted, 0 to 3.
    pub trust: u8,
    /// How many contributions of the member a moderator has let out.
    pub let_out: u32,
    /// Whether the member is known in the place.
    pub familiarity: Familiarity,
}

impl Writer {
    /// Whether what is written waits for a moderator.
    pub const fn is_held(self) -> bool {
        self.trust == 0 && self.let_out < HELD_FIRST && matches!(self.familiarity, Familiarity::Stranger)
    }
}

/// The standing with which what somebody writes begins.
pub const fn standing_of(writer: Writer) -> Standing {
    if writer.is_held() { Standing::Queued } else { Standing::Visible }
}

/// How many links a text may have, by who writes it.
pub const fn links_max(writer: Writer) -> usize {
    if writer.is_held() { LINKS_NEW } else { LINKS }
}

/// How far a member is trusted once so many contributions were let out.
pub const fn trust_after(trust: u8, let_out: u32) -> u8 {
    if trust == 0 && let_out >= HELD_FIRST { 1 } else { trust }
}

/// That a member does not write until a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// The member.
    pub member: Uid,
    /// Since when, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Until when, as well.
    pub until: i64,
    /// Who said so; absent once that account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uid>,
    /// What the member is told.
    pub reason: String,
}

/// That a member is not to write now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("does not write until {until}")]
pub struct SilenceRefused {
    /// Until when, in milliseconds since 1970 (UTC).
    pub until: i64,
}

/// Whether a member may write at all, by the silences that there were.
///
/// # Errors
/// One of them lasts; the longest is told.
pub fn may_write(silences: &[Silence], now: i64) -> Result<(), SilenceRefused> {
    let lasting = silences.iter().filter(|one| one.at <= now && now < one.until).map(|one| one.until).max();
    lasting.map_or(Ok(()), |until| Err(SilenceRefused { until }))
}
