// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching: the page `/cerca`, and what it shares with the library.

use domain::saved_search::SavedKind;
use domain::{Kind, Locale};
use leptos::prelude::*;
use portal::WithFacets;
use portal::values::{SearchPage as Answer, SearchRequest};

use crate::ssr::i18n::say;
use crate::ssr::pages::saved_searches::SaveLink;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::render::asked;

pub mod box_;
pub mod facets;
pub mod request;
mod results;
mod talk;

use box_::SearchBox;
use facets::Facets;
use request::{Addresses, Scope};
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
        let save = saved_as(&answer.request, locale).map(|address| {
            view! { <SaveLink kind=SavedKind::Practice address/> }
        });
        view! {
            <Head title description=say!(locale, library.search_description) hidden/>
            <Crumbs trail=Vec::new() here=name.to_owned()/>
            <div class="container py-4">
                <h1>{name}</h1>
                <SearchBox scope=Scope::Everything text=answer.request.text.clone()/>
                {save}
                {notes(&answer, Scope::Everything, locale)}
            </div>
            <Found answer scope=Scope::Everything/>
        }
        .into_any()
    })
}

/// The same search in the library, where practices alone are searched: what can be saved.
fn saved_as(request: &SearchRequest, locale: Locale) -> Option<String> {
    let practices_alone = request.kinds == [Kind::Practice.code()] && request.within.is_empty();
    practices_alone.then(|| Addresses::of(request, Scope::Practices, locale).page(1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ssr::render::Here;

    #[test]
    fn a_search_of_practices_alone_can_be_saved_as_the_library_searches_it() {
        let saved = |address: &str| {
            let here = Here::of(&address.parse().expect("an address"));
            saved_as(&request::read(&here, Scope::Everything), Locale::Italian)
        };
        let kept = saved("/cerca?q=asili+nido&kind=practice&region=09&page=2");
        assert_eq!(kept.as_deref(), Some("/pratiche?q=asili+nido&region=09"));
        for other in ["/cerca?q=nidi", "/cerca?kind=practice&kind=advert", "/cerca?kind=practice&in=thread:thr-ciao"] {
            assert_eq!(saved(other), None, "{other}");
        }
    }
}
