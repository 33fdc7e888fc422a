// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The phases that a practice came to, each with its day; those that it left out are told.

use domain::Locale;
use leptos::prelude::*;
use portal::depth::PhaseLine;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

/// The section's `id`.
pub(super) const ID: &str = "fasi-raggiunte";

/// The history of the phases, up to the highest one.
pub(super) fn phases(reading: &Reading) -> Section {
    let locale = reading.locale;
    let lines = reading.page.depth.phases.iter().map(|line| step(locale, *line)).collect_view();
    let body = view! { <ol class="phases-reached">{lines}</ol> }.into_any();
    Section { id: ID, title: say!(locale, depth.phases.title), body }
}

fn step(locale: Locale, line: PhaseLine) -> impl IntoView {
    let when = match line.at {
        None => view! { <span class="text-soft">{say!(locale, depth.phases.gap)}</span> }.into_any(),
        Some(seconds) => {
            let day = numbers::day_of(seconds).map(|day| day.to_string());
            let date = numbers::moment(locale, seconds);
            let words = if line.holds { date } else { say!(locale, depth.phases.lost, date = date) };
            view! { <time datetime=day>{words}</time> }.into_any()
        }
    };
    view! { <li><strong>{line.phase.name(locale)}</strong> ": " {when}</li> }
}
