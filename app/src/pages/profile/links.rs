// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The links of a profile: each with its words and its address.

use domain::member::{LINKS_MAX, ProfileLink};
use leptos::prelude::*;

use super::form::Form;
use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Problem;
use crate::ssr::render::asked;

/// The longest address of a link that the page offers room for, in characters.
const URL_ROOM: u16 = 500;

/// Room for all links that a profile may have.
#[component]
pub fn Links(
    /// Those that are kept.
    links: Vec<ProfileLink>,
    /// The form that they stand in.
    form: Form,
) -> impl IntoView {
    let locale = asked().here.locale;
    let labels = form.values("link_labels", links.iter().map(|link| link.label.clone()).collect());
    let urls = form.values("link_urls", links.into_iter().map(|link| link.url).collect());
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let invalid = form.problem("links").is_some();
    let rows = (0..LINKS_MAX).map(|place| {
        let (label, url) = (at(&labels, place), at(&urls, place));
        view! { <Row number=place + 1 label url invalid/> }
    });
    let problem =
        form.problem("links").map(|words| view! { <Problem id="collegamenti-problem".to_owned() problem=words/> });
    view! {
        <p class="form-text" id="collegamenti-help">{say!(locale, profile.details.links_help)}</p>
        {problem}
        <ol class="link-rows">{rows.collect_view()}</ol>
    }
}

/// One link.
#[component]
fn Row(number: usize, label: String, url: String, invalid: bool) -> impl IntoView {
    let locale = asked().here.locale;
    let (label_id, url_id) = (format!("collegamento-{number}"), format!("indirizzo-{number}"));
    let described_by = if invalid { "collegamenti-help collegamenti-problem" } else { "collegamenti-help" };
    let class = if invalid { "form-control is-invalid" } else { "form-control" };
    view! {
        <li>
            <div class="form-field">
                <label for=label_id.clone()>{say!(locale, profile.details.link_label, number = number)}</label>
                <input
                    class=class
                    r#type="text"
                    id=label_id
                    name="link_labels"
                    value=label
                    autocomplete="off"
                    maxlength="100"
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                />
            </div>
            <div class="form-field">
                <label for=url_id.clone()>{say!(locale, profile.details.link_url, number = number)}</label>
                <input
                    class=class
                    r#type="url"
                    id=url_id
                    name="link_urls"
                    value=url
                    autocomplete="off"
                    maxlength=URL_ROOM.to_string()
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                />
            </div>
        </li>
    }
}
