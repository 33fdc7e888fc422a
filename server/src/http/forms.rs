// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Forms: a post to the page's own address reads the pairs, calls one use case, and answers 303, or the page again.
//!
//! Nothing typed goes into an address, a session or a log. Where the sender has to sign in first, the sign-in page
//! carries the post along, and it is sent again afterwards.

mod administration;
mod adverts;
mod answers;
mod collections;
mod communities;
mod documents;
mod lists;
mod matching;
mod members;
mod moderating;
mod notices;
mod posted;
mod profile;
mod readers;
mod saved_searches;
mod sign_in;
mod threads;
mod twinnings;
mod writing;

use axum::Router;
use axum::routing::MethodRouter;

pub(super) use posted::Posted;

use super::Served;

/// Every address that takes a form, in both languages.
pub fn routes() -> Router<Served> {
    let router = readers::routes(Router::new());
    let router = collections::routes(router);
    let router = communities::routes(router);
    let router = sign_in::routes(router);
    let router = profile::routes(router);
    let router = members::routes(router);
    let router = writing::routes(router);
    let router = documents::routes(router);
    let router = lists::routes(router);
    let router = answers::routes(router);
    let router = adverts::routes(router);
    let router = matching::routes(router);
    let router = moderating::routes(router);
    let router = saved_searches::routes(router);
    let router = notices::routes(router);
    let router = threads::routes(router);
    let router = twinnings::routes(router);
    administration::routes(router)
}

/// The same form in both languages.
fn both(router: Router<Served>, path: &str, method: fn() -> MethodRouter<Served>) -> Router<Served> {
    router.route(path, method()).route(&format!("/en{path}"), method())
}
