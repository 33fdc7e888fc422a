// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Watches time and memory while a document is read or a picture drawn.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use documents::{ExtractProblem, Extracted, FileKind};
use tokio::sync::{Mutex, MutexGuard};

/// How much the parent may grow, in bytes (TRAPS.md, D3).
const GROWTH: u64 = 100 * 1024 * 1024;

/// One test at a time, so that none counts the memory of another.
pub async fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::const_new(());
    ALONE.lock().await
}

/// A line of what the system says about this process's memory, in bytes; 0 where it doesn't say.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|one| one.strip_prefix(line));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Waits for what a child does with a file: always an answer, in time and without much memory.
pub async fn watched<T: Debug>(
    bytes: &[u8],
    child: impl Future<Output = Result<T, ExtractProblem>>,
) -> Result<T, ExtractProblem> {
    // The highest mark begins anew; where it cannot, earlier growth counts as well.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let (start, before) = (Instant::now(), memory("VmRSS:"));
    let _ = FileKind::of(bytes);
    let answer = child.await;
    assert!(start.elapsed() < Duration::from_secs(25), "{:?}", start.elapsed());
    let growth = memory("VmHWM:").saturating_sub(before);
    assert!(growth < GROWTH, "grew by {growth} bytes");
    let ours = matches!(&answer, Err(ExtractProblem::NotStarted(_) | ExtractProblem::File(_)));
    assert!(!ours, "{answer:?}");
    answer
}

/// Looks at a file as the portal does with an upload, and reads it as if it were of that kind all the same.
pub async fn answer(kind: FileKind, bytes: &[u8]) -> Result<Extracted, ExtractProblem> {
    let answer = watched(bytes, crate::child::extract(kind, bytes)).await;
    if let Ok(found) = &answer {
        let length: usize = found.sections.iter().map(|section| section.text.len()).sum();
        assert!(length <= 2 * 1024 * 1024, "{length}");
    }
    answer
}
