// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers wrote: requests to correct a practice, opinions on pages.

use std::collections::BTreeMap;

use domain::SafePath;
use leptos::prelude::*;
use portal::messages::Messages;

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Asked, asked};

/// How many of each kind are shown, the newest first.
const SHOWN: u32 = 100;

/// What readers wrote.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.reader_messages(&asked.here.viewer, SHOWN).await {
            Ok(value) => {
                let practices = practices(&asked, &value).await;
                view! { <Written value practices/> }.into_any()
            }
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The addresses and titles of the practices that corrections are about, by their identifier.
type Practices = BTreeMap<String, (String, String)>;

/// A practice that was withdrawn since then has none.
async fn practices(asked: &Asked, value: &Messages) -> Practices {
    let locale = asked.here.locale;
    let mut found = Practices::new();
    for one in &value.corrections {
        let uid = one.practice.to_string();
        if found.contains_key(&uid) {
            continue;
        }
        if let Ok(page) = asked.portal.practice_by_uid(&asked.here.viewer, locale, &uid).await {
            let title = page.practice.title_for(locale).0.to_owned();
            found.insert(uid, (paths::practice(locale, &page.slug), title));
        }
    }
    found
}

#[component]
fn Written(value: Messages, practices: Practices) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Area title=say!(locale, administration.menu.messages).to_owned()>
            <p class="lead measure">{say!(locale, administration.messages.lead)}</p>
            <Corrections value=value.clone() practices/>
            <Opinions value/>
        </Area>
    }
}

#[component]
fn Corrections(value: Messages, practices: Practices) -> impl IntoView {
    let locale = asked().here.locale;
    let none = value.corrections.is_empty().then(|| view! { <p>{say!(locale, administration.messages.none)}</p> });
    let lines = value.corrections.into_iter().map(|one| {
        let from = [one.name, one.email].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let from = if from.is_empty() { say!(locale, administration.messages.nobody).to_owned() } else { from };
        let at = numbers::time(locale, one.at.as_second());
        let uid = one.practice.to_string();
        let practice = match practices.get(&uid) {
            Some((address, title)) => view! { <a href=address.clone()>{title.clone()}</a> }.into_any(),
            None => view! { <code>{uid}</code> }.into_any(),
        };
        view! {
            <li>
                <p class="person-job">{at} ", " <bdi>{from}</bdi></p>
                <p class="written">{one.text}</p>
                <p class="person-job">{say!(locale, administration.messages.practice)} " " {practice}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="area-section" aria-labelledby="correzioni">
            <h2 id="correzioni">{say!(locale, administration.messages.corrections)}</h2>
            {none}
            <ul class="message-list">{lines}</ul>
        </section>
    }
}

#[component]
fn Opinions(value: Messages) -> impl IntoView {
    let locale = asked().here.locale;
    let none = value.opinions.is_empty().then(|| view! { <p>{say!(locale, administration.messages.none)}</p> });
    let lines = value.opinions.into_iter().map(|one| {
        let at = numbers::time(locale, one.at.as_second());
        let rating = say!(locale, administration.messages.rating, rating = one.rating);
        // What a form named as its page may be anything: only an address of this portal is a link.
        let page = match SafePath::parse(&one.page) {
            Some(path) => view! { <a href=path.to_string()><bdi>{one.page}</bdi></a> }.into_any(),
            None => view! { <bdi>{one.page}</bdi> }.into_any(),
        };
        let text = (!one.text.is_empty()).then(|| view! { <p class="written">{one.text}</p> });
        view! { <li><p class="person-job">{at} ", " {rating} ", " {page}</p> {text}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <section class="area-section" aria-labelledby="pareri">
            <h2 id="pareri">{say!(locale, administration.messages.opinions)}</h2>
            {none}
            <ul class="message-list">{lines}</ul>
        </section>
    }
}
