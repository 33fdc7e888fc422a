// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The parent: starts a child for one document, hands it over, waits for a while, believes nothing.

use std::fmt::Display;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Once;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::protocol::{Fence, Line, Refused};
use super::{COMMAND, Extent, ExtractProblem, Extracted, LONGEST_ANSWER};
use crate::FileKind;

/// How long a document may take by the clock. The limit of computing time, 10 s, is the child's own.
const LONGEST: Duration = Duration::from_secs(20);

/// So that the log says once, and not with every document, that the fence has a gap.
static WARNED: Once = Once::new();

/// Starts the children.
#[derive(Clone, Debug)]
pub struct Extractor {
    program: PathBuf,
    longest: Duration,
}

impl Extractor {
    /// With the program that understands [`COMMAND`]: `std::env::current_exe()` as a rule.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self { program, longest: LONGEST }
    }

    /// With another limit than 20 s for a document.
    #[must_use]
    pub fn within(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Finds the text of a document. When this returns, or is given up, the child has ended or is being ended.
    ///
    /// # Errors
    /// See [`ExtractProblem`].
    pub async fn extract<E: Display>(
        &self,
        kind: FileKind,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Extracted, ExtractProblem> {
        if kind.is_image() {
            return Ok(Extracted { sections: Vec::new(), extent: Extent::Whole });
        }
        let mut child = self.start(kind)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((stdin, stdout)) = pipes else {
            return Err(ExtractProblem::NotStarted("it has no pipes".to_owned()));
        };
        let asked = async {
            let (handed_over, answer) = tokio::join!(hand_over(stdin, file), listen(stdout));
            handed_over.map_err(ExtractProblem::File)?;
            let answer = answer?;
            let ended = child.wait().await.map_err(|error| ExtractProblem::NotStarted(error.to_string()))?;
            understood(&answer, ended)
        };
        let result = tokio::time::timeout(self.longest, asked).await.unwrap_or(Err(ExtractProblem::TimedOut));
        // An error here means that it has ended already.
        let _ = child.kill().await;
        result
    }

    fn start(&self, kind: FileKind) -> Result<Child, ExtractProblem> {
        let mut command = Command::new(&self.program);
        command.arg(COMMAND).arg(kind.code());
        // Its allocator would set aside a gibibyte of addresses, and the limit would count it.
        command.env_clear().env("MIMALLOC_ARENA_RESERVE", "0").current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        command.spawn().map_err(|error| ExtractProblem::NotStarted(error.to_string()))
    }
}

/// Writes the file into the pipe. A child that has heard enough closes it, and that is no error.
async fn hand_over<E: Display>(
    mut stdin: ChildStdin,
    file: impl Stream<Item = Result<Bytes, E>>,
) -> Result<(), String> {
    let mut file = std::pin::pin!(file);
    while let Some(piece) = file.next().await {
        let piece = piece.map_err(|error| error.to_string())?;
        if stdin.write_all(&piece).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads the answer, up to what an answer may have.
async fn listen(stdout: ChildStdout) -> Result<Vec<u8>, ExtractProblem> {
    let mut answer = Vec::new();
    let most = u64::try_from(LONGEST_ANSWER).unwrap_or(u64::MAX);
    let read = stdout.take(most + 1).read_to_end(&mut answer).await;
    read.map_err(|error| ExtractProblem::Crashed(error.to_string()))?;
    if answer.len() > LONGEST_ANSWER { Err(ExtractProblem::TooLarge) } else { Ok(answer) }
}

/// What the lines mean, and what it means where the last one is missing.
fn understood(answer: &[u8], ended: ExitStatus) -> Result<Extracted, ExtractProblem> {
    let mut lines = answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let Some(Line::Fence(fence)) = lines.next().and_then(|line| serde_json::from_slice(line).ok()) else {
        return Err(ExtractProblem::NotStarted(format!("it has closed no fence ({ended})")));
    };
    if fence == Fence::LimitsOnly {
        WARNED.call_once(|| {
            tracing::warn!("the reader of documents runs with limits, but without a filter of system calls");
        });
    }
    let mut sections = Vec::new();
    for line in lines {
        match serde_json::from_slice(line) {
            Ok(Line::Section(section)) => sections.push(section),
            Ok(Line::End(extent)) => return Ok(Extracted { sections, extent }),
            Ok(Line::Refused(Refused::Encrypted)) => return Err(ExtractProblem::Encrypted),
            Ok(Line::Refused(Refused::Broken)) => return Err(ExtractProblem::Broken),
            Ok(Line::Refused(Refused::TooLarge)) => return Err(ExtractProblem::TooLarge),
            Ok(Line::Fence(_)) | Err(_) => break,
        }
    }
    // The signals with which the system ends a process whose computing time is used up: SIGXCPU, then SIGKILL.
    match ended.signal() {
        Some(9 | 24) => Err(ExtractProblem::TimedOut),
        _ => Err(ExtractProblem::Crashed(ended.to_string())),
    }
}
