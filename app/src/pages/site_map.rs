// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The list of all pages, for those who would rather read one list than a menu.

use domain::Locale;
use leptos::prelude::*;
use portal::values::ThemeCount;

use crate::paths;
use crate::ssr::help::articles;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::render::asked;

/// Links to all fixed pages, all themes and all articles of the help.
#[component]
pub fn SiteMapPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        match asked.portal.themes(&asked.here.viewer, asked.here.locale).await {
            Ok(themes) => view! { <SiteMap themes locale=asked.here.locale/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn SiteMap(themes: Vec<ThemeCount>, locale: Locale) -> impl IntoView {
    let title = say!(locale, help.map_title);
    let lead = say!(locale, help.map_lead);
    let help = articles(locale).iter().map(|article| (article.title.clone(), paths::help_page(locale, article.slug)));
    let help = std::iter::once((say!(locale, common.guide).to_owned(), paths::help(locale))).chain(help).collect();
    view! {
        <Head title=title.to_owned() description=lead/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{title}</h1>
            <p class="lead measure">{lead}</p>
            <Links title=say!(locale, help.map_explore) links=explore(locale)/>
            <section class="mt-5">
                <h2 class="h3">{say!(locale, common.themes)}</h2>
                <ThemeTree themes locale/>
            </section>
            <Links title=say!(locale, help.title) links=help/>
            <Links title=say!(locale, help.map_about) links=about(locale)/>
            <Links title=say!(locale, help.map_machines) links=machines(locale)/>
        </div>
    }
}

/// Names and addresses.
type Named = Vec<(String, String)>;

fn explore(locale: Locale) -> Named {
    vec![
        (say!(locale, common.home).to_owned(), paths::home(locale)),
        (say!(locale, common.menu_practices).to_owned(), paths::practices(locale)),
        (say!(locale, common.menu_twinnings).to_owned(), paths::twinnings(locale)),
        (say!(locale, adverts.title).to_owned(), paths::adverts(locale)),
        (say!(locale, threads.title).to_owned(), paths::threads(locale)),
        (say!(locale, communities.title).to_owned(), paths::communities(locale)),
        (say!(locale, common.menu_map).to_owned(), paths::map(locale)),
        (say!(locale, flows.title).to_owned(), paths::flows(locale, &[])),
        (say!(locale, reuse.compare.title).to_owned(), paths::comparison(locale, &[])),
        (say!(locale, reuse.failures.title).to_owned(), paths::failures(locale)),
        (say!(locale, common.menu_organisations).to_owned(), paths::organisations(locale)),
        (say!(locale, members.title).to_owned(), paths::members(locale)),
        (say!(locale, help.all_themes).to_owned(), paths::themes(locale)),
        (say!(locale, common.search_portal).to_owned(), paths::search(locale)),
        (say!(locale, common.send_story).to_owned(), paths::begin_practice(locale)),
    ]
}

fn about(locale: Locale) -> Named {
    vec![
        (say!(locale, common.legal_notes).to_owned(), paths::legal_notes(locale)),
        (say!(locale, common.privacy).to_owned(), paths::privacy(locale)),
        (say!(locale, common.accessibility).to_owned(), paths::accessibility(locale)),
    ]
}

fn machines(locale: Locale) -> Named {
    vec![
        (say!(locale, common.feed).to_owned(), paths::feed(locale)),
        (say!(locale, twinnings.feed).to_owned(), paths::twinning_feed(locale)),
        (say!(locale, adverts.feed).to_owned(), paths::advert_feed(locale)),
        (say!(locale, threads.feed).to_owned(), paths::thread_feed(locale)),
        (say!(locale, common.open_data).to_owned(), paths::help_page(locale, "dati-aperti")),
    ]
}

#[component]
fn Links(title: &'static str, links: Named) -> impl IntoView {
    let links = links.into_iter().map(|(name, address)| view! { <li><a href=address>{name}</a></li> });
    view! {
        <section class="mt-5">
            <h2 class="h3">{title}</h2>
            <ul>{links.collect_view()}</ul>
        </section>
    }
}

/// Themes, each with those below it.
#[component]
fn ThemeTree(themes: Vec<ThemeCount>, locale: Locale) -> AnyView {
    let themes = themes.into_iter().map(|ThemeCount { theme, children, .. }| {
        let below = (!children.is_empty()).then(|| view! { <ThemeTree themes=children locale/> });
        view! { <li><a href=paths::theme(locale, &theme.slug)>{theme.name}</a> {below}</li> }
    });
    view! { <ul>{themes.collect_view()}</ul> }.into_any()
}
