// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The list of communities.

use domain::Locale;
use leptos::prelude::*;
use portal::communities::{CommunitiesPage as Value, CommunitiesRequest, CommunityCard};

use super::words;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::chips::ThemeChips;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::lang_of;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::{Here, asked};

/// The communities that the viewer may see.
#[component]
pub fn CommunitiesPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.communities(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Communities value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> CommunitiesRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    CommunitiesRequest { theme: given("theme"), page: given("page").and_then(|page| page.parse().ok()).unwrap_or(1) }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &CommunitiesRequest, page: u32) -> String {
    paths::listed(paths::communities(locale), &[("theme", request.theme.as_deref())], page)
}

#[component]
fn Communities(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, communities.title);
    let Value { request, themes, total, per_page, cards, may_create } = value;
    let addresses: Vec<String> = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect();
    let (current, hidden) = (request.page, request.theme.is_some());
    let themes = themes.into_iter().map(|theme| Choice::new(theme.slug, theme.name)).collect();
    let begin = may_create.then(|| {
        view! {
            <p><a class="btn btn-primary" href=paths::begin_community(locale)>{say!(locale, communities.begin)}</a></p>
        }
    });
    let none = (total == 0).then(|| view! { <p class="mt-3">{say!(locale, communities.none)}</p> });
    let lines = cards.into_iter().map(|card| view! { <CommunityLine card/> }).collect_view();
    view! {
        <Head title=title.to_owned() description=say!(locale, communities.description) hidden/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4 pb-5">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, communities.lead)}</p>
            {begin}
            <Narrow themes chosen=request.theme/>
            <h2 class="mt-3">{say!(locale, communities.found, count = total)}</h2>
            {none}
            <ol class="results">{lines}</ol>
            <Pager current address=addresses/>
        </div>
    }
}

/// The form that narrows the list to a theme.
#[component]
fn Narrow(themes: Vec<Choice>, chosen: Option<String>) -> impl IntoView {
    let locale = asked().here.locale;
    let options = themes.into_iter().map(|theme| {
        let selected = chosen.as_deref() == Some(theme.value.as_str());
        view! { <option value=theme.value selected=selected>{theme.label}</option> }
    });
    view! {
        <form class="decision-row" action=paths::communities(locale) method="get">
            <label class="inline-choice">
                <span>{say!(locale, places.theme)}</span>
                <select class="form-control" name="theme">
                    <option value="">{say!(locale, places.all_themes)}</option>
                    {options.collect_view()}
                </select>
            </label>
            <button class="btn btn-outline-primary" r#type="submit">{say!(locale, communities.narrow)}</button>
        </form>
    }
}

/// A community in a list.
#[component]
pub(super) fn CommunityLine(card: CommunityCard) -> impl IntoView {
    let locale = asked().here.locale;
    let lang = lang_of(&card.name, locale);
    let address = paths::community(locale, &card.slug);
    let acronym = card.acronym.clone().map(|acronym| view! { <p class="eyebrow">{acronym}</p> });
    let summary = card.summary.clone().map(|summary| {
        let lang = lang_of(&summary, locale);
        view! { <p lang=lang>{summary.text}</p> }
    });
    let demo = card.demo.then(|| view! { <span class="demo-mark">{say!(locale, common.demo)}</span> });
    let foot = words::foot(locale, &card);
    view! {
        <li class="result">
            {acronym}
            <h3><a href=address lang=lang>{card.name.text}</a></h3>
            {summary}
            <p class="result-foot">{foot} " " {demo}</p>
            <ThemeChips themes=card.themes/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let whole = "/comunita?theme=appalti&page=2";
        let request = request(&Here::of(&whole.parse().expect("an address")));
        assert_eq!(address(Locale::Italian, &request, 2), whole);
        assert_eq!(address(Locale::English, &CommunitiesRequest::default(), 1), "/en/comunita");
    }
}
