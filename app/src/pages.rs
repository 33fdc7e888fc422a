// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The pages and their addresses. English is `/en` before the same address; the server takes it off.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::islands::SearchField;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The portal: header, the page of the address, footer.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <main id="main">
                <Routes fallback=|| view! { <p>"404"</p> }>
                    <Route path=path!("/") view=Home/>
                    <Route path=path!("/pratiche/:slug") view=Home/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    Suspend::new(async move {
        tokio_yield().await;
        view! {
            <Title text=say!(locale, common.site)/>
            <h1>{say!(locale, common.tag_line)}</h1>
            <p>{say!(locale, common.practices, count = 3)}</p>
            <form action="/cerca">
                <SearchField id="q".into() value="".into() label="Cerca".into() placeholder="".into() announcement="{n}".into() locale=locale.code().into()/>
            </form>
        }
    })
}

async fn tokio_yield() {}
