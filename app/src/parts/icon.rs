// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Icons, from the one sprite of the site.

use leptos::prelude::*;

use crate::ssr::render::asked;

/// An icon beside words; it says nothing by itself.
#[component]
pub fn Icon(
    /// The symbol in the sprite, such as `it-search`.
    name: &'static str,
    /// Classes beside `icon`.
    #[prop(default = "icon-sm")]
    class: &'static str,
) -> impl IntoView {
    let href = format!("{}#{name}", asked().site.assets.icons);
    view! {
        <svg class=format!("icon {class}") aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
