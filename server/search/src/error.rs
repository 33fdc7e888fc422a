// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can go wrong while the index is read or written.

/// A failure of the index. None of them loses anything: the index can always be rebuilt.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// tantivy failed, most often on a full or unreadable disk.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A file of the index's folder could not be read or written.
    #[error("the search index's folder failed: {0}")]
    Folder(#[from] std::io::Error),
    /// What the index holds can't be right.
    #[error("the search index is broken: {0}")]
    Broken(String),
}
