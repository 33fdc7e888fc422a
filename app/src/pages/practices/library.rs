// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The library: all practices, newest first while nothing is searched.

use domain::saved_search::SavedKind;
use leptos::prelude::*;
use portal::WithFacets;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::saved_searches::SaveLink;
use crate::ssr::pages::search::box_::SearchBox;
use crate::ssr::pages::search::request::{self, Addresses, Scope};
use crate::ssr::pages::search::{Found, is_narrowed, notes};
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::render::asked;

/// The library.
#[component]
pub fn LibraryPage() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let request = request::read(&asked.here, Scope::Practices);
    Suspend::new(async move {
        let found = asked.portal.search(&asked.here.viewer, locale, request, WithFacets::Yes).await;
        let answer = match found {
            Ok(answer) => answer,
            Err(error) => return failed(&asked, &error),
        };
        let name = say!(locale, library.title);
        let hidden = is_narrowed(&answer.request, Scope::Practices);
        let searched = Addresses::of(&answer.request, Scope::Practices, locale).page(1);
        view! {
            <Head title=name.to_owned() description=say!(locale, library.description) hidden/>
            <Crumbs trail=Vec::new() here=name.to_owned()/>
            <div class="container py-4">
                <h1>{name}</h1>
                <p class="lead measure">{say!(locale, library.intro)}</p>
                <SearchBox scope=Scope::Practices text=answer.request.text.clone()/>
                <ul class="practice-actions mt-3">
                    <li><a href=paths::map(locale)>{say!(locale, library.to_map)}</a></li>
                    <li><a href=paths::comparison(locale, &[])>{say!(locale, reuse.compare.link)}</a></li>
                    <li><a href=paths::failures(locale)>{say!(locale, reuse.failures.link)}</a></li>
                </ul>
                <SaveLink kind=SavedKind::Practice address=searched/>
                {notes(&answer, Scope::Practices, locale)}
            </div>
            <Found answer scope=Scope::Practices/>
        }
        .into_any()
    })
}
