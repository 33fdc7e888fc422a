// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A collection: its practices to read and to compare, and, for its owner, what it is called and who may read it.

use domain::collection::Sharing;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::cards::PracticeCard;
use portal::collections::CollectionPage as Value;
use portal::comparing::COMPARED_MAX;

use super::super::frame::{Frame, desk_crumb};
use super::fields::{CollectionFields, Filled, outcome, sharing_word};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::card::offered_by;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::render::{Refused, asked};

/// A collection.
#[component]
pub fn CollectionPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.collection(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(value) => view! { <Collection value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Collection(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let trail = match value.may_edit {
        true => vec![desk_crumb(locale), (say!(locale, collections.title).to_owned(), paths::collections(locale))],
        false => Vec::new(),
    };
    let note = (!value.note.is_empty()).then(|| {
        view! { <blockquote class="request-note measure" dir="auto">{value.note.clone()}</blockquote> }
    });
    let unseen = (value.unseen > 0).then(|| {
        view! { <p class="text-soft measure">{say!(locale, collections.read.unseen, count = value.unseen)}</p> }
    });
    let owner = value.may_edit.then(|| view! { <Owner value=value.clone()/> });
    let taking = value.may_edit.then(|| value.uid.clone());
    view! {
        <Frame title=value.name.clone() trail outcome=outcome()>
            {note}
            <section class="writing-section" aria-labelledby="pratiche">
                <h2 id="pratiche">{say!(locale, collections.read.practices)}</h2>
                <Practices cards=value.practices taking/>
                {unseen}
            </section>
            {owner}
        </Frame>
    }
}

/// The practices, each with a box for the comparison.
#[component]
fn Practices(cards: Vec<PracticeCard>, taking: Option<String>) -> impl IntoView {
    let locale = asked().here.locale;
    if cards.is_empty() {
        return view! {
            <p class="measure desk-empty">
                {say!(locale, collections.read.empty)} " "
                <a href=paths::practices(locale)>{say!(locale, collections.read.to_library)}</a>
            </p>
        }
        .into_any();
    }
    let compare = (cards.len() > 1).then(|| {
        view! {
            <form class="mt-4 no-print" id="confronto" action=paths::comparison(locale, &[]) method="get">
                <p class="form-text">{say!(locale, collections.read.compare_help, most = COMPARED_MAX)}</p>
                <button class="btn btn-primary" r#type="submit">{say!(locale, collections.read.compare)}</button>
            </form>
        }
    });
    let comparing = compare.is_some();
    let lines: Vec<_> = cards
        .into_iter()
        .map(|card| {
            let choose = comparing.then(|| choose(&card));
            let take = taking.clone().map(|collection| take_out(&card, &collection));
            line(card, (choose, take))
        })
        .collect();
    view! {
        <ul class="desk-list">{lines}</ul>
        {compare}
    }
    .into_any()
}

/// A practice: what it is, then what can be done with it.
fn line(card: PracticeCard, ways: impl IntoView + 'static) -> impl IntoView {
    let locale = asked().here.locale;
    let (title_lang, summary_lang) = (lang_of(&card.title, locale), lang_of(&card.summary, locale));
    let offers = offered_by(&card, locale).map(|offers| view! { <p class="text-soft"><bdi>{offers}</bdi></p> });
    view! {
        <li>
            <h3><a href=paths::practice(locale, &card.slug) lang=title_lang>{card.title.text}</a></h3>
            <p lang=summary_lang>{card.summary.text}</p>
            {offers}
            {ways}
        </li>
    }
}

/// The box by which a practice is chosen for the comparison.
fn choose(card: &PracticeCard) -> impl IntoView + use<> {
    let locale = asked().here.locale;
    let id = format!("confronta-{}", card.uid);
    let (title, lang) = (card.title.text.clone(), lang_of(&card.title, locale));
    view! {
        <div class="choice-field no-print">
            <div class="choice">
                <input r#type="checkbox" form="confronto" id=id.clone() name="p" value=card.slug.clone()/>
                <label for=id>
                    {say!(locale, collections.read.choose)}
                    <span class="visually-hidden">": " <span lang=lang>{title}</span></span>
                </label>
            </div>
        </div>
    }
}

/// The button that takes a practice out.
fn take_out(card: &PracticeCard, collection: &str) -> impl IntoView + use<> {
    let locale = asked().here.locale;
    let (title, lang) = (card.title.text.clone(), lang_of(&card.title, locale));
    view! {
        <form class="no-print" action=paths::collection(locale, collection) method="post" novalidate>
            <input r#type="hidden" name="action" value="take_out"/>
            <input r#type="hidden" name="practice" value=card.uid.clone()/>
            <button class="btn btn-outline-primary btn-sm" r#type="submit">
                {say!(locale, collections.read.take_out)}
                <span class="visually-hidden">": " <span lang=lang>{title}</span></span>
            </button>
        </form>
    }
}

/// What its owner alone sees: who may read it, the form, and the way to delete it.
#[component]
fn Owner(value: Value) -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let address = paths::collection(locale, &value.uid);
    let link = (value.sharing == Sharing::ByLink).then(|| {
        let whole = format!("{}{address}", asked.site.base_url);
        view! {
            <div class="form-field permalink measure mb-4">
                <label for="permalink">{say!(locale, collections.read.link)}</label>
                <input class="form-control" r#type="text" id="permalink" readonly value=whole/>
            </div>
        }
    });
    let kept = Filled { name: value.name, note: value.note, sharing: value.sharing.code().to_owned() };
    let filled = use_context::<Refused>().map_or(kept, |refused| Filled::typed(&refused));
    view! {
        <section class="writing-section no-print" aria-labelledby="gestire">
            <h2 id="gestire">{say!(locale, collections.read.manage)}</h2>
            <p class="measure">{sharing_word(locale, value.sharing)}</p>
            {link}
            <form class="measure" action=address.clone() method="post" novalidate>
                <input r#type="hidden" name="action" value="change"/>
                <CollectionFields filled/>
                <button class="btn btn-primary" r#type="submit">{say!(locale, collections.read.save)}</button>
            </form>
            <details class="disclosed measure mt-4">
                <summary>{say!(locale, collections.read.delete_title)}</summary>
                <div class="disclosed-body">
                    <form action=address method="post" novalidate>
                        <input r#type="hidden" name="action" value="delete"/>
                        <p>{say!(locale, collections.read.delete_text)}</p>
                        <button class="btn btn-danger" r#type="submit">{say!(locale, collections.read.delete)}</button>
                    </form>
                </div>
            </details>
        </section>
    }
}
