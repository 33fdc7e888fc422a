// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching: the page `/cerca`, and what it shares with the library.

use leptos::prelude::*;
use portal::WithFacets;
use portal::values::{SearchPage as Answer, SearchRequest};

use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::render::asked;

pub mod box_;
mod facets;
pub mod request;
mod results;

use box_::SearchBox;
use facets::Facets;
use request::Scope;
use results::Results;
pub use results::notes;

/// The search in practices, organisations and the help.
#[component]
pub fn SearchPage() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let request = request::read(&asked.here, Scope::Everything);
    Suspend::new(async move {
        let found = asked.portal.search(&asked.here.viewer, locale, request, WithFacets::Yes).await;
        let answer = match found {
            Ok(answer) => answer,
            Err(error) => return failed(&asked, &error),
        };
        let name = say!(locale, library.search_title);
        let title = match answer.request.text.as_str() {
            "" => name.to_owned(),
            text => say!(locale, library.search_title_for, text = text.to_owned()),
        };
        let hidden = is_narrowed(&answer.request, Scope::Everything);
        view! {
            <Head title description=say!(locale, library.search_description) hidden/>
            <Crumbs trail=Vec::new() here=name.to_owned()/>
            <div class="container py-4">
                <h1>{name}</h1>
                <SearchBox scope=Scope::Everything text=answer.request.text.clone()/>
                {notes(&answer, Scope::Everything, locale)}
            </div>
            <Found answer scope=Scope::Everything/>
        }
        .into_any()
    })
}

/// Whether a search has a text or filters: such a page is one of millions, and none for search engines.
pub fn is_narrowed(request: &SearchRequest, scope: Scope) -> bool {
    !request.text.is_empty() || !request::filters(request, scope).is_empty()
}

/// Filters beside results; where nothing is found and nothing can be taken away, only what else can be tried.
#[component]
pub fn Found(
    /// What was found.
    answer: Answer,
    /// What the form searches.
    scope: Scope,
) -> impl IntoView {
    let locale = asked().here.locale;
    if answer.total == 0 && request::filters(&answer.request, scope).is_empty() {
        return view! { <div class="container pb-5"><Results answer scope/></div> }.into_any();
    }
    let (request, facets) = (answer.request.clone(), answer.facets.clone());
    view! {
        <div class="container pb-5">
            <div class="results-layout">
                <aside aria-label=say!(locale, library.filters)>
                    <Facets request facets scope/>
                </aside>
                <div>
                    <Results answer scope/>
                </div>
            </div>
        </div>
    }
    .into_any()
}
