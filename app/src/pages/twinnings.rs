// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings: the list, and one of them.

mod list;
mod read;
mod work;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use list::TwinningsPage;
use read::TwinningPage;

pub use work::{OwnTwinningsSection, TwinningWorkRoutes, called};

/// The addresses of twinnings.
#[component(transparent)]
pub fn TwinningsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/gemellaggi") view=TwinningsPage/>
        <Route path=path!("/gemellaggi/:slug") view=TwinningPage/>
    }
    .into_inner()
}
