// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a page stands.

use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The way from the home page to this one.
#[component]
pub fn Crumbs(
    /// The pages between, each with its name and address.
    trail: Vec<(String, String)>,
    /// The name of this page.
    here: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let home = (say!(locale, common.home).to_owned(), paths::home(locale));
    let above = std::iter::once(home).chain(trail).map(|(name, address)| {
        view! {
            <li class="breadcrumb-item">
                <a href=address>{name}</a>
                <span class="separator" aria-hidden="true">"/"</span>
            </li>
        }
    });
    view! {
        <div class="container">
            <nav class="breadcrumb-container" aria-label=say!(locale, common.trail) data-element="breadcrumb">
                <ol class="breadcrumb">
                    {above.collect_view()}
                    <li class="breadcrumb-item active" aria-current="page">{here}</li>
                </ol>
            </nav>
        </div>
    }
}
