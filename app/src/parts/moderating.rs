// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The ways from a thread or a post to moderation: telling of it, and deciding on it.

use domain::moderation::Subject;
use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The way to tell the moderators of something.
#[component]
pub fn FlagLink(
    /// The thread or the post.
    subject: Subject,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! { <a href=paths::flag(locale, &subject) rel="nofollow">{say!(locale, moderation.flag.link)}</a> }
}

/// The way to decide on something, for whom it is to decide.
#[component]
pub fn ModerateLink(
    /// The thread or the post.
    subject: Subject,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! { <a href=paths::moderate(locale, &subject)>{say!(locale, moderation.moderate)}</a> }
}
