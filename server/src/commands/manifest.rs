// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a backup says of itself, and how its parts are measured.

use std::io::{self, Read, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The form of backups that this program writes and reads.
pub(super) const FORM: u32 = 1;
/// The name of the manifest in a backup.
pub(super) const MANIFEST: &str = "manifest.json";
/// The name of the database, in a backup as in the data folder.
pub(super) const DATABASE: &str = "innesto.db";

/// How much is read at once, in bytes.
pub(super) const PIECE: usize = 64 * 1024;

/// What a backup holds, and of when.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The form of the backup.
    pub(super) form: u32,
    /// The version of the program that made it.
    pub(super) program: String,
    /// When it was made.
    pub(super) made_at: Timestamp,
    /// Which database it is.
    pub(super) identity: String,
    /// How far its log reaches: the copy holds every change up to this one, and none after it.
    pub(super) seq: i64,
    /// The database.
    pub(super) database: Part,
    /// The files, by their hashes.
    pub(super) files: Vec<Part>,
    /// The hashes of files that documents name and that were not there, or damaged.
    pub(super) missing: Vec<String>,
}

/// A part of a backup, by its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// SHA-256, in hexadecimal digits.
    pub(super) sha256: String,
    /// In bytes.
    pub(super) size: u64,
}

impl Part {
    /// Where a file of this content stands in a backup.
    pub(super) fn place(&self) -> String {
        place_of(&self.sha256)
    }
}

/// Where a file stands in a backup.
pub(super) fn place_of(hash: &str) -> String {
    format!("files/{hash}")
}

/// Hashes and counts what goes by.
#[derive(Default)]
pub(super) struct Tally {
    hasher: Sha256,
    size: u64,
}

impl Tally {
    /// Takes the next piece in.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.hasher.update(piece);
        self.size += piece.len() as u64;
    }

    /// What went by.
    pub(super) fn part(self) -> Part {
        Part { sha256: hex::encode(self.hasher.finalize()), size: self.size }
    }
}

/// Copies everything, piece by piece, and says what it was.
pub(super) fn copied(from: &mut impl Read, to: &mut impl Write) -> io::Result<Part> {
    let (mut piece, mut tally) = (vec![0; PIECE], Tally::default());
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 {
            return Ok(tally.part());
        }
        tally.add(&piece[..length]);
        to.write_all(&piece[..length])?;
    }
}
