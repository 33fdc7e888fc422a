// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The lists of what is sought and of what is offered, each with what narrows it.

use domain::Locale;
use domain::advert::{AdvertKind, AdvertState};
use domain::places::REGIONS;
use domain::saved_search::SavedKind;
use leptos::prelude::*;
use portal::adverts::{AdvertsPage as Value, AdvertsRequest};
use portal::cards::ThemeLink;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::saved_searches::SaveLink;
use crate::ssr::parts::advert::AdvertLine;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Here, asked};

/// The longest text that is searched, in characters.
const TEXT_MAX: usize = 256;

/// Adverts of a kind.
#[component]
pub fn AdvertsPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.adverts(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Adverts value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> AdvertsRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    let kind = given("tipo").and_then(|code| AdvertKind::from_code(&code)).unwrap_or(AdvertKind::Seek);
    AdvertsRequest {
        text: given("q").unwrap_or_default().trim().chars().take(TEXT_MAX).collect(),
        theme: given("theme"),
        region: given("region"),
        state: given("state"),
        page: given("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        ..AdvertsRequest::all(kind)
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &AdvertsRequest, page: u32) -> String {
    let filters = [
        ("tipo", Some(request.kind.code())),
        ("q", Some(request.text.as_str())),
        ("theme", request.theme.as_deref()),
        ("region", request.region.as_deref()),
        ("state", request.state.as_deref()),
    ];
    paths::listed(paths::adverts(locale), &filters, page)
}

#[component]
fn Adverts(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, adverts.title);
    let Value { request, themes, total, per_page, adverts } = value;
    let (kind, current) = (request.kind, request.page);
    let addresses: Vec<String> = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect();
    let narrowed = request != AdvertsRequest::all(kind);
    let searched = address(locale, &request, 1);
    let (heading, begin) = match kind {
        AdvertKind::Seek => (
            say!(locale, adverts.found_seek, count = total, number = numbers::count(locale, total)),
            say!(locale, adverts.begin_seek),
        ),
        AdvertKind::Offer => (
            say!(locale, adverts.found_offer, count = total, number = numbers::count(locale, total)),
            say!(locale, adverts.begin_offer),
        ),
    };
    let lines = adverts.into_iter().map(|card| view! { <AdvertLine card/> }).collect_view();
    let none = (total == 0).then(|| {
        view! {
            <p class="mt-3">
                {say!(locale, adverts.none)} " "
                <a href=paths::adverts_of(locale, kind)>{say!(locale, adverts.all)}</a>
            </p>
        }
    });
    view! {
        <Head title=title.to_owned() description=say!(locale, adverts.description) hidden=narrowed/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, adverts.lead)}</p>
            <Tabs kind/>
            <p><a class="btn btn-primary" href=paths::begin_advert(locale, kind)>{begin}</a></p>
            <Narrow request themes/>
            <SaveLink kind=SavedKind::Advert address=searched/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3">{heading}</h2>
            {none}
            <ol class="results">{lines}</ol>
            <Pager current address=addresses/>
        </div>
    }
}

/// The two lists, as links.
#[component]
fn Tabs(kind: AdvertKind) -> impl IntoView {
    let locale = asked().here.locale;
    let links = AdvertKind::ALL.iter().map(|one| {
        let current = (*one == kind).then_some("page");
        let class = if *one == kind { "advert-tab active" } else { "advert-tab" };
        view! {
            <li>
                <a class=class href=paths::adverts_of(locale, *one) aria-current=current>{one.name(locale)}</a>
            </li>
        }
    });
    view! {
        <nav aria-label=say!(locale, adverts.tabs)>
            <ul class="advert-tabs">{links.collect_view()}</ul>
        </nav>
    }
}

/// The form that narrows the list.
#[component]
fn Narrow(request: AdvertsRequest, themes: Vec<ThemeLink>) -> impl IntoView {
    let locale = asked().here.locale;
    let (action, label) = (paths::adverts(locale), say!(locale, adverts.search));
    let themes = themes.into_iter().map(|theme| Choice::new(theme.slug, theme.name)).collect();
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale))).collect();
    let states = AdvertState::ALL.iter().filter(|state| **state != AdvertState::Draft);
    let states = states.map(|state| Choice::new(state.code(), state.name(locale))).collect();
    let all_themes = say!(locale, places.all_themes);
    let (all_regions, live) = (say!(locale, adverts.all_regions), say!(locale, adverts.live));
    let (theme, region, state) = (say!(locale, places.theme), say!(locale, places.region), say!(locale, adverts.state));
    let kind = request.kind.code();
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX>
            <input r#type="hidden" name="tipo" value=kind/>
            <NarrowBy name="theme" label=theme any=all_themes choices=themes chosen=request.theme/>
            <NarrowBy name="region" label=region any=all_regions choices=regions chosen=request.region/>
            <NarrowBy name="state" label=state any=live choices=states chosen=request.state/>
        </Narrowing>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let whole = "/cerco-offro?tipo=offer&q=nidi&theme=prima-infanzia&region=09&state=closed&page=2";
        let request = request(&Here::of(&whole.parse().expect("an address")));
        assert_eq!((request.kind, request.page), (AdvertKind::Offer, 2));
        assert_eq!(address(Locale::Italian, &request, 2), whole);
    }

    #[test]
    fn an_address_without_a_kind_lists_what_is_sought() {
        let request = request(&Here::of(&"/cerco-offro?tipo=altro".parse().expect("an address")));
        assert_eq!(request, AdvertsRequest::all(AdvertKind::Seek));
    }
}
