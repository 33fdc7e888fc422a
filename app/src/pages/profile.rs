// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own profile: what others see of it, the organisations, the ways of signing in, the own data.

mod details;
mod form;
mod frame;
mod links;
mod memberships;
mod notices;
mod own_copy;
mod photo;
mod security;
mod visibility;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use details::ProfilePage;
use memberships::MembershipsPage;
use notices::NoticeChoicesPage;
use own_copy::OwnCopyPage;
use security::SecurityPage;
use visibility::VisibilityPage;

/// The addresses of the own profile.
#[component(transparent)]
pub fn ProfileRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/profilo") view=ProfilePage/>
        <Route path=path!("/profilo/visibilita") view=VisibilityPage/>
        <Route path=path!("/profilo/notifiche") view=NoticeChoicesPage/>
        <Route path=path!("/profilo/enti") view=MembershipsPage/>
        <Route path=path!("/profilo/accesso") view=SecurityPage/>
        <Route path=path!("/profilo/dati") view=OwnCopyPage/>
    }
    .into_inner()
}
