// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The answer "not modified".

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http_body::Frame;

/// A body that says nothing and claims no length, for 304.
#[derive(Debug)]
struct Silence;

impl http_body::Body for Silence {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        true
    }
}

/// 304 without a length: axum would otherwise claim that the page had none.
pub(in crate::http) fn not_modified() -> Response {
    let mut response = Response::new(Body::new(Silence));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}
