// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities: the list, the page of one, its people, and its form.

mod desk;
mod form;
mod inside;
mod list;
mod people;
mod read;
mod words;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::render::Asked;
use form::{CommunityFormPage, NewCommunityPage};
use list::CommunitiesPage;
use people::CommunityPeoplePage;
use read::CommunityPage;

pub use desk::OwnCommunitiesSection;

/// The addresses of communities.
#[component(transparent)]
pub fn CommunitiesRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/comunita") view=CommunitiesPage/>
        <Route path=path!("/comunita/nuova") view=NewCommunityPage/>
        <Route path=path!("/comunita/:slug") view=CommunityPage/>
        <Route path=path!("/comunita/:slug/persone") view=CommunityPeoplePage/>
        <Route path=path!("/comunita/:slug/modifica") view=CommunityFormPage/>
    }
    .into_inner()
}

/// The list, for the way to a page.
fn crumb(locale: Locale) -> (String, String) {
    (say!(locale, communities.title).to_owned(), paths::communities(locale))
}

/// The way to the same page of a community that has another address now, or that was asked for in capitals; the page of
/// the error where there is none.
async fn moved_or_failed(asked: &Asked, slug: &str, page: fn(Locale, &str) -> String, error: portal::Error) -> AnyView {
    match asked.portal.community_moved(&asked.here.viewer, slug).await {
        Ok(Some(present)) => moved(asked, &page(asked.here.locale, &present)),
        Ok(None) => failed(asked, &error),
        Err(error) => failed(asked, &error),
    }
}
