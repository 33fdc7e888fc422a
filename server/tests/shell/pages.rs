// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whole pages: length, ETag, caches, compression.

use crate::bed::{app, ask, long_text};

#[tokio::test]
async fn a_page_is_whole_and_is_not_sent_twice() {
    let app = app();
    let first = ask(&app, "GET", "/", &[]).await;
    assert_eq!(first.header("content-length"), long_text().len().to_string());
    assert_eq!(first.header("cache-control"), "no-cache");
    assert_eq!(first.header("vary"), "accept-encoding, cookie");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    let strong = tag.trim_start_matches("W/").to_owned();
    for known in [tag.clone(), strong, "*".to_owned(), format!("\"other\", {tag}")] {
        for encoding in ["identity", "br"] {
            let headers = [("if-none-match", known.as_str()), ("accept-encoding", encoding)];
            let again = ask(&app, "GET", "/", &headers).await;
            assert_eq!(again.status, 304, "{known}");
            assert!(again.body.is_empty());
            assert_eq!(again.header("etag"), tag);
            assert_eq!(again.header("content-length"), "");
            assert_eq!(again.header("content-encoding"), "");
            assert_eq!(again.header("cache-control"), "no-cache");
        }
    }
    let other = ask(&app, "GET", "/", &[("if-none-match", "W/\"other\"")]).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn head_has_the_length_of_the_page_and_no_body() {
    let app = app();
    for path in ["/", "/streamed"] {
        let get = ask(&app, "GET", path, &[]).await;
        let head = ask(&app, "HEAD", path, &[]).await;
        assert_eq!(head.status, 200);
        assert!(head.body.is_empty());
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"));
    }
}

#[tokio::test]
async fn what_is_personal_is_never_kept() {
    let app = app();
    let session = [("cookie", "a=b; __Host-sid=abc")];
    for (path, headers) in
        [("/", &session[..]), ("/", &[("authorization", "Bearer x")]), ("/signs-in", &[]), ("/private", &[])]
    {
        let answer = ask(&app, "GET", path, headers).await;
        assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
    }
    let other = ask(&app, "GET", "/", &[("cookie", "x__Host-sid=abc")]).await;
    assert_eq!(other.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn long_texts_are_compressed_as_the_reader_likes() {
    let app = app();
    let plain = ask(&app, "GET", "/", &[]).await;
    assert_eq!(plain.header("content-encoding"), "");
    for (accepted, encoding) in [("gzip", "gzip"), ("gzip, br", "br")] {
        let answer = ask(&app, "GET", "/", &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert!(answer.body.len() < plain.body.len() / 4);
        assert_eq!(answer.header("etag"), plain.header("etag"));
        if encoding == "gzip" {
            assert_eq!(&answer.body[..2], [0x1f, 0x8b]);
        }
    }
    for path in ["/pratiche/x", "/own-policy"] {
        let short = ask(&app, "GET", path, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!(short.header("content-encoding"), "", "{path}");
    }
    let json = ask(&app, "GET", "/api/v1/search", &[("accept-encoding", "br")]).await;
    assert_eq!(json.header("content-encoding"), "br");
}
