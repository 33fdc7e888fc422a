// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Recovery codes, shown once: on the answer to the post that made them, and never again.

use leptos::prelude::*;

use super::super::frame::Frame;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The codes, to be printed.
#[component]
pub fn Codes(
    /// The codes.
    codes: Vec<String>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> });
    let title = say!(locale, profile.security.codes.title);
    view! {
        <Frame title lead=say!(locale, profile.security.codes.text) wrong=Vec::new() done=|_, _| None>
            <div class="alert alert-warning measure" role="status">
                <p class="mb-0">{say!(locale, profile.security.codes.once)}</p>
            </div>
            <h2>{say!(locale, profile.security.codes.list)}</h2>
            <ol class="recovery-codes">{codes.collect_view()}</ol>
            <p class="no-print">{say!(locale, profile.security.codes.print)}</p>
            <p class="no-print">
                <a class="btn btn-primary" href=paths::security(locale)>{say!(locale, profile.security.codes.back)}</a>
            </p>
        </Frame>
    }
}
