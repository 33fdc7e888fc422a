// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads: their lists, one to read and write in, and the forms around it.

mod attached;
mod begin;
mod closing;
mod comfort;
mod edit;
mod history;
mod json_ld;
mod list;
mod marking;
mod own;
mod people;
mod post;
mod post_page;
mod read;
mod reply;
mod sheet;
mod stands;
mod vanished;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use begin::BeginPage;
use edit::EditPage;
use history::HistoryPage;
use list::ThreadsPage;
use own::OwnThreadsPage;
use post_page::PostPage;
use read::ThreadPage;

/// The addresses of threads. They come before those of writing: `/scrivania/discussioni` is no practice.
#[component(transparent)]
pub fn ThreadsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/discussioni") view=ThreadsPage/>
        <Route path=path!("/discussioni/nuova") view=BeginPage/>
        <Route path=path!("/discussioni/:address") view=ThreadPage/>
        <Route path=path!("/discussioni/:address/modifica") view=EditPage/>
        <Route path=path!("/discussioni/:address/interventi/:position") view=PostPage/>
        <Route path=path!("/discussioni/:address/interventi/:position/versioni") view=HistoryPage/>
        <Route path=path!("/scrivania/discussioni") view=OwnThreadsPage/>
    }
    .into_inner()
}

/// The list of threads, for the way to a page.
fn crumb(locale: Locale) -> (String, String) {
    (say!(locale, threads.title).to_owned(), paths::threads(locale))
}
