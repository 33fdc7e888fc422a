// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The matches of an advert, and the adverts that seek what a practice offers.

mod dismissing;

use domain::Locale;
use domain::matching::MatchState;
use leptos::prelude::*;
use leptos_router::components::Route;
use leptos_router::hooks::use_params_map;
use leptos_router::{MatchNestedRoutes, path};
use portal::matching::MatchesPage as Value;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{DeskFrame, Wrong};
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::matches::{MatchEntry, address, heading};
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Refused, asked};
use dismissing::{Dismiss, Dismissed, wrong};

/// The addresses of matches.
#[component(transparent)]
pub fn MatchesRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/cerco-offro/:uid/abbinamenti") view=MatchesPage/>
        <Route path=path!("/pratiche/:slug/chi-la-cerca") view=SeekersPage/>
    }
    .into_inner()
}

/// The matches of an advert.
#[component]
pub fn MatchesPage() -> impl IntoView {
    let asked = asked();
    let uid = use_params_map().get_untracked().get("uid").unwrap_or_default();
    Suspend::new(async move {
        let (here, page) = (&asked.here, page_of(asked.here.parameter("page")));
        match asked.portal.matches_of_advert(&here.viewer, here.locale, &uid, page).await {
            Ok(value) => view! { <Matches value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// The adverts that seek what a practice offers.
#[component]
pub fn SeekersPage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        let (here, page) = (&asked.here, page_of(asked.here.parameter("page")));
        match asked.portal.matches_of_practice(&here.viewer, here.locale, &slug, page).await {
            Ok(value) => view! { <Matches value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

fn page_of(parameter: Option<String>) -> u32 {
    parameter.and_then(|page| page.parse().ok()).unwrap_or(1)
}

#[component]
fn Matches(value: Value) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let refused = use_context::<Refused>();
    let wrong: Wrong = wrong(locale, refused.as_ref());
    let done = here.parameter("done").and_then(|code| match code.as_str() {
        "dismissed" => Some(say!(locale, matching.done.dismissed)),
        "restored" => Some(say!(locale, matching.done.restored)),
        "seen" => Some(say!(locale, matching.done.seen)),
        _ => None,
    });
    let own = value.own.clone();
    let lead = match own.is_practice {
        true => say!(locale, matching.lead_practice),
        false => say!(locale, matching.lead),
    };
    let dismissed = value.dismissed.clone();
    let action = address(locale, &own, value.page);
    view! {
        <DeskFrame title=heading(locale, &own).to_owned() trail=trail(locale, &value) done wrong>
            <p class="lead measure">{lead}</p>
            {about(locale, &value)}
            {list(locale, &value, &refused.unwrap_or_default())}
            {(!dismissed.is_empty()).then(|| view! { <Dismissed lines=dismissed action/> })}
        </DeskFrame>
    }
}

/// What the matches are sought for.
fn about(locale: Locale, value: &Value) -> impl IntoView + use<> {
    let words = match value.own.is_practice {
        true => say!(locale, matching.about_practice),
        false => say!(locale, matching.about_advert),
    };
    let title = value.own.title.clone();
    let lang = lang_of(&title, locale);
    view! {
        <p class="measure">
            {words} " " <a href=own_page(locale, value) lang=lang>{title.text}</a> ", "
            <bdi>{value.own.organisation.clone()}</bdi>
        </p>
    }
}

fn own_page(locale: Locale, value: &Value) -> String {
    match value.own.is_practice {
        true => paths::practice(locale, &value.own.address),
        false => paths::advert(locale, &value.own.address),
    }
}

fn trail(locale: Locale, value: &Value) -> Vec<(String, String)> {
    let list = match value.own.is_practice {
        true => (say!(locale, practice.library).to_owned(), paths::practices(locale)),
        false => (say!(locale, adverts.title).to_owned(), paths::adverts(locale)),
    };
    vec![list, (value.own.title.text.clone(), own_page(locale, value))]
}

fn list(locale: Locale, value: &Value, refused: &Refused) -> AnyView {
    let own = &value.own;
    if !own.is_open {
        let words = match own.is_practice {
            true => say!(locale, matching.not_open_practice),
            false => say!(locale, matching.not_open),
        };
        return view! { <p class="measure desk-empty">{words}</p> }.into_any();
    }
    if value.total == 0 {
        return view! { <p class="measure desk-empty">{say!(locale, matching.none)}</p> }.into_any();
    }
    let action = address(locale, own, value.page);
    let entries = value.matches.iter().map(|line| {
        let (kind, uid) = line.matched.key();
        let typed = if refused.value("kind") == kind && refused.value("other") == uid {
            refused.clone()
        } else {
            Refused::default()
        };
        let key = (kind, uid.to_owned());
        let action = action.clone();
        view! {
            <MatchEntry line=line.clone() own=own.clone()>
                <Dismiss key action typed/>
            </MatchEntry>
        }
    });
    let last = pages(value.total, value.per_page);
    let pages = (1..=last).map(|page| address(locale, own, page)).collect::<Vec<_>>();
    view! {
        <section class="writing-section" aria-labelledby="trovati">
            <h2 id="trovati">{say!(locale, matching.found, count = value.total)}</h2>
            <p class="text-soft measure">{say!(locale, matching.order)}</p>
            <ol class="results match-list">{entries.collect_view()}</ol>
            {seen(locale, value, action.clone())}
            <Pager current=value.page address=pages/>
        </section>
    }
    .into_any()
}

/// The form that marks those of this page as looked at, where one of them is new.
fn seen(locale: Locale, value: &Value, action: String) -> Option<AnyView> {
    let new = value.matches.iter().filter(|line| line.state == MatchState::Suggested);
    let names: Vec<String> = new
        .map(|line| {
            let (kind, uid) = line.matched.key();
            format!("{kind}:{uid}")
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let names = names.into_iter().map(|name| view! { <input r#type="hidden" name="seen" value=name/> });
    let names = names.collect_view();
    let form = view! {
        <form action=action method="post">
            {names}
            <p class="form-text measure">{say!(locale, matching.seen_help)}</p>
            <button class="btn btn-outline-primary" r#type="submit" name="action" value="seen">
                {say!(locale, matching.mark_seen)}
            </button>
        </form>
    };
    Some(form.into_any())
}
