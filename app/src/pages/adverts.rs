// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! "Cerco / Offro": what bodies seek and offer.

mod answer;
mod fields;
mod form;
mod list;
mod read;
mod words;
mod work;

use domain::Locale;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::{MatchNestedRoutes, path};

use crate::paths;
use crate::ssr::i18n::say;
use form::{AdvertFormPage, NewAdvertPage};
use list::AdvertsPage;
use read::AdvertPage;

pub use answer::{Answer, AnswerWords};
pub use words::wrong;

/// The addresses of adverts.
#[component(transparent)]
pub fn AdvertsRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cerco-offro") view=AdvertsPage/>
        <Route path=path!("/cerco-offro/nuovo") view=NewAdvertPage/>
        <Route path=path!("/cerco-offro/:uid") view=AdvertPage/>
        <Route path=path!("/cerco-offro/:uid/modifica") view=AdvertFormPage/>
    }
    .into_inner()
}

/// The list, for the way to a page.
fn crumb(locale: Locale) -> (String, String) {
    (say!(locale, adverts.title).to_owned(), paths::adverts(locale))
}
