// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form that narrows a list: words to search for, and values to choose below them.

use leptos::prelude::*;

use super::forms::Choice;
use super::icon::Icon;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// A form that narrows a list.
#[component]
pub fn Narrowing(
    /// The address of the list.
    action: String,
    /// What the words are searched in.
    label: &'static str,
    /// The words that were searched.
    text: String,
    /// The longest text that is searched, in characters.
    longest: usize,
    /// `off`, where browsers are not to offer what was searched before.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Classes of what stands below the words.
    #[prop(default = "narrow-row")]
    row: &'static str,
    /// What else narrows the list.
    children: Children,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="search-box" role="search" action=action method="get">
            <label for="q">{label}</label>
            <div class="search-row">
                <div class="search-field">
                    <input
                        class="form-control"
                        r#type="search"
                        id="q"
                        name="q"
                        maxlength=longest.to_string()
                        autocomplete=autocomplete
                        value=text
                    />
                </div>
                <button class="btn btn-primary" r#type="submit">
                    <Icon name="it-search"/>
                    <span>{say!(locale, common.search)}</span>
                </button>
            </div>
            <div class=row>{children()}</div>
        </form>
    }
}

/// One of several values, or any of them.
#[component]
pub fn NarrowBy(
    /// The field's name and `id`.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// The words for any value.
    any: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// The chosen one.
    chosen: Option<String>,
    /// Classes of the block.
    #[prop(optional)]
    class: Option<&'static str>,
) -> impl IntoView {
    let options = choices.into_iter().map(|choice| {
        let selected = chosen.as_deref() == Some(choice.value.as_str());
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class=class>
            <label for=name>{label}</label>
            <select class="form-control" id=name name=name>
                <option value="">{any}</option>
                {options}
            </select>
        </div>
    }
}
