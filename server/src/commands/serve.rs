// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto serve`.

use std::process::ExitCode;
use std::sync::Arc;

use app::ssr::{SignInHere, Site};
use portal::Portal;
use tokio_util::sync::CancellationToken;

use super::open::keep_closed;
use super::{Failure, open_portal};
use crate::config::Config;
use crate::http::shell::{self, Assets, Metrics, Readiness, Shell};
use crate::http::{self, Served, pages};
use crate::sign_in::{self, Providers};
use crate::work;
use crate::work::mailer::SmtpMailer;

/// Serves until the program is told to stop.
pub(super) async fn run(config: Config) -> Result<ExitCode, Failure> {
    shell::start_logging(config.log_format, &config.log_filter)?;
    for advice in config.advice() {
        tracing::warn!("{advice}");
    }
    let mailer = SmtpMailer::configured(&config)?;
    let listener = shell::bind(config.listen).await?;
    let portal = open_portal(&config).await?;
    let closed = keep_closed(&config, &portal).await?;
    if closed > 0 {
        tracing::warn!(closed, "accounts that this database still had were closed before, and are closed again");
    }
    let assets = Assets::load(&config.site_folder().join("pkg"))?;
    let clock: sign_in::Clock = Arc::new(jiff::Timestamp::now);
    let providers = Arc::new(Providers::new(&config.providers, &config.origin(), clock)?);
    let site = Arc::new(site(&config, &assets, &providers));
    let stop = CancellationToken::new();
    let readiness = Readiness::with_checks(stop.clone(), checks(&portal));
    let mut shell = Shell::new(&config, readiness.clone());
    shell.assets = assets;
    shell.failure_page = Some(pages::failure_page(Arc::clone(&site), portal.clone()));
    shell.larger_bodies = http::larger_bodies();
    let served = Served { portal: portal.clone(), site: Arc::clone(&site), providers, networks: Arc::default() };
    let router = shell::layers(http::routes(served), &shell);
    let metrics = serve_metrics(&config, &shell, stop.clone()).await?;
    let worker = tokio::spawn(work::keep_working(portal.clone(), site, mailer, stop.clone()));
    let stopping = stop.clone();
    tokio::spawn(async move {
        shell::stop_signal().await;
        stopping.cancel();
    });
    readiness.started();
    tracing::info!(address = %config.base_url, "the portal is ready");
    eprintln!("Innesto is ready: {}", config.base_url);
    shell::serve(vec![listener], router, &shell, stop.clone()).await;
    stop.cancel();
    worker.await?;
    if let Some(metrics) = metrics {
        metrics.await?;
    }
    portal.store().close().await;
    Ok(ExitCode::SUCCESS)
}

async fn serve_metrics(
    config: &Config,
    shell: &Shell,
    stop: CancellationToken,
) -> Result<Option<tokio::task::JoinHandle<()>>, Failure> {
    let Some(address) = config.metrics_listen else { return Ok(None) };
    let listener = shell::bind(address).await?;
    let Some(metrics) = Metrics::install() else {
        return Err(Failure::new("metrics are recorded elsewhere in this process already"));
    };
    let shell = shell.clone();
    Ok(Some(tokio::spawn(async move {
        let folding = tokio::spawn(metrics.clone().keep_folding(stop.clone()));
        shell::serve(vec![listener], shell::metrics_router(metrics), &shell, stop).await;
        folding.abort();
    })))
}

/// What `/readyz` asks.
fn checks(portal: &Portal) -> Vec<(&'static str, shell::Check)> {
    let database = portal.clone();
    let index = portal.clone();
    vec![
        (
            "database",
            Box::new(move || {
                let portal = database.clone();
                Box::pin(async move { portal.store().last_seq().await.map(drop).map_err(|error| error.to_string()) })
            }),
        ),
        (
            "index",
            Box::new(move || {
                let there = index.can_search();
                Box::pin(async move { if there { Ok(()) } else { Err("the index is being built".to_owned()) } })
            }),
        ),
    ]
}

fn site(config: &Config, assets: &Assets, providers: &Providers) -> Site {
    let named = |stem, ending| assets.address(stem, ending).unwrap_or_default();
    let owner = &config.owner;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Site {
        base_url: config.origin(),
        owner: app::ssr::Owner {
            name: text(&owner.name),
            url: text(&owner.url),
            address: text(&owner.address),
            email: text(&owner.email),
            pec: text(&owner.pec),
            tax_code: text(&owner.tax_code),
            accessibility_url: text(&owner.accessibility_url),
            repository_url: text(&owner.repository_url),
        },
        assets: app::ssr::Assets {
            style: named("style", "css"),
            start: named("start", "js"),
            module: named("innesto", "js"),
            wasm: named("innesto_bg", "wasm"),
            icons: named("sprite", "svg"),
            fonts: ["titillium-web-400", "titillium-web-700", "lora-400"]
                .into_iter()
                .filter_map(|stem| assets.address(stem, "woff2"))
                .collect(),
        },
        providers: providers.buttons(),
        sign_in: if config.sign_in_works() { SignInHere::Works } else { SignInHere::NeedsHttps },
        settings: config.settings(),
    }
}
