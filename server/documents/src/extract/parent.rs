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
use super::{
    COMMAND, Extent, ExtractProblem, Extracted, LONGEST_ANSWER, LONGEST_PICTURE, PICTURE, PORTRAIT, Picture, TABLE,
};
use crate::FileKind;
use crate::table::Table;

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
        let (answer, ended) = self.ask(kind.code(), LONGEST_ANSWER, file).await?;
        let (said, extent) = understood(&answer, ended)?;
        let section = |line| match line {
            Line::Section(section) => Some(section),
            _ => None,
        };
        Ok(Extracted { sections: said.into_iter().filter_map(section).collect(), extent })
    }

    /// Reads the first sheet that has something in it. When this returns, or is given up, the child has ended or is
    /// being ended.
    ///
    /// # Errors
    /// See [`ExtractProblem`]; `Broken` for a kind that has no sheets.
    pub async fn table<E: Display>(
        &self,
        kind: FileKind,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Table, ExtractProblem> {
        let (answer, ended) = self.ask(&format!("{TABLE}{}", kind.code()), LONGEST_ANSWER, file).await?;
        let (said, extent) = understood(&answer, ended)?;
        let row = |line| match line {
            Line::Row(row) => Some(row),
            _ => None,
        };
        Ok(Table { rows: said.into_iter().filter_map(row).collect(), extent })
    }

    /// Draws a picture anew, upright and with a longest side of [`super::LARGEST_SIDE`], without anything that one
    /// doesn't see. A PNG stays one, a JPEG, too; a WebP becomes a PNG if it is transparent, else a JPEG. When this
    /// returns, or is given up, the child has ended or is being ended.
    ///
    /// # Errors
    /// See [`ExtractProblem`]; `Broken` for a kind that is no picture.
    pub async fn redraw<E: Display>(
        &self,
        kind: FileKind,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Picture, ExtractProblem> {
        self.drawn(PICTURE, kind, file).await
    }

    /// The same, but for the largest square in the middle alone, with a side of [`super::PORTRAIT_SIDE`] and as JPEG.
    ///
    /// # Errors
    /// As `redraw`.
    pub async fn portrait<E: Display>(
        &self,
        kind: FileKind,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Picture, ExtractProblem> {
        self.drawn(PORTRAIT, kind, file).await
    }

    async fn drawn<E: Display>(
        &self,
        shape: &str,
        kind: FileKind,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Picture, ExtractProblem> {
        if !kind.is_image() {
            return Err(ExtractProblem::Broken);
        }
        let (answer, ended) = self.ask(&format!("{shape}{}", kind.code()), LONGEST_PICTURE, file).await?;
        picture(answer, ended)
    }

    /// Starts a child and hears what it says, up to so many bytes, and how it ended.
    async fn ask<E: Display>(
        &self,
        wanted: &str,
        longest: usize,
        file: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<(Vec<u8>, ExitStatus), ExtractProblem> {
        let mut child = self.start(wanted)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((stdin, stdout)) = pipes else {
            return Err(ExtractProblem::NotStarted("it has no pipes".to_owned()));
        };
        let asked = async {
            let (handed_over, answer) = tokio::join!(hand_over(stdin, file), listen(stdout, longest));
            handed_over.map_err(ExtractProblem::File)?;
            let answer = answer?;
            let ended = child.wait().await.map_err(|error| ExtractProblem::NotStarted(error.to_string()))?;
            Ok((answer, ended))
        };
        let result = tokio::time::timeout(self.longest, asked).await.unwrap_or(Err(ExtractProblem::TimedOut));
        // An error here means that it has ended already.
        let _ = child.kill().await;
        result
    }

    fn start(&self, wanted: &str) -> Result<Child, ExtractProblem> {
        let mut command = Command::new(&self.program);
        command.arg(COMMAND).arg(wanted);
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

/// Reads the answer, up to what it may have.
async fn listen(stdout: ChildStdout, longest: usize) -> Result<Vec<u8>, ExtractProblem> {
    let mut answer = Vec::new();
    let most = u64::try_from(longest).unwrap_or(u64::MAX);
    let read = stdout.take(most + 1).read_to_end(&mut answer).await;
    read.map_err(|error| ExtractProblem::Crashed(error.to_string()))?;
    if answer.len() > longest { Err(ExtractProblem::TooLarge) } else { Ok(answer) }
}

/// The first line, and all that follows it.
fn first_line(answer: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b'\n', answer) {
        Some(end) => (&answer[..end], &answer[end + 1..]),
        None => (answer, &[]),
    }
}

/// What the child said from behind its fence.
fn behind_the_fence(answer: &[u8], ended: ExitStatus) -> Result<&[u8], ExtractProblem> {
    let (line, rest) = first_line(answer);
    let Ok(Line::Fence(fence)) = serde_json::from_slice(line) else {
        return Err(ExtractProblem::NotStarted(format!("it has closed no fence ({ended})")));
    };
    if fence == Fence::LimitsOnly {
        WARNED.call_once(|| {
            tracing::warn!("the reader of documents runs with limits, but without a filter of system calls");
        });
    }
    Ok(rest)
}

/// What the lines mean, and what it means where the last one is missing.
fn understood(answer: &[u8], ended: ExitStatus) -> Result<(Vec<Line>, Extent), ExtractProblem> {
    let lines = behind_the_fence(answer, ended)?.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let mut said = Vec::new();
    for line in lines {
        match serde_json::from_slice(line) {
            Ok(part @ (Line::Section(_) | Line::Row(_))) => said.push(part),
            Ok(Line::End(extent)) => return Ok((said, extent)),
            Ok(Line::Refused(why)) => return Err(why.into()),
            Ok(Line::Fence(_) | Line::Picture(_)) | Err(_) => break,
        }
    }
    Err(broke_down(ended))
}

/// The picture, if it came whole.
fn picture(mut answer: Vec<u8>, ended: ExitStatus) -> Result<Picture, ExtractProblem> {
    let (line, bytes) = first_line(behind_the_fence(&answer, ended)?);
    let drawn = match serde_json::from_slice(line) {
        Ok(Line::Picture(drawn)) => drawn,
        Ok(Line::Refused(why)) => return Err(why.into()),
        _ => return Err(broke_down(ended)),
    };
    let is_whole = ended.success() && bytes.len() == drawn.length;
    if !is_whole || !drawn.kind.is_image() || FileKind::of(bytes) != Some(drawn.kind) {
        return Err(broke_down(ended));
    }
    let before = answer.len() - bytes.len();
    answer.drain(..before);
    Ok(Picture { bytes: answer, kind: drawn.kind, width: drawn.width, height: drawn.height })
}

impl From<Refused> for ExtractProblem {
    fn from(why: Refused) -> Self {
        match why {
            Refused::Encrypted => Self::Encrypted,
            Refused::Broken => Self::Broken,
            Refused::TooLarge => Self::TooLarge,
        }
    }
}

/// Why a child ended before it had said all.
fn broke_down(ended: ExitStatus) -> ExtractProblem {
    // The signals with which the system ends a process whose computing time is used up: SIGXCPU, then SIGKILL.
    match ended.signal() {
        Some(9 | 24) => ExtractProblem::TimedOut,
        _ => ExtractProblem::Crashed(ended.to_string()),
    }
}
