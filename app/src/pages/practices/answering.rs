// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The frame of the pages by which bodies answer a practice or a twinning: what they say of it, and that they took it
//! up.

use domain::{Language, Locale};
use leptos::prelude::*;
use portal::testimonials::Subject;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::{Done, Problems};
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Refused, asked};

/// The `id` of each field that was refused, with what is wrong, in the order of the form.
pub type Wrong = Vec<(&'static str, &'static str)>;

/// What is wrong with the fields of a form; where it was refused as a whole, that.
pub fn wrong(
    locale: Locale,
    refused: Option<&Refused>,
    fields: &[(&'static str, &'static str)],
    words: impl Fn(Locale, &str, &str) -> &'static str,
) -> Wrong {
    let Some(refused) = refused else { return Vec::new() };
    let of_field =
        |(field, id): &(&'static str, &'static str)| refused.problem(field).map(|key| (*id, words(locale, field, key)));
    let mut wrong: Wrong = fields.iter().filter_map(of_field).collect();
    if wrong.is_empty() {
        let key = refused.problem("form").unwrap_or_default();
        wrong.push(("contenuto", words(locale, "form", key)));
    }
    wrong
}

/// The practice or the twinning that is answered.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Which of the two it is.
    pub subject: Subject,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
}

impl Answered {
    /// The language of its texts, where it is not the page's.
    pub fn lang(&self, locale: Locale) -> Option<&'static str> {
        (self.language != locale.language()).then(|| self.language.code())
    }
}

/// The page: what it is about, what became of a form, and the form.
#[component]
pub fn AnswerFrame(
    /// Its title.
    heading: &'static str,
    /// The practice or the twinning.
    about: Answered,
    /// What was done.
    done: Option<&'static str>,
    /// What was refused.
    wrong: Wrong,
    /// What it shows below.
    children: Children,
) -> impl IntoView {
    let locale = asked().here.locale;
    let title = match wrong.is_empty() {
        true => heading.to_owned(),
        false => format!("{}: {heading}", say!(locale, writing.error)),
    };
    let lang = about.lang(locale);
    let (list, address, words) = match about.subject {
        Subject::Practice => (
            (say!(locale, practice.library).to_owned(), paths::practices(locale)),
            paths::practice(locale, &about.slug),
            say!(locale, practice.correct.about),
        ),
        Subject::Twinning => (
            (say!(locale, common.menu_twinnings).to_owned(), paths::twinnings(locale)),
            paths::twinning(locale, &about.slug),
            say!(locale, depth.testimonials.twinning.about),
        ),
    };
    let trail = vec![list, (about.title.clone(), address.clone())];
    let done = done.filter(|_| wrong.is_empty()).map(|words| view! { <Done words=words.to_owned()/> });
    let problems = (!wrong.is_empty()).then(|| {
        view! { <Problems heading=say!(locale, writing.refused).to_owned() problems=wrong/> }
    });
    view! {
        <Head title hidden=true/>
        <Crumbs trail here=heading.to_owned()/>
        <div class="container writing">
            <h1>{heading}</h1>
            <p class="lead measure">
                {words} " " <a href=address lang=lang>{about.title}</a> "."
            </p>
            {done}
            {problems}
            {children()}
        </div>
    }
}
