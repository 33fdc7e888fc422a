// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A request's body that may be neither too long nor too slow.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::BoxError;
use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::Limited;
use tokio::time::{Duration, Sleep};

/// Tells, from outside, whether a body was read to its end.
#[derive(Debug, Clone)]
pub(super) struct Progress(Arc<AtomicBool>);

impl Progress {
    /// Whether all of the body has arrived.
    pub fn is_complete(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Bounds `body` to `bytes` and to `time` from now, all of it together: a trickle gains nothing.
pub(super) fn bound(body: Body, bytes: usize, time: Duration) -> (Body, Progress) {
    let progress = Progress(Arc::new(AtomicBool::new(false)));
    let bounded = Bounded {
        inner: Limited::new(body, bytes),
        deadline: Box::pin(tokio::time::sleep(time)),
        progress: progress.clone(),
    };
    (Body::new(bounded), progress)
}

struct Bounded {
    inner: Limited<Body>,
    deadline: Pin<Box<Sleep>>,
    progress: Progress,
}

impl http_body::Body for Bounded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match Pin::new(&mut self.inner).poll_frame(cx) {
            Poll::Ready(frame) => {
                if frame.is_none() || self.inner.is_end_stream() {
                    self.progress.0.store(true, Ordering::Relaxed);
                }
                Poll::Ready(frame)
            }
            Poll::Pending => match self.deadline.as_mut().poll(cx) {
                Poll::Ready(()) => {
                    let late = std::io::Error::from(std::io::ErrorKind::TimedOut);
                    Poll::Ready(Some(Err(late.into())))
                }
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
