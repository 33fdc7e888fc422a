// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The settings that are in force; they are changed in the configuration of the program.

use leptos::prelude::*;

use super::Area;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::asked;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        // The page shows nothing of the database, and is for the same people.
        match asked.portal.administration(&asked.here.viewer).await {
            Ok(_) => view! { <Settings settings=asked.site.settings.clone()/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Settings(settings: Vec<(String, String)>) -> impl IntoView {
    let locale = asked().here.locale;
    let rows = settings.into_iter().map(|(name, value)| {
        view! { <tr><th scope="row"><code>{name}</code></th><td class="setting">{value}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <Area title=say!(locale, administration.menu.settings).to_owned()>
            <p class="lead measure">{say!(locale, administration.settings.lead)}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, administration.menu.settings)>
                <table class="table table-sm">
                    <caption class="visually-hidden">{say!(locale, administration.menu.settings)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, administration.settings.name)}</th>
                            <th scope="col">{say!(locale, administration.settings.value)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Area>
    }
}
