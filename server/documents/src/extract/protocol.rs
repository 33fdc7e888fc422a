// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the child says: one JSON value a line, first its fence, last how it ended. After the line of a picture come its
//! bytes, and nothing else.

use serde::{Deserialize, Serialize};

use super::{Extent, Section};
use crate::FileKind;
use crate::table::TableRow;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    Fence(Fence),
    Section(Section),
    Row(TableRow),
    Picture(Drawn),
    End(Extent),
    Refused(Refused),
}

/// A picture whose bytes follow.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Drawn {
    pub(super) kind: FileKind,
    pub(super) width: u32,
    pub(super) height: u32,
    /// How many bytes.
    pub(super) length: usize,
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

/// Why the child gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Refused {
    Encrypted,
    Broken,
    TooLarge,
}
