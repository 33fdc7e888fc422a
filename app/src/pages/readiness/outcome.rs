// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What follows from the answers: level and score, what blocks, what to prepare; and the answers over time.

use domain::Locale;
use domain::practice::Condition;
use domain::readiness::{FollowUp, FollowUpKind, Readiness, ReadinessLevel};
use leptos::prelude::*;
use portal::readiness::{ReadinessPage as Value, ReadinessVersion};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::numbers;

/// The result, blockers first.
pub(super) fn outcome(locale: Locale, value: &Value, result: &Readiness) -> impl IntoView + use<> {
    let lang = lang_of(&value.title, locale);
    let level = result.level.name(locale);
    let score = say!(locale, readiness.result.score, percent = result.score.percent());
    let blockers = blockers(locale, &result.blockers, lang);
    let steps = steps(locale, &result.steps, lang);
    let propose = paths::propose_twinning_of(locale, &value.slug);
    view! {
        <section class="writing-section readiness-result" aria-labelledby="risultato">
            <h2 id="risultato">{say!(locale, readiness.result.title)}</h2>
            <p class="readiness-level"><strong>{level}</strong> ", " {score}</p>
            <p class="measure">{meaning(locale, result.level)}</p>
            {blockers}
            {steps}
            <p class="measure">{say!(locale, readiness.result.plan)}</p>
            <p><a class="btn btn-outline-primary" href=propose>{say!(locale, readiness.result.propose)}</a></p>
        </section>
    }
}

fn meaning(locale: Locale, level: ReadinessLevel) -> &'static str {
    match level {
        ReadinessLevel::NotReady => say!(locale, readiness.result.meaning_not_ready),
        ReadinessLevel::Open => say!(locale, readiness.result.meaning_open),
        ReadinessLevel::ToPrepare => say!(locale, readiness.result.meaning_to_prepare),
        ReadinessLevel::Ready => say!(locale, readiness.result.meaning_ready),
    }
}

fn blockers(locale: Locale, blockers: &[Condition], lang: Option<&'static str>) -> Option<impl IntoView + use<>> {
    let lines = blockers.iter().map(|one| view! { <li lang=lang>{one.text.clone()}</li> });
    let lines = lines.collect_view();
    (!blockers.is_empty()).then(|| {
        view! {
            <h3>{say!(locale, readiness.result.blockers)}</h3>
            <ul class="readiness-blockers">{lines}</ul>
        }
    })
}

fn steps(locale: Locale, steps: &[FollowUp], lang: Option<&'static str>) -> Option<impl IntoView + use<>> {
    let lines = steps.iter().map(|one| {
        let kind = match one.kind {
            FollowUpKind::Obtain => say!(locale, readiness.result.obtain),
            FollowUpKind::Complete | FollowUpKind::Ask => say!(locale, readiness.result.complete),
        };
        let note = one.note.clone().map(|note| view! { <span class="text-soft">" (" {note} ")"</span> });
        view! { <li>{kind} ": " <span lang=lang>{one.condition.text.clone()}</span> {note}</li> }
    });
    let lines = lines.collect_view();
    (!steps.is_empty()).then(|| {
        view! {
            <h3>{say!(locale, readiness.result.steps)}</h3>
            <ol>{lines}</ol>
        }
    })
}

/// All versions of the answers, the latest first.
pub(super) fn versions(locale: Locale, versions: &[ReadinessVersion]) -> Option<impl IntoView + use<>> {
    let lines = versions.iter().map(|one| {
        let date = numbers::time(locale, one.at);
        let line = say!(locale, readiness.versions.line, number = one.number, date = date);
        let by = one.by.clone().map(|name| say!(locale, readiness.versions.by, name = name));
        let outcome = one.level.zip(one.percent).map(|(level, percent)| {
            say!(locale, readiness.versions.outcome, level = within(level.name(locale)), percent = percent)
        });
        let told = std::iter::once(line).chain(by).chain(outcome).collect::<Vec<_>>();
        view! { <li>{told.join(" · ")}</li> }
    });
    let lines = lines.collect_view();
    (!versions.is_empty()).then(|| {
        view! {
            <section class="writing-section" aria-labelledby="versioni">
                <h2 id="versioni">{say!(locale, readiness.versions.title)}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}
