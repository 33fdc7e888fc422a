// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The layers, through the router alone.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http::Request;
use http::request::Parts;
use server::config::Limits;
use server::http::shell::{LargerBody, Metrics, Shell, layers, metrics_router};

use crate::bed::{Held, answer, app, ask, router, shell};

#[tokio::test]
async fn every_answer_has_the_security_headers_and_an_id() {
    let app = app();
    let paths = ["/", "/nowhere", "/panics", "/livez", "/readyz", "/pkg/x", "/api/v1/search", "/form", "/api/suggest"];
    for path in paths {
        let answer = ask(&app, "GET", path, &[]).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
            "{path}"
        );
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 36, "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
    let own = ask(&app, "GET", "/own-policy", &[]).await;
    assert_eq!(own.header("content-security-policy"), "sandbox");
}

#[tokio::test]
async fn https_is_asked_for_where_the_portal_is_reached_by_it() {
    let shell = Shell {
        origin: "https://innesto.example.it".to_owned(),
        csp_report_url: Some("https://reports.example.it/csp".to_owned()),
        ..shell()
    };
    let app = layers(router(&Held::default()), &shell);
    let answer = ask(&app, "GET", "/", &[]).await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    assert!(answer.header("content-security-policy").ends_with("; report-to csp"));
    assert_eq!(answer.header("reporting-endpoints"), "csp=\"https://reports.example.it/csp\"");
}

#[tokio::test]
async fn a_foreign_request_id_is_not_taken_over() {
    let answer = ask(&app(), "GET", "/", &[("x-request-id", "mine")]).await;
    assert_ne!(answer.header("x-request-id"), "mine");
}

#[tokio::test]
async fn a_panic_ends_in_a_page_with_the_reference_and_says_nothing_of_the_inside() {
    let page = |parts: &Parts, reference: &str| {
        let language = if parts.uri.path().starts_with("/en/") { "en" } else { "it" };
        let french = parts.headers.get("accept-language").is_some_and(|value| value == "fr");
        axum::response::Response::new(Body::from(format!("{language} {french} {reference}")))
    };
    let shell = Shell { failure_page: Some(Arc::new(page)), ..shell() };
    let app = layers(router(&Held::default()), &shell);
    for (path, language) in [("/panics", "it"), ("/en/panics", "en")] {
        let answer = ask(&app, "GET", path, &[("accept-language", "fr")]).await;
        assert_eq!(answer.status, 500);
        let expected = format!("{language} true {}", answer.header("x-request-id"));
        assert_eq!(answer.body, expected);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let answer = ask(&app, "GET", "/api/v1/panics", &[]).await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(text.contains(answer.header("x-request-id")) && !text.contains("secret"));
    assert_eq!(ask(&app, "GET", "/", &[]).await.status, 200);
}

#[tokio::test]
async fn a_failure_page_that_panics_itself_still_gives_the_reference() {
    let page = |_: &Parts, _: &str| -> axum::response::Response { panic!("again") };
    let shell = Shell { failure_page: Some(Arc::new(page)), ..shell() };
    let app = layers(router(&Held::default()), &shell);
    let answer = ask(&app, "GET", "/panics", &[]).await;
    assert_eq!(answer.status, 500);
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(text.contains(answer.header("x-request-id")));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_however_it_comes() {
    let limits = Limits { body_bytes: 1000, ..Limits::default() };
    let app = layers(router(&Held::default()), &Shell { limits, ..shell() });
    for (bytes, status) in [(999, 200), (1000, 200), (1001, 413), (100_000, 413)] {
        for streamed in [false, true] {
            let body = vec![b'x'; bytes];
            let request = Request::post("/form").header("sec-fetch-site", "same-origin");
            let request = if streamed {
                let pieces = body.chunks(100).map(|piece| Ok::<_, std::io::Error>(piece.to_vec()));
                let pieces: Vec<_> = pieces.collect();
                request.body(Body::from_stream(futures::stream::iter(pieces)))
            } else {
                request.header("content-length", bytes).body(Body::from(body))
            };
            let answer = answer(&app, request.expect("a request")).await;
            assert_eq!(answer.status, status, "{bytes} bytes, streamed: {streamed}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_may_be_larger_may_take_its_time_too() {
    let larger = LargerBody { address: "/{any}", bytes: 1_000_000, time: Some(Duration::from_secs(300)) };
    for (larger_bodies, seconds, kind) in [(vec![larger], 200, 2), (vec![larger], 400, 4), (Vec::new(), 200, 4)] {
        let app = layers(router(&Held::default()), &Shell { larger_bodies, ..shell() });
        let late = futures::stream::once(async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Ok::<_, std::io::Error>("late")
        });
        let request = Request::post("/form").header("sec-fetch-site", "same-origin").body(Body::from_stream(late));
        let answer = answer(&app, request.expect("a request")).await;
        assert_eq!(answer.status / 100, kind, "{seconds} seconds: {}", answer.status);
    }
}

#[tokio::test]
async fn one_request_too_many_is_shed_at_once_and_health_still_answers() {
    let held = Held::default();
    let limits = Limits { requests: 1, ..Limits::default() };
    let app = layers(router(&held), &Shell { limits, ..shell() });
    let busy = tokio::spawn({
        let app = app.clone();
        async move { ask(&app, "GET", "/held", &[]).await.status }
    });
    held.reached.notified().await;
    let page = ask(&app, "GET", "/", &[]).await;
    assert_eq!((page.status, page.header("retry-after")), (503, "1"));
    assert_eq!(page.header("content-type"), "text/plain; charset=utf-8");
    let open = ask(&app, "GET", "/api/v1/search", &[]).await;
    assert_eq!((open.status, open.header("content-type")), (503, "application/problem+json"));
    for path in ["/livez", "/readyz"] {
        assert_eq!(ask(&app, "GET", path, &[]).await.status, 200, "{path}");
    }
    held.let_go.notify_one();
    assert_eq!(busy.await.expect("it ends"), 200);
    assert_eq!(ask(&app, "GET", "/", &[]).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn work_that_takes_too_long_is_answered_503() {
    let started = tokio::time::Instant::now();
    let answer = ask(&app(), "GET", "/never", &[]).await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, "1"));
    assert_eq!(started.elapsed().as_secs(), Duration::from_secs(15).as_secs());
}

#[tokio::test]
async fn a_change_from_a_foreign_page_is_refused() {
    let app = app();
    for (method, path, site, status) in [
        ("POST", "/form", "same-origin", 200),
        ("POST", "/form", "cross-site", 403),
        ("POST", "/form", "same-site", 403),
        ("GET", "/api/suggest", "cross-site", 403),
        ("GET", "/api/suggest", "same-origin", 200),
        ("GET", "/", "cross-site", 200),
        ("GET", "/api/v1/search", "cross-site", 200),
    ] {
        let answer = ask(&app, method, path, &[("sec-fetch-site", site)]).await;
        assert_eq!(answer.status, status, "{method} {path} from {site}");
    }
    assert_eq!(ask(&app, "POST", "/form", &[]).await.status, 403);
    let ours = [("origin", "http://127.0.0.1:3000")];
    assert_eq!(ask(&app, "POST", "/form", &ours).await.status, 200);
}

#[tokio::test]
async fn a_foreign_host_is_misdirected_but_probes_are_answered() {
    let hosts = vec!["innesto.example.it".to_owned()];
    let app = layers(router(&Held::default()), &Shell { hosts, ..shell() });
    assert_eq!(ask(&app, "GET", "/", &[("host", "evil.example")]).await.status, 421);
    assert_eq!(ask(&app, "GET", "/", &[("host", "innesto.example.it:8080")]).await.status, 200);
    assert_eq!(ask(&app, "GET", "/livez", &[("host", "10.0.0.7")]).await.status, 200);
}

#[tokio::test]
async fn metrics_count_by_route_and_are_not_on_the_public_side() {
    let metrics = Metrics::install().expect("nothing else records");
    let app = app();
    ask(&app, "GET", "/pratiche/una-buona-pratica?q=segreto", &[]).await;
    ask(&app, "GET", "/wp-login.php", &[]).await;
    assert_eq!(ask(&app, "GET", "/metrics", &[]).await.status, 404);
    let page = ask(&metrics_router(metrics), "GET", "/metrics", &[]).await;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let counted = "http_requests_total{method=\"GET\",route=\"/pratiche/{slug}\",status=\"2xx\"}";
    assert!(text.contains(counted), "{text}");
    assert!(text.contains("http_request_duration_seconds_bucket{"));
    assert!(text.contains("process_resident_memory_bytes"));
    for hidden in ["una-buona-pratica", "segreto", "wp-login"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_log_line_names_the_route_and_hides_the_query() {
    // For the whole program: what one thread alone listens to may be cached by another as what nobody wants to hear.
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
    let app = app();
    let foreign = [("x-request-id", "abc\" 1")];
    let answer = ask(&app, "GET", "/pratiche/nome?q=segreto", &foreign).await;
    let mut text = String::new();
    let bytes = lines.0.lock().expect("no writer panicked").clone();
    bytes.as_slice().read_to_string(&mut text).expect("text");
    let id = answer.header("x-request-id");
    let text = text.lines().find(|line| line.contains("answered") && line.contains(id)).expect("one line");
    let line: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(line["id"], id);
    assert_eq!(line["foreign"], "abc1");
    assert_eq!(line["route"], "/pratiche/{slug}");
    assert_eq!(line["status"], 200);
    assert!(line["ms"].is_number());
    assert!(!text.contains("segreto") && !text.contains("nome"));
}

#[derive(Clone, Default)]
struct Lines(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no writer panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
