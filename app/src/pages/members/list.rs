// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! All members, narrowed by name, organisation, region, theme and type.

use domain::Locale;
use domain::member::MemberType;
use domain::places::REGIONS;
use leptos::prelude::*;
use portal::cards::OrganisationLink;
use portal::people::{MembersPage as Value, MembersRequest};
use portal::values::OrganisationsRequest;

use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::crumbs::Crumbs;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::head::Head;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::narrow::{NarrowBy, Narrowing};
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::parts::person::PersonCards;
use crate::ssr::render::{Asked, Here, asked};

/// The longest name that is searched, in characters.
const TEXT_MAX: usize = 120;
/// How many organisations are offered where a name fits several.
const OFFERED: usize = 10;

/// All members.
#[component]
pub fn MembersPage() -> impl IntoView {
    let asked = asked();
    Suspend::new(async move {
        let body = match typed_body(&asked).await {
            Ok(body) => body,
            Err(error) => return failed(&asked, &error),
        };
        let request = request(&asked.here, &body);
        match asked.portal.members(&asked.here.viewer, asked.here.locale, request).await {
            Ok(value) => view! { <Members value body/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

/// What the name of an organisation stands for that was typed into the form.
enum Body {
    /// None was typed.
    Untyped,
    /// This one, by its slug.
    One(String),
    /// One of these.
    Several(Vec<OrganisationLink>),
    /// None that the portal has.
    Unknown,
}

/// The form takes the name of an organisation; addresses that lead on have its slug.
async fn typed_body(asked: &Asked) -> Result<Body, portal::Error> {
    let typed = cut(asked.here.parameter("body"));
    if typed.is_empty() {
        return Ok(Body::Untyped);
    }
    let request = OrganisationsRequest { text: typed.clone(), page: 1, ..OrganisationsRequest::default() };
    let found = asked.portal.organisations(&asked.here.viewer, asked.here.locale, request).await?.organisations;
    let same = found.iter().find(|card| card.name.to_lowercase() == typed.to_lowercase());
    Ok(match (same, found.as_slice()) {
        (Some(card), _) | (None, [card]) => Body::One(card.slug.clone()),
        (None, []) => Body::Unknown,
        (None, several) => {
            let link = |slug: &str, name: &str| OrganisationLink { slug: slug.to_owned(), name: name.to_owned() };
            Body::Several(several.iter().take(OFFERED).map(|card| link(&card.slug, &card.name)).collect())
        }
    })
}

fn cut(text: Option<String>) -> String {
    text.unwrap_or_default().trim().chars().take(TEXT_MAX).collect()
}

/// What the address asks for; what is not understood is left out.
fn request(here: &Here, body: &Body) -> MembersRequest {
    let given = |name: &str| here.parameter(name).filter(|value| !value.is_empty());
    let organisation = match body {
        Body::Untyped => given("organisation"),
        Body::One(slug) => Some(slug.clone()),
        Body::Several(_) | Body::Unknown => None,
    };
    MembersRequest {
        text: cut(here.parameter("q")),
        organisation,
        region: given("region").filter(|code| domain::places::region(code).is_some()),
        theme: given("theme"),
        member_type: given("type").filter(|code| MemberType::from_code(code).is_some()),
        page: given("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    }
}

/// The address of a page of the list.
fn address(locale: Locale, request: &MembersRequest, page: u32) -> String {
    let filters = [
        ("q", Some(request.text.as_str())),
        ("organisation", request.organisation.as_deref()),
        ("region", request.region.as_deref()),
        ("theme", request.theme.as_deref()),
        ("type", request.member_type.as_deref()),
    ];
    paths::listed(paths::members(locale), &filters, page)
}

#[component]
fn Members(value: Value, body: Body) -> impl IntoView {
    let locale = asked().here.locale;
    let title = say!(locale, members.title);
    let Value { request, organisation, themes, total, per_page, members } = value;
    let addresses = (1..=pages(total, per_page)).map(|page| address(locale, &request, page)).collect::<Vec<_>>();
    let current = request.page;
    let found = say!(locale, members.found, count = numbers::count(locale, total));
    view! {
        <Head title=title.to_owned() description=say!(locale, members.lead).to_owned() hidden=true/>
        <Crumbs trail=Vec::new() here=title.to_owned()/>
        <div class="container py-4">
            <h1>{title}</h1>
            <p class="lead measure">{say!(locale, members.lead)}</p>
            <Narrow request=request.clone() organisation themes/>
            <Which body request/>
        </div>
        <div class="container pb-5">
            <h2 class="mt-3 mb-4">{found}</h2>
            <PersonCards cards=members/>
            {(total == 0).then(|| view! {
                <p>{say!(locale, members.none)} " " <a href=paths::members(locale)>{say!(locale, members.all)}</a></p>
            })}
            <Pager current address=addresses/>
        </div>
    }
}

/// The form that narrows the list.
#[component]
fn Narrow(
    request: MembersRequest,
    organisation: Option<OrganisationLink>,
    themes: Vec<(String, String)>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let regions = REGIONS.iter().map(|region| Choice::new(region.code, region.name(locale))).collect();
    let themes = themes.into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let types = MemberType::ALL.iter().map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let (region, theme) = (say!(locale, members.region), say!(locale, members.theme));
    let (action, label, any) = (paths::members(locale), say!(locale, members.name_label), say!(locale, members.any));
    let body = organisation.map(|organisation| organisation.name).unwrap_or_default();
    view! {
        <Narrowing action label text=request.text longest=TEXT_MAX>
            <div>
                <label for="body">{say!(locale, members.organisation)}</label>
                <input class="form-control" r#type="text" id="body" name="body" maxlength="120" autocomplete="off" value=body/>
            </div>
            <NarrowBy name="region" label=region any choices=regions chosen=request.region/>
            <NarrowBy name="theme" label=theme any choices=themes chosen=request.theme/>
            <NarrowBy name="type" label=say!(locale, members.member_type) any choices=types chosen=request.member_type/>
        </Narrowing>
    }
}

/// What is said where a typed name fits no organisation, or several.
#[component]
fn Which(body: Body, request: MembersRequest) -> impl IntoView {
    let locale = asked().here.locale;
    match body {
        Body::Untyped | Body::One(_) => ().into_any(),
        Body::Unknown => {
            view! { <p class="mt-3 mb-0" role="status">{say!(locale, members.unknown_organisation)}</p> }.into_any()
        }
        Body::Several(organisations) => {
            let links = organisations.into_iter().map(|organisation| {
                let narrowed = MembersRequest { organisation: Some(organisation.slug), ..request.clone() };
                view! { <li><a href=address(locale, &narrowed, 1)><bdi>{organisation.name}</bdi></a></li> }
            });
            let links = links.collect_view();
            view! {
                <div class="mt-3" role="status">
                    <p class="mb-2">{say!(locale, members.which_organisation)}</p>
                    <ul class="name-columns">{links}</ul>
                </div>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(address: &str) -> Here {
        Here::of(&address.parse().expect("an address"))
    }

    #[test]
    fn what_the_address_asks_for_is_read_and_written_the_same() {
        let asked =
            here("/iscritti?q=Ada&organisation=comune-di-firenze&region=09&theme=formazione&type=official&page=2");
        let request = request(&asked, &Body::Untyped);
        assert_eq!((request.text.as_str(), request.page), ("Ada", 2));
        let again = address(Locale::Italian, &request, 2);
        assert_eq!(
            again,
            "/iscritti?q=Ada&organisation=comune-di-firenze&region=09&theme=formazione&type=official&page=2"
        );
    }

    #[test]
    fn what_is_not_understood_is_left_out() {
        let request = request(&here("/iscritti?region=99&type=king&page=x&theme="), &Body::Untyped);
        assert_eq!(request, MembersRequest { page: 1, ..MembersRequest::default() });
    }

    #[test]
    fn a_typed_name_goes_before_the_organisation_of_the_address() {
        let asked = here("/iscritti?organisation=comune-di-pisa&body=Firenze");
        assert_eq!(
            request(&asked, &Body::One("comune-di-firenze".to_owned())).organisation.as_deref(),
            Some("comune-di-firenze")
        );
        assert_eq!(request(&asked, &Body::Unknown).organisation, None);
    }
}
