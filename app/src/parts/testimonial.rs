// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What somebody says of a practice or a twinning, with the signature.

mod desk;

use domain::Locale;
use domain::testimonial::AboutKind;
use leptos::prelude::*;
use portal::testimonials::TestimonialLine;

use super::numbers;
use crate::paths;
use crate::ssr::i18n::say;

pub use desk::TestimonialsOnDesk;

/// A quotation with who says it, for which body, when, and where it was said first. `lang` is the language of the
/// practice or the twinning, where it is not the page's.
pub fn quotation(locale: Locale, line: &TestimonialLine, lang: Option<&'static str>) -> impl IntoView + use<> {
    let body = line.organisation.clone().map(|(name, slug)| match slug {
        Some(slug) => view! { ", " <a href=paths::organisation(locale, &slug)><bdi>{name}</bdi></a> }.into_any(),
        None => view! { ", " <bdi>{name}</bdi> }.into_any(),
    });
    let role = line.role.clone().map(|role| view! { ", " <span lang=lang>{role}</span> });
    let about =
        (line.about == AboutKind::Adoption).then(|| view! { " · " {say!(locale, depth.testimonials.adoption)} });
    let source = line.source.clone();
    let source = source.map(|source| view! { " · " {say!(locale, depth.testimonials.source, source = source)} });
    let demo = line.demo.then(|| view! { " " <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let day = line.on.to_string();
    view! {
        <figure class="testimonial">
            <blockquote lang=lang dir="auto"><p>{line.quote.clone()}</p></blockquote>
            <figcaption>
                <strong><bdi>{line.author.clone()}</bdi></strong> {role} {body} {demo}
                <span class="cell-note">
                    <time datetime=day>{numbers::date(locale, line.on)}</time> {about} {source}
                </span>
            </figcaption>
        </figure>
    }
}
