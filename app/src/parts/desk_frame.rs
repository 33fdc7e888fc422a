// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The frame of pages with forms between bodies: where they stand, what was done, what is to be mended.

use leptos::prelude::*;

use super::crumbs::Crumbs;
use super::forms::{Done, ProblemLinks};
use super::head::Head;
use crate::ssr::i18n::say;
use crate::ssr::render::asked;

/// The `id` of each place where something is to be mended, with what is wrong there.
pub type Wrong = Vec<(String, String)>;

/// What is wrong, line by line; where no line says it, that the whole was refused, at the top of the page.
pub fn wrong_or_whole(lines: impl IntoIterator<Item = (String, String)>, whole: &str) -> Wrong {
    let mut wrong: Wrong = lines.into_iter().collect();
    if wrong.is_empty() {
        wrong.push(("contenuto".to_owned(), whole.to_owned()));
    }
    wrong
}

/// A page of forms, not for search engines.
#[component]
pub fn DeskFrame(
    /// Its title.
    title: String,
    /// The pages between the home page and this one.
    trail: Vec<(String, String)>,
    /// What was done.
    done: Option<&'static str>,
    /// What is to be mended.
    wrong: Wrong,
    /// What it shows below its title.
    children: Children,
) -> impl IntoView {
    let locale = asked().here.locale;
    let is_wrong = !wrong.is_empty();
    let whole = if is_wrong { format!("{}: {title}", say!(locale, writing.error)) } else { title.clone() };
    let done = done.filter(|_| !is_wrong).map(|words| view! { <Done words=words.to_owned()/> });
    let problems = is_wrong.then(|| {
        view! { <ProblemLinks heading=say!(locale, writing.refused).to_owned() problems=wrong/> }
    });
    view! {
        <Head title=whole hidden=true/>
        <Crumbs trail here=title.clone()/>
        <div class="container writing">
            <h1>{title}</h1>
            {done}
            {problems}
            {children()}
        </div>
    }
}
