// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What programs read of a twinning's page, as schema.org: a project of its parties, and the page that tells of it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use portal::twinnings::PartyLine;
use serde_json::{Value, json};

use super::{Reading, head};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::json_ld;
use crate::ssr::parts::named::Named;
use crate::ssr::parts::numbers;

/// The block for programs; a proposal has none, since it is its parties' affair.
pub(super) fn script(reading: &Reading) -> impl IntoView + use<> {
    (!head::is_hidden(reading)).then(|| json_ld::script(&described(reading)))
}

fn described(reading: &Reading) -> Value {
    let locale = reading.locale;
    let trail = [
        (say!(locale, common.home), reading.whole(&paths::home(locale))),
        (say!(locale, common.menu_twinnings), reading.whole(&paths::twinnings(locale))),
        (reading.page.twinning.title.as_str(), reading.address()),
    ];
    json!({ "@context": "https://schema.org", "@graph": [page(reading), project(reading), json_ld::breadcrumbs(&trail)] })
}

fn page(reading: &Reading) -> Value {
    let page = &reading.page;
    let mut described = json!({
        "@type": "WebPage",
        "url": reading.address(),
        "name": page.twinning.title,
        "inLanguage": page.twinning.language.code(),
        "isAccessibleForFree": true,
        "mainEntity": { "@id": project_id(reading) },
    });
    if let Some(day) = numbers::day_of(page.updated_at) {
        described["dateModified"] = day.to_string().into();
    }
    described
}

fn project(reading: &Reading) -> Value {
    let (locale, page) = (reading.locale, &reading.page);
    let twinning = &page.twinning;
    let mut project = json!({
        "@type": "Project",
        "@id": project_id(reading),
        "identifier": twinning.uid.as_str(),
        "name": twinning.title,
        "description": head::description(reading),
        "member": page.parties.iter().filter_map(|party| member(reading, party)).collect::<Vec<_>>(),
        "knowsAbout": page.themes.iter().map(|theme| json!({
            "@type": "DefinedTerm", "name": theme.name, "url": reading.whole(&paths::theme(locale, &theme.slug)),
        })).collect::<Vec<_>>(),
        "areaServed": regions(reading),
    });
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            project[name] = value.into();
        }
    };
    add("alternateName", twinning.acronym.clone());
    add("foundingDate", twinning.start_date.map(|day| day.to_string()));
    add("dissolutionDate", twinning.end_date.map(|day| day.to_string()));
    project
}

/// A party with its part, without who answers for it.
fn member(reading: &Reading, party: &PartyLine) -> Option<Value> {
    let body = &party.place.as_ref()?.link;
    Some(json!({
        "@type": "OrganizationRole",
        "roleName": party.role.name(reading.locale),
        "member": {
            "@type": "GovernmentOrganization",
            "name": body.name,
            "url": reading.whole(&paths::organisation(reading.locale, &body.slug)),
        },
    }))
}

/// The regions of its parties, each once.
fn regions(reading: &Reading) -> Vec<Value> {
    let places = reading.page.parties.iter().filter_map(|party| party.place.as_ref());
    let names: BTreeSet<&str> = places.filter_map(|place| place.region).map(|one| one.name(reading.locale)).collect();
    names.into_iter().map(|name| json!({ "@type": "Place", "name": name })).collect()
}

/// The project itself, other than the page that tells of it.
fn project_id(reading: &Reading) -> String {
    format!("{}#gemellaggio", reading.address())
}
