// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One connection, from its first byte to its last.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tower::Service;

use crate::config::Limits;

use super::places::Place;
use super::stalled::Stalled;

/// At shutdown, how long a connection that has not asked yet may still begin to.
const LAST_ORDERS: Duration = Duration::from_millis(250);
/// Streams that one HTTP/2 connection may have open.
const STREAMS: u32 = 100;

/// What all connections share.
pub(super) struct Connections {
    router: Router,
    limits: Limits,
    protocol: auto::Builder<TokioExecutor>,
    stop: CancellationToken,
    cut_off: CancellationToken,
}

impl Connections {
    pub fn new(router: Router, limits: &Limits, stop: CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            router,
            limits: limits.clone(),
            protocol: protocol(limits),
            stop,
            cut_off: CancellationToken::new(),
        })
    }

    /// Ends every connection at once, whatever it does.
    pub fn cut_off(&self) {
        self.cut_off.cancel();
    }
}

fn protocol(limits: &Limits) -> auto::Builder<TokioExecutor> {
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_buf_size(limits.header_bytes)
        .keep_alive(true);
    let head = u32::try_from(limits.header_bytes).unwrap_or(u32::MAX);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(head)
        .keep_alive_interval(limits.header_time)
        .keep_alive_timeout(limits.header_time);
    protocol
}

/// What a connection has been asked so far.
#[derive(Default)]
struct Asked {
    ever: AtomicU64,
    open: AtomicUsize,
}

/// Counts a request as open until its answer's head is made, or its stream is gone.
struct Open(Arc<Asked>);

impl Open {
    fn begin(asked: &Arc<Asked>) -> Self {
        asked.ever.fetch_add(1, Ordering::Relaxed);
        asked.open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(asked))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Keeps a connection until the other side ends it, it is quiet too long, or the server stops.
///
/// hyper's own timer covers each head of HTTP/1; the one here covers what comes before (a peer
/// that never shows which protocol it speaks) and HTTP/2 connections that ask nothing.
pub(super) async fn keep(shared: Arc<Connections>, stream: TcpStream, peer: SocketAddr, _place: Place) {
    let limits = &shared.limits;
    let asked = Arc::new(Asked::default());
    let answer = answering(shared.router.clone(), peer, Arc::clone(&asked));
    let stream = TokioIo::new(Stalled::new(stream, limits.write_time));
    let mut connection = pin!(shared.protocol.serve_connection(stream, service_fn(answer)));
    let mut stop = pin!(shared.stop.child_token().cancelled_owned());
    let mut cut_off = pin!(shared.cut_off.child_token().cancelled_owned());
    let mut quiet = pin!(tokio::time::sleep(limits.header_time));
    let mut ending = false;
    let mut seen = 0;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke off");
                }
                return;
            }
            () = stop.as_mut(), if !ending => {
                ending = true;
                if asked.ever.load(Ordering::Relaxed) == 0 {
                    quiet.as_mut().reset(Instant::now() + LAST_ORDERS);
                } else {
                    connection.as_mut().graceful_shutdown();
                }
            }
            () = cut_off.as_mut() => return,
            () = quiet.as_mut() => {
                let ever = asked.ever.load(Ordering::Relaxed);
                if ever == 0 {
                    return;
                }
                if ending || ever == seen && asked.open.load(Ordering::Relaxed) == 0 {
                    ending = true;
                    connection.as_mut().graceful_shutdown();
                }
                seen = ever;
                quiet.as_mut().reset(Instant::now() + limits.idle_time);
            }
        }
    }
}

/// The router as hyper calls it, with the peer's address beside each request.
fn answering(router: Router, peer: SocketAddr, asked: Arc<Asked>) -> impl Fn(http::Request<Incoming>) -> Answer {
    move |request| {
        let open = Open::begin(&asked);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answered = router.clone().call(request);
        Box::pin(async move {
            let _open = open;
            answered.await
        })
    }
}

type Answer =
    std::pin::Pin<Box<dyn Future<Output = Result<axum::response::Response, std::convert::Infallible>> + Send>>;
