// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching within one discussion, or within all those of one place: the portal's search, with the place filled in.

use leptos::prelude::*;

use super::icon::Icon;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The longest text that is searched, in characters.
const TEXT_MAX: usize = 256;
/// The field's `id`: there is one on a page.
const FIELD: &str = "cerca-qui";

/// The form, folded: most readers of a short discussion do not need it.
#[component]
pub fn SearchWithin(
    /// Within what is searched, as the search page says it.
    code: String,
    /// What the form is called.
    label: &'static str,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <details class="no-print search-within">
            <summary>{label}</summary>
            <form class="search-box" role="search" aria-label=label action=paths::search(locale) method="get">
                <input r#type="hidden" name="in" value=code/>
                <label for=FIELD>{say!(locale, threads.within.words)}</label>
                <div class="search-row">
                    <div class="search-field">
                        <input class="form-control" r#type="search" id=FIELD name="q" maxlength=TEXT_MAX.to_string()/>
                    </div>
                    <button class="btn btn-primary" r#type="submit">
                        <Icon name="it-search"/>
                        <span>{say!(locale, common.search)}</span>
                    </button>
                </div>
            </form>
        </details>
    }
}
