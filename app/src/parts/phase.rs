// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The phase of a practice, small.

use domain::phase::Phase;
use leptos::prelude::*;

use super::named::{Named, within};
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The number of a phase, 1 to 6.
pub fn number_of(phase: Phase) -> usize {
    Phase::ALL.iter().position(|other| *other == phase).map_or(1, |place| place + 1)
}

/// "Fase 5 di 6: adottata", with a bar that says the same.
#[component]
pub fn PhaseBadge(
    /// The phase.
    phase: Phase,
) -> impl IntoView {
    let locale = asked().here.locale;
    let number = number_of(phase);
    view! {
        <span class=format!("phase phase-{number}")>
            <span class="phase-bar" aria-hidden="true"></span>
            {say!(locale, common.phase_of, number = number, name = within(phase.name(locale)))}
        </span>
    }
}
