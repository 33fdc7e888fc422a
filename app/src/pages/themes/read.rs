// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A theme with its practices.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portal::cards::ThemeLink;
use portal::communities::CommunityLink;
use portal::values::ThemePage as Value;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::card::PracticeTiles;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::numbers;
use crate::ssr::render::asked;

/// A theme.
#[component]
pub fn ThemePage() -> impl IntoView {
    let asked = asked();
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    Suspend::new(async move {
        match asked.portal.theme(&asked.here.viewer, asked.here.locale, &slug).await {
            Ok(value) => view! { <Theme value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Theme(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let name = value.theme.theme.name.clone();
    let slug = value.theme.theme.slug.clone();
    let above = value.parent.iter().map(|parent| (parent.name.clone(), paths::theme(locale, &parent.slug)));
    let trail = std::iter::once((say!(locale, common.themes).to_owned(), paths::themes(locale))).chain(above).collect();
    let below: Vec<ThemeLink> = value.theme.children.into_iter().map(|child| child.theme).collect();
    let near = if below.is_empty() { value.parent.into_iter().collect() } else { below };
    let narrow = format!("{}?theme={slug}", paths::practices(locale));
    let count = say!(locale, common.practices, count = value.total);
    let regions = value.regions.iter().map(|count| {
        let address = format!("{}?theme={slug}&region={}", paths::practices(locale), count.region.code);
        view! { <li><a href=address>{count.region.name(locale)}</a> " (" {numbers::count(locale, count.practices)} ")"</li> }
    });
    let regions = regions.collect_view();
    let communities = value.communities.into_iter().map(|CommunityLink { slug, name }| {
        let lang = lang_of(&name, locale);
        view! { <li><a href=paths::community(locale, &slug) lang=lang>{name.text}</a></li> }
    });
    let communities: Vec<_> = communities.collect();
    view! {
        <Head title=name.clone() description=value.theme.description.clone()/>
        <Crumbs trail here=name.clone()/>
        <div class="container py-4">
            <h1>{name}</h1>
            <p class="lead measure">{value.theme.description}</p>
            <p class="mb-0">{count} ". " <a href=narrow>{say!(locale, organisations.narrow)}</a></p>
        </div>
        <div class="container pb-5">
            <h2 class="visually-hidden">{say!(locale, organisations.practices_of_theme)}</h2>
            <PracticeTiles cards=value.practices/>
            {(!value.regions.is_empty()).then(|| view! {
                <h2 class="mt-5">{say!(locale, organisations.where_from)}</h2>
                <ul class="name-columns">{regions}</ul>
            })}
            {(!communities.is_empty()).then(|| view! {
                <h2 class="mt-5">{say!(locale, organisations.communities_of_theme)}</h2>
                <ul class="name-columns">{communities}</ul>
            })}
            {(!near.is_empty()).then(|| view! {
                <h2 class="mt-5">{say!(locale, organisations.near_themes)}</h2>
                <ThemeChips themes=near/>
            })}
        </div>
    }
}
