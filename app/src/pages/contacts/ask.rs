// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! "Chiedi all'ente": writing to the owner of a practice about it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::contacts::AskPage as Value;

use super::lines::ContactLines;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::adverts::{Answer, AnswerWords, wrong};
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::render::{Refused, asked};

/// The form, or why there is none.
#[component]
pub fn AskPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.ask_page(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Ask value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Ask(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let wrong = wrong(locale, refused.as_ref());
    let lang = lang_of(&value.title, locale);
    let address = paths::practice(locale, &value.slug);
    let trail = vec![
        (say!(locale, practice.library).to_owned(), paths::practices(locale)),
        (value.title.text.clone(), address.clone()),
    ];
    let owner = (!value.owner.is_empty()).then(|| {
        view! { <p>{say!(locale, contacts.ask.to)} " " <strong><bdi>{value.owner.clone()}</bdi></strong></p> }
    });
    let words = AnswerWords {
        action: paths::ask_owner(locale, &value.slug),
        heading: say!(locale, contacts.ask.heading),
        over: say!(locale, contacts.ask.nobody),
        own: say!(locale, contacts.ask.own),
    };
    view! {
        <DeskFrame title=say!(locale, contacts.ask.title).to_owned() trail done=None wrong>
            <p class="lead measure">
                {say!(locale, practice.correct.about)} " " <a href=address lang=lang>{value.title.text}</a> "."
            </p>
            {owner}
            <ContactLines heading=say!(locale, contacts.about_this) lines=value.conversations/>
            <Answer words answering=value.answering key=value.key refused=refused.unwrap_or_default()/>
        </DeskFrame>
    }
}
