// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asks a running clamd whether a file has a known virus, over its `INSTREAM`.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

/// How long a whole check may take.
const LONGEST_CHECK: Duration = Duration::from_secs(60);
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 4_096;

/// What the check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that clamd knows.
    Clean,
    /// A virus, by clamd's name for it.
    Found(String),
    /// Nobody answered, or not to the question; for the log. The file is to be checked again later.
    Unavailable(String),
}

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clamd {
    /// A socket of this machine.
    Socket(PathBuf),
    /// Host and port.
    Network(String),
}

impl Clamd {
    /// Reads `unix:/run/clamav/clamd.ctl` (or the bare path) or `tcp:host:3310` (or `host:3310`).
    #[must_use]
    pub fn at(address: &str) -> Self {
        let path = address.strip_prefix("unix:").or_else(|| address.starts_with('/').then_some(address));
        match path {
            Some(path) => Self::Socket(PathBuf::from(path)),
            None => Self::Network(address.strip_prefix("tcp:").unwrap_or(address).to_owned()),
        }
    }

    /// Checks a file.
    pub async fn check<E: std::fmt::Display>(&self, file: impl Stream<Item = Result<Bytes, E>>) -> Verdict {
        let asked = async {
            match self {
                Self::Socket(path) => ask(UnixStream::connect(path).await.map_err(word)?, file).await,
                Self::Network(address) => ask(TcpStream::connect(address).await.map_err(word)?, file).await,
            }
        };
        match tokio::time::timeout(LONGEST_CHECK, asked).await {
            Ok(Ok(answer)) => verdict(&answer),
            Ok(Err(why)) => Verdict::Unavailable(why),
            Err(_) => Verdict::Unavailable(format!("no answer within {} seconds", LONGEST_CHECK.as_secs())),
        }
    }
}

/// Sends the file in pieces, each after its length, and reads the answer.
async fn ask<E: std::fmt::Display>(
    mut clamd: impl AsyncRead + AsyncWrite + Unpin,
    file: impl Stream<Item = Result<Bytes, E>>,
) -> Result<String, String> {
    let mut file = std::pin::pin!(file);
    clamd.write_all(b"zINSTREAM\0").await.map_err(word)?;
    while let Some(piece) = file.next().await {
        let piece = piece.map_err(word)?;
        // No length of zero: that is the end.
        for part in piece.chunks(64 * 1024) {
            let length = u32::try_from(part.len()).map_err(word)?;
            clamd.write_all(&length.to_be_bytes()).await.map_err(word)?;
            clamd.write_all(part).await.map_err(word)?;
        }
    }
    clamd.write_all(&0_u32.to_be_bytes()).await.map_err(word)?;
    clamd.flush().await.map_err(word)?;
    let mut answer = Vec::new();
    clamd.take(LONGEST_ANSWER).read_to_end(&mut answer).await.map_err(word)?;
    Ok(String::from_utf8_lossy(&answer).trim_matches(['\0', '\n', ' ']).to_owned())
}

fn verdict(answer: &str) -> Verdict {
    let found = answer.strip_suffix(" FOUND").map(|rest| rest.strip_prefix("stream: ").unwrap_or(rest));
    match found {
        Some(name) => Verdict::Found(name.to_owned()),
        None if answer == "stream: OK" => Verdict::Clean,
        None => Verdict::Unavailable(format!("clamd answered {answer:?}")),
    }
}

fn word(error: impl std::fmt::Display) -> String {
    error.to_string()
}
