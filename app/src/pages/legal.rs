// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Legal pages.

use leptos::prelude::*;

/// Legal pages.
#[component]
pub fn LegalNotesPage() -> impl IntoView {
    view! { <p></p> }
}

/// Legal pages.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    view! { <p></p> }
}

/// Legal pages.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    view! { <p></p> }
}
