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
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
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
    let filters =
        [("q", Some(request.text.as_str())), ("kind", request.kind.as_deref()), ("region", request.region.as_deref())];
    paths::listed(paths::organisations(locale), &filters, page)
}

#[component]
fn Organisations(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, common.menu_organisations);
    let Value { request, total, per_page, organisations } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
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
    let kinds = OrganisationKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale))).collect();
    let (kind, region) = (say!(locale, organisations.kind), say!(locale, organisations.region));
    let (action, label, any) =
        (paths::organisations(locale), say!(locale, organisations.name_label), say!(locale, organisations.any));
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX row="row mt-3">
            <NarrowBy name="kind" label=kind any choices=kinds chosen=request.kind class="col-md-4"/>
            <NarrowBy name="region" label=region any choices=regions chosen=request.region class="col-md-4"/>
        </Narrowing>
    }
}
