// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members: the directory, a member, the people of an organisation.

mod list;
mod people;
mod read;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use list::MembersPage;
use people::PeoplePage;
pub use people::how_many;
use read::MemberPage;

/// The addresses of the members.
#[component(transparent)]
pub fn MembersRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/iscritti") view=MembersPage/>
        <Route path=path!("/iscritti/:uid") view=MemberPage/>
        <Route path=path!("/enti/:slug/persone") view=PeoplePage/>
    }
    .into_inner()
}
