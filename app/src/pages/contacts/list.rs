// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The conversations of the own bodies.

use leptos::prelude::*;
use portal::contacts::ContactsPage as Value;

use super::lines::ContactLines;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::asked;

/// The list on the desk.
#[component]
pub fn ContactsPage() -> impl IntoView {
    let asked = asked();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.own_contacts(&asked.here.viewer, page).await {
            Ok(value) => view! { <Contacts value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Contacts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { lines, total, per_page, page: current } = value;
    let address: Vec<String> =
        (1..=pages(total, per_page)).map(|page| paths::listed(paths::contacts(locale), &[], page)).collect();
    let trail = vec![(say!(locale, common.desk).to_owned(), paths::desk(locale))];
    let none = (total == 0).then(|| {
        view! {
            <p class="measure desk-empty">
                {say!(locale, contacts.none)} " "
                <a href=paths::adverts(locale)>{say!(locale, adverts.title)}</a>
            </p>
        }
    });
    view! {
        <DeskFrame title=say!(locale, contacts.title).to_owned() trail done=None wrong=Vec::new()>
            <p class="lead measure">{say!(locale, contacts.lead)}</p>
            {none}
            <ContactLines heading=say!(locale, contacts.list) lines/>
            <Pager current address/>
        </DeskFrame>
    }
}
