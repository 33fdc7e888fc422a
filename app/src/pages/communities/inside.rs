// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is in a community: its threads, its members, the practices of its themes and their documents.

use domain::Locale;
use leptos::prelude::*;
use portal::communities::{CommunityCard, CommunityDocument, CommunityInside};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::card::PracticeTiles;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::person::PersonCards;
use crate::ssr::parts::threads::ThreadsBox;
use crate::ssr::parts::watching::WatchBox;
use crate::ssr::render::asked;

/// What is in a community, for those to whom that is open.
#[component]
pub(super) fn Inside(card: CommunityCard, inside: CommunityInside) -> impl IntoView {
    let locale = asked().here.locale;
    let watching = inside.watching.map(|watching| view! { <WatchBox watching/> });
    let people = paths::community_people(locale, &card.slug);
    let members = (!inside.members.is_empty()).then(|| view! { <PersonCards cards=inside.members/> });
    let own = inside.own_practices;
    let own = (!own.is_empty()).then(|| {
        view! {
            <section aria-labelledby="pratiche-riservate">
                <h2 id="pratiche-riservate">{say!(locale, communities.own_practices)}</h2>
                <p class="measure">{say!(locale, communities.own_practices_text)}</p>
                <PracticeTiles cards=own/>
            </section>
        }
    });
    let themes = card.themes.first().map(|theme| paths::theme(locale, &theme.slug));
    let more = themes.filter(|_| inside.practices_total > 0).map(|address| {
        view! { <p><a href=address>{say!(locale, communities.all_practices, count = inside.practices_total)}</a></p> }
    });
    let practices = match inside.practices.is_empty() {
        true => view! { <p>{say!(locale, communities.no_practices)}</p> }.into_any(),
        false => view! { <PracticeTiles cards=inside.practices/> }.into_any(),
    };
    view! {
        {watching}
        <section aria-labelledby="discussioni">
            <h2 id="discussioni">{say!(locale, threads.boxed.title)}</h2>
            <ThreadsBox value=inside.threads/>
        </section>
        <section aria-labelledby="persone">
            <h2 id="persone">{say!(locale, communities.people)}</h2>
            {members}
            <p><a href=people>{say!(locale, communities.all_people, count = inside.members_total)}</a></p>
        </section>
        {own}
        <section aria-labelledby="pratiche">
            <h2 id="pratiche">{say!(locale, communities.practices)}</h2>
            {practices}
            {more}
        </section>
        {documents(locale, inside.documents)}
    }
}

/// Documents of the practices, each with its practice; nothing where there are none.
fn documents(locale: Locale, all: Vec<CommunityDocument>) -> Option<impl IntoView + use<>> {
    let lines = all.into_iter().map(|one| {
        let lang = lang_of(&one.practice, locale);
        let practice = paths::practice(locale, &one.practice_slug);
        view! {
            <li>
                <a href=paths::document_file(&one.uid, &one.file_name)>{one.title}</a>
                " (" {one.file_kind.to_uppercase()} "), "
                <a href=practice lang=lang>{one.practice.text}</a>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="documenti">
                <h2 id="documenti">{say!(locale, communities.documents)}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}
