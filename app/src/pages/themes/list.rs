// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All themes.

use leptos::prelude::*;
use portal::values::ThemeCount;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::render::asked;

/// All themes as a tree.
#[component]
pub fn ThemesPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.themes(&asked.here.viewer, asked.here.locale).await {
            Ok(themes) => view! { <Themes themes/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Themes(themes: Vec<ThemeCount>) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, common.themes);
    let themes = themes.into_iter().map(|count| view! { <Branch count/> });
    view! {
        <Head title=title.to_owned() description=say!(locale, organisations.themes_lead).to_owned()/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, organisations.themes_lead)}</p>
            <ul class="theme-list mt-4">{themes.collect_view()}</ul>
        </div>
    }
}

/// A theme, and the ones below it.
#[component]
fn Branch(count: ThemeCount) -> impl IntoView {
    let locale = asked().here.locale;
    let entry = |count: &ThemeCount| {
        view! {
            <a href=paths::theme(locale, &count.theme.slug)>
                <span>{count.theme.name.clone()}</span>
                <span class="facet-count">
                    {count.practices}
                    <span class="visually-hidden">" " {say!(locale, home.practices)}</span>
                </span>
            </a>
        }
    };
    let below = count.children.iter().map(|child| view! { <li>{entry(child)}</li> }).collect_view();
    let has_children = !count.children.is_empty();
    view! {
        <li>
            {entry(&count)}
            {has_children.then(|| view! { <ul class="theme-list">{below}</ul> })}
        </li>
    }
}
