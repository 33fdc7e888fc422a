// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Saved searches: the button that saves one, the own list, one to change, and the page that ends an alert.

mod edit;
mod fields;
mod list;
mod save;
mod stop;
mod words;

use domain::Locale;
use domain::saved_search::SavedKind;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;
use edit::EditPage;
use list::ListPage;
use save::SavePage;
use stop::StopPage;

/// The addresses of saved searches. They come before those of writing: `/scrivania/ricerche` is no practice.
#[component(transparent)]
pub fn SavedRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/scrivania/ricerche") view=ListPage/>
        <Route path=path!("/scrivania/ricerche/nuova") view=SavePage/>
        <Route path=path!("/scrivania/ricerche/:uid") view=EditPage/>
        <Route path=path!("/avvisi/:token") view=StopPage/>
    }
    .into_inner()
}

/// The button beside a list that leads to the form for saving its search; who has not signed in does so on the way.
#[component]
pub fn SaveLink(
    /// What is searched.
    kind: SavedKind,
    /// The address of the list, with what narrows it.
    address: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let form = paths::saved::save_of(locale, kind, query);
    view! {
        <p class="mt-3 mb-0">
            <a class="btn btn-outline-primary btn-sm" href=form rel="nofollow">{say!(locale, saved.link)}</a>
        </p>
    }
}

/// The desk and the list of saved searches, for the way to a page.
fn trail(locale: Locale) -> Vec<(String, String)> {
    vec![
        (say!(locale, common.desk).to_owned(), paths::desk(locale)),
        (say!(locale, saved.title).to_owned(), paths::saved::all(locale)),
    ]
}
