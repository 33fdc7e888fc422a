// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the body of an advert can do with it: change it, publish, renew, close or delete it.

use domain::Locale;
use domain::advert::{AdvertMove, AdvertState};
use leptos::prelude::*;
use portal::adverts::{AdvertCard, AdvertWork};

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The buttons of who writes it.
#[component]
pub(super) fn Work(card: AdvertCard, work: AdvertWork) -> impl IntoView {
    let locale = asked().here.locale;
    let AdvertWork { version, edit, delete, moves, lacks } = work;
    let edit = edit.then(|| {
        view! {
            <a class="btn btn-outline-primary" href=paths::advert_form(locale, &card.uid)>
                {say!(locale, adverts.work.edit)}
            </a>
        }
    });
    let moves = moves.into_iter().map(|step| one(locale, &card.uid, step.code(), &version, button(locale, step)));
    let moves = moves.collect_view();
    let delete = delete.then(|| one(locale, &card.uid, "delete", &version, say!(locale, adverts.work.delete)));
    let lacks = (!lacks.is_empty()).then(|| {
        let lines = lacks.iter().map(|lack| view! { <li>{words::lack(locale, lack)}</li> }).collect_view();
        view! { <p>{say!(locale, adverts.work.lacks)}</p> <ul>{lines}</ul> }
    });
    view! {
        <section aria-labelledby="gestione">
            <h2 id="gestione">{say!(locale, adverts.work.heading)}</h2>
            <p class="measure">{where_it_stands(locale, card.state)}</p>
            {lacks}
            <div class="button-row">{edit} {moves} {delete}</div>
        </section>
    }
}

fn one(locale: Locale, uid: &str, action: &'static str, version: &str, words: &'static str) -> impl IntoView + use<> {
    let class = if action == "publish" { "btn btn-primary" } else { "btn btn-outline-primary" };
    view! {
        <form action=paths::advert(locale, uid) method="post" novalidate>
            <input r#type="hidden" name="version" value=version.to_owned()/>
            <button class=class r#type="submit" name="action" value=action>{words}</button>
        </form>
    }
}

fn button(locale: Locale, step: AdvertMove) -> &'static str {
    match step {
        AdvertMove::Publish => say!(locale, adverts.work.publish),
        AdvertMove::Renew => say!(locale, adverts.work.renew),
        AdvertMove::Answer | AdvertMove::Match | AdvertMove::Close | AdvertMove::Expire => {
            say!(locale, adverts.work.close)
        }
    }
}

fn where_it_stands(locale: Locale, state: AdvertState) -> &'static str {
    match state {
        AdvertState::Draft => say!(locale, adverts.stands.draft),
        AdvertState::Open => say!(locale, adverts.stands.open),
        AdvertState::InContact => say!(locale, adverts.stands.in_contact),
        AdvertState::Matched => say!(locale, adverts.stands.matched),
        AdvertState::Closed => say!(locale, adverts.stands.closed),
        AdvertState::Expired => say!(locale, adverts.stands.expired),
    }
}
