// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Assets and health.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures::FutureExt;
use server::http::shell::{Assets, Readiness, Shell, layers};
use tokio_util::sync::CancellationToken;

use crate::bed::{Held, ask, router, shell};

fn site() -> (tempfile::TempDir, Assets) {
    let folder = tempfile::tempdir().expect("a folder");
    let pkg = folder.path().join("pkg");
    fs::create_dir_all(pkg.join("fonts")).expect("a folder");
    for (name, text) in [
        ("pkg/innesto.0a1b2c3d.css", "p { color: green }"),
        ("pkg/innesto.0a1b2c3d.css.br", "brotli"),
        ("pkg/innesto.0a1b2c3d.css.gz", "gzip"),
        ("pkg/innesto.Ff1b2c3d.wasm", "\0asm"),
        ("pkg/fonts/titillium.0a1b2c3d.woff2", "font"),
        ("pkg/lone.br", "x"),
        ("pkg/plain.svg", "<svg/>"),
        ("secret.txt", "not for all"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let assets = Assets::load(&pkg).expect("a readable folder");
    (folder, assets)
}

#[test]
fn pages_name_the_files_of_the_present_build_whatever_their_times() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["style.aaaaaaaa1.css", "style.bbbbbbbb2.css", "style.cccccccc3.css"] {
        fs::write(folder.path().join(name), "p {}").expect("a file");
    }
    fs::write(folder.path().join("present.json"), r#"["style.bbbbbbbb2.css"]"#).expect("a file");
    let assets = Assets::load(folder.path()).expect("a readable folder");
    assert_eq!(assets.address("style", "css").as_deref(), Some("/pkg/style.bbbbbbbb2.css"));
    fs::write(folder.path().join("present.json"), "not a list").expect("a file");
    assert!(Assets::load(folder.path()).is_err());
}

#[tokio::test]
async fn files_have_their_kind_and_the_form_that_the_reader_takes() {
    let (_folder, assets) = site();
    assert_eq!(assets.address("innesto", "css").as_deref(), Some("/pkg/innesto.0a1b2c3d.css"));
    assert_eq!(assets.address("innesto", "js"), None);
    let app = layers(router(&Held::default()), &Shell { assets, ..shell() });
    let css = "/pkg/innesto.0a1b2c3d.css";
    for (accepted, encoding, body) in
        [("gzip, br", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "p { color: green }")]
    {
        let answer = ask(&app, "GET", css, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.body, body);
        assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("vary"), "accept-encoding");
        let tag = answer.header("etag").to_owned();
        let again = ask(&app, "GET", css, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
    for (name, kind) in [
        ("innesto.Ff1b2c3d.wasm", "application/wasm"),
        ("fonts/titillium.0a1b2c3d.woff2", "font/woff2"),
        ("plain.svg", "image/svg+xml"),
    ] {
        let answer = ask(&app, "GET", &format!("/pkg/{name}"), &[]).await;
        assert_eq!(answer.header("content-type"), kind);
    }
    let head = ask(&app, "HEAD", css, &[]).await;
    assert_eq!((head.header("content-length"), head.body.len()), ("18", 0));
    let plain = ask(&app, "GET", "/pkg/plain.svg", &[]).await;
    assert_eq!(plain.header("cache-control"), "public, no-cache");
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let (_folder, assets) = site();
    let app = layers(router(&Held::default()), &Shell { assets, ..shell() });
    for path in [
        "/pkg/../secret.txt",
        "/pkg/..%2fsecret.txt",
        "/pkg/%2e%2e/secret.txt",
        "/pkg/fonts/../../secret.txt",
        "/pkg//etc/passwd",
        "/pkg/%00",
        "/pkg/fonts",
        "/pkg/fonts/",
        "/pkg/",
        "/pkg/innesto.0a1b2c3d.css.br",
        "/pkg/nothing.css",
    ] {
        assert_eq!(ask(&app, "GET", path, &[]).await.status, 404, "{path}");
    }
    assert_eq!(ask(&app, "GET", "/pkg/lone.br", &[]).await.status, 200);
}

#[test]
fn a_site_that_is_not_there_is_said_in_one_sentence() {
    let error = Assets::load("/nowhere/site".as_ref()).err().expect("it is not there");
    assert!(error.to_string().starts_with("the site's folder /nowhere/site cannot be read: "));
}

#[tokio::test(start_paused = true)]
async fn ready_means_started_checked_and_not_stopping() {
    let stop = CancellationToken::new();
    let fine = Arc::new(AtomicBool::new(true));
    let runs = Arc::new(AtomicUsize::new(0));
    let (healthy, counted) = (Arc::clone(&fine), Arc::clone(&runs));
    let check = move || {
        counted.fetch_add(1, Ordering::Relaxed);
        let outcome = healthy.load(Ordering::Relaxed);
        async move { outcome.then_some(()).ok_or("postgres://user:password@host".to_owned()) }.boxed()
    };
    let readiness = Readiness::with_checks(stop.clone(), vec![("database", Box::new(check))]);
    let app = layers(router(&Held::default()), &Shell { readiness: readiness.clone(), ..shell() });
    let status = async || ask(&app, "GET", "/readyz", &[]).await.status;
    assert_eq!(status().await, 503);
    assert_eq!(ask(&app, "GET", "/livez", &[]).await.status, 200);
    readiness.started();
    assert_eq!(status().await, 200);
    fine.store(false, Ordering::Relaxed);
    assert_eq!((status().await, runs.load(Ordering::Relaxed)), (200, 1));
    tokio::time::advance(std::time::Duration::from_millis(1100)).await;
    let answer = ask(&app, "GET", "/readyz", &[]).await;
    assert_eq!((answer.status, runs.load(Ordering::Relaxed)), (503, 2));
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(text.contains("\"database\":false") && !text.contains("password"), "{text}");
    fine.store(true, Ordering::Relaxed);
    tokio::time::advance(std::time::Duration::from_millis(1100)).await;
    assert_eq!(status().await, 200);
    stop.cancel();
    assert_eq!(status().await, 503);
}

#[tokio::test(start_paused = true)]
async fn a_check_that_hangs_is_not_waited_for() {
    let check = || futures::future::pending().boxed();
    let stop = CancellationToken::new();
    let readiness = Readiness::with_checks(stop, vec![("index", Box::new(check))]);
    readiness.started();
    let app = layers(router(&Held::default()), &Shell { readiness, ..shell() });
    assert_eq!(ask(&app, "GET", "/readyz", &[]).await.status, 503);
}
