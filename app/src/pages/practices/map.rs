// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of practices by region.

use leptos::prelude::*;

/// The map of practices by region.
#[component]
pub fn MapPage() -> impl IntoView {
    view! { <p></p> }
}
