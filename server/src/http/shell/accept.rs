// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Listening, accepting, and ending well.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures::FutureExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::Shell;
use super::connection::{Connections, keep};
use super::metrics;
use super::places::{Full, Places};

/// Why an address cannot be listened on, as one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program, or another Innesto, listens there.
    #[error("cannot listen on {0}: the port is in use by another program")]
    InUse(SocketAddr),
    /// The port needs rights that the program lacks.
    #[error("cannot listen on {0}: this user is not permitted to use the port")]
    NotPermitted(SocketAddr),
    /// The machine has no such address.
    #[error("cannot listen on {0}: this machine has no such address")]
    NoSuchAddress(SocketAddr),
    /// Anything else that the system says.
    #[error("cannot listen on {0}: {1}")]
    Other(SocketAddr, io::Error),
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Connections that were cut off because the deadline had come.
    pub cut_off: usize,
}

/// Turned away politely at once; beyond that connections are just closed.
const TURNED_AWAY_AT_ONCE: usize = 256;
/// How long somebody who was turned away has to read why.
const FAREWELL: Duration = Duration::from_millis(500);
/// The pause after the system could not accept (too many open files).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Files that are open beside connections: database, index, logs.
const OTHER_FILES: u64 = 512;

/// Listens on an address.
///
/// # Errors
/// Says in one sentence why it cannot.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::InUse(address),
        io::ErrorKind::PermissionDenied => ListenError::NotPermitted(address),
        io::ErrorKind::AddrNotAvailable => ListenError::NoSuchAddress(address),
        _ => ListenError::Other(address, error),
    })
}

/// Serves `router` on all `listeners` until `stop`, then lets what is in flight finish.
///
/// Returns when every connection is closed, or when the shutdown time is over.
pub async fn serve(listeners: Vec<TcpListener>, router: Router, shell: &Shell, stop: CancellationToken) -> Stopped {
    allow_files(shell.limits.connections);
    let tracker = TaskTracker::new();
    let door = Door {
        places: Places::new(&shell.limits, &shell.trusted_proxies),
        farewells: Arc::new(Semaphore::new(TURNED_AWAY_AT_ONCE)),
        connections: Connections::new(router, &shell.limits, stop.clone()),
        tracker: tracker.clone(),
    };
    let accepting = listeners.into_iter().map(|listener| door.accept(listener, &stop));
    futures::future::join_all(accepting).await;
    tracker.close();
    tracing::info!(open = tracker.len(), "stopping: what is in flight is finished");
    let ended = tokio::time::timeout(shell.limits.shutdown_time, tracker.wait()).await;
    let cut_off = if ended.is_ok() { 0 } else { tracker.len() };
    door.connections.cut_off();
    if cut_off > 0 {
        tracing::warn!(cut_off, "the shutdown time is over: connections were cut off");
        tracker.wait().await;
    }
    Stopped { cut_off }
}

/// Lets the process have as many files open as its connections may need.
fn allow_files(connections: usize) {
    let wanted = connections as u64 + OTHER_FILES;
    match rlimit::increase_nofile_limit(wanted) {
        Ok(allowed) if allowed < wanted => {
            tracing::warn!(allowed, wanted, "few open files are allowed: raise the limit (ulimit -n)");
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "the limit of open files cannot be read"),
    }
}

struct Door {
    places: Arc<Places>,
    farewells: Arc<Semaphore>,
    connections: Arc<Connections>,
    tracker: TaskTracker,
}

impl Door {
    async fn accept(&self, listener: TcpListener, stop: &CancellationToken) {
        loop {
            let accepted = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.welcome(stream, peer),
                Err(error) if is_about_one_connection(&error) => {}
                Err(error) => {
                    // Out of files or memory: the connection stays in the queue, so trying again
                    // at once would spin.
                    tracing::error!(%error, "connections cannot be accepted");
                    stop.run_until_cancelled(tokio::time::sleep(ACCEPT_PAUSE)).await;
                }
            }
        }
        // The system has said yes to those that still wait in its queue.
        while let Some(Ok((stream, peer))) = listener.accept().now_or_never() {
            self.welcome(stream, peer);
        }
    }

    fn welcome(&self, stream: TcpStream, peer: SocketAddr) {
        // With Nagle's algorithm a second small packet waits for the peer's delayed ACK: 40 ms.
        if stream.set_nodelay(true).is_err() {
            return;
        }
        match self.places.take(peer.ip()) {
            Ok(place) => {
                let connections = Arc::clone(&self.connections);
                self.tracker.spawn(keep(connections, stream, peer, place));
            }
            Err(full) => self.turn_away(stream, full),
        }
    }

    fn turn_away(&self, stream: TcpStream, full: Full) {
        let (why, answer) = match full {
            Full::House => (
                "all",
                &b"HTTP/1.1 503 Service Unavailable\r\n\
                retry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"[..],
            ),
            Full::Sender => (
                "sender",
                &b"HTTP/1.1 429 Too Many Requests\r\n\
                retry-after: 10\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"[..],
            ),
        };
        metrics::turned_away(why);
        let Ok(permit) = Arc::clone(&self.farewells).try_acquire_owned() else {
            return;
        };
        self.tracker.spawn(async move {
            let _permit = permit;
            let _ = tokio::time::timeout(FAREWELL, say_farewell(stream, answer)).await;
        });
    }
}

/// Says why, and reads what was on its way: closing over unread bytes would reset the connection
/// and the answer with it.
async fn say_farewell(mut stream: TcpStream, answer: &[u8]) -> io::Result<()> {
    stream.write_all(answer).await?;
    stream.shutdown().await?;
    let mut unread = [0; 1024];
    for _ in 0..64 {
        if stream.read(&mut unread).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// Whether accepting failed because of the connection and not of the listener.
fn is_about_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}
