// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Own collections of practices: all of them, one of them, and putting a practice into some.

mod collect;
mod fields;
mod read;

use domain::collection::{COLLECTIONS_MAX, Sharing};
use leptos::prelude::*;
use portal::collections::{CollectionLine, OwnCollections};

use super::frame::{Frame, desk_crumb};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Refused, asked};
use fields::{CollectionFields, Filled, outcome, sharing_word};

pub use collect::CollectPage;
pub use read::CollectionPage;

/// The own collections.
#[component]
pub fn CollectionsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.own_collections(&asked.here.viewer).await {
            Ok(value) => view! { <Collections value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Collections(value: OwnCollections) -> impl IntoView {
    let locale = asked().here.locale;
    let lines: Vec<_> = value.lines.into_iter().map(|line| view! { <Line line/> }).collect();
    let empty = lines.is_empty().then(|| view! { <p class="measure desk-empty">{say!(locale, collections.empty)}</p> });
    let lines = (!lines.is_empty()).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="raccolte">
                <h2 id="raccolte">{say!(locale, collections.all)}</h2>
                <ul class="desk-list">{lines}</ul>
            </section>
        }
    });
    let make = match value.has_room {
        true => view! { <Make/> }.into_any(),
        false => {
            let words = say!(locale, collections.make.full, most = COLLECTIONS_MAX);
            view! { <p class="measure">{words}</p> }.into_any()
        }
    };
    let trail = vec![desk_crumb(locale)];
    view! {
        <Frame title=say!(locale, collections.title).to_owned() trail outcome=outcome()>
            <p class="lead measure">{say!(locale, collections.lead)}</p>
            {empty}
            {lines}
            {make}
        </Frame>
    }
}

/// A collection in the list.
#[component]
fn Line(line: CollectionLine) -> impl IntoView {
    let locale = asked().here.locale;
    let count = say!(locale, collections.count, count = line.practices);
    view! {
        <li>
            <h3><a href=paths::collection(locale, &line.uid)><bdi>{line.name}</bdi></a></h3>
            <p class="text-soft">{count} " · " {sharing_word(locale, line.sharing)}</p>
        </li>
    }
}

/// The form for one more.
#[component]
fn Make() -> impl IntoView {
    let locale = asked().here.locale;
    let begun = Filled { sharing: Sharing::Private.code().to_owned(), ..Filled::default() };
    let filled = use_context::<Refused>().map_or(begun, |refused| Filled::typed(&refused));
    view! {
        <section class="writing-section" aria-labelledby="nuova">
            <h2 id="nuova">{say!(locale, collections.make.title)}</h2>
            <form class="measure" action=paths::collections(locale) method="post" novalidate>
                <CollectionFields filled/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, collections.make.button)}</button>
            </form>
        </section>
    }
}
