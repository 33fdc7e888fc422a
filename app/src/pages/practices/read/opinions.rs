// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What experts say of a practice.

use leptos::prelude::*;
use markdown::SafeHtml;
use portal::depth::OpinionLine;

use super::texts::own_words;
use super::{Reading, Section};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::parts::numbers;

/// The opinions, the newest first.
pub(super) fn opinions(reading: &Reading) -> Option<Section> {
    let locale = reading.locale;
    let (lines, texts) = (&reading.page.depth.opinions, &reading.page.html.opinions);
    if lines.is_empty() {
        return None;
    }
    let newest_first = lines.iter().enumerate().rev();
    let shown = newest_first.map(|(place, line)| opinion(reading, line, texts.get(place))).collect_view();
    let body = view! {
        <p>{say!(locale, depth.opinions.intro)}</p>
        <ul class="opinions">{shown}</ul>
    };
    Some(Section { id: "pareri", title: say!(locale, depth.opinions.title), body: body.into_any() })
}

/// One opinion. Its words are in the language of the practice, as the form asks.
fn opinion(reading: &Reading, line: &OpinionLine, text: Option<&SafeHtml>) -> impl IntoView + use<> {
    let locale = reading.locale;
    let who = match &line.by {
        Some((uid, name)) => view! { <a href=paths::member(locale, uid)><bdi>{name.clone()}</bdi></a> }.into_any(),
        None => say!(locale, depth.opinions.by_editors).into_any(),
    };
    let day = line.on.to_string();
    let evidence = say!(locale, depth.opinions.evidence, rating = within(line.rating.name(locale)));
    let words = text.map(|html| own_words(reading, html));
    view! {
        <li>
            <h3>{line.outcome.name(locale)}</h3>
            <p class="text-soft">
                <time datetime=day>{numbers::date(locale, line.on)}</time> ", " {who} " · " {evidence}
            </p>
            {words}
        </li>
    }
}
