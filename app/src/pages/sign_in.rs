// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Coming in: registering, signing in, its second step, showing once more who one is, links from mails, recovering.

mod code;
mod link;
mod presence;
mod recover;
mod register;
mod sheet;
mod sign_in_page;
mod words;

pub(super) use sign_in_page::refused_by_provider;

use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use code::CodePage;
use link::LinkPage;
use presence::PresencePage;
use recover::RecoverPage;
use register::RegisterPage;
use sign_in_page::SignInPage;

/// The addresses of signing in.
#[component(transparent)]
pub fn SignInRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/registrati") view=RegisterPage/>
        <Route path=path!("/accedi") view=SignInPage/>
        <Route path=path!("/accedi/codice") view=CodePage/>
        <Route path=path!("/accedi/conferma") view=PresencePage/>
        <Route path=path!("/accedi/recupera") view=RecoverPage/>
        <Route path=path!("/conferma/:token") view=LinkPage/>
    }
    .into_inner()
}
