// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The only place where HTML comes from text: rendered Markdown, and the inside of a text area.

use leptos::prelude::*;
use markdown::SafeHtml;

/// Rendered Markdown.
#[component]
pub fn Rich(
    /// The HTML, which only the renderer makes.
    html: SafeHtml,
    /// Classes of the block.
    #[prop(default = "rich")]
    class: &'static str,
) -> impl IntoView {
    view! { <div class=class inner_html=html.into_string()></div> }
}

/// A field of several lines.
///
/// leptos 0.8 writes the text of a text area unescaped (TRAPS T2), so it is escaped here; the first newline is the one
/// that browsers take off.
#[component]
pub fn TextArea(
    /// The field's `id`.
    #[prop(into)]
    id: String,
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What stands in it.
    value: String,
    /// How many lines are shown.
    rows: u32,
    /// The most characters that may be typed.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The `id`s of its help and its problem.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Whether what was typed was refused.
    #[prop(optional)]
    invalid: bool,
) -> impl IntoView {
    let text = format!("\n{}", value.replace('&', "&amp;").replace('<', "&lt;"));
    let class = if invalid { "form-control is-invalid" } else { "form-control" };
    view! {
        <textarea
            id=id
            name=name
            class=class
            rows=rows.to_string()
            maxlength=maxlength.map(|length| length.to_string())
            aria-describedby=described_by.filter(|ids| !ids.is_empty())
            aria-invalid=invalid.then_some("true")
            inner_html=text
        ></textarea>
    }
}
