// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The testimonials that wait, and those that were not let in, for reviewers and moderators.

use domain::Locale;
use domain::policy::Standing;
use leptos::prelude::*;
use portal::testimonials::{JudgedLine, JudgingPage as Value, Subject, TestimonialDecision};

use super::frame::{Frame, Outcome, foreign};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::testimonial::quotation;
use crate::ssr::render::asked;

/// The word of the address for those that were not let in.
const REFUSED: &str = "refused";

/// The testimonials of one standing.
#[component]
pub fn JudgingPage() -> impl IntoView {
    let asked = asked();
    let refused = asked.here.parameter("state").is_some_and(|state| state == REFUSED);
    let standing = if refused { Standing::Hidden } else { Standing::Queued };
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.testimonials_to_judge(&asked.here.viewer, standing, page).await {
            Ok(value) => view! { <Judging value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The address of a page of the list.
fn address(locale: Locale, standing: Standing, page: u32) -> String {
    let state = (standing == Standing::Hidden).then_some(REFUSED);
    paths::listed(paths::testimonials(locale), &[("state", state)], page)
}

#[component]
fn Judging(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { standing, page, total, per_page, lines } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, standing, page)).collect::<Vec<_>>();
    let way = move |to: Standing, words: &'static str| {
        let current = (to == standing).then_some("page");
        view! { <li><a href=address(locale, to, 1) aria-current=current>{words}</a></li> }
    };
    let empty = match standing {
        Standing::Hidden => say!(locale, depth.judging.none_refused),
        _ => say!(locale, depth.judging.none_waiting),
    };
    let lines = lines.into_iter().map(|line| view! { <One line/> }).collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="text-soft">{empty}</p> }.into_any()
    } else {
        view! { <ul class="testimonials">{lines}</ul> }.into_any()
    };
    view! {
        <Frame title=say!(locale, depth.judging.title).to_owned() trail=Vec::new() outcome=Outcome::here()>
            <p class="lead measure">{say!(locale, depth.judging.lead)}</p>
            <nav aria-label=say!(locale, depth.judging.which)>
                <ul>
                    {way(Standing::Queued, say!(locale, depth.judging.waiting))}
                    {way(Standing::Hidden, say!(locale, depth.judging.refused))}
                </ul>
            </nav>
            {list}
            <Pager current=page address=addresses/>
        </Frame>
    }
}

#[component]
fn One(line: JudgedLine) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = foreign(line.language, locale);
    let author = line.said.author.clone();
    let button = |decision: TestimonialDecision, words: &'static str| {
        view! {
            <button class="btn btn-outline-primary btn-sm" r#type="submit" name="decision" value=decision.code()>
                {words} <span class="visually-hidden">": " <bdi>{author.clone()}</bdi></span>
            </button>
        }
    };
    let form = line.said.may_accept.then(|| {
        view! {
            <form class="button-row" action=paths::testimonials(locale) method="post" novalidate>
                <input r#type="hidden" name="subject" value=line.subject.code()/>
                <input r#type="hidden" name="about" value=line.about.clone()/>
                <input r#type="hidden" name="testimonial" value=line.said.uid.clone()/>
                {button(TestimonialDecision::Admit, say!(locale, depth.testimonials.admit))}
                {button(TestimonialDecision::Refuse, say!(locale, depth.testimonials.refuse))}
            </form>
        }
    });
    let page = match line.subject {
        Subject::Practice => paths::practice(locale, &line.slug),
        Subject::Twinning => paths::twinning(locale, &line.slug),
    };
    view! {
        <li>
            <h2 class="h4"><a href=page lang=lang>{line.title.clone()}</a></h2>
            {quotation(locale, &line.said, lang)}
            {form}
        </li>
    }
}
