// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own saved searches.

use domain::Locale;
use domain::saved_search::SAVED_MAX;
use leptos::prelude::*;
use portal::saved_searches::{OwnSearches, SavedLine};

use super::words::{asked_for, done, frequency};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::asked;

/// The list on the desk.
#[component]
pub(super) fn ListPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.own_searches(&asked.here.viewer, asked.here.locale).await {
            Ok(value) => view! { <Searches value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Searches(value: OwnSearches) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let done = here.parameter("done").and_then(|code| done(locale, &code));
    let trail = vec![(say!(locale, common.desk).to_owned(), paths::desk(locale))];
    let lines: Vec<_> = value.lines.into_iter().map(|one| line(locale, one)).collect();
    let none = lines.is_empty().then(|| view! { <p class="measure desk-empty">{say!(locale, saved.none)}</p> });
    let lines = (!lines.is_empty()).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="ricerche">
                <h2 id="ricerche">{say!(locale, saved.list)}</h2>
                <ul class="desk-list">{lines}</ul>
            </section>
        }
    });
    let full = (!value.has_room).then(|| {
        view! { <p class="measure">{say!(locale, saved.save.full, most = SAVED_MAX)}</p> }
    });
    view! {
        <DeskFrame title=say!(locale, saved.title).to_owned() trail done wrong=Vec::new()>
            <p class="lead measure">{say!(locale, saved.lead)}</p>
            {none}
            {lines}
            {full}
            <p class="button-row">
                <a class="btn btn-outline-primary" href=paths::practices(locale)>{say!(locale, saved.to_practices)}</a>
                <a class="btn btn-outline-primary" href=paths::adverts(locale)>{say!(locale, saved.to_adverts)}</a>
            </p>
        </DeskFrame>
    }
}

/// One search: it opens with its name.
fn line(locale: Locale, line: SavedLine) -> impl IntoView {
    let results = paths::saved::results(locale, line.asked.kind, &line.asked.query);
    let told = frequency(locale, line.frequency);
    let alert = say!(locale, saved.alert, frequency = told);
    view! {
        <li>
            <h3><a href=results><bdi>{line.name.clone()}</bdi></a></h3>
            <p class="text-soft">{asked_for(locale, &line.asked)}</p>
            <p class="desk-next">{alert}</p>
            <p>
                <a href=paths::saved::one(locale, &line.uid)>
                    {say!(locale, saved.edit)} <span class="visually-hidden">": " <bdi>{line.name}</bdi></span>
                </a>
            </p>
        </li>
    }
}
