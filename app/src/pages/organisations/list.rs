// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All organisations, narrowed by name, kind and region.

use domain::Locale;
use domain::organisation::OrganisationKind;
use domain::places::REGIONS;
use leptos::prelude::*;
use portal::values::{OrganisationsPage as Value, OrganisationsRequest};

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::card::OrganisationLine;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::Pager;
use crate::ssr::render::{Here, asked};

/// The longest name that is searched, in characters.
const TEXT_MAX: usize = 120;

/// All organisations.
#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let asked = asked();
    let request = request(&asked.here);
    Suspend::new(async move {
        match asked.portal.organisations(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Organisations value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here) -> OrganisationsRequest {
    OrganisationsRequest {
        text: here.parameter("q").unwrap_or_default().chars().take(TEXT_MAX).collect(),
        kind: here.parameter("kind").filter(|code| OrganisationKind::from_code(code).is_some()),
        region: here.parameter("region").filter(|code| domain::places::region(code).is_some()),
        page: here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &OrganisationsRequest, page: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !request.text.is_empty() {
        query.append_pair("q", &request.text);
    }
    for (name, value) in [("kind", &request.kind), ("region", &request.region)] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    let query = query.finish();
    let path = paths::organisations(locale);
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[component]
fn Organisations(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, common.menu_organisations);
    let Value { request, total, per_page, organisations } = value;
    let pages = u32::try_from(total.div_ceil(u64::from(per_page))).unwrap_or(u32::MAX).min(1_000);
    let addresses = (1..=pages).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
    let current = request.page;
    let narrowed = request != OrganisationsRequest { page: request.page, ..OrganisationsRequest::default() };
    let found = say!(locale, organisations.found, count = numbers::count(locale, total));
    let lines = organisations.into_iter().map(|card| view! { <OrganisationLine card/> }).collect_view();
    view! {
        <Head title=title.to_owned() description=say!(locale, organisations.lead).to_owned() hidden=narrowed/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, organisations.lead)}</p>
            <Narrow request/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3">{found}</h2>
            <ul class="organisation-list">{lines}</ul>
            {(total == 0).then(|| view! {
                <p>{say!(locale, organisations.none)} " " <a href=paths::organisations(locale)>{say!(locale, organisations.all)}</a></p>
            })}
            <Pager current address=addresses/>
        </div>
    }
}

/// The form that narrows the list.
#[component]
fn Narrow(request: OrganisationsRequest) -> impl IntoView {
    let locale = asked().here.locale;
    let kinds = OrganisationKind::ALL.iter().map(|kind| (kind.code(), kind.name(locale)));
    let regions = REGIONS.iter().map(|region| (region.code, region.name(locale)));
    view! {
        <form class="search-box" role="search" action=paths::organisations(locale) method="get">
            <label for="q">{say!(locale, organisations.name_label)}</label>
            <div class="search-row">
                <div class="search-field">
                    <input class="form-control" r#type="search" id="q" name="q" maxlength="120" value=request.text/>
                </div>
                <button class="btn btn-primary" r#type="submit">
                    <Icon name="it-search"/>
                    <span>{say!(locale, common.search)}</span>
                </button>
            </div>
            <div class="row mt-3">
                <Choice name="kind" label=say!(locale, organisations.kind) chosen=request.kind values=kinds.collect()/>
                <Choice name="region" label=say!(locale, organisations.region) chosen=request.region values=regions.collect()/>
            </div>
        </form>
    }
}

#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    chosen: Option<String>,
    values: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let options = values.into_iter().map(|(code, word)| {
        view! { <option value=code selected=chosen.as_deref() == Some(code)>{word}</option> }
    });
    view! {
        <div class="col-md-4">
            <label for=name>{label}</label>
            <select class="form-control" id=name name=name>
                <option value="">{say!(locale, organisations.any)}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}
