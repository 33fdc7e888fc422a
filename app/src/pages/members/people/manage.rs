// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letting people in, changing their role, and removing them, for who may.

use domain::member::OrganisationRole;
use leptos::prelude::*;
use portal::people::Person;

use super::Target;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::person::PersonLine;
use crate::ssr::render::{Refused, asked};

/// Who asks to be let in; nothing where nobody does.
#[component]
pub(super) fn Requests(requests: Vec<Person>, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    if requests.is_empty() {
        return ().into_any();
    }
    let lines = requests.into_iter().map(|person| {
        let (address, word) = (person.email.clone(), person.note.clone());
        let word = word.map(|word| view! { <blockquote class="request-note" dir="auto">{word}</blockquote> });
        view! {
            <li><PersonLine card=person.card.clone() note=address/> {word} <Decide person target=target.clone()/></li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="people-group" aria-labelledby="richieste">
            <h2 id="richieste">{say!(locale, members.people.requests)}</h2>
            <p class="measure">{say!(locale, members.people.requests_lead)}</p>
            <ul class="people-list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// Lets somebody in with a role, or not.
#[component]
fn Decide(person: Person, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let name = person.card.name.clone();
    let of = name.clone();
    let action = target.address.clone();
    let whose = move || view! { <span class="visually-hidden">" " <bdi>{of.clone()}</bdi></span> };
    view! {
        <form class="decision-row" action=action method="post" novalidate>
            <Hidden target member=person.card.uid/>
            <RoleSelect name chosen=person.role/>
            <button class="btn btn-primary" r#type="submit" name="decision" value="admit">
                {say!(locale, members.people.admit)} {whose()}
            </button>
            <button class="btn btn-outline-danger" r#type="submit" name="decision" value="refuse">
                {say!(locale, members.people.refuse)} {whose()}
            </button>
        </form>
    }
}

/// Another role for somebody, or the way out, behind a word that opens it.
#[component]
pub(super) fn Manage(person: Person, target: Target) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = use_context::<Refused>();
    let open = refused.is_some_and(|refused| refused.value("member") == person.card.uid);
    let name = person.card.name.clone();
    let member = person.card.uid.clone();
    let action = target.address.clone();
    view! {
        <details class="manage" open=open>
            <summary>
                {say!(locale, members.people.manage)}
                <span class="visually-hidden">" " <bdi>{name.clone()}</bdi></span>
            </summary>
            <form class="decision-row" action=action.clone() method="post" novalidate>
                <Hidden target=target.clone() member=member.clone()/>
                <RoleSelect name=name.clone() chosen=person.role/>
                <button class="btn btn-outline-primary" r#type="submit" name="decision" value="change">
                    {say!(locale, members.people.change)}
                </button>
            </form>
            <details class="manage-remove">
                <summary>{say!(locale, members.people.remove)}</summary>
                <p>{say!(locale, members.people.remove_text, name = name)}</p>
                <form action=action method="post" novalidate>
                    <Hidden target member/>
                    <button class="btn btn-danger" r#type="submit" name="decision" value="remove">
                        {say!(locale, members.people.remove_sure)}
                    </button>
                </form>
            </details>
        </details>
    }
}

#[component]
fn Hidden(target: Target, member: String) -> impl IntoView {
    view! {
        <input r#type="hidden" name="action" value="decide"/>
        <input r#type="hidden" name="organisation_uid" value=target.uid/>
        <input r#type="hidden" name="member" value=member/>
    }
}

/// The role that somebody has or gets; the label stands around it, since there are many on a page.
#[component]
fn RoleSelect(name: String, chosen: OrganisationRole) -> impl IntoView {
    let locale = asked().here.locale;
    let options = OrganisationRole::ALL.iter().map(|role| {
        view! { <option value=role.code() selected=*role == chosen>{role.name(locale)}</option> }
    });
    view! {
        <label class="inline-choice">
            <span>
                {say!(locale, members.people.role_label)}
                <span class="visually-hidden">" " {say!(locale, members.people.role_of, name = name)}</span>
            </span>
            <select class="form-control" name="role">{options.collect_view()}</select>
        </label>
    }
}
