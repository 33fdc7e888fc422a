// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who took a practice up, under which agreement, and who took part in it.

use domain::adoption::Agreement;
use domain::{Locale, PartialDate};
use leptos::prelude::*;
use portal::values::AdoptionLine;

use super::head::owner;
use super::{Reading, Section, fact};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::Rich;
use crate::ssr::parts::when;

use super::texts::own_words;

/// Who took it up.
pub(super) fn adoptions(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    if reading.page.adoptions.is_empty() {
        return None;
    }
    let rows = reading.page.adoptions.iter().map(|adoption| row(reading, adoption)).collect_view();
    let body = view! {
        <table class="table">
            <caption class="visually-hidden">{say!(locale, practice.adoptions.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(locale, practice.adoptions.adopter)}</th>
                    <th scope="col">{say!(locale, practice.adoptions.year)}</th>
                    <th scope="col">{say!(locale, practice.adoptions.state)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Some(Section { id: "adozioni", title: say!(locale, practice.section.adoptions), body: body.into_any() })
}

fn row(reading: &Reading, adoption: &AdoptionLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let name = adoption.adopter.clone();
    let name = match &adoption.adopter_slug {
        Some(slug) => view! { <a href=paths::organisation(locale, slug)>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let demo = (adoption.demo && !reading.page.practice.demo).then(|| {
        view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> }
    });
    let year = match adoption.year {
        Some(year) => year.to_string(),
        None => say!(locale, practice.adoptions.no_year).to_owned(),
    };
    let results = adoption.results.clone().map(|results| {
        view! {
            <div class="cell-note">
                <strong>{say!(locale, practice.adoptions.results)}</strong>
                <div lang=reading.lang()><Rich html=results/></div>
            </div>
        }
    });
    let notes = adoption.notes.clone().map(|notes| view! { <div lang=reading.lang()><Rich html=notes/></div> });
    view! {
        <tr>
            <th scope="row">
                {name}{demo}
                <span class="cell-note">{origin(locale, adoption)}</span>
                {parts(reading, adoption)}
                {agreement(reading, adoption.agreement.as_ref())}
                {notes.map(|notes| view! { <div class="cell-note">{notes}</div> })}
                {results}
            </th>
            <td>{year}</td>
            <td>{adoption.state.name(locale)}</td>
        </tr>
    }
}

/// Where it is, where the knowledge comes from, and whether the adopter confirmed it.
fn origin(locale: Locale, adoption: &AdoptionLine) -> String {
    let confirmed = match adoption.confirmed {
        true => say!(locale, practice.adoptions.confirmed),
        false => say!(locale, practice.adoptions.unconfirmed),
    };
    let words = format!("{}, {}", adoption.source.name(locale), within(confirmed));
    match adoption.region {
        Some(region) => format!("{}. {words}", region.name(locale)),
        None => words,
    }
}

/// Which part of the adopter, which model, how large, and with which twinning, as far as each is known.
fn parts(reading: &Reading, adoption: &AdoptionLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let number = |number: u64| numbers::count(locale, number);
    let unit = adoption.unit.clone().map(|unit| say!(locale, practice.adoptions.unit, unit = unit));
    let model = adoption.model.clone().map(|letter| say!(locale, practice.adoptions.model, letter = letter));
    let users = adoption.scale.users.map(|users| say!(locale, practice.adoptions.users, number = number(users)));
    let employees = adoption.scale.employees;
    let employees = employees.map(|many| say!(locale, practice.adoptions.employees, number = number(many)));
    let words: Vec<String> = unit.into_iter().chain(model).chain(users).chain(employees).collect();
    let words = (!words.is_empty()).then(|| view! { <span class="cell-note">{words.join(" · ")}</span> });
    let twinning = adoption.twinning.clone().map(|twinning| {
        let lang = lang_of(&twinning.title, locale);
        view! {
            <span class="cell-note">
                {say!(locale, practice.adoptions.twinning)} ": "
                <a href=paths::twinning(locale, &twinning.slug) lang=lang>{twinning.title.text}</a>
            </span>
        }
    });
    (words, twinning)
}

/// The act, its length, its cost and its end, which follows from its beginning.
fn agreement(reading: &Reading, agreement: Option<&Agreement>) -> impl IntoView + use<> {
    let locale = reading.locale;
    let lang = reading.lang();
    agreement.map(|agreement| {
        let signed = PartialDate::parse(&agreement.signed_on).ok();
        let ends = signed.and_then(|signed| when::months_after(signed, agreement.months));
        let mut facts: Vec<String> = Vec::new();
        facts.extend(signed.map(|day| say!(locale, practice.agreement.signed, date = numbers::date(locale, day))));
        facts.push(length(locale, agreement.months));
        facts.extend(ends.map(|end| say!(locale, practice.agreement.valid, until = when::until(locale, end))));
        facts.push(match agreement.cost {
            0 => say!(locale, practice.agreement.free).to_owned(),
            cost => say!(locale, practice.agreement.cost, cost = numbers::euro(locale, u64::from(cost))),
        });
        view! {
            <span class="cell-note"><span lang=lang>{agreement.act.clone()}</span> ": " {facts.join(", ")}</span>
        }
    })
}

/// How long an agreement lasts, in years where they are whole.
fn length(locale: Locale, months: u16) -> String {
    match months {
        months if months > 0 && months.is_multiple_of(12) => say!(locale, practice.years, count = months / 12),
        months => say!(locale, practice.months, count = months),
    }
}

/// The owner, the partners with their role, those who benefit, and who had to be won over.
pub(super) fn parties(reading: &Reading) -> Option<Section> {
    let (locale, page) = (reading.locale, &reading.page);
    let partners = page.partners.iter().map(|(partner, role)| {
        let link = view! { <a href=paths::organisation(locale, &partner.slug)>{partner.name.clone()}</a> };
        fact(role.name(locale), link)
    });
    let served: Vec<_> = page.practice.beneficiaries.iter().map(|one| within(one.name(locale))).collect();
    let served = (!served.is_empty()).then(|| fact(say!(locale, practice.parties.served), served.join(", ")));
    let note = page.practice.beneficiaries_note.clone();
    let note = note.map(|note| view! { <p lang=reading.lang()>{note}</p> });
    let stakeholders = page.html.stakeholders.as_ref().map(|html| {
        view! { <h3>{say!(locale, practice.parties.stakeholders)}</h3> {own_words(reading, html)} }
    });
    if page.partners.is_empty() && served.is_none() && note.is_none() && stakeholders.is_none() {
        return None;
    }
    let body = view! {
        <dl class="facts mb-4">
            {fact(say!(locale, practice.facts.owner), owner(reading))}
            {partners.collect_view()}
            {served}
        </dl>
        {note}
        {stakeholders}
    };
    Some(Section { id: "soggetti", title: say!(locale, practice.section.parties), body: body.into_any() })
}
