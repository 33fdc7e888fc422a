// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The twinnings that carry a practice over.

use leptos::prelude::*;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::transfer::TwinningLine;

/// The twinnings, the latest to begin first.
pub(super) fn twinnings(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let cards = &reading.page.twinnings;
    if cards.is_empty() {
        return None;
    }
    let lines = cards.iter().cloned().map(|card| view! { <TwinningLine card/> }).collect_view();
    let body = view! { <ol class="results">{lines}</ol> };
    Some(Section { id: "gemellaggi", title: say!(locale, common.menu_twinnings), body: body.into_any() })
}
