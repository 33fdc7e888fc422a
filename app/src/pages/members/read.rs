// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A member: who this is, for whom the member acts, what the member knows.

use domain::Locale;
use domain::member::{MembershipState, PortalRole};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::cards::ThemeLink;
use portal::people::{MemberCard, MemberPage as Value, MembershipLine};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::person::{Avatar, Marks, body_of, job, since};
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::when;
use crate::ssr::render::{Here, asked};

/// A member.
#[component]
pub fn MemberPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().read_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.member(&asked.here.viewer, asked.here.locale, &uid).await {
            Ok(value) => view! { <Member value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Member(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let name = value.card.name.clone();
    let trail = vec![(say!(locale, members.title).to_owned(), paths::members(locale))];
    let bio = value.bio.clone().map(|html| {
        view! {
            <section aria-labelledby="presentazione">
                <h2 id="presentazione">{say!(locale, members.read.bio)}</h2>
                <Rich html/>
            </section>
        }
    });
    view! {
        <Head title=name.clone() hidden=true/>
        <Crumbs trail here=name/>
        <div class="container">
            <Top card=value.card.clone() own=value.own/>
            <div class="practice-layout with-facts">
                <Facts value=value.clone()/>
                <div class="reading">
                    {bio}
                    <Memberships memberships=value.memberships/>
                    <Skills skills=value.skills/>
                    <Themes themes=value.themes/>
                    <Links links=value.links/>
                </div>
            </div>
        </div>
    }
}

/// Picture, name, job, body, and since when.
#[component]
fn Top(card: MemberCard, own: bool) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let uid = card.uid.clone();
    let edit = own.then(|| view! { <li><a href=paths::profile(locale)>{say!(locale, members.read.edit)}</a></li> });
    let account = administers(&here)
        .then(|| view! { <li><a href=paths::account(locale, &uid)>{say!(locale, members.read.account)}</a></li> });
    let ways = (edit.is_some() || account.is_some()).then(|| view! { <ul class="member-ways">{edit} {account}</ul> });
    view! {
        <header class="member-head">
            <Avatar uid=card.uid.clone() initials=card.initials.clone() photo=card.photo class="avatar-large"/>
            <div>
                <h1><bdi>{card.name.clone()}</bdi></h1>
                <p class="lead mb-1">{job(&card, locale)}</p>
                <p class="mb-1">{body_of(&card, locale)}</p>
                <p class="text-soft mb-1">{since(&card, locale)}</p>
                <Marks card/>
                {ways}
            </div>
        </header>
    }
}

/// Whether the account of who asks looks after the portal; the page of the account itself decides again.
fn administers(here: &Here) -> bool {
    here.signed_in.as_ref().is_some_and(|account| account.roles.contains(&PortalRole::Administrator))
}

#[component]
fn Facts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let languages = value.languages.iter().map(|language| language.name(locale)).collect::<Vec<_>>().join(", ");
    let languages = (!languages.is_empty())
        .then(|| view! { <div><dt>{say!(locale, members.read.languages)}</dt><dd>{languages}</dd></div> });
    let email = value.email.map(|email| {
        let address = format!("mailto:{email}");
        view! { <div><dt>{say!(locale, members.read.email)}</dt><dd><a href=address>{email}</a></dd></div> }
    });
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, members.read.in_short)}</h2>
            <dl class="facts">
                <div><dt>{say!(locale, members.member_type)}</dt><dd>{value.card.member_type.name(locale)}</dd></div>
                {languages}
                {email}
            </dl>
        </aside>
    }
}

#[component]
fn Memberships(memberships: Vec<MembershipLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let none = memberships.is_empty().then(|| view! { <p>{say!(locale, members.read.no_organisation)}</p> });
    let lines = memberships.into_iter().map(|line| {
        let about = about(&line, locale);
        let organisation = line.organisation;
        view! {
            <li>
                <p class="person-name">
                    <a href=paths::organisation(locale, &organisation.slug)><bdi>{organisation.name}</bdi></a>
                </p>
                <p class="person-job">{about}</p>
            </li>
        }
    });
    view! {
        <section aria-labelledby="enti">
            <h2 id="enti">{say!(locale, members.read.organisations)}</h2>
            {none}
            <ul class="membership-list">{lines.collect_view()}</ul>
        </section>
    }
}

/// "Redattore, dal 3 marzo 2026. Verificato: per invito".
fn about(line: &MembershipLine, locale: Locale) -> String {
    let role = line.role.name(locale);
    let first = match line.state {
        MembershipState::Active => format!("{role}, {}", when::since(locale, line.since)),
        MembershipState::Requested => format!("{role}, {}", within(line.state.name(locale))),
    };
    match line.verified_by {
        Some(by) => {
            let how = within(by.name(locale));
            format!("{first}. {}", say!(locale, members.read.verified, how = how))
        }
        None => first,
    }
}

#[component]
fn Skills(skills: Vec<String>) -> impl IntoView {
    let locale = asked().here.locale;
    let any = !skills.is_empty();
    let skills = skills.into_iter().map(|skill| {
        view! { <li class="chip chip-simple"><span class="chip-label"><bdi>{skill}</bdi></span></li> }
    });
    let skills = skills.collect_view();
    any.then(|| {
        view! {
            <section aria-labelledby="competenze">
                <h2 id="competenze">{say!(locale, members.read.skills)}</h2>
                <ul class="chips">{skills}</ul>
            </section>
        }
    })
}

#[component]
fn Themes(themes: Vec<ThemeLink>) -> impl IntoView {
    let locale = asked().here.locale;
    (!themes.is_empty()).then(|| {
        view! {
            <section aria-labelledby="temi">
                <h2 id="temi">{say!(locale, members.read.themes)}</h2>
                <ThemeChips themes/>
            </section>
        }
    })
}

#[component]
fn Links(links: Vec<(String, String)>) -> impl IntoView {
    let locale = asked().here.locale;
    let any = !links.is_empty();
    let links = links.into_iter().map(|(words, address)| {
        let words = if words.is_empty() { address.clone() } else { words };
        view! { <li><a href=address rel="nofollow ugc noopener noreferrer"><bdi>{words}</bdi></a></li> }
    });
    let links = links.collect_view();
    any.then(|| {
        view! {
            <section aria-labelledby="collegamenti">
                <h2 id="collegamenti">{say!(locale, members.read.links)}</h2>
                <ul>{links}</ul>
            </section>
        }
    })
}
