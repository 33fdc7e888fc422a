// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of signing in have in common: how they look, and what their forms take along.

use domain::SafePath;
use leptos::prelude::*;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::Problems;
use crate::ssr::parts::frame::is_of_signing_in;
use crate::ssr::parts::head::Head;
use crate::ssr::render::{Asked, Carried, Here, Refused, SignInHere, asked};

/// A page with a heading, the problems of its form, and what follows.
#[component]
pub fn Sheet(
    /// The heading, which is also the title.
    heading: &'static str,
    /// What could not be done, said above the problems.
    #[prop(default = "")]
    failed: &'static str,
    /// The problems: the `id` of each field and the words.
    #[prop(optional)]
    wrong: Vec<(&'static str, &'static str)>,
    /// What stands below the heading.
    children: Children,
) -> impl IntoView {
    let locale = asked().here.locale;
    let title = match wrong.len() {
        0 => heading.to_owned(),
        _ => format!("{}: {heading}", say!(locale, sign_in.error)),
    };
    let problems = (!wrong.is_empty()).then(|| view! { <Problems heading=failed.to_owned() problems=wrong/> });
    view! {
        <Head title=title hidden=true/>
        <Crumbs trail=Vec::new() here=heading.to_owned()/>
        <div class="container py-4 pb-5 sign-in">
            <h1>{heading}</h1>
            {problems}
            {children()}
        </div>
    }
}

/// Why nobody can sign in at this address, which holds for registering as well.
#[component]
pub fn Off(
    /// The heading of the page that cannot be used.
    heading: &'static str,
    /// What is said before that.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <Sheet heading=heading>
            {children.map(|children| children())}
            <div class="alert alert-warning measure">
                <h2 class="h4 alert-heading">{say!(locale, sign_in.page.off_title)}</h2>
                <p>{say!(locale, sign_in.page.off_text)}</p>
                <p class="mb-0">{say!(locale, sign_in.page.off_whom)}</p>
            </div>
            <p><a href=paths::practices(locale)>{say!(locale, sign_in.inside.next_practices)}</a></p>
        </Sheet>
    }
}

/// Where a form leads on to, and the post that waits for it.
#[derive(Clone, Debug, Default)]
pub struct Onward {
    /// The address to go on to.
    pub next: Option<SafePath>,
    /// The post that is sent afterwards.
    pub carried: Option<Carried>,
}

impl Onward {
    /// Reads it from the address, from the form that was refused, or from the post that could not be taken.
    pub fn read(here: &Here, refused: Option<&Refused>) -> Self {
        let typed = |field: &str| refused.map(|refused| refused.value(field)).filter(|value| !value.is_empty());
        let again = typed("carried_to").map(|to| Carried { to, body: typed("carried").unwrap_or_default() });
        let next = typed("next").or_else(|| here.parameter("next"));
        Self {
            next: next.as_deref().and_then(SafePath::parse).filter(leads_on),
            carried: use_context::<Carried>().or(again),
        }
    }

    /// The address to go on to where nothing is sent: that of the waiting form, or the one that was named.
    pub fn address(&self) -> Option<String> {
        let form = self.carried.as_ref().and_then(|carried| SafePath::parse(&carried.to));
        form.or_else(|| self.next.clone()).map(|path| path.to_string())
    }
}

/// Whether an address is worth going on to: not one of those on which people sign in.
fn leads_on(next: &SafePath) -> bool {
    !is_of_signing_in(paths::split(next.path()).1)
}

/// Whether the page is for somebody who is not signed in, and cannot sign in at this address.
pub(super) fn is_off(asked: &Asked) -> bool {
    asked.here.signed_in.is_none() && asked.site.sign_in == SignInHere::NeedsHttps
}

/// The hidden fields that take it along.
#[component]
pub fn OnwardFields(
    /// What is taken along.
    onward: Onward,
) -> impl IntoView {
    let hidden = |name: &'static str, value: String| view! { <input r#type="hidden" name=name value=value/> };
    let next = onward.next.map(|next| hidden("next", next.to_string()));
    let carried =
        onward.carried.map(|carried| view! { {hidden("carried_to", carried.to)} {hidden("carried", carried.body)} });
    view! { {next} {carried} }
}

/// Says that what was written is kept.
#[component]
pub fn CarriedNotice(
    /// What is taken along.
    carried: bool,
    /// What has to be done first.
    words: &'static str,
) -> impl IntoView {
    carried.then(|| view! { <div class="alert alert-info measure" role="status"><p class="mb-0">{words}</p></div> })
}

/// The button that ends the session.
#[component]
pub fn SignOutButton(
    /// The words on it.
    words: &'static str,
) -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="sign-out" action=paths::sign_out(locale) method="post">
            <button class="btn btn-outline-primary" r#type="submit">{words}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_back_to_a_page_of_signing_in() {
        for path in ["/accedi", "/accedi/codice", "/registrati", "/conferma/x", "/en/accedi?next=/x", "/esci"] {
            let next = SafePath::parse(path).expect("an address of ours");
            assert!(!leads_on(&next), "{path}");
        }
        for path in ["/", "/pratiche/nidi?x=1", "/accedere", "/en"] {
            let next = SafePath::parse(path).expect("an address of ours");
            assert!(leads_on(&next), "{path}");
        }
    }
}
