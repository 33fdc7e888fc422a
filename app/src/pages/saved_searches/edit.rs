// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One saved search: its name and its alert can be changed, and it can be deleted.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::saved_searches::SavedLine;

use super::fields::SearchFields;
use super::trail;
use super::words::{asked_for, wrong};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Refused, asked};

/// The form.
#[component]
pub(super) fn EditPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.saved_search(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(line) => view! { <Edit line/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Edit(line: SavedLine) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref());
    let address = paths::saved::one(locale, &line.uid);
    let results = paths::saved::results(locale, line.asked.kind, &line.asked.query);
    let (name, chosen) = match &refused {
        Some(refused) => (refused.value("name"), refused.value("frequency")),
        None => (line.name.clone(), line.frequency.code().to_owned()),
    };
    view! {
        <DeskFrame title=say!(locale, saved.change.title).to_owned() trail=trail(locale) done=None wrong>
            <p class="measure">
                {say!(locale, saved.change.what)} " " <strong><bdi>{asked_for(locale, &line.asked)}</bdi></strong>
            </p>
            <p><a href=results>{say!(locale, saved.open)}</a></p>
            <form class="measure" action=address.clone() method="post" novalidate>
                <input r#type="hidden" name="action" value="change"/>
                <SearchFields name chosen/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, saved.change.button)}</button>
            </form>
            <details class="disclosed measure mt-4">
                <summary>{say!(locale, saved.change.delete_title)}</summary>
                <div class="disclosed-body">
                    <form action=address method="post" novalidate>
                        <input r#type="hidden" name="action" value="delete"/>
                        <p>{say!(locale, saved.change.delete_text)}</p>
                        <button class="btn btn-danger" r#type="submit">{say!(locale, saved.change.delete)}</button>
                    </form>
                </div>
            </details>
        </DeskFrame>
    }
}
