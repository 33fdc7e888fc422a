// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A form's body, piece by piece: nobody can fill the memory with it.
//!
//! The reader of forms takes as long as there is something to take, and holds what is before the end of a part's head.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use bytes::Bytes;
use futures::Stream;

/// How much may come before the file begins, in bytes: the words, and a piece as large as connections give them.
const BEFORE_MAX: usize = 1024 * 1024;

/// Tells a body that the part with the file was reached.
#[derive(Clone, Debug, Default)]
pub(super) struct FileBegins(Arc<AtomicBool>);

impl FileBegins {
    /// From now on as much may come as the shell allows.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The same request, with a body that hands over one piece at a time, and breaks off where too much comes before the
/// file.
pub(super) fn in_pieces(request: Request, begins: &FileBegins) -> Request {
    let (parts, body) = request.into_parts();
    let pieces = Pieces { inner: body.into_data_stream(), left: BEFORE_MAX, begins: begins.clone(), has_given: false };
    Request::from_parts(parts, Body::from_stream(pieces))
}

struct Pieces {
    inner: BodyDataStream,
    left: usize,
    begins: FileBegins,
    has_given: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.has_given) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = match ready!(Pin::new(&mut self.inner).poll_next(cx)) {
            Some(Ok(piece)) => piece,
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None => return Poll::Ready(None),
        };
        self.has_given = true;
        if !self.begins.0.load(Ordering::Relaxed) {
            let Some(left) = self.left.checked_sub(piece.len()) else {
                return Poll::Ready(Some(Err("too much comes before the file".into())));
            };
            self.left = left;
        }
        Poll::Ready(Some(Ok(piece)))
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::{DefaultBodyLimit, FromRequest, Multipart};
    use http::header::CONTENT_TYPE;
    use tower::{Layer, ServiceExt};

    use super::*;

    const HEAD: &str = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    /// What the reader of forms makes of a body that comes in these pieces: how long the file is, if it gets that far.
    async fn length_of_file(pieces: Vec<Vec<u8>>) -> Option<usize> {
        let body = Body::from_stream(futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>)));
        let request = Request::post("/").header(CONTENT_TYPE, "multipart/form-data; boundary=x");
        let request = request.body(body).expect("a request");
        let reading = tower::service_fn(|request: Request| async move {
            let begins = FileBegins::default();
            let mut parts = Multipart::from_request(in_pieces(request, &begins), &()).await.expect("a form");
            let Ok(Some(mut file)) = parts.next_field().await else { return Ok::<_, BoxError>(None) };
            begins.now();
            let mut length = 0;
            while let Some(piece) = file.chunk().await? {
                length += piece.len();
            }
            Ok(Some(length))
        });
        DefaultBodyLimit::disable().layer(reading).oneshot(request).await.unwrap_or(None)
    }

    #[tokio::test]
    async fn a_file_may_be_long_and_what_is_before_it_may_not() {
        let (piece, end) = (vec![b'a'; 64 * 1024], b"\r\n--x--\r\n".to_vec());
        let mut long = vec![HEAD.as_bytes().to_vec()];
        long.extend(vec![piece.clone(); 100]);
        long.push(end.clone());
        assert_eq!(length_of_file(long).await, Some(100 * 64 * 1024));
        // A head that never ends would be held until it did.
        let mut endless = vec![b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".to_vec()];
        endless.extend(vec![piece; 100]);
        endless.push(end);
        assert_eq!(length_of_file(endless).await, None);
    }
}
