// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Requests byte by byte, each on a connection of its own, which can break anywhere.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Only a failing test waits that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Behind the headers.
    BeforeBody,
    /// In the middle of the body.
    InBody,
    /// When all is sent, before anything of the answer is read.
    BeforeAnswer,
}

/// What is sent, the same as often as it is.
pub struct Request {
    head: String,
    body: String,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
    head: String,
}

impl Request {
    pub fn new(method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Self {
        let length = body.len();
        let own: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let usual = format!("host: 127.0.0.1\r\nconnection: close\r\ncontent-length: {length}\r\n");
        let head = format!("{method} {path} HTTP/1.1\r\n{usual}{own}\r\n");
        Self { head, body }
    }

    /// Sends it and reads the whole answer.
    pub async fn send(&self, to: SocketAddr) -> Answer {
        let whole = async {
            let mut stream = self.begun(to, self.body.len()).await;
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).await.unwrap();
            bytes
        };
        let bytes = tokio::time::timeout(PATIENCE, whole).await.unwrap();
        Answer::read(&String::from_utf8(bytes).unwrap())
    }

    /// Sends as much of it as there is before the connection breaks.
    pub async fn send_broken(&self, to: SocketAddr, at: Broken) {
        let sent = match at {
            Broken::BeforeBody => 0,
            Broken::InBody => self.body.len() / 2,
            Broken::BeforeAnswer => self.body.len(),
        };
        drop(self.begun(to, sent).await);
    }

    /// A connection on which the head and so many bytes of the body were sent.
    async fn begun(&self, to: SocketAddr, bytes: usize) -> TcpStream {
        let mut stream = TcpStream::connect(to).await.unwrap();
        let all = [self.head.as_bytes(), &self.body.as_bytes()[..bytes]].concat();
        stream.write_all(&all).await.unwrap();
        stream
    }
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, body: body.to_owned(), head: head.to_owned() }
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(given, _)| given.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}
