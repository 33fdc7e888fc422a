// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `/livez`: the process answers. `/readyz`: it can do its work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How long an answer stands; probes cannot load the database.
const STANDS: Duration = Duration::from_secs(1);
/// How long one check may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// One check of readiness: an error's text goes to the log, not to the answer.
pub type Check = Box<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Whether the server can do its work: started, not stopping, every check passed.
#[derive(Clone)]
pub struct Readiness(Arc<Inner>);

struct Inner {
    stop: CancellationToken,
    started: AtomicBool,
    checks: Vec<(&'static str, Check)>,
    last: Mutex<Option<(Instant, Report)>>,
}

/// Each check by name and whether it passed; its reason goes to the log only.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Report(Vec<(&'static str, bool)>);

impl Readiness {
    /// Not ready until [`Readiness::started`], and never again once `stop` is cancelled.
    pub fn new(stop: CancellationToken) -> Self {
        Self::with_checks(stop, Vec::new())
    }

    /// The same with checks, each with the name that `/readyz` shows.
    pub fn with_checks(stop: CancellationToken, checks: Vec<(&'static str, Check)>) -> Self {
        Self(Arc::new(Inner { stop, started: AtomicBool::new(false), checks, last: Mutex::new(None) }))
    }

    /// Says that everything is open and the server may be asked.
    pub fn started(&self) {
        self.0.started.store(true, Ordering::Release);
    }

    /// What `/readyz` says now; checks run at most once a second, and one at a time.
    async fn report(&self) -> Report {
        let mut named =
            vec![("started", self.0.started.load(Ordering::Acquire)), ("not_stopping", !self.0.stop.is_cancelled())];
        if named.iter().all(|(_, passed)| *passed) {
            named.extend(self.checked().await.0);
        }
        Report(named)
    }

    async fn checked(&self) -> Report {
        let mut last = self.0.last.lock().await;
        if let Some((at, report)) = &*last
            && at.elapsed() < STANDS
        {
            return report.clone();
        }
        let mut named = Vec::new();
        for (name, check) in &self.0.checks {
            let outcome = match tokio::time::timeout(PATIENCE, check()).await {
                Ok(outcome) => outcome,
                Err(_) => Err("no answer within a second".to_owned()),
            };
            if let Err(reason) = &outcome {
                tracing::warn!(check = name, reason, "not ready");
            }
            named.push((*name, outcome.is_ok()));
        }
        let report = Report(named);
        *last = Some((Instant::now(), report.clone()));
        report
    }
}

pub(super) fn routes(readiness: Readiness) -> Router {
    Router::new()
        .route("/livez", get(|| async { ([(CACHE_CONTROL, "no-store")], "ok\n") }))
        .route("/readyz", get(readyz))
        .with_state(readiness)
}

async fn readyz(State(readiness): State<Readiness>) -> Response {
    let Report(checks) = readiness.report().await;
    let ready = checks.iter().all(|(_, passed)| *passed);
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let checks: serde_json::Map<_, _> =
        checks.into_iter().map(|(name, passed)| (name.to_owned(), passed.into())).collect();
    let body = serde_json::json!({ "ready": ready, "checks": checks }).to_string();
    let headers = [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "application/json")];
    (status, headers, body).into_response()
}
