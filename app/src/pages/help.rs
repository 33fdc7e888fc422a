// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The help.

use leptos::prelude::*;

/// The help.
#[component]
pub fn HelpPage() -> impl IntoView {
    view! { <p></p> }
}

/// The help.
#[component]
pub fn HelpArticlePage() -> impl IntoView {
    view! { <p></p> }
}
