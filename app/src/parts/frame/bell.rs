// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The bell beside the own account: a link to the notices, with how many were not read. Visitors have none, so that
//! their pages stay equal byte for byte.

use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::render::asked;

/// The most that is counted; more are said as more than that.
const COUNTED: u32 = 99;

/// The link, for members.
#[component]
pub fn Bell() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let current = (asked.here.path == "/notifiche").then_some("page");
    Suspend::new(async move {
        // A header without a number is better than no page.
        let unread = asked.portal.bell(&asked.here.viewer).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the notices could not be counted");
            0
        });
        let said = match unread {
            0 => say!(locale, notices.bell_none).to_owned(),
            unread if unread > COUNTED => say!(locale, notices.bell_more, count = COUNTED),
            unread => say!(locale, notices.bell, count = u64::from(unread)),
        };
        let shown = match unread {
            0 => None,
            unread if unread > COUNTED => Some(format!("{COUNTED}+")),
            unread => Some(unread.to_string()),
        };
        view! {
            <a class="bell" href=paths::notices(locale) aria-current=current>
                <Icon name="in-bell" class="icon-sm"/>
                <span class="visually-hidden">{said}</span>
                {shown.map(|shown| view! { <span class="bell-count" aria-hidden="true">{shown}</span> })}
            </a>
        }
    })
}
