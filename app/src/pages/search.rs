// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searching.

use leptos::prelude::*;

/// Searching.
#[component]
pub fn SearchPage() -> impl IntoView {
    view! { <p></p> }
}
