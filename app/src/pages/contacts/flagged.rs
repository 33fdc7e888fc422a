// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The conversations of which the moderators were told.

use leptos::prelude::*;
use portal::contacts::ContactLine;

use super::lines::ContactLines;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::DeskFrame;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::asked;

/// The list of the moderators.
#[component]
pub fn FlaggedPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.flagged_contacts(&asked.here.viewer).await {
            Ok(lines) => view! { <Flagged lines/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Flagged(lines: Vec<ContactLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = lines.is_empty().then(|| view! { <p class="measure">{say!(locale, contacts.flagged.none)}</p> });
    let title = say!(locale, contacts.flagged.title).to_owned();
    view! {
        <DeskFrame title trail=Vec::new() done=None wrong=Vec::new()>
            <p class="lead measure">{say!(locale, contacts.flagged.lead)}</p>
            {none}
            <ContactLines heading=say!(locale, contacts.list) lines/>
        </DeskFrame>
    }
}
