// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The answer to an opinion on a page: thanks, or the form again.

use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::feedback::Opinion;
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Refused, asked};

/// Thanks for an opinion, or the form again with what is wrong.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    let here = asked().here;
    let refused = use_context::<Refused>();
    match refused {
        None if here.parameter("sent").is_some() => view! { <Thanks/> }.into_any(),
        refused => view! { <Again refused/> }.into_any(),
    }
}

#[component]
fn Thanks() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Head title=say!(locale, practice.feedback.thanks).to_owned() hidden=true/>
        <div class="container py-5">
            <div class="measure">
                <div class="alert alert-success" role="status">
                    <h1 class="h3 alert-heading">{say!(locale, practice.feedback.thanks)}</h1>
                    <p class="mb-0">{say!(locale, practice.feedback.thanks_text)}</p>
                </div>
                <p><a href=paths::practices(locale)>{say!(locale, practice.feedback.back)}</a></p>
            </div>
        </div>
    }
}

#[component]
fn Again(
    /// What was typed, where it was refused.
    refused: Option<Refused>,
) -> impl IntoView {
    let here = asked().here;
    let page = refused.as_ref().map(|refused| refused.value("page")).filter(|page| is_ours(page));
    let page = page.unwrap_or_else(|| paths::home(here.locale));
    let back = page.clone();
    let wrong = refused.as_ref().is_some_and(|refused| !refused.problems.is_empty());
    let wrong = wrong.then(|| {
        view! { <p class="alert alert-danger" role="alert">{say!(here.locale, practice.feedback.refused)}</p> }
    });
    view! {
        <Head title=say!(here.locale, practice.feedback.title).to_owned() hidden=true/>
        <div class="container py-5">
            <h1>{say!(here.locale, practice.feedback.title)}</h1>
            {wrong}
            <p><a href=back>{say!(here.locale, practice.feedback.back_to_page)}</a></p>
        </div>
        <Opinion page refused/>
    }
}

/// Whether an address leads to a page of this portal: one slash, no other server.
fn is_ours(page: &str) -> bool {
    let mut letters = page.bytes();
    letters.next() == Some(b'/') && !matches!(letters.next(), Some(b'/' | b'\\')) && !page.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_portal() {
        assert!(is_ours("/") && is_ours("/pratiche/trio?x=1"));
        for page in [
            "",
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "/\t/example.org",
            concat!("java", "script:x"),
        ] {
            assert!(!is_ours(page), "{page}");
        }
    }
}
