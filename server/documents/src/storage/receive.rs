// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Takes a stream into a file, and learns on the way what it is.

use std::io;
use std::path::Path;

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use super::ContentHash;
use crate::FileKind;

/// How the names of files end that are underway.
pub(super) const ENDING: &str = ".part";
/// How large the pieces are in which a received file is read, in bytes.
const PIECE: usize = 64 * 1024;

/// Why a stream was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveProblem {
    /// It has more bytes than allowed.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// It has no byte.
    #[error("the file is empty")]
    Empty,
    /// It broke off.
    #[error("the file did not arrive whole: {0}")]
    Interrupted(String),
    /// The disk refuses: it is full, or worse.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] io::Error),
}

/// A file that arrived whole and is not kept yet; dropping it removes it.
#[derive(Debug)]
pub struct Received {
    hash: ContentHash,
    size: u64,
    kind: Option<FileKind>,
    path: TempPath,
}

impl Received {
    /// What it contains.
    #[must_use]
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// In bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// What kind of document it is, by its content; `None` is one that is not taken.
    #[must_use]
    pub fn kind(&self) -> Option<FileKind> {
        self.kind
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) async fn open(&self) -> io::Result<tokio::fs::File> {
        tokio::fs::File::open(&self.path).await
    }

    /// The content in pieces, for the check for viruses and for a picture that is drawn anew.
    ///
    /// # Errors
    /// The disk refuses.
    pub async fn stream(&self) -> io::Result<impl Stream<Item = io::Result<Bytes>> + Send + use<>> {
        let file = self.open().await?;
        let pieces = futures::stream::try_unfold(file, |mut file| async move {
            use tokio::io::AsyncReadExt;
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece).await?;
            piece.truncate(length);
            Ok((length > 0).then(|| (Bytes::from(piece), file)))
        });
        Ok(pieces.into_stream())
    }
}

/// Takes a stream in; what was written goes with the first error, as it does when the future is dropped.
pub(super) async fn receive<E: std::fmt::Display>(
    folder: &Path,
    stream: impl Stream<Item = Result<Bytes, E>>,
    limit: u64,
) -> Result<Received, ReceiveProblem> {
    let (file, path) = tempfile::Builder::new().suffix(ENDING).tempfile_in(folder)?.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let mut stream = std::pin::pin!(stream);
    let (mut hasher, mut size) = (Sha256::new(), 0_u64);
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| ReceiveProblem::Interrupted(error.to_string()))?;
        size = size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if size > limit {
            return Err(ReceiveProblem::TooLarge { limit });
        }
        hasher.update(&piece);
        file.write_all(&piece).await?;
    }
    if size == 0 {
        return Err(ReceiveProblem::Empty);
    }
    file.flush().await?;
    file.sync_all().await?;
    let mut file = file.into_std().await;
    let kind = tokio::task::spawn_blocking(move || FileKind::of_file(&mut file)).await.map_err(io::Error::other)??;
    Ok(Received { hash: ContentHash::of_digest(&hasher.finalize().into()), size, kind, path })
}
