// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of the own profile have in common: the menu at the side, what was done or refused on top.

use domain::Locale;
use leptos::prelude::*;

use super::form::{Form, Wrong, general};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::forms::{Done, FieldWords, PasswordField, Problems};
use crate::ssr::parts::head::Head;
use crate::ssr::parts::side_menu::{SideEntry, WithSideMenu};
use crate::ssr::render::{Refused, asked};

/// The pages of the own profile.
fn entries(locale: Locale) -> Vec<SideEntry> {
    vec![
        (say!(locale, profile.menu.details), paths::profile(locale)),
        (say!(locale, profile.menu.visibility), paths::visibility(locale)),
        (say!(locale, profile.menu.notices), paths::notice_choices(locale)),
        (say!(locale, profile.menu.memberships), paths::memberships(locale)),
        (say!(locale, profile.menu.security), paths::security(locale)),
        (say!(locale, profile.menu.own_copy), paths::own_copy(locale)),
    ]
}

/// A page of the own profile.
#[component]
pub fn Frame(
    /// Its heading.
    title: &'static str,
    /// One or two sentences on it.
    lead: &'static str,
    /// What is wrong with the form that was sent.
    wrong: Wrong,
    /// The words for the code of what was done.
    done: fn(Locale, &str) -> Option<&'static str>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let profile = say!(locale, profile.title);
    let above = (profile.to_owned(), paths::profile(locale));
    let trail = if title == profile { Vec::new() } else { vec![above] };
    let wrong = wrong_or_gone(locale, wrong);
    let whole = if wrong.is_empty() { title.to_owned() } else { format!("{}: {title}", say!(locale, profile.error)) };
    let done = here.parameter("done").filter(|_| wrong.is_empty()).and_then(|code| done(locale, &code));
    let problems = (!wrong.is_empty()).then(|| {
        view! { <Problems heading=say!(locale, profile.refused).to_owned() problems=wrong.clone()/> }
    });
    view! {
        <Head title=whole hidden=true/>
        <Crumbs trail here=title.to_owned()/>
        <WithSideMenu label=profile entries=entries(locale)>
            <h1>{title}</h1>
            {problems}
            {done.map(|words| view! { <Done words=words.to_owned()/> })}
            <p class="lead measure">{lead}</p>
            {children()}
        </WithSideMenu>
    }
}

/// A post that belongs to no form of the page any more is told so as well.
fn wrong_or_gone(locale: Locale, wrong: Wrong) -> Wrong {
    let refused = use_context::<Refused>().is_some();
    if wrong.is_empty() && refused { vec![("contenuto", say!(locale, profile.gone))] } else { wrong }
}

/// A form that is behind a disclosure until somebody wants it, or until it was refused.
#[component]
pub fn Disclosed(
    /// What opens it.
    summary: &'static str,
    /// Whether it is open when the page comes.
    open: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosed" open=open>
            <summary>{summary}</summary>
            <div class="disclosed-body">{children()}</div>
        </details>
    }
}

/// A form of a page that has several: it posts to the page's own address.
#[component]
pub fn OwnForm(
    /// Its `id`.
    id: &'static str,
    /// Which form it is.
    action: &'static str,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let here = asked().here;
    let address = paths::in_locale(here.locale, &here.path);
    view! {
        <form class="measure" id=id action=address method="post" novalidate>
            <input r#type="hidden" name="action" value=action/>
            {children()}
        </form>
    }
}

/// The field for the present password, by which an act is confirmed. Whoever has none is not asked.
#[component]
pub fn CurrentPassword(
    /// Its `id`.
    id: &'static str,
    /// The form that it stands in.
    form: Form,
) -> impl IntoView {
    let locale = asked().here.locale;
    let words = FieldWords {
        id,
        label: say!(locale, profile.current.label),
        help: Some(say!(locale, profile.current.help)),
        problem: form.key("current").map(|key| general(locale, "current", key)),
    };
    view! { <PasswordField words name="current" autocomplete="current-password"/> }
}
