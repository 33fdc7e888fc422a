// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The library.

use leptos::prelude::*;

/// The library.
#[component]
pub fn LibraryPage() -> impl IntoView {
    view! { <p></p> }
}
