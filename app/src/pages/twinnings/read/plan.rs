// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How far the plan of a twinning has come, and the agreements that bind its parties.

use domain::twinning::plan::Step;
use leptos::prelude::*;
use portal::twinnings::AgreementLine;

use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::{numbers, when};

/// How much is done, what comes next, and for the parties what is late (AC-001-7).
pub(super) fn plan(reading: &Reading) -> Option<Section> {
    let (locale, plan) = (reading.locale, &reading.page.plan);
    let percent = plan.progress?;
    let words = say!(locale, twinnings.plan_done, done = plan.done, steps = plan.steps, percent = percent);
    let ends = plan.ends_on.map(|day| say!(locale, twinnings.plan_ends, date = numbers::date(locale, day.into())));
    let next = steps(reading, say!(locale, twinnings.plan_next), &plan.next);
    let whole = paths::twinning_plan(locale, &reading.page.slug);
    let overdue = steps(reading, say!(locale, twinnings.plan_overdue), &plan.overdue);
    let body = view! {
        <p>{words} " " {ends}</p>
        <progress class="transfer-progress" max="100" value=percent.to_string() aria-label=say!(locale, twinnings.progress)>
            {format!("{percent}%")}
        </progress>
        {overdue}
        {next}
        <p class="no-print"><a href=whole>{say!(locale, twinnings.whole_plan)}</a></p>
    };
    Some(Section::new("piano", say!(locale, twinnings.plan), body.into_any()))
}

/// Some steps under a heading; nothing where there are none.
fn steps(reading: &Reading, heading: &'static str, steps: &[(Step, Option<String>)]) -> Option<AnyView> {
    if steps.is_empty() {
        return None;
    }
    let lines = steps.iter().map(|(step, letter)| line(reading, step, letter.as_deref())).collect_view();
    Some(view! { <h3>{heading}</h3> <ul class="transfer-steps">{lines}</ul> }.into_any())
}

fn line(reading: &Reading, step: &Step, letter: Option<&str>) -> impl IntoView + use<> {
    let locale = reading.locale;
    let task = step.task.map(|task| task.name(locale));
    // The title is written by people; the word of a task is the page's.
    let name = match (step.title.clone(), task) {
        (Some(title), Some(task)) => view! { {task} ": " <span lang=reading.lang()>{title}</span> }.into_any(),
        (Some(title), None) => view! { <span lang=reading.lang()>{title}</span> }.into_any(),
        (None, task) => task.into_any(),
    };
    let model = letter.map(|letter| format!(" · {} {letter}", say!(locale, practice.models.model)));
    let activity = step.activity.map(|activity| format!(" · {}", activity.name(locale)));
    let due = numbers::date(locale, step.due.into());
    let day = step.due.to_string();
    view! {
        <li>
            {name}
            <span class="cell-note">
                {say!(locale, twinnings.due)} " " <time datetime=day>{due}</time> " · " {step.state.name(locale)} {model} {activity}
            </span>
        </li>
    }
}

/// The agreements, each with its end (AC-000-2).
pub(super) fn agreements(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let lines = &reading.page.agreements;
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(|line| agreement(reading, line)).collect_view();
    let body = view! { <ul class="transfer-agreements">{lines}</ul> };
    Some(Section::new("convenzioni", say!(locale, twinnings.agreements), body.into_any()))
}

fn agreement(reading: &Reading, line: &AgreementLine) -> impl IntoView + use<> {
    let locale = reading.locale;
    let agreement = &line.agreement;
    let signed = domain::PartialDate::parse(&agreement.signed_on).ok();
    let mut facts: Vec<String> = agreement.act_kind.map(|kind| kind.name(locale).to_owned()).into_iter().collect();
    facts.extend(signed.map(|day| say!(locale, practice.agreement.signed, date = numbers::date(locale, day))));
    facts.push(match agreement.months {
        months if months > 0 && months.is_multiple_of(12) => say!(locale, practice.years, count = months / 12),
        months => say!(locale, practice.months, count = months),
    });
    facts.extend(line.ends_on.map(|end| say!(locale, practice.agreement.valid, until = when::until(locale, end))));
    facts.push(match agreement.cost {
        0 => say!(locale, practice.agreement.free).to_owned(),
        cost => say!(locale, practice.agreement.cost, cost = numbers::euro(locale, u64::from(cost))),
    });
    let parties = line.parties.iter().enumerate().map(|(at, party)| {
        let comma = (at > 0).then_some(", ");
        view! { {comma} <a href=paths::organisation(locale, &party.slug)>{party.name.clone()}</a> }
    });
    let parties: Vec<_> = parties.collect();
    let parties = (!parties.is_empty()).then(|| view! { <p class="mb-1">{parties}</p> });
    let soon = line.ends_soon.then(|| view! { " " <strong>{say!(locale, twinnings.ends_soon)}</strong> });
    view! {
        <li>
            <p class="mb-1"><strong lang=reading.lang()>{agreement.act.clone()}</strong></p>
            <p class="mb-1">{facts.join(", ")} {soon}</p>
            {parties}
        </li>
    }
}
