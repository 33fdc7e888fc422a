// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Moderation: telling of a thread or a post, what waits, what is decided, the log and its numbers.

mod decide;
mod flag;
mod log;
mod moving;
mod numbers;
mod queue;
mod silence;
mod subject;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use flag::FlagPage;
use log::LogPage;
use numbers::NumbersPage;
use queue::QueuePage;
use subject::SubjectPage;

/// The addresses of moderation. They come before those of writing: `/redazione/segnalazioni` is no practice.
#[component(transparent)]
pub fn ModerationRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/segnala/:kind/:uid") view=FlagPage/>
        <Route path=path!("/redazione/segnalazioni") view=QueuePage/>
        <Route path=path!("/redazione/segnalazioni/:kind/:uid") view=SubjectPage/>
        <Route path=path!("/redazione/moderazione") view=LogPage/>
        <Route path=path!("/redazione/moderazione/numeri") view=NumbersPage/>
    }
    .into_inner()
}

/// What waits, for the way to a page.
fn trail(locale: Locale) -> Vec<(String, String)> {
    vec![(say!(locale, moderation.queue.title).to_owned(), paths::flagged(locale))]
}
