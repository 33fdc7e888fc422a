// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The one script of a page that has an island; it loads the islands' bundle at the first touch.

use leptos::prelude::*;

use crate::ssr::render::asked;

/// The script element, where the site was built with a bundle. It stands beside the island that needs it.
#[component]
pub fn StartScript() -> impl IntoView {
    let assets = asked().site.assets.clone();
    (!assets.start.is_empty()).then(|| {
        view! { <script r#type="module" src=assets.start data-js=assets.module data-wasm=assets.wasm></script> }
    })
}
