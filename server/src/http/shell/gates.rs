// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The gates before the router: body limit, shedding, timeout, host, origin.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use http_body::Body as _;

use super::body::{Progress, bound};
use super::larger::Room;
use super::refusal::{refuse, refuse_foreign};
use super::{Shared, metrics, origin};

/// Lets a request in, if there is room for it and it may come in at all, and bounds its time.
///
/// When the time is up the work's future is dropped; writes run in tasks of their own and go on.
pub(super) async fn gates(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let room = shared.shell.room_at(request.uri().path());
    if says_too_much(&request, room.bytes) {
        return refuse(request.uri().path(), StatusCode::PAYLOAD_TOO_LARGE, None);
    }
    let Ok(_permit) = shared.permits.try_acquire() else {
        metrics::shed();
        return refuse(request.uri().path(), StatusCode::SERVICE_UNAVAILABLE, None);
    };
    if let Some(refused) = stranger(&shared, &request) {
        return refused;
    }
    let uri = request.uri().clone();
    let (request, progress) = with_bounded_body(request, room);
    match tokio::time::timeout(room.request_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            metrics::timed_out();
            let slow_sender = progress.is_some_and(|progress| !progress.is_complete());
            let status = if slow_sender { StatusCode::REQUEST_TIMEOUT } else { StatusCode::SERVICE_UNAVAILABLE };
            refuse(uri.path(), status, None)
        }
    }
}

fn says_too_much(request: &Request, most: usize) -> bool {
    request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .is_some_and(|length| length > most as u64)
}

/// Why a request is not for us or not from our own pages.
fn stranger(shared: &Shared, request: &Request) -> Option<Response> {
    let (uri, headers) = (request.uri(), request.headers());
    if !origin::is_our_host(uri, headers, &shared.shell.hosts) {
        return Some(refuse(uri.path(), StatusCode::MISDIRECTED_REQUEST, None));
    }
    let ours = &shared.shell.origin;
    let passes = origin::may_pass(request.method(), uri.path(), headers, ours);
    (!passes).then(|| refuse_foreign(uri.path(), ours))
}

fn with_bounded_body(request: Request, room: Room) -> (Request, Option<Progress>) {
    if request.body().is_end_stream() {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    let (body, progress) = bound(body, room.bytes, room.body_time);
    (Request::from_parts(parts, body), Some(progress))
}
