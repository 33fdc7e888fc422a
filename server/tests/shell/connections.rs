// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The accept loop, over real connections.

use std::time::Duration;

use server::config::Limits;
use server::http::shell::bind;
use tokio::io::AsyncWriteExt;

use crate::bed::{Running, long_text, within};

/// Limits that a test can wait for.
fn short() -> Limits {
    Limits {
        header_time: Duration::from_millis(150),
        body_time: Duration::from_millis(150),
        write_time: Duration::from_millis(150),
        idle_time: Duration::from_millis(150),
        ..Limits::default()
    }
}

#[tokio::test]
async fn a_connection_serves_many_requests() {
    let server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    for _ in 0..3 {
        client.get("/").await;
        let answer = client.read_answer().await;
        assert!(answer.starts_with("http/1.1 200"), "{answer}");
        assert!(answer.ends_with(&long_text()));
    }
    drop(client);
    assert_eq!(server.end().await.cut_off, 0);
}

/// With Nagle's algorithm the second packet waits for the peer's delayed ACK, some 40 ms. The median
/// tells: a busy machine slows some of them, delayed ACKs would slow all.
#[tokio::test]
async fn answers_in_two_packets_do_not_wait_for_the_peer() {
    let server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    let mut times = Vec::new();
    for _ in 0..51 {
        let started = std::time::Instant::now();
        client.get("/two-packets").await;
        client.read_answer().await;
        times.push(started.elapsed());
    }
    times.sort();
    assert!(times[25] < Duration::from_millis(30), "{times:?}");
}

#[tokio::test]
async fn a_client_that_trickles_its_headers_is_closed() {
    let server = Running::start(short()).await;
    // Silent; stopping in the part that HTTP/1 and HTTP/2 share; in the midst of the headers.
    for begun in ["", "P", "PRI * HTTP/2.0\r\n", "GET / HTTP/1.1\r\nhost: x\r\nx-"] {
        let mut client = server.connect().await;
        client.send(begun).await;
        let answer = client.read_to_end().await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{begun}: {answer}");
    }
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\nx-slow: ").await;
    let trickle = async {
        while client.0.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    within(trickle).await;
}

#[tokio::test]
async fn a_client_that_trickles_its_body_is_closed() {
    let limits = Limits { request_time: Duration::from_millis(150), ..Limits::default() };
    let server = Running::start(limits).await;
    let mut client = server.connect().await;
    client.send("POST /form HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n").await;
    client.send("content-length: 100\r\n\r\nbegun").await;
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn a_body_has_a_deadline_of_its_own() {
    let server = Running::start(short()).await;
    let mut client = server.connect().await;
    client.send("POST /form HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n").await;
    client.send("content-length: 100\r\n\r\nbegun").await;
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

/// The one place for a connection is free again only once the reader was cut off.
#[tokio::test]
async fn a_reader_who_takes_nothing_is_cut_off() {
    let server = Running::start(Limits { connections: 1, ..short() }).await;
    let mut stalled = server.connect().await;
    stalled.get("/huge").await;
    server.served_again().await;
    let got = stalled.read_to_end().await;
    assert!(got.len() < 64 << 20, "{} bytes", got.len());
}

#[tokio::test]
async fn a_quiet_connection_is_closed() {
    let server = Running::start(short()).await;
    let mut client = server.connect().await;
    client.get("/").await;
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    let long = "x".repeat(Limits::default().header_bytes + 1);
    let _ = client.0.write_all(format!("GET / HTTP/1.1\r\nx: {long}\r\n\r\n").as_bytes()).await;
    let answer = client.read_to_end().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    let mut client = server.connect().await;
    let many = "x: y\r\n".repeat(200);
    client.send(&format!("GET / HTTP/1.1\r\n{many}\r\n")).await;
    assert!(client.read_to_end().await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn one_connection_too_many_is_told_so() {
    let server = Running::start(Limits { connections: 2, ..Limits::default() }).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut client = server.connect().await;
        client.get("/pratiche/x").await;
        client.read_answer().await;
        held.push(client);
    }
    let mut third = server.connect().await;
    third.get("/pratiche/x").await;
    let answer = third.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 1"));
    held.clear();
    server.served_again().await;
}

#[tokio::test]
async fn what_is_in_flight_is_finished_before_the_server_ends() {
    let server = Running::start(Limits::default()).await;
    let mut idle = server.connect().await;
    idle.get("/pratiche/x").await;
    idle.read_answer().await;
    let mut client = server.connect().await;
    client.get("/held").await;
    within(server.held.reached.notified()).await;
    server.stop.cancel();
    // The idle one is closed at once, and nobody new comes in.
    assert_eq!(idle.read_to_end().await, "");
    server.held.let_go.notify_one();
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("let go"), "{answer}");
    let address = server.address;
    assert_eq!(server.ended().await.cut_off, 0);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_request_that_is_on_its_way_when_the_server_stops_is_answered() {
    let server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    client.send("GET /pratiche/x HTTP/1.1\r\nhost: x\r\n").await;
    server.stop.cancel();
    client.send("\r\n").await;
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(server.ended().await.cut_off, 0);
}

#[tokio::test]
async fn the_shutdown_has_a_deadline() {
    let shutdown_time = Duration::from_millis(100);
    let server = Running::start(Limits { shutdown_time, ..Limits::default() }).await;
    let mut client = server.connect().await;
    client.get("/held").await;
    within(server.held.reached.notified()).await;
    assert_eq!(server.end().await.cut_off, 1);
}

#[tokio::test]
async fn a_port_in_use_is_said_in_one_sentence() {
    let first = bind("127.0.0.1:0".parse().expect("an address")).await.expect("a free port");
    let address = first.local_addr().expect("it is bound");
    let error = bind(address).await.expect_err("it is taken");
    let sentence = format!("cannot listen on {address}: the port is in use by another program");
    assert_eq!(error.to_string(), sentence);
    let nowhere = bind("192.0.2.1:80".parse().expect("an address")).await.expect_err("not ours");
    assert!(nowhere.to_string().ends_with("this machine has no such address"));
}
