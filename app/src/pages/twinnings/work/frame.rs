// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of who writes a twinning have in common: where they stand, what was done or refused, the title.

use domain::{Language, Locale};
use leptos::prelude::*;

use super::{fields, words};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::{Done, ProblemLinks};
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Refused, asked};

/// The twinning that a page is about.
#[derive(Clone, Debug)]
pub struct About {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
}

/// A page below the twinning.
#[component]
pub fn WorkFrame(
    /// Its heading.
    heading: String,
    /// The twinning; absent where there is none yet.
    about: Option<About>,
    /// What it shows below its title.
    children: Children,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let title = match refused.is_some() {
        true => format!("{}: {heading}", say!(locale, writing.error)),
        false => heading.clone(),
    };
    let done = here.parameter("done").and_then(|code| words::done(locale, &code)).filter(|_| refused.is_none());
    let done = done.map(|words| view! { <Done words=words.to_owned()/> });
    let problems = refused.map(|refused| {
        let problems = problem_links(locale, &refused);
        view! { <ProblemLinks heading=say!(locale, writing.refused).to_owned() problems/> }
    });
    let mut trail = vec![(say!(locale, transfer_desk.crumb).to_owned(), paths::twinnings(locale))];
    let lead = about.map(|about| {
        let lang = foreign(about.language, locale);
        let address = paths::twinning(locale, &about.slug);
        trail.push((about.title.clone(), address.clone()));
        view! { <p class="lead measure"><a href=address lang=lang>{about.title}</a></p> }
    });
    view! {
        <Head title=title hidden=true/>
        <Crumbs trail here=heading.clone()/>
        <div class="container writing">
            <h1>{heading}</h1>
            {lead}
            {done}
            {problems}
            {children()}
        </div>
    }
}

/// All that is wrong, each leading to its field. What is wrong as a whole leads to the page.
fn problem_links(locale: Locale, refused: &Refused) -> Vec<(String, String)> {
    let mut links: Vec<(String, String)> = refused
        .problems
        .iter()
        .map(|(name, key)| {
            let place =
                if matches!(name.as_str(), "form" | "lacks") { "contenuto".to_owned() } else { fields::id(name) };
            (place, words::problem_of(locale, name, key))
        })
        .collect();
    if links.is_empty() {
        links.push(("contenuto".to_owned(), say!(locale, transfer_desk.problem.gone).to_owned()));
    }
    links
}

/// The `lang` of a text in a language, where it is not the page's.
pub fn foreign(language: Language, locale: Locale) -> Option<&'static str> {
    (language != locale.language()).then(|| language.code())
}
