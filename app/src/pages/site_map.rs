// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All pages.

use leptos::prelude::*;

/// All pages.
#[component]
pub fn SiteMapPage() -> impl IntoView {
    view! { <p></p> }
}
