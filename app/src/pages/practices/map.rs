// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of practices: a tile for each region, and the same numbers as a table.

use std::cmp::Reverse;

use domain::Locale;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::values::{MapPage as Practices, RegionCount};

use super::flows::Flows;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::country::country;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::numbers::count;
use crate::ssr::render::asked;

/// The map of practices by region.
#[component]
pub fn MapPage() -> impl IntoView {
    let asked = asked();
    let locale = asked.here.locale;
    let theme = asked.here.parameter("theme").filter(|theme| !theme.is_empty());
    Suspend::new(async move {
        if asked.here.parameter("vista").as_deref() == Some("riusi") {
            let request = super::flows::request(&asked.here);
            return match asked.portal.flows(&asked.here.viewer, locale, request).await {
                Ok(value) => view! { <Flows value/> }.into_any(),
                Err(error) => failed(&asked, &error),
            };
        }
        let map = match asked.portal.map(&asked.here.viewer, locale, theme.as_deref()).await {
            Ok(map) => map,
            Err(error) => return failed(&asked, &error),
        };
        let name = say!(locale, places.title);
        let title = match &map.theme {
            Some(theme) => say!(locale, places.title_for, theme = theme.name.clone()),
            None => name.to_owned(),
        };
        let library = (say!(locale, library.title).to_owned(), paths::practices(locale));
        view! {
            <Head title=title.clone() description=say!(locale, places.description) hidden=map.theme.is_some()/>
            <Crumbs trail=vec![library] here=say!(locale, places.crumb).to_owned()/>
            <div class="container py-4">
                <h1>{title}</h1>
                <p class="lead measure">{intro(&map, locale)}</p>
                <Views shown=MapView::Practices/>
                <Narrowing themes=map.themes.clone() chosen=map.theme.clone()/>
            </div>
            <div class="container pb-5"><Regions map/></div>
        }
        .into_any()
    })
}

/// What the map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapView {
    /// How many practices each region has.
    Practices,
    /// From where to where they went.
    Flows,
}

/// Both views of the map, for the theme of the present one.
#[component]
pub fn Views(
    /// The one that is shown.
    shown: MapView,
) -> impl IntoView {
    let here = asked().here;
    let locale = here.locale;
    let theme = here.parameter("theme");
    let filters = [("theme", theme.as_deref())];
    let view = |view: MapView, words: &'static str, address: String| {
        let current = (view == shown).then_some("page");
        view! { <li><a href=address aria-current=current>{words}</a></li> }
    };
    view! {
        <nav aria-label=say!(locale, flows.views)>
            <ul class="map-views">
                {view(MapView::Practices, say!(locale, flows.view_practices), paths::listed(paths::map(locale), &filters, 1))}
                {view(MapView::Flows, say!(locale, flows.view_flows), paths::flows(locale, &filters))}
            </ul>
        </nav>
    }
}

fn intro(map: &Practices, locale: Locale) -> String {
    let reached = |italian: bool| {
        let regions = map.regions.iter().filter(|of| of.region.is_italian() == italian);
        (regions.clone().filter(|of| of.practices > 0).count(), regions.count())
    };
    let ((italian, all), (abroad, _)) = (reached(true), reached(false));
    let practices: u64 = map.regions.iter().map(|of| of.practices).sum();
    let practices = say!(locale, places.practices, count = practices, number = count(locale, practices));
    say!(locale, places.intro, practices = practices, italian = italian, all = all, abroad = abroad)
}

/// The form that narrows the map to one theme.
#[component]
fn Narrowing(
    /// All themes.
    themes: Vec<ThemeLink>,
    /// The one that is chosen.
    chosen: Option<ThemeLink>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let chosen = chosen.map(|theme| theme.slug);
    let options = themes.into_iter().map(|theme| {
        let selected = chosen.as_deref() == Some(theme.slug.as_str());
        view! { <option value=theme.slug selected=selected>{theme.name}</option> }
    });
    view! {
        <form class="sort-field" action=paths::map(locale) method="get">
            <label for="theme">{say!(locale, places.theme)}</label>
            <select id="theme" name="theme">
                <option value="">{say!(locale, places.all_themes)}</option>
                {options.collect_view()}
            </select>
            <button class="btn btn-outline-primary btn-xs" type="submit">{say!(locale, places.narrow)}</button>
        </form>
    }
}

/// Italy's tiles, those abroad, and the table.
#[component]
fn Regions(
    /// The numbers.
    map: Practices,
) -> impl IntoView {
    let locale = asked().here.locale;
    let theme = map.theme.as_ref().map(|theme| theme.slug.as_str());
    let italian = map.regions.iter().filter(|of| of.region.is_italian());
    let italian = italian.map(|of| tile(of, theme, locale)).collect_view();
    let abroad = map.regions.iter().filter(|of| !of.region.is_italian() && of.practices > 0);
    let abroad: Vec<_> = abroad.map(|of| partner(of, theme, locale)).collect();
    let abroad = (!abroad.is_empty()).then(|| {
        view! {
            <section aria-labelledby="estero">
                <h2 id="estero">{say!(locale, places.abroad)}</h2>
                <ul class="tile-row">{abroad}</ul>
            </section>
        }
    });
    let elsewhere = (map.elsewhere > 0).then(|| {
        let number = count(locale, map.elsewhere);
        view! { <p>{say!(locale, places.elsewhere, count = map.elsewhere, number = number)}</p> }
    });
    view! {
        <div class="map-columns">
            <section aria-labelledby="italia">
                <h2 id="italia">{say!(locale, places.italian)}</h2>
                <ul class="tile-map">{italian}</ul>
                <Legend/>
            </section>
            <div>
                {abroad}
                <section class="mt-5" aria-labelledby="tabella-titolo">
                    <h2 id="tabella-titolo">{say!(locale, places.table)}</h2>
                    {elsewhere}
                    {table(&map, locale)}
                </section>
            </div>
        </div>
    }
}

/// What the shades mean.
#[component]
fn Legend() -> impl IntoView {
    let locale = asked().here.locale;
    view! {
        <ul class="tile-legend" aria-label=say!(locale, places.legend)>
            <li><span class="scale-0"></span>"0"</li>
            <li><span class="scale-1"></span>"1"</li>
            <li><span class="scale-2"></span>"2"</li>
            <li><span class="scale-3"></span>{say!(locale, places.three_or_four)}</li>
            <li><span class="scale-4"></span>{say!(locale, places.five_or_more)}</li>
        </ul>
    }
}

fn tile(of: &RegionCount, theme: Option<&str>, locale: Locale) -> impl IntoView + use<> {
    let region = of.region;
    let face = view! {
        <span>
            <span class="tile-short" aria-hidden="true">{region.short}</span>
            <span class="tile-long">{region.name(locale)}</span>
        </span>
        {number(of.practices, locale)}
    };
    let shade = format!("tile scale-{}", scale(of.practices));
    let tile = match of.practices {
        0 => view! { <div class=shade>{face}</div> }.into_any(),
        _ => view! { <a class=shade href=address(of, theme, locale)>{face}</a> }.into_any(),
    };
    view! { <li class=format!("tile-{}", region.code)>{tile}</li> }
}

fn partner(of: &RegionCount, theme: Option<&str>, locale: Locale) -> impl IntoView + use<> {
    view! {
        <li>
            <a class=format!("tile scale-{}", scale(of.practices)) href=address(of, theme, locale)>
                <span>
                    {of.region.name(locale)} " "
                    <span class="cell-note">{country(of.region.country, locale).unwrap_or(of.region.country)}</span>
                </span>
                {number(of.practices, locale)}
            </a>
        </li>
    }
}

fn number(practices: u64, locale: Locale) -> impl IntoView {
    view! {
        <span class="tile-count">
            {count(locale, practices)}
            <span class="visually-hidden">" " {say!(locale, places.practices_word, count = practices)}</span>
        </span>
    }
}

fn table(map: &Practices, locale: Locale) -> impl IntoView + use<> {
    let theme = map.theme.as_ref().map(|theme| theme.slug.as_str());
    let mut regions = map.regions.clone();
    regions.sort_by_key(|of| Reverse(of.practices));
    let rows = regions.iter().map(|of| {
        let name = of.region.name(locale);
        let name = match of.practices {
            0 => name.into_any(),
            _ => view! { <a href=address(of, theme, locale)>{name}</a> }.into_any(),
        };
        view! { <tr><th scope="row">{name}</th><td class="number">{count(locale, of.practices)}</td></tr> }
    });
    view! {
        <table class="table table-sm">
            <caption class="visually-hidden">{say!(locale, places.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{say!(locale, places.region)}</th>
                    <th scope="col" class="number">{say!(locale, places.practices_column)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The library, narrowed to a region and the theme of the map.
fn address(of: &RegionCount, theme: Option<&str>, locale: Locale) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("region", of.region.code);
    if let Some(theme) = theme {
        query.append_pair("theme", theme);
    }
    format!("{}?{}", paths::practices(locale), query.finish())
}

/// The shade of a tile, 0 to 4.
const fn scale(practices: u64) -> u8 {
    match practices {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=4 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use domain::places::REGIONS;

    use super::*;

    #[test]
    fn every_partner_region_has_a_country_with_a_name() {
        for region in REGIONS.iter().filter(|region| !region.is_italian()) {
            assert!(country(region.country, Locale::Italian).is_some(), "{}", region.code);
            assert!(country(region.country, Locale::English).is_some(), "{}", region.code);
        }
    }

    #[test]
    fn a_tile_leads_to_the_region_within_the_theme_of_the_map() {
        let tuscany = RegionCount { region: domain::places::region("09").expect("Tuscany"), practices: 3 };
        assert_eq!(address(&tuscany, None, Locale::Italian), "/pratiche?region=09");
        assert_eq!(address(&tuscany, Some("appalti"), Locale::English), "/en/pratiche?region=09&theme=appalti");
        assert_eq!(scale(tuscany.practices), 3);
    }
}
