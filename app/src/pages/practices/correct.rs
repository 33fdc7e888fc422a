// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Asking for a correction.

use leptos::prelude::*;

/// Asking for a correction.
#[component]
pub fn CorrectPage() -> impl IntoView {
    view! { <p></p> }
}
