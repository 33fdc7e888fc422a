// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All twinnings, narrowed by theme, region, state and programme.

use domain::Locale;
use domain::places::REGIONS;
use domain::twinning::TwinningState;
use leptos::prelude::*;
use portal::cards::ThemeLink;
use portal::twinnings::{ProgrammeChoice, TwinningsPage as Value, TwinningsRequest};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::NarrowBy;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::transfer::TwinningTiles;
use crate::ssr::render::{Here, asked};

/// All twinnings.
#[component]
pub fn TwinningsPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.twinnings(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Twinnings value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not known is left out.
fn request(here: &Here) -> TwinningsRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    TwinningsRequest {
        theme: given("theme"),
        region: given("region"),
        state: given("state"),
        programme: given("programme"),
        priority: given("priority"),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &TwinningsRequest, page: u32) -> String {
    let filters = [
        ("theme", request.theme.as_deref()),
        ("region", request.region.as_deref()),
        ("state", request.state.as_deref()),
        ("programme", request.programme.as_deref()),
        ("priority", request.priority.as_deref()),
    ];
    paths::listed(paths::twinnings(locale), &filters, page)
}

#[component]
fn Twinnings(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, common.menu_twinnings);
    let Value { request, total, per_page, cards, by_theme, programmes } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
    let current = request.page;
    let narrowed = request != TwinningsRequest { page: request.page, ..TwinningsRequest::default() };
    let found = say!(locale, twinnings.found, count = total, number = numbers::count(locale, total));
    let none = (total == 0).then(|| {
        let all = narrowed.then(|| view! { " " <a href=paths::twinnings(locale)>{say!(locale, twinnings.all)}</a> });
        view! { <p>{say!(locale, twinnings.none)} {all}</p> }
    });
    view! {
        <Head title=title.to_owned() description=say!(locale, twinnings.lead).to_owned() hidden=narrowed/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, twinnings.lead)}</p>
            <p><a class="btn btn-outline-primary" href=paths::propose_twinning(locale)>{say!(locale, twinnings.propose)}</a></p>
            <Narrow request by_theme programmes/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3 mb-4">{found}</h2>
            {none}
            <TwinningTiles cards/>
            <Pager current address=addresses/>
        </div>
    }
}

/// The form that narrows the list. The priorities are those of the programme that is chosen.
#[component]
fn Narrow(
    request: TwinningsRequest,
    by_theme: Vec<(ThemeLink, u64)>,
    programmes: Vec<ProgrammeChoice>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let any = say!(locale, twinnings.any);
    let themes = by_theme.into_iter().map(|(theme, count)| {
        let label = format!("{} ({})", theme.name, numbers::count(locale, count));
        Choice::new(theme.slug, label)
    });
    let themes = themes.collect();
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale))).collect();
    let states = states(&asked().here, request.state.as_deref());
    let states = states.map(|state| Choice::new(state.code(), state.name(locale))).collect();
    let priorities = programmes.iter().find(|one| request.programme.as_deref() == Some(one.uid.as_str()));
    let priorities = priorities.map(|one| one.priorities.clone()).unwrap_or_default();
    let priorities: Vec<Choice> =
        priorities.into_iter().map(|(code, name)| Choice::new(code.clone(), format!("{code}. {name}"))).collect();
    let programmes = programmes.into_iter().map(|one| Choice::new(one.uid, one.name)).collect();
    let priority = (!priorities.is_empty()).then(|| {
        view! { <NarrowBy name="priority" label=say!(locale, twinnings.priority) any choices=priorities chosen=request.priority/> }
    });
    view! {
        <form class="search-box" action=paths::twinnings(locale) method="get">
            <div class="narrow-row">
                <NarrowBy name="theme" label=say!(locale, twinnings.theme) any choices=themes chosen=request.theme/>
                <NarrowBy name="region" label=say!(locale, twinnings.region) any choices=regions chosen=request.region/>
                <NarrowBy name="state" label=say!(locale, twinnings.state) any choices=states chosen=request.state/>
                <NarrowBy name="programme" label=say!(locale, twinnings.programme) any choices=programmes chosen=request.programme/>
                {priority}
            </div>
            <button class="btn btn-primary mt-3" r#type="submit">
                <Icon name="it-search"/>
                <span>{say!(locale, twinnings.show)}</span>
            </button>
        </form>
    }
}

/// The states to choose: what is not out is listed only to those who may have something there.
fn states(here: &Here, chosen: Option<&str>) -> impl Iterator<Item = TwinningState> + use<> {
    let is_member = here.viewer.acting().is_some();
    let chosen = chosen.and_then(TwinningState::from_code);
    let all = TwinningState::ALL.iter().copied();
    all.filter(move |state| is_member || state.has_run() || chosen == Some(*state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let path = "/en/gemellaggi?theme=appalti&region=09&state=running&programme=prog-x&priority=4&page=2";
        let here = Here::of(&path.parse().expect("an address"));
        assert_eq!(address(here.locale, &request(&here), 2), path);
        assert_eq!(address(Locale::Italian, &TwinningsRequest::default(), 1), "/gemellaggi");
    }

    #[test]
    fn a_visitor_chooses_among_states_that_are_out() {
        let here = Here::of(&"/gemellaggi".parse().expect("an address"));
        let shown: Vec<&str> = states(&here, None).map(TwinningState::code).collect();
        assert_eq!(shown, ["running", "suspended", "concluded", "evaluated"]);
    }
}
