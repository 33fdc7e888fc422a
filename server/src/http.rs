// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Everything over HTTP: the shell, the pages, forms, the programming interface, feeds.

pub mod acts;
pub mod api;
mod exports;
pub mod feeds;
mod files;
pub mod forms;
mod networks;
pub mod pages;
mod photos;
mod reader;
pub mod session;
pub mod shell;
mod writing;

use std::sync::Arc;
use std::time::Duration;

use app::ssr::Site;
use axum::Router;
use axum::middleware::from_fn_with_state;
use portal::Portal;

use crate::sign_in::{self, Providers};
use shell::LargerBody;

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

/// How much more than its file a form may be, in bytes.
const AROUND: usize = 64 * 1024;
/// How much of a document is read, in bytes: four times what is taken. Browsers show no answer before they have sent
/// all, so that what is too large is read and thrown away, and its sender learns why.
const DOCUMENT_READ: usize = 4 * (documents::LARGEST as usize) + AROUND;
/// How long a document may take to arrive: 25 MiB at 0.7 Mbit/s.
const DOCUMENT_TIME: Duration = Duration::from_secs(300);

/// How much of a list is read, in bytes: four times what is taken, as of a document.
const LIST_READ: usize = 4 * portal::writing::LIST_BYTES + AROUND;

/// How much of a paste is read, in bytes: it comes as JSON, in which quotes and line ends are longer.
const PASTE_READ: usize = portal::writing::PASTE_MAX + portal::writing::PASTE_MAX / 4;

/// Addresses that take larger bodies than the others.
pub fn larger_bodies() -> Vec<LargerBody> {
    let photo = |address| LargerBody { address, bytes: portal::people::PHOTO_MAX + AROUND, time: None };
    let document = |address| LargerBody { address, bytes: DOCUMENT_READ, time: Some(DOCUMENT_TIME) };
    let list = |address| LargerBody { address, bytes: LIST_READ, time: None };
    vec![
        photo("/profilo/immagine"),
        photo("/en/profilo/immagine"),
        document("/scrivania/{uid}/documenti/carica"),
        document("/en/scrivania/{uid}/documenti/carica"),
        document("/gemellaggi/{slug}/documenti/carica"),
        document("/en/gemellaggi/{slug}/documenti/carica"),
        document("/discussioni/{address}/interventi/{position}/allegati/carica"),
        document("/en/discussioni/{address}/interventi/{position}/allegati/carica"),
        list("/scrivania/elenco/carica"),
        list("/en/scrivania/elenco/carica"),
        LargerBody { address: app::api::PASTE, bytes: PASTE_READ, time: None },
    ]
}

/// All addresses but those of the shell.
pub fn routes(served: Served) -> Router {
    let asked_by = from_fn_with_state(served.clone(), session::who_asks);
    Router::new()
        .merge(pages::routes())
        .merge(forms::routes())
        .merge(writing::routes())
        .merge(photos::routes())
        .merge(exports::routes())
        .merge(files::routes())
        .merge(sign_in::routes())
        .fallback(pages::unknown)
        .layer(asked_by)
        .merge(feeds::routes())
        .merge(api::routes())
        .with_state(served)
}
