// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The facts of a practice in words: the same on its page, beside other practices, on paper and in a file.

use domain::adoption::AdoptionState;
use domain::practice::Practice;
use domain::{Locale, places};
use portal::values::PracticePage;

use super::named::Named;
use super::{numbers, when};
use crate::ssr::i18n::say;

/// Municipality, province and region, each once; nothing where none is known.
pub fn place(locale: Locale, page: &PracticePage) -> Option<String> {
    let practice = &page.practice;
    let region = page.region.map(|region| region.name(locale).to_owned());
    let province = practice.province.as_deref().and_then(places::province).map(|province| province.name.to_owned());
    let mut names: Vec<String> = Vec::new();
    for name in [practice.municipality.clone(), province, region].into_iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// When it began and, where it is over, when it ended.
pub fn period(locale: Locale, practice: &Practice) -> Option<String> {
    practice.start_date.map(|start| match practice.end_date {
        Some(end) => format!("{} – {}", numbers::date(locale, start), numbers::date(locale, end)),
        None => when::since(locale, start),
    })
}

/// How many full-time people, with the decimal sign of the language.
pub fn people(locale: Locale, fte: f32) -> String {
    let number = match locale {
        Locale::Italian => fte.to_string().replace('.', ","),
        Locale::English => fte.to_string(),
    };
    say!(locale, practice.needs.full_time, number = number)
}

/// How many months.
pub fn months(locale: Locale, count: u16) -> String {
    say!(locale, practice.months, count = count)
}

/// Each typed number with what it counts.
pub fn scale(locale: Locale, practice: &Practice) -> Option<String> {
    let facts = practice.scale.iter();
    let facts = facts.map(|one| format!("{}: {}", one.measure.name(locale), numbers::count(locale, one.value)));
    let facts: Vec<String> = facts.collect();
    (!facts.is_empty()).then(|| facts.join("; "))
}

/// Whether small bodies can do it, and from how many inhabitants on; nothing where neither is known.
pub fn small_bodies(locale: Locale, practice: &Practice) -> Option<String> {
    let least = practice.min_population.map(|least| numbers::count(locale, u64::from(least)));
    Some(match (practice.small_body_ok, least) {
        (Some(true), Some(number)) => say!(locale, practice.facts.small_from, number = number),
        (Some(true), None) => say!(locale, practice.facts.small_yes).to_owned(),
        (Some(false), Some(number)) => say!(locale, practice.facts.small_no_from, number = number),
        (Some(false), None) => say!(locale, practice.facts.small_no).to_owned(),
        (None, Some(number)) => say!(locale, practice.facts.small_unknown_from, number = number),
        (None, None) => return None,
    })
}

/// How far the results can be trusted, or that there are none.
pub fn evidence(locale: Locale, practice: &Practice) -> &'static str {
    match practice.evidence_rating {
        _ if practice.evidence.is_empty() => say!(locale, practice.facts.no_evidence),
        Some(rating) => rating.name(locale),
        None => say!(locale, practice.facts.unrated),
    }
}

/// How many bodies work with it and say so themselves.
pub fn confirmed(page: &PracticePage) -> usize {
    use AdoptionState::{Adapted, Adopted, Scaled};
    let works = |state: AdoptionState| matches!(state, Adopted | Adapted | Scaled);
    page.adoptions.iter().filter(|adoption| adoption.confirmed && works(adoption.state)).count()
}
