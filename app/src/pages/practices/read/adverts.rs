// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The adverts that offer a practice.

use leptos::prelude::*;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::advert::AdvertLine;

/// Who offers to help with it; nothing where nobody does.
pub(super) fn adverts(reading: &Reading) -> Option<Section> {
    let lines: Vec<_> = reading.page.adverts.iter().cloned().map(|card| view! { <AdvertLine card/> }).collect();
    (!lines.is_empty()).then(|| Section {
        id: "offerte",
        title: say!(reading.locale, adverts.of_practice),
        body: view! { <ol class="results">{lines}</ol> }.into_any(),
    })
}
