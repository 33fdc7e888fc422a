// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! An organisation with what it offers, takes part in and took up.

use domain::Locale;
use domain::adoption::AdoptionState;
use domain::places;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::adverts::AdvertCard;
use portal::twinnings::{OrganisationTwinnings, TwinningCard};
use portal::values::{AdoptedPractice, OrganisationAt, OrganisationPage as Value};

use super::people::People;
use super::transfers::Transfers;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::advert::AdvertLine;
use crate::ssr::parts::card::PracticeLine;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::{failed, moved};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::transfer::TwinningLine;
use crate::ssr::render::asked;

/// An organisation.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let locale = asked.here.locale;
        match asked.portal.organisation(&asked.here.viewer, locale, &slug).await {
            Ok(OrganisationAt::Here(value)) => view! { <Organisation value=*value/> }.into_any(),
            Ok(OrganisationAt::Moved(slug)) => moved(&asked, &paths::organisation(locale, &slug)),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Organisation(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let name = value.organisation.name.clone();
    let trail = vec![(say!(locale, common.menu_organisations).to_owned(), paths::organisations(locale))];
    let place = value.region.map(|region| region.name(locale));
    let eyebrow = std::iter::once(value.organisation.kind.name(locale)).chain(place).collect::<Vec<_>>().join(" · ");
    let part_of = value.parent.clone().map(|parent| {
        view! {
            <p class="lead">
                {say!(locale, organisations.part_of)} " "
                <a href=paths::organisation(locale, &parent.slug)>{parent.name}</a>
            </p>
        }
    });
    view! {
        <Head title=name.clone() description=eyebrow.clone()/>
        <Crumbs trail here=name.clone()/>
        <div class="container">
            <header class="practice-head">
                <p class="eyebrow">{eyebrow}</p>
                <h1>{name}</h1>
                {part_of}
                {value.description.clone().map(|html| view! { <Rich html/> })}
            </header>
            <div class="practice-layout with-facts">
                <Facts value=value.clone()/>
                <div class="reading">
                    <Practices value=value.clone()/>
                    <Transfers value=value.clone()/>
                    <Adoptions value=value.clone()/>
                    <Twinnings twinnings=value.twinnings.clone()/>
                    <Adverts adverts=value.adverts.clone()/>
                    <People slug=value.slug.clone() people=value.people.clone()/>
                    <Children value/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Facts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let record = value.organisation;
    let row =
        |name: &'static str, text: Option<String>| text.map(|text| view! { <div><dt>{name}</dt><dd>{text}</dd></div> });
    let province = record.province.as_deref().and_then(places::province).map(|province| province.name.to_owned());
    let region = value.region.map(|region| region.name(locale).to_owned());
    let place = province.into_iter().chain(region).collect::<Vec<_>>().join(", ");
    let count = |number: Option<u32>| number.map(|number| numbers::count(locale, u64::from(number)));
    let site = record.website.map(|address| {
        let shown = address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
        view! { <div><dt>{say!(locale, organisations.website)}</dt><dd><a href=address rel="noopener">{shown}</a></dd></div> }
    });
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, organisations.in_short)}</h2>
            <dl class="facts">
                {row(say!(locale, organisations.kind), Some(record.kind.name(locale).to_owned()))}
                {row(say!(locale, organisations.short_name), record.short_name)}
                {row(say!(locale, organisations.place), (!place.is_empty()).then_some(place))}
                {row(say!(locale, organisations.population), count(record.population))}
                {row(say!(locale, organisations.employees), count(record.employees))}
                {row(say!(locale, organisations.ipa_code), record.ipa_code)}
                {site}
            </dl>
            {record.demo.then(|| view! { <p class="demo-mark mt-3 mb-0">{say!(locale, common.demo)}</p> })}
        </aside>
    }
}

#[component]
fn Practices(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let parent = value.parent.map(|parent| parent.name).unwrap_or_default();
    let own = value.practices.into_iter().map(|card| view! { <PracticeLine card/> });
    let through = value.through_parent.into_iter().map(|card| {
        let note = say!(locale, organisations.through, name = parent.clone());
        view! { <PracticeLine card note/> }
    });
    let part = value.took_part.into_iter().map(|(card, role)| {
        let note = say!(locale, organisations.took_part, role = role.name(locale).to_lowercase());
        view! { <PracticeLine card note/> }
    });
    let lines: Vec<_> =
        own.map(IntoAny::into_any).chain(through.map(IntoAny::into_any)).chain(part.map(IntoAny::into_any)).collect();
    let none = lines.is_empty().then(|| view! { <p>{say!(locale, organisations.no_practices)}</p> });
    view! {
        <section id="pratiche">
            <h2>{say!(locale, organisations.practices)}</h2>
            {none}
            <ol class="results">{lines}</ol>
        </section>
    }
}

#[component]
fn Adoptions(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let parent = value.parent.map(|parent| parent.name).unwrap_or_default();
    let own = value.adopted.into_iter().map(|adopted| (adopted, None));
    let through = value.adopted_through_parent.into_iter().map(|adopted| {
        let note = say!(locale, organisations.through, name = parent.clone());
        (adopted, Some(note))
    });
    let lines: Vec<_> = own
        .chain(through)
        .map(|(adopted, through)| {
            let note = std::iter::once(adoption(locale, &adopted)).chain(through).collect::<Vec<_>>().join(", ");
            view! { <PracticeLine card=adopted.practice note/> }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section id="adozioni">
                <h2>{say!(locale, organisations.adoptions)}</h2>
                <ol class="results">{lines}</ol>
            </section>
        }
    })
}

/// What it gave to others, and what it received, in twinnings.
#[component]
fn Twinnings(twinnings: OrganisationTwinnings) -> impl IntoView {
    let locale = asked().here.locale;
    let list = |heading: &'static str, cards: Vec<TwinningCard>| {
        let lines = cards.into_iter().map(|card| view! { <TwinningLine card/> });
        let lines: Vec<_> = lines.collect();
        (!lines.is_empty()).then(|| view! { <h3>{heading}</h3> <ol class="results">{lines}</ol> })
    };
    let OrganisationTwinnings { given, received, others } = twinnings;
    let is_empty = given.is_empty() && received.is_empty() && others.is_empty();
    let others = others.into_iter().map(|(card, role)| {
        let note = say!(locale, twinnings.took_part, role = role.name(locale).to_lowercase());
        view! { <TwinningLine card note/> }
    });
    let others: Vec<_> = others.collect();
    let others = (!others.is_empty()).then(|| {
        view! { <h3>{say!(locale, twinnings.others)}</h3> <ol class="results">{others}</ol> }
    });
    (!is_empty).then(|| {
        view! {
            <section id="gemellaggi">
                <h2>{say!(locale, common.menu_twinnings)}</h2>
                {list(say!(locale, twinnings.given), given)}
                {list(say!(locale, twinnings.received), received)}
                {others}
            </section>
        }
    })
}

/// What it seeks and offers.
#[component]
fn Adverts(adverts: Vec<AdvertCard>) -> impl IntoView {
    let locale = asked().here.locale;
    let lines: Vec<_> = adverts.into_iter().map(|card| view! { <AdvertLine card/> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section id="annunci">
                <h2>{say!(locale, adverts.of_body)}</h2>
                <ol class="results">{lines}</ol>
            </section>
        }
    })
}

/// "adottata dal 2022, confermata".
fn adoption(locale: Locale, adopted: &AdoptedPractice) -> String {
    let state: AdoptionState = adopted.state;
    let year = adopted.year.map(|year| say!(locale, organisations.since, year = year));
    let confirmed = adopted.confirmed.then(|| say!(locale, organisations.confirmed).to_owned());
    std::iter::once(state.name(locale).to_lowercase()).chain(year).chain(confirmed).collect::<Vec<_>>().join(", ")
}

#[component]
fn Children(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let children = value.children.into_iter().map(|child| {
        view! { <li><a href=paths::organisation(locale, &child.slug)>{child.name}</a></li> }
    });
    let children: Vec<_> = children.collect();
    (!children.is_empty()).then(|| {
        view! {
            <section id="enti">
                <h2>{say!(locale, organisations.children)}</h2>
                <ul class="name-columns">{children}</ul>
            </section>
        }
    })
}
