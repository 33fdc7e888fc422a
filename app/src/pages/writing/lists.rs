// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body's own list of practices: bringing it, looking at what would become of it, and what became of it.

mod bring;
mod outcome;
mod preview;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::writing::{ListPage as Value, ListState};

use super::frame::{Frame, Outcome, desk_crumb};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Refused, asked};
use outcome::Taken;
use preview::Preview;

pub use bring::BringListPage;
pub use outcome::left_out_csv;

/// A list that was read.
#[component]
pub fn ListPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("list").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.list_page(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(value) => view! { <List value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn List(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    let outcome = match use_context::<Refused>() {
        Some(refused) => words::outcome(locale, &refused),
        None => done.map_or(Outcome::Nothing, Outcome::Done),
    };
    let about = say!(
        locale,
        lists.about,
        file = value.file_name.clone(),
        organisation = value.organisation.clone(),
        rows = numbers::count(locale, value.rows as u64)
    );
    let kept = say!(locale, lists.kept, time = numbers::time(locale, value.kept_until));
    let trail = vec![desk_crumb(locale), (say!(locale, lists.title).to_owned(), paths::bring_list(locale))];
    let (title, body) = match value.state {
        ListState::Open(preview) => {
            let preview = *preview;
            (say!(locale, lists.preview.title), view! { <Preview uid=value.uid preview/> }.into_any())
        }
        ListState::Taken(outcome) => {
            (say!(locale, lists.taken.title), view! { <Taken uid=value.uid outcome/> }.into_any())
        }
    };
    view! {
        <Frame title=title.to_owned() trail outcome>
            <p class="lead measure">{about}</p>
            <p class="text-soft measure">{kept}</p>
            {body}
        </Frame>
    }
}
