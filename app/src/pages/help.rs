// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The help: its list of articles, and an article.

use domain::{Kind, Locale};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::paths;
use crate::ssr::help::{Article, article, articles};
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::NotFound;
use crate::ssr::parts::feedback::Feedback;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::raw::Rich;
use crate::ssr::render::asked;

/// All articles, and a search among them.
#[component]
pub fn HelpPage() -> impl IntoView {
    let locale = asked().here.locale;
    let lead = say!(locale, help.lead);
    let lines = articles(locale).iter().map(|article| {
        view! {
            <li>
                <h2 class="h3"><a href=paths::help_page(locale, article.slug)>{article.title.as_str()}</a></h2>
                <p>{article.summary.as_str()}</p>
            </li>
        }
    });
    view! {
        <Head title=say!(locale, help.title).to_owned() description=lead/>
        <Crumbs trail=Vec::new() here=say!(locale, help.title).to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{say!(locale, help.title)}</h1>
            <p class="lead measure">{lead}</p>
            <HelpSearch/>
            <ul class="ways">{lines.collect_view()}</ul>
        </div>
    }
}

/// The search box, which leads to the search of the whole portal, narrowed to the help.
#[component]
fn HelpSearch() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <form class="search-box mb-5" role="search" action=paths::search(locale) method="get">
            <input type="hidden" name="kind" value=Kind::Help.code()/>
            <label for="q">{say!(locale, help.search_label)}</label>
            <div class="search-row">
                <div class="search-field">
                    <input class="form-control" type="search" id="q" name="q" maxlength="256"/>
                </div>
                <button class="btn btn-primary" type="submit">
                    <Icon name="it-search"/>
                    <span>{say!(locale, help.search)}</span>
                </button>
            </div>
        </form>
    }
}

/// The article of the address.
#[component]
pub fn HelpArticlePage() -> impl IntoView {
    let locale = asked().here.locale;
    let slug = use_params_map().with_untracked(|given| given.get("slug")).unwrap_or_default();
    match article(locale, &slug) {
        Some(article) => view! { <Reading article locale/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn Reading(article: &'static Article, locale: Locale) -> impl IntoView {
    let others = articles(locale).iter().filter(|other| other.slug != article.slug).map(|other| {
        view! { <li><a href=paths::help_page(locale, other.slug)>{other.title.as_str()}</a></li> }
    });
    let trail = vec![(say!(locale, help.title).to_owned(), paths::help(locale))];
    view! {
        <Head title=article.title.clone() description=article.summary.clone()/>
        <Crumbs trail here=article.title.clone()/>
        <div class="container py-4 pb-5">
            <article>
                <h1>{article.title.as_str()}</h1>
                <p class="lead measure">{article.summary.as_str()}</p>
                <Rich html=article.html.clone() class="reading mt-4"/>
            </article>
            <nav class="mt-5" aria-labelledby="other-articles">
                <h2 class="h3" id="other-articles">{say!(locale, help.others)}</h2>
                <ul class="name-columns">{others.collect_view()}</ul>
            </nav>
        </div>
        <Feedback/>
    }
}
