// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A small portal to test the shell with: a few routes, short limits, a raw client.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::response::{Html, Response};
use axum::routing::{get, post};
use http::Request;
use http_body_util::BodyExt;
use server::config::Limits;
use server::http::shell::{Readiness, Shell, Stopped, bind, layers, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Long enough for a loaded machine; only a failing test waits that long.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The text of the long page: longer than what is worth compressing.
pub fn long_text() -> String {
    format!("<!DOCTYPE html><title>Pratiche</title>{}", "<p>Buone pratiche.</p>".repeat(200))
}

/// A page that waits until it is let go, and says when it was reached.
#[derive(Clone, Default)]
pub struct Held {
    pub reached: Arc<Notify>,
    pub let_go: Arc<Notify>,
}

pub fn router(held: &Held) -> Router {
    let held = held.clone();
    Router::new()
        .route("/", get(|| async { Html(long_text()) }))
        .route("/pratiche/{slug}", get(|| async { Html("short") }))
        .route("/streamed", get(streamed))
        .route("/panics", get(|| async { panics() }))
        .route("/en/panics", get(|| async { panics() }))
        .route("/api/v1/panics", get(|| async { panics() }))
        .route("/api/suggest", get(|| async { "suggested" }).post(|| async { "" }))
        .route("/api/v1/search", get(|| async { axum::Json(vec![0; 1000]) }))
        .route("/form", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/private", get(|| async { ([("cache-control", "private, no-store")], Html("x")) }))
        .route("/signs-in", get(|| async { ([("set-cookie", "a=b")], Html("x")) }))
        .route("/own-policy", get(|| async { ([("content-security-policy", "sandbox")], "x") }))
        .route("/huge", get(|| async { vec![b'x'; 64 << 20] }))
        .route("/two-packets", get(two_packets))
        .route("/never", get(std::future::pending::<()>))
        .route(
            "/held",
            get(move || {
                let held = held.clone();
                async move {
                    held.reached.notify_one();
                    held.let_go.notified().await;
                    "let go"
                }
            }),
        )
}

async fn streamed() -> Response {
    let pieces = ["<p>one</p>", "<p>two</p>"].map(Ok::<_, std::io::Error>);
    let body = Body::from_stream(futures::stream::iter(pieces));
    let mut response = Response::new(body);
    let kind = http::HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert("content-type", kind);
    response
}

/// Head and first half, then the second half, with its length said beforehand.
async fn two_packets() -> Response {
    let halves = futures::stream::unfold(0, |sent| async move {
        if sent == 1 {
            // Lets the connection send what it has.
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        (sent < 2).then_some((Ok::<_, std::io::Error>("half"), sent + 1))
    });
    let mut response = Response::new(Body::from_stream(halves));
    response.headers_mut().insert("content-length", http::HeaderValue::from_static("8"));
    response
}

fn panics() -> &'static str {
    panic!("a secret of the inside")
}

pub fn shell() -> Shell {
    let readiness = Readiness::new(CancellationToken::new());
    readiness.started();
    Shell::bare(readiness)
}

/// The layers around the router, as they stand by default.
pub fn app() -> Router {
    layers(router(&Held::default()), &shell())
}

/// What came back over the router alone.
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().expect("plain"));
        value.unwrap_or("")
    }
}

/// One request through the layers, without a connection.
pub async fn ask(app: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    answer(app, request).await
}

pub async fn answer(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.expect("a router cannot fail");
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

/// A server on a free port of this machine.
pub struct Running {
    pub address: SocketAddr,
    pub held: Held,
    pub stop: CancellationToken,
    ended: tokio::task::JoinHandle<Stopped>,
}

impl Running {
    pub async fn start(limits: Limits) -> Self {
        let stop = CancellationToken::new();
        let readiness = Readiness::new(stop.clone());
        readiness.started();
        let shell = Shell { limits, ..Shell::bare(readiness) };
        let held = Held::default();
        let app = layers(router(&held), &shell);
        let listener = bind("127.0.0.1:0".parse().expect("an address")).await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let stopping = stop.clone();
        let ended = tokio::spawn(async move { serve(vec![listener], app, &shell, stopping).await });
        Self { address, held, stop, ended }
    }

    pub async fn connect(&self) -> Raw {
        Raw(TcpStream::connect(self.address).await.expect("it listens"))
    }

    /// Tries until a connection is served: its place is free once the server has seen another's end.
    pub async fn served_again(&self) {
        let served = async {
            loop {
                let mut client = self.connect().await;
                client.get("/pratiche/x").await;
                if client.read_answer().await.starts_with("http/1.1 200") {
                    break;
                }
            }
        };
        within(served).await;
    }

    /// Stops and says how it ended.
    pub async fn end(self) -> Stopped {
        self.stop.cancel();
        self.ended().await
    }

    pub async fn ended(self) -> Stopped {
        within(self.ended).await.expect("serving does not panic")
    }
}

/// A client that sends what it likes.
pub struct Raw(pub TcpStream);

impl Raw {
    pub async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("the server reads");
    }

    pub async fn get(&mut self, path: &str) {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
    }

    /// Everything until the server closes; a reset counts as a close.
    pub async fn read_to_end(&mut self) -> String {
        let mut bytes = Vec::new();
        let _ = within(self.0.read_to_end(&mut bytes)).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// One answer that has a length.
    pub async fn read_answer(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            let byte = within(self.0.read_u8()).await.expect("an answer");
            text.push(byte);
            if text.ends_with(b"\r\n\r\n") {
                break;
            }
        }
        let head = String::from_utf8_lossy(&text).to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        let length = length.and_then(|text| text.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        within(self.0.read_exact(&mut body)).await.expect("the body");
        format!("{head}{}", String::from_utf8_lossy(&body))
    }
}

/// Fails instead of hanging.
pub async fn within<F: Future>(work: F) -> F::Output {
    tokio::time::timeout(PATIENCE, work).await.expect("it ends in time")
}
