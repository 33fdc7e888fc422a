// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of an organisation, on its own page.

use leptos::prelude::*;
use portal::people::OrganisationPeople;

use super::super::members::how_many;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::render::asked;

/// Who acts for the organisation, how many they are, and the way to become one of them.
#[component]
pub(super) fn People(slug: String, people: OrganisationPeople) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let address = paths::people(locale, &slug);
    let OrganisationPeople { people, total, requests, may_manage, may_join, .. } = people;
    let lines = people.into_iter().map(|person| {
        let note = Some(person.role.name(locale).to_owned());
        view! { <li><PersonLine card=person.card note/></li> }
    });
    let lines = lines.collect_view();
    let waiting = (may_manage && !requests.is_empty()).then(|| {
        let words = say!(locale, members.people.requests_waiting, count = requests.len());
        view! { <li><a href=format!("{address}#richieste")>{words}</a></li> }
    });
    // Visitors are told on that page that they have to sign in first.
    let join = (may_join || here.signed_in.is_none())
        .then(|| view! { <li><a href=format!("{address}#unirsi")>{say!(locale, members.people.to_join)}</a></li> });
    view! {
        <section id="persone">
            <h2>{say!(locale, members.people.title)}</h2>
            <p>{how_many(locale, total)}</p>
            <ul class="people-list">{lines}</ul>
            <ul class="member-ways">
                <li><a href=address.clone()>{say!(locale, members.people.see_all)}</a></li>
                {waiting}
                {join}
            </ul>
        </section>
    }
}
