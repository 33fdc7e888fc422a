// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the operator's monitoring reads, in Prometheus form, on an address of its own.

use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

/// Seconds; from a cached page to the request's timeout.
const BUCKETS: [f64; 13] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0];

/// How often what was measured is folded into the histograms; unfolded measurements take memory.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// The process's one recorder.
#[derive(Clone, Debug)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Starts recording; once for the process, later calls give the same. None if another
    /// recorder is there already or the buckets are refused.
    pub fn install() -> Option<Self> {
        static INSTALLED: OnceLock<Option<Metrics>> = OnceLock::new();
        INSTALLED
            .get_or_init(|| {
                let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?;
                builder.install_recorder().ok().map(Metrics)
            })
            .clone()
    }

    /// Folds what was measured until `stop`; to be spawned beside the server.
    pub async fn keep_folding(self, stop: CancellationToken) {
        let fold = async {
            let mut tick = tokio::time::interval(FOLD_EVERY);
            loop {
                tick.tick().await;
                self.0.run_upkeep();
            }
        };
        stop.run_until_cancelled(fold).await;
    }

    /// Everything that was recorded, and the process's memory as it is now.
    pub fn render(&self) -> String {
        observe_process();
        self.0.render()
    }
}

/// The router of the metrics' own listener: `GET /metrics`, nothing else.
pub fn metrics_router(metrics: Metrics) -> Router {
    let page = move || {
        let text = metrics.render();
        async move { ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text) }
    };
    Router::new().route("/metrics", get(page))
}

/// Reads memory (bytes) and open files from /proc, where there is one.
fn observe_process() {
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for (field, name) in
            [("VmRSS:", "process_resident_memory_bytes"), ("RssAnon:", "process_anonymous_memory_bytes")]
        {
            let line = status.lines().find_map(|line| line.strip_prefix(field));
            let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
            if let Some(kilobytes) = kilobytes {
                gauge!(name).set(kilobytes * 1024.0);
            }
        }
    }
    if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
        gauge!("process_open_fds").set(open.count() as f64);
    }
}

/// Counts an answered request by the route's template and the status's class.
pub(super) fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let class = match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    };
    let route = route.to_owned();
    counter!("http_requests_total", "method" => known(method), "route" => route.clone(), "status" => class)
        .increment(1);
    histogram!("http_request_duration_seconds", "route" => route, "status" => class).record(took.as_secs_f64());
}

/// Methods are the sender's words; unknown ones count together.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A request was refused because too many were being worked on.
pub(super) fn shed() {
    counter!("http_requests_shed_total").increment(1);
}

/// A request took too long.
pub(super) fn timed_out() {
    counter!("http_requests_timed_out_total").increment(1);
}

/// A request panicked.
pub(super) fn panicked() {
    counter!("http_requests_panicked_total").increment(1);
}

/// A connection was opened (1.0) or closed (-1.0).
pub(super) fn connections_changed(by: f64) {
    gauge!("http_connections_open").increment(by);
}

/// A connection was turned away.
pub(super) fn turned_away(why: &'static str) {
    counter!("http_connections_refused_total", "why" => why).increment(1);
}
