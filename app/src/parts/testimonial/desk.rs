// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was said of a practice or a twinning, on its desk: letting it in, refusing it, taking it out again.

use domain::policy::Standing;
use leptos::prelude::*;
use portal::testimonials::{TestimonialDecision, TestimonialLine};

use super::quotation;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The testimonials, what waits first; nothing where there are none.
#[component]
pub fn TestimonialsOnDesk(
    /// Address of the desk, which takes the decisions.
    desk: String,
    /// Identifier of the practice or the twinning.
    about: String,
    /// What was said.
    lines: Vec<TestimonialLine>,
    /// The language of the practice or the twinning, where it is not the page's.
    lang: Option<&'static str>,
) -> impl IntoView {
    let locale = asked().here.locale;
    if lines.is_empty() {
        return ().into_any();
    }
    let lines =
        lines.into_iter().map(|line| view! { <One desk=desk.clone() about=about.clone() line lang/> }).collect_view();
    view! {
        <section class="writing-section" aria-labelledby="testimonianze">
            <h2 id="testimonianze">{say!(locale, depth.testimonials.title)}</h2>
            <p class="measure">{say!(locale, depth.testimonials.desk_lead)}</p>
            <ul class="testimonials">{lines}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn One(desk: String, about: String, line: TestimonialLine, lang: Option<&'static str>) -> impl IntoView {
    let locale = asked().here.locale;
    let state = match line.standing {
        Standing::Queued => say!(locale, depth.testimonials.waits),
        _ => say!(locale, depth.testimonials.shown),
    };
    let decisions: &[TestimonialDecision] = match (line.may_accept, line.may_take_out) {
        (true, _) => &[TestimonialDecision::Admit, TestimonialDecision::Refuse],
        (false, true) => &[TestimonialDecision::TakeOut],
        (false, false) => &[],
    };
    let author = line.author.clone();
    let buttons = decisions.iter().map(|decision| {
        let words = match decision {
            TestimonialDecision::Admit => say!(locale, depth.testimonials.admit),
            TestimonialDecision::Refuse => say!(locale, depth.testimonials.refuse),
            TestimonialDecision::TakeOut => say!(locale, depth.testimonials.take_out),
        };
        view! {
            <button class="btn btn-outline-primary btn-sm" r#type="submit" name="decision" value=decision.code()>
                {words} <span class="visually-hidden">": " <bdi>{author.clone()}</bdi></span>
            </button>
        }
    });
    let buttons = buttons.collect_view();
    let form = (!decisions.is_empty()).then(|| {
        view! {
            <form class="button-row" action=desk method="post" novalidate>
                <input r#type="hidden" name="action" value="testimonial"/>
                <input r#type="hidden" name="about" value=about/>
                <input r#type="hidden" name="testimonial" value=line.uid.clone()/>
                {buttons}
            </form>
        }
    });
    view! {
        <li>
            <p class="desk-mark">{state}</p>
            {quotation(locale, &line, lang)}
            {form}
        </li>
    }
}
