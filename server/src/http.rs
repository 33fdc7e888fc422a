// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Everything over HTTP: the shell, the pages, forms, the programming interface, feeds.

pub mod acts;
pub mod api;
pub mod feeds;
pub mod forms;
mod networks;
pub mod pages;
mod photos;
pub mod session;
pub mod shell;

use std::sync::Arc;

use app::ssr::Site;
use axum::Router;
use axum::middleware::from_fn_with_state;
use portal::Portal;

use crate::sign_in::{self, Providers};

pub use networks::Networks;

/// What every part of the HTTP side is given.
#[derive(Clone)]
pub struct Served {
    /// The use cases.
    pub portal: Portal,
    /// What is the same for every page.
    pub site: Arc<Site>,
    /// The providers of identities.
    pub providers: Arc<Providers>,
    /// The forms that each network has sent of late.
    pub networks: Arc<Networks>,
}

/// How much more than the photo the form around it may be, in bytes.
const AROUND_A_PHOTO: usize = 64 * 1024;

/// Addresses that take larger bodies than the others, each with its limit in bytes.
pub fn larger_bodies() -> Vec<(&'static str, usize)> {
    let most = portal::people::PHOTO_MAX + AROUND_A_PHOTO;
    vec![("/profilo/immagine", most), ("/en/profilo/immagine", most)]
}

/// All addresses but those of the shell.
pub fn routes(served: Served) -> Router {
    let asked_by = from_fn_with_state(served.clone(), session::who_asks);
    Router::new()
        .merge(pages::routes())
        .merge(forms::routes())
        .merge(photos::routes())
        .merge(sign_in::routes())
        .fallback(pages::unknown)
        .layer(asked_by)
        .merge(feeds::routes())
        .merge(api::routes())
        .with_state(served)
}
