// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What programs read of a practice's page, as schema.org.

use domain::practice::Licence;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::Reading;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::json_ld;
use crate::ssr::parts::numbers;

/// The block for programs.
pub(super) fn script(reading: &Reading) -> impl IntoView + use<> {
    json_ld::script(&described(reading))
}

fn described(reading: &Reading) -> Value {
    let (locale, page) = (reading.locale, &reading.page);
    let (title, language) = page.practice.title_for(locale);
    let (summary, _) = page.practice.summary_for(locale);
    let whole = |address: String| format!("{}{address}", reading.base_url);
    let mut article = json!({
        "@type": "Article",
        "@id": reading.address(),
        "url": reading.address(),
        "identifier": page.practice.uid.as_str(),
        "headline": title,
        "inLanguage": language.code(),
        "isAccessibleForFree": true,
        "about": page.themes.iter().map(|theme| json!({
            "@type": "DefinedTerm", "name": theme.name, "url": whole(paths::theme(locale, &theme.slug)),
        })).collect::<Vec<_>>(),
        "publisher": { "@type": "Organization", "name": say!(locale, common.site), "url": whole(paths::home(locale)) },
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            article[name] = value;
        }
    };
    add("description", (!summary.is_empty()).then(|| summary.into()));
    add("license", licence(reading).map(Value::from));
    add("keywords", (!page.practice.tags.is_empty()).then(|| page.practice.tags.join(", ").into()));
    add("datePublished", page.practice.published_on.map(|day| day.to_string().into()));
    add("dateModified", numbers::day_of(page.updated_at).map(|day| day.to_string().into()));
    add("spatialCoverage", page.region.map(|region| json!({ "@type": "Place", "name": region.name(locale) })));
    add("author", page.owner.as_ref().map(|owner| json!({
        "@type": "GovernmentOrganization", "name": owner.name, "url": whole(paths::organisation(locale, &owner.slug)),
    })));
    json!({ "@context": "https://schema.org", "@graph": [article, crumbs(reading)] })
}

/// The address of the text's licence, where it has one.
fn licence(reading: &Reading) -> Option<&'static str> {
    match reading.page.practice.licence_of_text {
        Licence::Cc0 => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence::CcBy => Some("https://creativecommons.org/licenses/by/4.0/"),
        Licence::CcBySa => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
        Licence::Eupl => Some("https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"),
        Licence::Other => None,
    }
}

fn crumbs(reading: &Reading) -> Value {
    let locale = reading.locale;
    let whole = |address: String| format!("{}{address}", reading.base_url);
    let (title, _) = reading.title();
    json_ld::breadcrumbs(&[
        (say!(locale, common.home), whole(paths::home(locale))),
        (say!(locale, practice.library), whole(paths::practices(locale))),
        (title.as_str(), reading.address()),
    ])
}
