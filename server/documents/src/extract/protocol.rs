// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the child says: one JSON value a line, first its fence, last how it ended.

use serde::{Deserialize, Serialize};

use super::{Extent, Section};

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Fence(Fence),
    Section(Section),
    End(Extent),
    Refused(Refused),
}

/// What keeps the child in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fence {
    /// Limits, and a filter of system calls: no file, no network, no program.
    Sealed,
    /// The limits alone.
    LimitsOnly,
}

/// Why the child gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Refused {
    Encrypted,
    Broken,
    TooLarge,
}
