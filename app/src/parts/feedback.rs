// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Was this page clear? The question at the end of content pages.

use leptos::prelude::*;

use super::forms::{FieldWords, Line, LineField, Problem, Trap};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::render::{Refused, asked};

/// The most characters that the page offers room for; the portal takes more.
const ROOM: u16 = 200;

/// The question about the page that is being read.
#[component]
pub fn Feedback() -> impl IntoView {
    let here = asked().here;
    view! { <Opinion page=here.in_locale(here.locale)/> }
}

/// The form for an opinion on a page.
#[component]
pub fn Opinion(
    /// The page that it is about.
    page: String,
    /// What was typed before, where it was refused.
    #[prop(optional_no_strip)]
    refused: Option<Refused>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let refused = refused.unwrap_or_default();
    let unrated = refused.problem("rating").map(|_| say!(locale, practice.feedback.unrated));
    let described_by = unrated.map(|_| "rating-problem");
    let unrated = unrated.map(|problem| view! { <Problem id="rating-problem".to_owned() problem/> });
    let words = FieldWords {
        id: "feedback-text",
        label: say!(locale, practice.feedback.details),
        help: Some(say!(locale, practice.feedback.details_help)),
        problem: refused.problem("text").map(|_| say!(locale, practice.feedback.too_long)),
    };
    let line = Line { name: "text", kind: "text", autocomplete: "off", longest: ROOM };
    let text = refused.value("text");
    let rating = refused.value("rating");
    let scale = (1..=5_u8).map(|number| view! { <Rate number chosen=rating == number.to_string()/> }).collect_view();
    view! {
        <section class="band band-tinted feedback" data-element="feedback" aria-labelledby="chiarezza">
            <div class="container">
                <form class="measure" action=paths::feedback(locale) method="post">
                    <h2 id="chiarezza" data-element="feedback-title">{say!(locale, practice.feedback.question)}</h2>
                    <input r#type="hidden" name="page" value=page/>
                    <Trap/>
                    <fieldset aria-describedby=described_by>
                        <legend>{say!(locale, practice.feedback.scale)}</legend>
                        <ul class="rating-scale">{scale}</ul>
                        {unrated}
                    </fieldset>
                    <div data-element="feedback-input-text"><LineField words line value=text/></div>
                    <button class="btn btn-primary" r#type="submit">{say!(locale, practice.feedback.send)}</button>
                </form>
            </div>
        </section>
    }
}

/// One of the five marks, in words for those who hear it.
#[component]
fn Rate(
    /// 1 to 5.
    number: u8,
    /// Whether it was chosen before.
    chosen: bool,
) -> impl IntoView {
    let locale = asked().here.locale;
    let words = match number {
        1 => say!(locale, practice.feedback.one),
        2 => say!(locale, practice.feedback.two),
        3 => say!(locale, practice.feedback.three),
        4 => say!(locale, practice.feedback.four),
        _ => say!(locale, practice.feedback.five),
    };
    let id = (number == 1).then_some("rating");
    view! {
        <li>
            <label>
                <input
                    r#type="radio"
                    id=id
                    name="rating"
                    value=number.to_string()
                    checked=chosen
                    required
                    data-element=format!("feedback-rate-{number}")
                />
                " "
                <span>{number.to_string()}<span class="visually-hidden">{words}</span></span>
            </label>
        </li>
    }
}
