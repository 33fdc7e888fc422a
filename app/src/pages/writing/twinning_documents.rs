// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own documents of a twinning, for who writes it: the same forms as those of a practice.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::twinnings::TwinningDocuments as Value;

use super::frame::{Frame, Outcome, foreign};
use super::guide::{Uploaded, Uploads};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::asked;

/// The documents of a twinning.
#[component]
pub fn TwinningDocumentsPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.documents_on_desk(&asked.here.viewer, &slug).await {
            Ok(value) => view! { <Documents value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Documents(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { slug, title, language, lines } = value;
    let lang = foreign(language, locale);
    let uploaded = Uploaded::of_twinning(locale, &slug, lines);
    let outcome = uploaded.outcome().unwrap_or_else(Outcome::here);
    let trail = vec![
        (say!(locale, transfer_desk.crumb).to_owned(), paths::twinnings(locale)),
        (title.clone(), paths::twinning(locale, &slug)),
    ];
    view! {
        <Frame title=say!(locale, transfer_desk.documents.title).to_owned() trail outcome>
            <p class="lead measure"><a href=paths::twinning(locale, &slug) lang=lang>{title}</a></p>
            <p><a href=paths::twinning_desk(locale, &slug)>{say!(locale, transfer_desk.desk.title)}</a></p>
            <Uploads uploaded/>
        </Frame>
    }
}
