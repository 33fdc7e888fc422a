// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a post, or the beginning of a thread, said before.

use domain::Locale;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::Error;
use portal::talking::{HistoryPage as Value, VersionLine};

use super::{crumb, post};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::Rich;
use crate::ssr::render::asked;

/// The earlier texts, the newest first.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let asked = asked();
    let given = use_params_map().get_untracked();
    let (address, position) = (given.get("address").unwrap_or_default(), given.get("position"));
    Suspend::new(async move {
        let Some(position) = position.and_then(|position| position.parse().ok()) else {
            return failed(&asked, &Error::NotFound);
        };
        match asked.portal.post_history(&asked.here.viewer, &address, position).await {
            Ok(value) => shown(asked.here.locale, &value),
            Err(error) => failed(&asked, &error),
        }
    })
}

fn shown(locale: Locale, value: &Value) -> AnyView {
    let lang = (value.title.language != locale.language()).then(|| value.title.language.code());
    let there = match value.position {
        0 => paths::thread(locale, &value.address),
        position => paths::post(locale, &value.address, position),
    };
    let trail = vec![crumb(locale), (value.title.text.clone(), there.clone())];
    let versions = value.versions.iter().map(|one| version(locale, one, lang)).collect_view();
    let title = value.title.text.clone();
    let writer = post::writer(locale, &value.writer);
    view! {
        <DeskFrame title=say!(locale, threads.history.title).to_owned() trail done=None wrong=Vec::new()>
            <p class="lead measure">
                {say!(locale, threads.post_page.in_thread)} " " <a href=there lang=lang>{title}</a> " · "
                {writer}
            </p>
            <ol class="thread-posts">{versions}</ol>
        </DeskFrame>
    }
    .into_any()
}

fn version(locale: Locale, one: &VersionLine, lang: Option<&'static str>) -> impl IntoView + use<> {
    let when = match one.until {
        None => say!(locale, threads.history.now).to_owned(),
        Some(until) => say!(locale, threads.history.until, time = numbers::time(locale, until)),
    };
    let title = one.title.clone().map(|title| view! { <p><strong lang=lang>{title}</strong></p> });
    view! {
        <li class="thread-post">
            <h2 class="thread-head">{when}</h2>
            {title}
            <div lang=lang><Rich html=one.html.clone()/></div>
        </li>
    }
}
