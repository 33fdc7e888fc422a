// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The head of a practice: what it is, who offers it, who took it up, and how far it has come.

use domain::Locale;
use domain::adoption::AdoptionState;
use domain::phase::{Phase, missing_for_documented};
use leptos::prelude::*;
use portal::values::AdoptionLine;

use super::Reading;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::graft::Graft;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::{Named, language_within, within};
use crate::ssr::parts::numbers;
use crate::ssr::parts::phase::number_of;
use crate::ssr::parts::practice_words::period;
use crate::ssr::parts::when;

/// The title, the summary, the themes and the picture of the transfer.
pub(super) fn head(reading: &Reading) -> impl IntoView + use<> {
    let (locale, page) = (reading.locale, &reading.page);
    let (title, lang) = reading.title();
    let (summary, summary_language) = page.practice.summary_for(locale);
    let summary_lang = (summary_language != locale.language()).then(|| summary_language.code());
    let summary = (!summary.is_empty()).then(|| view! { <p class="lead" lang=summary_lang>{summary.to_owned()}</p> });
    let foreign = reading.lang().is_some().then(|| {
        let language = language_within(page.practice.language, locale);
        view! { <p class="text-soft">{say!(locale, practice.head.foreign, language = language)}</p> }
    });
    let themes = (!page.themes.is_empty()).then(|| view! { <ThemeChips themes=page.themes.clone()/> });
    let demo = page.practice.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    view! {
        <header class="practice-head">
            <p class="eyebrow"><span>{eyebrow(reading)}</span>{demo}</p>
            <h1 lang=lang>{title}</h1>
            {summary}
            {foreign}
            {themes}
            <div class="mt-4">
                <Graft offers=owner(reading) receives=receivers(reading)/>
            </div>
        </header>
    }
}

fn eyebrow(reading: &Reading) -> String {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    let mut words = vec![say!(locale, practice.head.good_practice).to_owned()];
    words.extend(practice.practice_kind.map(|kind| kind.name(locale).to_owned()));
    words.extend(period(locale, practice));
    words.join(" · ")
}

/// The owner with the way to its page, or that there is none.
pub(super) fn owner(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    match &reading.page.owner {
        Some(owner) => view! { <a href=paths::organisation(locale, &owner.slug)>{owner.name.clone()}</a> }.into_any(),
        None => view! { <span class="text-soft">{say!(locale, common.owner_unknown)}</span> }.into_any(),
    }
}

/// Whether the practice has arrived there, at least on trial.
fn has_received(adoption: &&AdoptionLine) -> bool {
    use AdoptionState::{Adapted, Adopted, Pilot, Scaled};
    matches!(adoption.state, Pilot | Adopted | Adapted | Scaled)
}

fn receivers(reading: &Reading) -> AnyView {
    let locale = reading.locale;
    let received: Vec<_> = reading.page.adoptions.iter().filter(has_received).collect();
    let first = received.iter().filter_map(|adoption| adoption.year).min();
    let count = received.len();
    let words = match (count, first) {
        (0, _) => return view! { <span class="text-soft">{say!(locale, practice.head.nobody)}</span> }.into_any(),
        (1, Some(year)) => say!(locale, practice.head.one_in, year = year),
        (_, Some(year)) => say!(locale, practice.head.many_from, count = count, year = year),
        (_, None) => say!(locale, practice.bodies, count = count),
    };
    view! { <a href="#adozioni">{words}</a> }.into_any()
}

/// The six steps, each with the fact behind it or what is missing.
pub(super) fn phase(reading: &Reading) -> impl IntoView + use<> {
    let locale = reading.locale;
    let phase = reading.page.phase;
    let name = within(phase.name(locale));
    let steps = Phase::ALL.iter().map(|phase| step(reading, *phase)).collect_view();
    view! {
        <section class="practice-phase" aria-labelledby="fase">
            <h2 id="fase">{say!(locale, common.phase_of, number = number_of(phase), name = name)}</h2>
            <ol class="phase-steps">{steps}</ol>
        </section>
    }
}

fn step(reading: &Reading, phase: Phase) -> impl IntoView + use<> {
    let reached = reading.page.facts.has(phase);
    let class = if reached { "reached" } else { "missing" };
    let icon = reached.then(|| view! { <Icon name="it-check" class="icon-sm"/> });
    let words = if reached { reached_by(reading, phase) } else { missing_for(reading, phase) };
    let name = phase.name(reading.locale);
    view! { <li class=class>{icon}<strong>{name}</strong><span class="phase-fact">{words}</span></li> }
}

fn reached_by(reading: &Reading, phase: Phase) -> String {
    let locale = reading.locale;
    let practice = &reading.page.practice;
    match phase {
        Phase::Identified => match practice.published_on {
            Some(day) => when::since(locale, day),
            None => say!(locale, practice.phase.identified).to_owned(),
        },
        Phase::Documented => say!(locale, practice.phase.documented).to_owned(),
        Phase::Analysed => match practice.reviewed_at {
            Some(day) => say!(locale, practice.phase.analysed, date = numbers::date(locale, day)),
            None => String::new(),
        },
        Phase::Transferring => say!(locale, practice.phase.transferring).to_owned(),
        Phase::Adopted => {
            let works = |adoption: &&AdoptionLine| adoption.state != AdoptionState::Pilot && has_received(adoption);
            let confirmed = reading.page.adoptions.iter().filter(|one| one.confirmed).filter(works).count();
            say!(locale, practice.phase.adopted, count = confirmed)
        }
        Phase::Evaluated => say!(locale, practice.phase.evaluated).to_owned(),
    }
}

fn missing_for(reading: &Reading, phase: Phase) -> String {
    let locale = reading.locale;
    match phase {
        Phase::Identified => String::new(),
        Phase::Documented => {
            let fields = missing_for_documented(&reading.page.practice);
            let names: Vec<_> = fields.iter().map(|field| field_name(locale, field)).collect();
            say!(locale, practice.phase.missing.documented, fields = names.join(", "))
        }
        Phase::Analysed => say!(locale, practice.phase.missing.analysed).to_owned(),
        Phase::Transferring => say!(locale, practice.phase.missing.transferring).to_owned(),
        Phase::Adopted => say!(locale, practice.phase.missing.adopted).to_owned(),
        Phase::Evaluated => say!(locale, practice.phase.missing.evaluated).to_owned(),
    }
}

/// The words for a field that a documented practice has.
fn field_name(locale: Locale, field: &str) -> &'static str {
    match field {
        "summary" => say!(locale, practice.field.summary),
        "owner_org" => say!(locale, practice.field.owner_org),
        "themes" => say!(locale, practice.field.themes),
        "start_date" => say!(locale, practice.field.start_date),
        "problem" => say!(locale, practice.field.problem),
        "solution" => say!(locale, practice.field.solution),
        "evidence" => say!(locale, practice.field.evidence),
        "failures" => say!(locale, practice.field.failures),
        "conditions" => say!(locale, practice.field.conditions),
        "transfer_potential" => say!(locale, practice.field.transfer_potential),
        _ => say!(locale, practice.field.other),
    }
}
