// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two versions of a practice, side by side.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::writing::RevisionComparison as Value;

use super::changes::{Changes, Sides};
use super::frame::{Frame, Outcome, desk_crumb};
use super::practice::version_name;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::asked;

/// The comparison that the address asks for: `da` is the earlier version, `a` the later one.
#[component]
pub fn ComparisonPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    let from = asked.here.parameter("da").unwrap_or_default();
    let to = asked.here.parameter("a").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.compare_revisions(&asked.here.viewer, asked.here.locale, &uid, &from, &to).await {
            Ok(value) => view! { <Comparison uid value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Comparison(uid: String, value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let desk = paths::practice_desk(locale, &uid);
    let trail = vec![desk_crumb(locale), (value.title.clone(), desk.clone())];
    let before = version_name(locale, &value.from);
    let after = version_name(locale, &value.to);
    let sides = Sides { before, after, language: None };
    view! {
        <Frame title=say!(locale, writing.changes.title).to_owned() trail outcome=Outcome::Nothing>
            <p class="lead"><bdi>{value.title}</bdi></p>
            <h2 class="visually-hidden">{say!(locale, writing.changes.fields)}</h2>
            <Changes changed=value.changed sides/>
            <p><a href=desk>{say!(locale, writing.changes.back)}</a></p>
        </Frame>
    }
}
