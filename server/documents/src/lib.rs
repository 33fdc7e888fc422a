// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

#![doc = include_str!("../README.md")]

mod archive;
mod encoding;
pub mod extract;
mod kind;
mod name;
mod storage;
mod table;
mod virus;

pub use extract::{
    EXTRACTOR, Extent, ExtractProblem, Extracted, Extractor, LARGEST_SIDE, PORTRAIT_SIDE, Picture, Place, Section,
};
pub use kind::FileKind;
pub use name::FileName;
pub use storage::{ContentHash, KeptFile, ReceiveProblem, Received, Storage, StorageProblem, StoredFile};
pub use table::{TABLE_COLUMNS, TABLE_ROWS, Table, TableRow, separated};
pub use virus::{Clamd, Verdict};

/// The largest file that is taken, in bytes (DOMAIN.md, "resources": 25 MB).
pub const LARGEST: u64 = 25 * 1024 * 1024;
