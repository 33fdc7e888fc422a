// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Everything over HTTP: the shell, the pages, forms, the programming interface, feeds.

pub mod api;
pub mod feeds;
pub mod forms;
pub mod pages;
pub mod shell;

use std::sync::Arc;

use app::ssr::Site;
use axum::Router;
use portal::Portal;

/// What every part of the HTTP side is given.
#[derive(Clone)]
pub struct Served {
    /// The use cases.
    pub portal: Portal,
    /// What is the same for every page.
    pub site: Arc<Site>,
}

/// All addresses but those of the shell.
pub fn routes(portal: Portal, site: Arc<Site>) -> Router {
    let served = Served { portal, site };
    Router::new()
        .merge(pages::routes())
        .merge(forms::routes())
        .merge(feeds::routes())
        .merge(api::routes())
        .fallback(pages::unknown)
        .with_state(served)
}
