// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The answer to an opinion.

use leptos::prelude::*;

/// The answer to an opinion.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    view! { <p></p> }
}
