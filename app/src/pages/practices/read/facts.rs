// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The facts box of a practice.

use domain::practice::Audience;
use leptos::prelude::*;

use super::head::owner;
use super::{Reading, fact};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::practice_words::{months, people, place, small_bodies};

/// The facts in short; who owns it, where, whom to ask and how good the proof is are always said.
pub(super) fn facts(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let contact = match &practice.contact {
        Some(contact) => view! { <span lang=reading.lang()>{contact.clone()}</span> }.into_any(),
        None => view! { <span class="text-soft">{say!(locale, practice.facts.no_contact)}</span> }.into_any(),
    };
    let level = practice.level.map(|level| fact(say!(locale, practice.facts.level), level.name(locale)));
    view! {
        <aside class="practice-facts" aria-labelledby="in-breve">
            <h2 id="in-breve">{say!(locale, practice.facts.heading)}</h2>
            <dl class="facts">
                {fact(say!(locale, practice.facts.owner), owner(reading))}
                {fact(say!(locale, practice.facts.place), territory(reading))}
                {level}
                {readers(reading)}
                {cost(reading)}
                {scale(reading)}
                {small(reading)}
                {fact(say!(locale, practice.facts.evidence), evidence(reading))}
                {fact(say!(locale, practice.facts.contact), contact)}
                {fact(say!(locale, practice.facts.updated), updated(reading))}
                {fact(say!(locale, practice.facts.licence), practice.licence_of_text.name(locale))}
            </dl>
        </aside>
    }
}

fn territory(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    match place(locale, &reading.page) {
        None => view! { <span class="text-soft">{say!(locale, practice.facts.no_place)}</span> }.into_any(),
        Some(place) => place.into_any(),
    }
}

/// For whom it is, where it is not for everybody.
fn readers(reading: &Reading) -> Option<AnyView> {
    let locale = reading.locale;
    let words = match (reading.page.practice.audience, &reading.page.community) {
        (Audience::Public, _) => return None,
        (Audience::Members, _) => say!(locale, practice.facts.only_members).into_any(),
        (Audience::Parties, _) => say!(locale, practice.facts.only_parties).into_any(),
        (Audience::Community, None) => say!(locale, practice.facts.only_community).into_any(),
        (Audience::Community, Some(community)) => {
            let (address, lang) = (paths::community(locale, &community.slug), lang_of(&community.name, locale));
            let name = community.name.text.clone();
            view! { {say!(locale, practice.facts.only_the)} " " <a href=address lang=lang>{name}</a> }.into_any()
        }
    };
    Some(fact(say!(locale, practice.facts.readers), words).into_any())
}

fn cost(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let time = practice.resources_time_months;
    let money = practice.resources_financial.as_ref();
    let staff = practice.resources_human.as_ref();
    view! {
        {time.map(|count| fact(say!(locale, practice.facts.time), months(locale, count)))}
        {money.map(|money| fact(say!(locale, practice.facts.money), money.band.name(locale)))}
        {staff.map(|staff| fact(say!(locale, practice.facts.staff), people(locale, staff.fte)))}
    }
}

fn scale(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let facts = reading.page.practice.scale.iter();
    facts.map(|one| fact(one.measure.name(locale), numbers::count(locale, one.value))).collect_view()
}

fn small(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let words = small_bodies(locale, &reading.page.practice);
    words.map(|words| fact(say!(locale, practice.facts.small), words))
}

fn evidence(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    match practice.evidence_rating {
        _ if practice.evidence.is_empty() => {
            view! { <span class="text-soft">{say!(locale, practice.facts.no_evidence)}</span> }.into_any()
        }
        Some(rating) => view! { <a href="#risultati">{rating.name(locale)}</a> }.into_any(),
        None => view! { <a href="#risultati">{say!(locale, practice.facts.unrated)}</a> }.into_any(),
    }
}

fn updated(reading: &Reading) -> impl IntoView + use<> {
    let seconds = reading.page.updated_at;
    let day = numbers::day_of(seconds).map(|day| day.to_string());
    view! { <time datetime=day>{numbers::moment(reading.locale, seconds)}</time> }
}
