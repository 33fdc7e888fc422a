// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own communities on the desk: those that one belongs to, invitations, and requests to decide on.

use leptos::prelude::*;
use portal::communities::{CommunityCard, OwnCommunities};

use super::list::CommunityLine;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The own communities; only the way to all of them where there are none.
#[component]
pub fn OwnCommunitiesSection(
    /// The own communities.
    value: OwnCommunities,
) -> impl IntoView {
    let locale = asked().here.locale;
    let requests = value.requests.into_iter().map(|(slug, name, count)| {
        let address = paths::community_people(locale, &slug);
        view! { <li><a href=address>{say!(locale, communities.desk.requests, count = count, name = name)}</a></li> }
    });
    let requests: Vec<_> = requests.collect();
    let requests = (!requests.is_empty()).then(|| view! { <ul>{requests}</ul> });
    let lines = |cards: Vec<CommunityCard>| {
        let lines: Vec<_> = cards.into_iter().map(|card| view! { <CommunityLine card/> }).collect();
        (!lines.is_empty()).then(|| view! { <ol class="results">{lines}</ol> })
    };
    let (invitations, own) = (lines(value.invitations), lines(value.cards));
    view! {
        <section class="writing-section" aria-labelledby="comunita">
            <h2 id="comunita">{say!(locale, communities.desk.title)}</h2>
            {requests}
            {invitations}
            {own}
            <p><a href=paths::communities(locale)>{say!(locale, communities.desk.all)}</a></p>
        </section>
    }
}
