// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands around the map: what is counted apart, who is connected most, who has taken nothing up yet.

use domain::places::Region;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::flows::FlowsPage as Value;

use super::region_address;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// What neither the picture nor the table counts.
#[component]
pub fn Apart(
    /// What the view shows.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let number = |count: u64| numbers::count(locale, count);
    let within = (value.within_bodies > 0).then(|| {
        let count = value.within_bodies;
        view! { <li>{say!(locale, flows.within_bodies, count = count, number = number(count))}</li> }
    });
    let placeless = (value.placeless > 0).then(|| {
        let count = value.placeless;
        view! { <li>{say!(locale, flows.placeless, count = count, number = number(count))}</li> }
    });
    let abandoned = (value.abandoned > 0).then(|| {
        let count = value.abandoned;
        view! {
            <li>
                {say!(locale, flows.abandoned, count = count, number = number(count))} " "
                <a href=paths::failures(locale)>{say!(locale, flows.abandoned_link)}</a>
            </li>
        }
    });
    let narrowed = value.request.from_year.is_some() || value.request.to_year.is_some();
    let undated = narrowed.then(|| view! { <li>{say!(locale, flows.undated)}</li> });
    let is_empty = value.within_bodies + value.placeless + value.abandoned == 0 && !narrowed;
    (!is_empty).then(|| {
        view! {
            <section class="mt-4" aria-labelledby="a-parte">
                <h2 class="h3" id="a-parte">{say!(locale, flows.apart)}</h2>
                <ul>{within} {placeless} {abandoned} {undated}</ul>
            </section>
        }
    })
}

/// The regions that give to and take from the most others.
#[component]
pub fn Connected(
    /// What the view shows.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let lines = value.connected.iter().map(|one| {
        let address = region_address(locale, &value.request, one.region.code);
        let partners = say!(locale, flows.partners, count = one.partners);
        let (gives, receives) = (one.gives, one.receives);
        view! {
            <li>
                <a href=address>{one.region.name(locale)}</a> ": " {partners} ", "
                {say!(locale, flows.gives_receives, gives = gives, receives = receives)}
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="mt-5" aria-labelledby="collegate">
                <h2 id="collegate">{say!(locale, flows.connected)}</h2>
                <ol>{lines}</ol>
            </section>
        }
    })
}

/// The regions that have taken nothing up on the theme, and the way to seek something.
#[component]
pub fn Gaps(
    /// The theme.
    theme: Option<ThemeLink>,
    /// The regions.
    gaps: Vec<&'static Region>,
) -> impl IntoView {
    let locale = asked().here.locale;
    theme.map(|theme| {
        let names = gaps.iter().map(|region| view! { <li>{region.name(locale)}</li> });
        let names: Vec<_> = names.collect();
        let list = if names.is_empty() {
            view! { <p>{say!(locale, flows.no_gaps)}</p> }.into_any()
        } else {
            view! { <ul class="name-columns">{names}</ul> }.into_any()
        };
        view! {
            <section class="mt-5" aria-labelledby="mancano">
                <h2 id="mancano">{say!(locale, flows.gaps)}</h2>
                <p class="measure">{say!(locale, flows.gaps_text, theme = theme.name)}</p>
                {list}
                <p class="mt-3">
                    <a class="btn btn-outline-primary" href=paths::seek_on(locale, &theme.slug)>
                        {say!(locale, flows.seek)}
                    </a>
                </p>
            </section>
        }
    })
}
