// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What people of other bodies say of a practice.

use leptos::prelude::*;

use super::{Reading, Section};
use crate::ssr::i18n::say;
use crate::ssr::parts::testimonial::quotation;

/// The testimonials that were let in, the newest first.
pub(super) fn testimonials(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let lines = &reading.page.depth.testimonials;
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(|line| view! { <li>{quotation(locale, line, reading.lang())}</li> }).collect_view();
    let body = view! {
        <p>{say!(locale, depth.testimonials.intro)}</p>
        <ul class="testimonials">{lines}</ul>
    };
    Some(Section { id: "testimonianze", title: say!(locale, depth.testimonials.title), body: body.into_any() })
}
