// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies write to each other: on their desks, and from the page of a practice.

mod ask;
mod lines;
mod list;
mod read;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use ask::AskPage;
use list::ContactsPage;
use read::ContactPage;

pub use lines::ContactLines;

/// The addresses of conversations. They come before those of writing: `/scrivania/messaggi` is no practice.
#[component(transparent)]
pub fn ContactsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/scrivania/messaggi") view=ContactsPage/>
        <Route path=path!("/scrivania/messaggi/:uid") view=ContactPage/>
        <Route path=path!("/pratiche/:slug/scrivi") view=AskPage/>
    }
    .into_inner()
}

/// The desk and the list of conversations, for the way to a page.
fn trail(locale: Locale) -> Vec<(String, String)> {
    vec![
        (say!(locale, common.desk).to_owned(), paths::desk(locale)),
        (say!(locale, contacts.title).to_owned(), paths::contacts(locale)),
    ]
}
