// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The program with which the tests read documents.

use std::convert::Infallible;
use std::path::PathBuf;

use bytes::Bytes;
use documents::{ExtractProblem, Extracted, Extractor, FileKind};
use futures::{Stream, stream};

/// The example `extract`, which cargo builds beside the tests.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join("examples/extract");
    assert!(path.exists(), "{} is missing: run `cargo test -p documents`, which builds it", path.display());
    path
}

pub fn pieces(bytes: &[u8]) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::iter(bytes.chunks(60_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect::<Vec<_>>())
}

pub async fn extract(kind: FileKind, bytes: &[u8]) -> Result<Extracted, ExtractProblem> {
    Extractor::new(program()).extract(kind, pieces(bytes)).await
}
