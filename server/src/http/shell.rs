// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands around every page: the accept loop, the layers, health, metrics, logs, assets.
//!
//! It knows no page and no database. A test that wants a small server hands it a small router.
//! Outside in: connection caps and timers, request id, trace, caught panics, security headers,
//! compression, body limit, shedding, timeout, host, origin, whole pages with an ETag, the router.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use http::request::Parts;
use tokio::sync::Semaphore;
use tower::ServiceBuilder;
use uuid::Uuid;

use crate::config::{Config, Limits, Network};

mod accept;
mod assets;
mod body;
mod client;
mod compress;
mod connection;
mod frame;
mod gates;
mod headers;
mod health;
mod larger;
mod logging;
mod metrics;
mod origin;
mod places;
mod refusal;
mod silence;
mod stalled;
mod stop;
mod whole;

pub use accept::{ListenError, Stopped, bind, serve};
pub use assets::{Assets, AssetsError};
pub use client::ClientAddress;
pub use frame::RequestId;
pub use health::{Check, Readiness};
pub use larger::LargerBody;
pub use logging::{LoggingError, start_logging};
pub use metrics::{Metrics, metrics_router};
pub use refusal::refuse;
pub(in crate::http) use silence::not_modified;
pub use stop::stop_signal;
pub(in crate::http) use whole::names as names_tag;

/// Renders the page for a failure: what was asked, and the reference that the log has.
///
/// Of the request's headers only `accept` and `accept-language` are left.
pub type FailurePage = Arc<dyn Fn(&Parts, &str) -> Response + Send + Sync>;

/// What the layers and the accept loop need to know. Cheap to clone.
#[derive(Clone)]
pub struct Shell {
    /// Caps and timeouts.
    pub limits: Limits,
    /// The portal's own origin, as browsers write it in `Origin`.
    pub origin: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Hosts that are answered, in lower case and without port; empty for all.
    pub hosts: Vec<String>,
    /// Where browsers report breaches of the Content-Security-Policy.
    pub csp_report_url: Option<String>,
    /// The page that a caught panic ends in; without one a line of text.
    pub failure_page: Option<FailurePage>,
    /// What `/pkg/` holds.
    pub assets: Assets,
    /// What `/readyz` says.
    pub readiness: Readiness,
    /// Addresses that take larger bodies than `limits.body_bytes`.
    pub larger_bodies: Vec<LargerBody>,
    /// The source of request ids.
    pub ids: fn() -> Uuid,
}

impl Shell {
    /// The shell that a configuration asks for, without assets, page or checks.
    pub fn new(config: &Config, readiness: Readiness) -> Self {
        Self {
            limits: config.limits.clone(),
            origin: config.origin(),
            trusted_proxies: config.trusted_proxies.clone(),
            hosts: config.hosts.clone(),
            csp_report_url: config.csp_report_url.as_ref().map(ToString::to_string),
            ..Self::bare(readiness)
        }
    }

    /// A shell with the default limits that answers every host as `http://127.0.0.1:3000`.
    pub fn bare(readiness: Readiness) -> Self {
        Self {
            limits: Limits::default(),
            origin: "http://127.0.0.1:3000".to_owned(),
            trusted_proxies: Vec::new(),
            hosts: Vec::new(),
            csp_report_url: None,
            failure_page: None,
            assets: Assets::default(),
            readiness,
            larger_bodies: Vec::new(),
            ids: Uuid::now_v7,
        }
    }
}

/// What is shared by all requests.
struct Shared {
    shell: Shell,
    headers: headers::SecurityHeaders,
    /// One permit for each request that may be worked on at once.
    permits: Arc<Semaphore>,
}

/// Puts all layers around `router`, and adds `/pkg/`, `/livez` and `/readyz`.
///
/// These three stay out of shedding and compression: they are cheap, and wanted under load.
pub fn layers(router: Router, shell: &Shell) -> Router {
    let shared = Arc::new(Shared {
        headers: headers::SecurityHeaders::of(shell),
        permits: Arc::new(Semaphore::new(shell.limits.requests)),
        shell: shell.clone(),
    });
    let frame = from_fn_with_state(Arc::clone(&shared), frame::frame);
    let full = ServiceBuilder::new()
        .layer(frame.clone())
        .layer(compress::layer())
        .layer(from_fn_with_state(shared, gates::gates))
        .layer(from_fn(whole::whole_pages));
    let light = assets::routes(shell.assets.clone()).merge(health::routes(shell.readiness.clone())).layer(frame);
    router.layer(full).merge(light).with_state(())
}
