// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a saved search asks for: its parameters as the address of the list has them, and as a request.

use std::collections::BTreeMap;

use domain::advert::AdvertKind;
use domain::organisation::SizeBand;
use domain::phase::Phase;
use domain::practice::{EvidenceRating, Level, PracticeKind};
use domain::saved_search::{SavedKind, VALUE_MAX};
use domain::text::plain_line;
use domain::{Kind, Language, Locale, Slug, Uid, places};
use url::form_urlencoded;

use super::SavedFilter;
use crate::adverts::AdvertsRequest;
use crate::searching::name;
use crate::taxonomy::Taxonomy;
use crate::values::{FacetValue, SearchRequest, Sort};

/// Parameters with their values.
pub(super) type Parameters = BTreeMap<String, Vec<String>>;

/// The parameters of the library that say what is searched.
const PRACTICE: &[&str] = &[
    "q",
    "theme",
    "region",
    "level",
    "practice_kind",
    "phase",
    "evidence",
    "lang",
    "size",
    "programme",
    "year",
    "from_year",
    "until_year",
    "sort",
];
/// Those of the list of adverts.
const ADVERT: &[&str] = &["tipo", "q", "theme", "region", "state"];
/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Reads an address; what the list does not know is left out.
pub(super) fn parameters(kind: SavedKind, query: &str) -> Parameters {
    let known = match kind {
        SavedKind::Practice => PRACTICE,
        SavedKind::Advert => ADVERT,
    };
    let mut parameters = Parameters::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = plain_line(&value);
        if value.is_empty() || !known.iter().any(|one| *one == name) {
            continue;
        }
        let values = parameters.entry(name.into_owned()).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    parameters
}

/// The address of the list, without its path.
pub(super) fn query(parameters: &Parameters) -> String {
    let pairs = parameters.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The words that are searched.
pub(super) fn text(parameters: &Parameters) -> String {
    first(parameters, "q").map(|text| text.chars().take(VALUE_MAX).collect()).unwrap_or_default()
}

/// What narrows a search beside its words, with names where they are known.
pub(super) fn filters(parameters: &Parameters, taxonomy: &Taxonomy, locale: Locale) -> Vec<SavedFilter> {
    let narrowing = parameters.iter().filter(|(parameter, _)| !["q", "sort"].contains(&parameter.as_str()));
    let each = narrowing.flat_map(|(parameter, values)| values.iter().map(move |code| (parameter, code)));
    each.map(|(parameter, code)| SavedFilter {
        parameter: parameter.clone(),
        value: FacetValue { name: name(taxonomy, parameter, code, locale), code: code.clone(), count: 0, chosen: true },
    })
    .collect()
}

/// The practices that are meant, the newest first. Words that are no code and numbers that are none narrow nothing, as
/// on the page.
pub(super) fn practices(parameters: &Parameters) -> SearchRequest {
    let codes = |name: &str, is_code: fn(&str) -> bool| -> Vec<String> {
        parameters.get(name).into_iter().flatten().filter(|code| is_code(code)).cloned().collect()
    };
    let year = |name: &str| first(parameters, name)?.parse().ok().filter(|year| YEARS.contains(year));
    let both = year("year");
    SearchRequest {
        text: text(parameters),
        kinds: vec![Kind::Practice.code().to_owned()],
        themes: codes("theme", |code| Slug::parse(code).is_some()),
        regions: codes("region", |code| places::region(code).is_some()),
        levels: codes("level", |code| Level::from_code(code).is_some()),
        practice_kinds: codes("practice_kind", |code| PracticeKind::from_code(code).is_some()),
        phases: codes("phase", |code| Phase::from_code(code).is_some()),
        from_year: year("from_year").or(both),
        until_year: year("until_year").or(both),
        languages: codes("lang", |code| Language::from_code(code).is_some()),
        evidence: codes("evidence", |code| EvidenceRating::from_code(code).is_some()),
        sizes: codes("size", |code| SizeBand::from_code(code).is_some()),
        programmes: codes("programme", |code| Uid::parse(code).is_ok()),
        sort: Sort::Newest,
        ..SearchRequest::default()
    }
}

/// The adverts that are meant.
pub(super) fn adverts(parameters: &Parameters) -> AdvertsRequest {
    let given = |name: &str| first(parameters, name).map(str::to_owned);
    let kind = first(parameters, "tipo").and_then(AdvertKind::from_code).unwrap_or(AdvertKind::Seek);
    AdvertsRequest {
        text: text(parameters),
        theme: given("theme"),
        region: given("region"),
        state: given("state"),
        ..AdvertsRequest::all(kind)
    }
}

fn first<'p>(parameters: &'p Parameters, name: &str) -> Option<&'p str> {
    parameters.get(name)?.first().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_without_its_page_and_without_what_the_list_does_not_know() {
        let kept = parameters(SavedKind::Practice, "q=asili+nido&region=09&region=08&region=09&page=3&utm=x&theme=");
        assert_eq!(query(&kept), "q=asili+nido&region=09&region=08");
        assert_eq!(text(&kept), "asili nido");
        let kept = parameters(SavedKind::Advert, "tipo=offer&q=%C3%A8+%26&theme=scuola&level=municipal&page=2");
        assert_eq!(query(&kept), "q=%C3%A8+%26&theme=scuola&tipo=offer");
    }

    #[test]
    fn practices_are_asked_for_as_the_library_asks() {
        let kept = parameters(SavedKind::Practice, "q=nidi&region=09&region=99&year=2020&from_year=2010&sort=title");
        let request = practices(&kept);
        assert_eq!((request.text.as_str(), request.regions.as_slice()), ("nidi", ["09".to_owned()].as_slice()));
        assert_eq!((request.from_year, request.until_year, request.sort), (Some(2010), Some(2020), Sort::Newest));
        assert_eq!(request.kinds, ["practice"]);
    }

    #[test]
    fn adverts_are_asked_for_as_their_list_asks() {
        let request = adverts(&parameters(SavedKind::Advert, "tipo=offer&region=08&state=closed"));
        let region = Some("08".to_owned());
        let wanted =
            AdvertsRequest { region, state: Some("closed".to_owned()), ..AdvertsRequest::all(AdvertKind::Offer) };
        assert_eq!(request, wanted);
        assert_eq!(adverts(&Parameters::new()), AdvertsRequest::all(AdvertKind::Seek));
    }
}
