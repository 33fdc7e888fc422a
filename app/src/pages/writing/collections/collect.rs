// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Putting a practice into own collections, or taking it out of them.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::collections::CollectPage as Value;

use super::super::frame::{Frame, desk_crumb};
use super::fields::{name_line, outcome, problem};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{CheckFields, Choice, FieldWords, LineField};
use crate::ssr::parts::lang_of;
use crate::ssr::render::{Refused, asked};

/// A practice with the own collections.
#[component]
pub fn CollectPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.collect_page(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Collect value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Collect(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let trail = vec![desk_crumb(locale), (say!(locale, collections.title).to_owned(), paths::collections(locale))];
    let lang = lang_of(&value.title, locale);
    let address = paths::collect(locale, &value.slug);
    let was: Vec<String> = match &refused {
        Some(refused) => typed(refused, "was"),
        None => held(&value),
    };
    let was = was.into_iter().map(|uid| view! { <input r#type="hidden" name="was" value=uid/> }).collect_view();
    let boxes = (!value.collections.is_empty()).then(|| boxes(&value, refused.as_ref()));
    let new = value.has_room.then(|| new(refused.as_ref()));
    view! {
        <Frame title=say!(locale, collections.collect.title).to_owned() trail outcome=outcome()>
            <p class="lead measure">
                {say!(locale, collections.collect.practice)} " "
                <a href=paths::practice(locale, &value.slug) lang=lang>{value.title.text.clone()}</a>
            </p>
            <form class="measure" action=address method="post" novalidate>
                {was}
                {boxes}
                {new}
                <button class="btn btn-primary" r#type="submit">{say!(locale, collections.collect.button)}</button>
            </form>
        </Frame>
    }
}

fn typed(refused: &Refused, field: &str) -> Vec<String> {
    refused.typed.iter().filter(|(name, _)| name == field).map(|(_, value)| value.clone()).collect()
}

/// The collections that the practice is in.
fn held(value: &Value) -> Vec<String> {
    value.collections.iter().filter(|(_, _, holds)| *holds).map(|(uid, ..)| uid.clone()).collect()
}

/// A box for each own collection.
fn boxes(value: &Value, refused: Option<&Refused>) -> impl IntoView + use<> {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "scelte",
        label: say!(locale, collections.collect.chosen),
        help: Some(say!(locale, collections.collect.chosen_help)),
        problem: refused.and_then(|refused| problem(locale, refused, "chosen")),
    };
    let choices: Vec<Choice> =
        value.collections.iter().map(|(uid, name, _)| Choice::new(uid.clone(), name.clone())).collect();
    let chosen = refused.map_or_else(|| held(value), |refused| typed(refused, "chosen"));
    view! { <CheckFields words name="chosen" choices chosen/> }
}

/// The name of a new collection.
fn new(refused: Option<&Refused>) -> impl IntoView + use<> {
    let locale = asked().here.locale;
    let words = FieldWords {
        id: "nome",
        label: say!(locale, collections.collect.new_name),
        help: Some(say!(locale, collections.collect.new_name_help)),
        problem: refused.and_then(|refused| problem(locale, refused, "name")),
    };
    let value = refused.map(|refused| refused.value("name")).unwrap_or_default();
    view! { <LineField words line=name_line() value/> }
}
