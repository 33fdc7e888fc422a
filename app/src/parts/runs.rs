// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Text in which the words that were searched are marked.

use leptos::prelude::*;
use portal::cards::Run;

/// An excerpt.
#[component]
pub fn Marked(
    /// Its pieces.
    runs: Vec<Run>,
) -> impl IntoView {
    runs.into_iter()
        .map(|run| if run.marked { view! { <mark>{run.text}</mark> }.into_any() } else { run.text.into_any() })
        .collect_view()
}
