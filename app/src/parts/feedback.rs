// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Was this page clear?

use leptos::prelude::*;

/// Was this page clear?
#[component]
pub fn Feedback() -> impl IntoView {
    view! { <p></p> }
}
