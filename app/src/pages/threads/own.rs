// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The threads that one began or wrote in.

use leptos::prelude::*;
use portal::talking::ThreadsPage as Value;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::threads::ThreadListLine;
use crate::ssr::render::asked;

/// The list on the desk.
#[component]
pub fn OwnThreadsPage() -> impl IntoView {
    let asked = asked();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.own_threads(&asked.here.viewer, page).await {
            Ok(value) => view! { <OwnThreads value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn OwnThreads(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { lines, total, per_page, request, .. } = value;
    let address: Vec<String> =
        (1..=pages(total, per_page)).map(|page| paths::listed(paths::own_threads(locale), &[], page)).collect();
    let trail = vec![(say!(locale, common.desk).to_owned(), paths::desk(locale))];
    let found = say!(locale, threads.found, count = total, number = numbers::count(locale, total));
    let none = (total == 0).then(|| {
        view! {
            <p class="measure desk-empty">
                {say!(locale, threads.own.none)} " " <a href=paths::threads(locale)>{say!(locale, threads.all)}</a>
            </p>
        }
    });
    let lines = lines.into_iter().map(|line| view! { <ThreadListLine line/> }).collect_view();
    view! {
        <DeskFrame title=say!(locale, threads.own.title).to_owned() trail done=None wrong=Vec::new()>
            <p class="lead measure">{say!(locale, threads.own.lead)}</p>
            <h2>{found}</h2>
            {none}
            <ol class="results">{lines}</ol>
            <Pager current=request.page address/>
        </DeskFrame>
    }
}
