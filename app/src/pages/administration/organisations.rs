// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Requests for organisations, first representatives, and joining two records of one organisation.

mod merge;
mod request;

use leptos::prelude::*;
use portal::cards::OrganisationLink;
use portal::people::{OrganisationQueuePage as Value, OrganisationRequestLine, Person};

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::render::{Refused, asked};
use merge::Merge;
use request::Request;

/// The queue, or one request of it.
#[component]
pub fn OrganisationQueuePage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.organisation_queue(&asked.here.viewer).await {
            Ok(value) => view! { <Queue value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Queue(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    // A form that was carried along while its sender signed in has the request in a field only.
    let typed = use_context::<Refused>().map(|refused| refused.value("id")).filter(|id| !id.is_empty());
    let opened = typed.or_else(|| here.parameter("request"));
    let opened = opened.and_then(|id| value.requests.iter().find(|line| line.id == id).cloned());
    if let Some(line) = opened {
        return view! { <Request line/> }.into_any();
    }
    view! {
        <Area title=say!(locale, administration.menu.organisations).to_owned()>
            <Requests requests=value.requests/>
            <Representatives representatives=value.representatives/>
            <Merge names=value.names/>
        </Area>
    }
    .into_any()
}

#[component]
fn Requests(requests: Vec<OrganisationRequestLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let queue = paths::organisation_queue(locale);
    let none = requests.is_empty().then(|| view! { <p>{say!(locale, administration.organisations.no_requests)}</p> });
    let lines = requests.into_iter().map(|line| {
        let id: String = form_urlencoded::byte_serialize(line.id.as_bytes()).collect();
        let address = format!("{queue}?request={id}");
        let at = numbers::time(locale, line.at.as_second());
        view! {
            <li>
                <p class="person-name"><a href=address><bdi>{line.name}</bdi></a></p>
                <p class="person-job">{at} ", " <bdi>{line.member.name}</bdi></p>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="area-section" aria-labelledby="richieste">
            <h2 id="richieste">{say!(locale, administration.organisations.requests)}</h2>
            <p class="measure">{say!(locale, administration.organisations.requests_lead)}</p>
            {none}
            <ul class="people-list">{lines}</ul>
        </section>
    }
}

#[component]
fn Representatives(representatives: Vec<(Person, OrganisationLink, String)>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = representatives
        .is_empty()
        .then(|| view! { <p>{say!(locale, administration.organisations.no_representatives)}</p> });
    let lines = representatives.into_iter().map(|(person, organisation, uid)| {
        let note = person.email.clone();
        let name = organisation.name.clone();
        view! {
            <li>
                <PersonLine card=person.card.clone() note/>
                <p class="mb-0">
                    {say!(locale, administration.organisations.wants_for)} " "
                    <a href=paths::people(locale, &organisation.slug)><bdi>{name}</bdi></a>
                </p>
                <Confirm person organisation=uid/>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="area-section" aria-labelledby="rappresentanti">
            <h2 id="rappresentanti">{say!(locale, administration.organisations.representatives)}</h2>
            <p class="measure">{say!(locale, administration.organisations.representatives_lead)}</p>
            {none}
            <ul class="people-list">{lines}</ul>
        </section>
    }
}

/// Confirms a first representative, or not.
#[component]
fn Confirm(person: Person, organisation: String) -> impl IntoView {
    let locale = asked().here.locale;
    let name = person.card.name.clone();
    let whose = || view! { <span class="visually-hidden">" " <bdi>{name.clone()}</bdi></span> };
    view! {
        <form class="decision-row" action=paths::organisation_queue(locale) method="post" novalidate>
            <input r#type="hidden" name="action" value="decide"/>
            <input r#type="hidden" name="organisation_uid" value=organisation/>
            <input r#type="hidden" name="member" value=person.card.uid.clone()/>
            <input r#type="hidden" name="role" value=person.role.code()/>
            <button class="btn btn-primary" r#type="submit" name="decision" value="admit">
                {say!(locale, administration.organisations.confirm)} {whose()}
            </button>
            <button class="btn btn-outline-danger" r#type="submit" name="decision" value="refuse">
                {say!(locale, administration.organisations.decline)} {whose()}
            </button>
        </form>
    }
}
