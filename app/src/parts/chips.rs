// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Themes as chips.

use leptos::prelude::*;
use portal::cards::ThemeLink;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The themes of something, each leading to its page. Shows nothing where there is none.
#[component]
pub fn ThemeChips(
    /// The themes.
    themes: Vec<ThemeLink>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let chips = themes.into_iter().map(|theme| {
        view! {
            <li>
                <a class="chip chip-simple" href=paths::theme(locale, &theme.slug)>
                    <span class="chip-label">{theme.name}</span>
                </a>
            </li>
        }
    });
    let chips: Vec<_> = chips.collect();
    (!chips.is_empty()).then(|| view! { <ul class="chips" aria-label=say!(locale, common.themes)>{chips}</ul> })
}
