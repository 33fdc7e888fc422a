// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The search box: the form that filters and order belong to as well.

use leptos::prelude::*;

use super::request::Scope;
use crate::islands::SearchField;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::start::StartScript;
use crate::ssr::render::asked;

/// The form's `id`, to which fields elsewhere on the page point.
pub const FORM: &str = "ricerca";

/// One field and one button.
#[component]
pub fn SearchBox(
    /// What the form searches.
    scope: Scope,
    /// What stands in the field.
    text: String,
) -> impl IntoView {
    let locale = asked().here.locale;
    let label = match scope {
        Scope::Everything => say!(locale, library.search_everything),
        Scope::Practices => say!(locale, library.search_practices),
    };
    view! {
        <form class="search-box" id=FORM role="search" action=scope.address(locale) method="get">
            <label for="q">{label}</label>
            <div class="search-row">
                <SearchField
                    id="q".to_owned()
                    value=text
                    label=say!(locale, library.suggestions).to_owned()
                    placeholder=String::new()
                    announcement=say!(locale, library.suggestions_found).to_owned()
                    locale=locale.code().to_owned()
                />
                <button class="btn btn-primary" type="submit" data-element="search-submit">
                    <Icon name="it-search"/>
                    <span>{say!(locale, library.search)}</span>
                </button>
            </div>
            <StartScript/>
        </form>
    }
}
