// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The people of an organisation: who acts for it, who asks to, and the forms for both sides.

mod invite;
mod join;
mod manage;
mod words;

use domain::member::OrganisationRole;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::cards::OrganisationLink;
use portal::people::{OrganisationPeople, PeoplePage as Value, Person};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::{Done, Problems};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::render::{Refused, asked};
use invite::Invite;
use join::Join;
use manage::{Manage, Requests};

/// Where the forms of the page go, and for which organisation.
#[derive(Clone)]
struct Target {
    /// The page's own address.
    address: String,
    /// The organisation's identifier.
    uid: String,
}

/// The people of an organisation.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.people_page(&asked.here.viewer, asked.here.locale, &slug).await {
            Ok(value) => view! { <People value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn People(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let Value { organisation, uid, people } = value;
    let address = paths::people(locale, &organisation.slug);
    let target = Target { address: address.clone(), uid };
    let trail = vec![
        (say!(locale, common.menu_organisations).to_owned(), paths::organisations(locale)),
        (organisation.name.clone(), paths::organisation(locale, &organisation.slug)),
    ];
    let title = say!(locale, members.people.title_for, name = organisation.name.clone());
    let manages = people.may_manage;
    let invite = manages.then(|| view! { <Invite target=target.clone()/> });
    let join = view! { <Join people=people.clone() target=target.clone()/> };
    view! {
        <Head title=title hidden=true/>
        <Crumbs trail here=say!(locale, members.people.title).to_owned()/>
        <div class="container pb-5">
            <Top organisation total=people.total/>
            <Outcome/>
            <Own people=people.clone()/>
            <Requests requests=people.requests.clone() target=target.clone()/>
            <Groups people target/>
            {invite}
            {join}
        </div>
    }
}

#[component]
fn Top(organisation: OrganisationLink, total: u64) -> impl IntoView {
    let locale = asked().here.locale;
    let address = paths::organisation(locale, &organisation.slug);
    view! {
        <header class="py-4">
            <p class="eyebrow"><a href=address><bdi>{organisation.name}</bdi></a></p>
            <h1>{say!(locale, members.people.title)}</h1>
            <p class="lead measure">{how_many(locale, total)}</p>
        </header>
    }
}

/// How many people act for an organisation, in a sentence.
pub fn how_many(locale: domain::Locale, total: u64) -> String {
    match total {
        0 => say!(locale, members.people.nobody).to_owned(),
        total => say!(locale, members.people.total, count = total),
    }
}

/// What was done, or what keeps the form from being taken.
#[component]
fn Outcome() -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    if let Some(refused) = use_context::<Refused>() {
        let wrong = words::wrong(locale, &refused);
        let heading = match wrong.len() {
            0 => say!(locale, members.people.not_taken).to_owned(),
            count => say!(locale, members.people.wrong, count = count),
        };
        return view! { <Problems heading problems=wrong/> }.into_any();
    }
    let done = here.parameter("done").and_then(|code| words::done(locale, &code));
    done.map(|words| view! { <Done words=words.to_owned()/> }).into_any()
}

/// How the viewer stands to the organisation.
#[component]
fn Own(people: OrganisationPeople) -> impl IntoView {
    let locale = asked().here.locale;
    people.own.map(|(role, state)| {
        let words = say!(locale, members.people.own, role = role.name(locale), state = words::state(locale, state));
        view! {
            <p class="own-membership measure">
                {words} " " <a href=paths::memberships(locale)>{say!(locale, members.people.own_link)}</a>
            </p>
        }
    })
}

/// The people by their role, who speaks for the organisation first.
#[component]
fn Groups(people: OrganisationPeople, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let manages = people.may_manage;
    let shown = people.people.len() as u64;
    let hidden = people.total.saturating_sub(shown);
    let hidden = (hidden > 0).then(|| view! { <p>{say!(locale, members.people.hidden, count = hidden)}</p> });
    let groups = OrganisationRole::ALL.iter().rev().map(|role| {
        let of_role = people.people.iter().filter(|person| person.role == *role).cloned().collect::<Vec<_>>();
        let target = target.clone();
        (!of_role.is_empty()).then(|| view! { <Group role=*role people=of_role manages target/> })
    });
    let groups = groups.collect_view();
    view! { {groups} {hidden} }
}

#[component]
fn Group(role: OrganisationRole, people: Vec<Person>, manages: bool, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let title = match role {
        OrganisationRole::Representative => say!(locale, members.people.representatives),
        OrganisationRole::Editor => say!(locale, members.people.editors),
        OrganisationRole::Contributor => say!(locale, members.people.contributors),
    };
    let id = format!("ruolo-{}", role.code());
    let lines = people.into_iter().map(|person| {
        let (card, note) = (person.card.clone(), person.email.clone());
        let manage = manages.then(|| view! { <Manage person target=target.clone()/> });
        view! { <li><PersonLine card note/> {manage}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <section class="people-group" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{title}</h2>
            <ul class="people-list">{lines}</ul>
        </section>
    }
}
