// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The organisations that one acts for: the present ones, another one, one that is not in the list.

mod join;
mod lines;
mod request;

use domain::Locale;
use leptos::prelude::*;
use portal::Error;
use portal::people::{OrganisationChoice, ProfilePage};

use super::form::Wrong;
use super::frame::Frame;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::render::{Asked, asked};
use join::Join;
use lines::Lines;
use request::Request;

/// The organisations that one acts for.
#[component]
pub fn MembershipsPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match read(&asked).await {
            Ok((value, candidates)) => view! { <Memberships value candidates/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The page's value, and the organisations that fit a name which was refused because it fits several.
async fn read(asked: &Asked) -> Result<(ProfilePage, Vec<OrganisationChoice>), Error> {
    let form = join::form(asked.here.locale);
    let value = asked.portal.own_profile(&asked.here.viewer, asked.here.locale).await?;
    let candidates = match form.key("organisation") {
        Some("ambiguous") => asked.portal.organisation_candidates(&form.value("organisation", "")).await?,
        _ => Vec::new(),
    };
    Ok((value, candidates))
}

#[component]
fn Memberships(value: ProfilePage, candidates: Vec<OrganisationChoice>) -> impl IntoView {
    let locale = asked().here.locale;
    let (join, request) = (join::form(locale), request::form(locale));
    let wrong: Wrong = [lines::wrong(locale), join::wrong(&join, &candidates), request.wrong(request::FIELDS)].concat();
    let title = say!(locale, profile.menu.memberships);
    let ProfilePage { member, memberships, names, waiting_organisations, .. } = value;
    let other_body = member.other_body.map(|name| {
        view! { <p>{say!(locale, profile.memberships.other_body, name = name)}</p> }
    });
    let waiting = waiting_organisations.into_iter().map(|name| view! { <li><bdi>{name}</bdi></li> });
    let waiting: Vec<_> = waiting.collect();
    let waiting = (!waiting.is_empty()).then(|| {
        view! {
            <h3>{say!(locale, profile.memberships.waiting)}</h3>
            <ul>{waiting}</ul>
        }
    });
    view! {
        <Frame title lead=say!(locale, profile.memberships.lead) wrong done>
            <section class="profile-section" aria-labelledby="attuali">
                <h2 id="attuali">{say!(locale, profile.memberships.heading)}</h2>
                <Lines memberships/>
                {other_body}
                {waiting}
            </section>
            <Join names candidates form=join/>
            <Request form=request/>
        </Frame>
    }
}

fn done(locale: Locale, code: &str) -> Option<&'static str> {
    match code {
        "joined" => Some(say!(locale, profile.memberships.joined)),
        "requested" => Some(say!(locale, profile.memberships.requested)),
        "left" => Some(say!(locale, profile.memberships.left)),
        "first" => Some(say!(locale, profile.memberships.first)),
        "organisation_requested" => Some(say!(locale, profile.memberships.organisation_requested)),
        _ => None,
    }
}
