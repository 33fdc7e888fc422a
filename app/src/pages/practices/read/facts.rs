// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The facts box of a practice.

use domain::{Locale, places};
use leptos::prelude::*;

use super::head::owner;
use super::{Reading, fact};
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

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
                {fact(say!(locale, practice.facts.place), place(reading))}
                {level}
                {cost(reading)}
                {scale(reading)}
                {small_bodies(reading)}
                {fact(say!(locale, practice.facts.evidence), evidence(reading))}
                {fact(say!(locale, practice.facts.contact), contact)}
                {fact(say!(locale, practice.facts.updated), updated(reading))}
                {fact(say!(locale, practice.facts.licence), practice.licence_of_text.name(locale))}
            </dl>
        </aside>
    }
}

fn place(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let region = reading.page.region.map(|region| region.name(locale).to_owned());
    let province = practice.province.as_deref().and_then(places::province).map(|province| province.name.to_owned());
    let mut names: Vec<String> = Vec::new();
    for name in [practice.municipality.clone(), province, region].into_iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.is_empty() {
        true => view! { <span class="text-soft">{say!(locale, practice.facts.no_place)}</span> }.into_any(),
        false => names.join(", ").into_any(),
    }
}

/// How many full-time people, with the decimal sign of the language.
pub(super) fn people(locale: Locale, fte: f32) -> String {
    let number = match locale {
        Locale::Italian => fte.to_string().replace('.', ","),
        Locale::English => fte.to_string(),
    };
    say!(locale, practice.needs.full_time, number = number)
}

/// How many months.
pub(super) fn months(locale: Locale, count: u16) -> String {
    say!(locale, practice.months, count = count)
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

fn small_bodies(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let least = practice.min_population.map(|least| numbers::count(locale, u64::from(least)));
    let words = match (practice.small_body_ok, least) {
        (Some(true), Some(number)) => say!(locale, practice.facts.small_from, number = number),
        (Some(true), None) => say!(locale, practice.facts.small_yes).to_owned(),
        (Some(false), Some(number)) => say!(locale, practice.facts.small_no_from, number = number),
        (Some(false), None) => say!(locale, practice.facts.small_no).to_owned(),
        (None, Some(number)) => say!(locale, practice.facts.small_unknown_from, number = number),
        (None, None) => return None,
    };
    Some(fact(say!(locale, practice.facts.small), words))
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
