// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From where to where practices went: the second view of the map. The table comes first, the picture beside it.

mod around;
mod list;
mod table;

use domain::Locale;
use domain::places::Region;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::flows::{FlowsPage as Value, FlowsRequest, OnlyConfirmed};

use super::map::{MapView, Views};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::flow_map::{FlowLegend, FlowMap, RegionAddress};
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::narrow::NarrowBy;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Here, asked};
use around::{Apart, Connected, Gaps};
use list::RegionAdoptions;
use table::{FlowTable, VariantTable};

/// What the address asks for; what is not understood is left out.
pub fn request(here: &Here) -> FlowsRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    let year = |name: &str| given(name).and_then(|year| year.parse().ok());
    let confirmed = given("stato").is_some_and(|state| state == CONFIRMED);
    FlowsRequest {
        theme: given("theme"),
        from_year: year("anno_da"),
        to_year: year("anno_a"),
        confirmed: if confirmed { OnlyConfirmed::Yes } else { OnlyConfirmed::No },
        region: given("region"),
    }
}

/// The code of confirmed adoptions in the address.
const CONFIRMED: &str = "confirmed";

/// The address of the map for a request.
pub fn address(locale: Locale, request: &FlowsRequest) -> String {
    let year = |year: Option<i16>| year.map(|year| year.to_string());
    let (from, to) = (year(request.from_year), year(request.to_year));
    let confirmed = (request.confirmed == OnlyConfirmed::Yes).then_some(CONFIRMED);
    let filters = [
        ("theme", request.theme.as_deref()),
        ("anno_da", from.as_deref()),
        ("anno_a", to.as_deref()),
        ("stato", confirmed),
        ("region", request.region.as_deref()),
    ];
    paths::flows(locale, &filters)
}

/// The same for a region, at the list of its adoptions.
fn region_address(locale: Locale, request: &FlowsRequest, region: &str) -> String {
    let wanted = FlowsRequest { region: Some(region.to_owned()), ..request.clone() };
    format!("{}#elenco", address(locale, &wanted))
}

/// The view.
#[component]
pub fn Flows(
    /// What it shows.
    value: Value,
) -> impl IntoView {
    let locale = asked().here.locale;
    let title = match &value.theme {
        Some(theme) => say!(locale, flows.title_for, theme = theme.name.clone()),
        None => say!(locale, flows.title).to_owned(),
    };
    let library = (say!(locale, library.title).to_owned(), paths::practices(locale));
    let total = value.total();
    let adoptions = say!(locale, flows.adoptions, count = total, number = numbers::count(locale, total));
    let list = value.list.clone().map(|list| view! { <RegionAdoptions list/> });
    view! {
        <Head title=title.clone() description=say!(locale, flows.description) hidden=true/>
        <Crumbs trail=vec![library] here=say!(locale, flows.crumb).to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, flows.intro, adoptions = adoptions)}</p>
            <Views shown=MapView::Flows/>
            <Narrow request=value.request.clone() themes=value.themes.clone() years=value.years.clone()/>
            <Years request=value.request.clone() years=value.years.clone()/>
        </div>
        <div class="container pb-5">
            {list}
            <div class="flow-columns">
                <div>
                    <FlowTable value=value.clone()/>
                    <VariantTable variants=value.variants.clone()/>
                    <Apart value=value.clone()/>
                </div>
                <Picture value=value.clone()/>
            </div>
            <Connected value=value.clone()/>
            <Gaps theme=value.theme.clone() gaps=value.gaps.clone()/>
        </div>
    }
}

/// What narrows the map.
#[component]
fn Narrow(request: FlowsRequest, themes: Vec<ThemeLink>, years: Vec<i16>) -> impl IntoView {
    let locale = asked().here.locale;
    let themes = themes.into_iter().map(|theme| Choice::new(theme.slug, theme.name)).collect();
    let choices =
        || -> Vec<Choice> { years.iter().rev().map(|year| Choice::new(year.to_string(), year.to_string())).collect() };
    let (from, to) = (choices(), choices());
    let states = vec![Choice::new(CONFIRMED, say!(locale, flows.only_confirmed))];
    let state = (request.confirmed == OnlyConfirmed::Yes).then(|| CONFIRMED.to_owned());
    let year = |year: Option<i16>| year.map(|year| year.to_string());
    let any_year = say!(locale, flows.any_year);
    view! {
        <form class="narrow-row flow-narrow" action=paths::map(locale) method="get">
            <input r#type="hidden" name="vista" value="riusi"/>
            <NarrowBy name="theme" label=say!(locale, places.theme) any=say!(locale, places.all_themes) choices=themes chosen=request.theme/>
            <NarrowBy name="anno_da" label=say!(locale, flows.from_year) any=any_year choices=from chosen=year(request.from_year)/>
            <NarrowBy name="anno_a" label=say!(locale, flows.to_year) any=any_year choices=to chosen=year(request.to_year)/>
            <NarrowBy name="stato" label=say!(locale, flows.state) any=say!(locale, flows.any_state) choices=states chosen=state/>
            <button class="btn btn-primary" r#type="submit">{say!(locale, places.narrow)}</button>
        </form>
    }
}

/// The same map year by year: what was there by the end of each.
#[component]
fn Years(request: FlowsRequest, years: Vec<i16>) -> impl IntoView {
    let locale = asked().here.locale;
    let step = |year: Option<i16>, words: String| {
        let wanted = FlowsRequest { to_year: year, region: None, ..request.clone() };
        let current = (request.to_year == year).then_some("true");
        view! { <li><a href=address(locale, &wanted) aria-current=current>{words}</a></li> }
    };
    let from = request.from_year;
    let offered = years.into_iter().filter(|year| from.is_none_or(|from| from <= *year));
    let steps = offered.map(|year| step(Some(year), year.to_string())).collect_view();
    view! {
        <nav class="flow-years no-print" aria-labelledby="anni">
            <p id="anni">{say!(locale, flows.by_year)}</p>
            <ol>{steps} {step(None, say!(locale, flows.today).to_owned())}</ol>
        </nav>
    }
}

/// The picture, in a box that scrolls by itself where it is narrow.
#[component]
fn Picture(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let request = value.request.clone();
    let leads: RegionAddress = Box::new(move |region: &Region| region_address(locale, &request, region.code));
    let Value { flows, variants, totals, .. } = value;
    view! {
        <section>
            <h2 id="disegno">{say!(locale, flows.on_the_map)}</h2>
            <div class="table-scroll" role="region" aria-labelledby="disegno" tabindex="0">
                <FlowMap id="riusi" flows variants totals leads/>
            </div>
            <FlowLegend/>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let text = "/en/pratiche/mappa?vista=riusi&theme=appalti&anno_da=2009&anno_a=2020&stato=confirmed&region=09";
        let here = Here::of(&text.parse().expect("an address"));
        let request = request(&here);
        assert_eq!((request.from_year, request.to_year), (Some(2009), Some(2020)));
        assert_eq!(address(here.locale, &request), text);
        assert_eq!(address(Locale::Italian, &FlowsRequest::default()), "/pratiche/mappa?vista=riusi");
    }

    #[test]
    fn what_is_no_year_and_no_state_narrows_nothing() {
        let here = Here::of(&"/pratiche/mappa?vista=riusi&anno_da=ieri&stato=forse".parse().expect("an address"));
        assert_eq!(request(&here), FlowsRequest::default());
    }
}
