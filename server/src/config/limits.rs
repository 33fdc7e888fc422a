// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How much the server takes on at once, and how long it waits.

use std::time::Duration;

/// Caps and timeouts of the server. The defaults are those of the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once, all together.
    pub connections: usize,
    /// Connections open at once from one IPv4 address or one IPv6 /64 network.
    pub connections_per_address: usize,
    /// Requests worked on at once.
    pub requests: usize,
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of a request's head; hyper wants at least 8,192.
    pub header_bytes: usize,
    /// Time in which a request's head must be there.
    pub header_time: Duration,
    /// Time in which a request's body must be there.
    pub body_time: Duration,
    /// Time that a reader may take nothing of an answer.
    pub write_time: Duration,
    /// Time that a connection without any request is kept.
    pub idle_time: Duration,
    /// Time that a request may be worked on.
    pub request_time: Duration,
    /// Time that requests in flight get at shutdown.
    pub shutdown_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            connections_per_address: 50,
            requests: 512,
            body_bytes: 256 * 1024,
            header_bytes: 32 * 1024,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            write_time: Duration::from_secs(30),
            idle_time: Duration::from_secs(75),
            request_time: Duration::from_secs(15),
            shutdown_time: Duration::from_secs(25),
        }
    }
}
