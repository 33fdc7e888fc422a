// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what a saved search asks for, for how often it tells, and for what became of its forms.

use domain::Locale;
use domain::advert::{AdvertKind, AdvertState};
use domain::saved_search::{AlertFrequency, SavedKind};
use portal::saved_searches::{SavedFilter, SearchAsked};

use crate::ssr::i18n::say;
use crate::ssr::pages::search::facets::{legend, name};
use crate::ssr::parts::desk_frame::{Wrong, wrong_or_whole};
use crate::ssr::parts::named::Named;
use crate::ssr::render::Refused;

/// The fields in the order of the forms, each with its `id`.
const FIELDS: [(&str, &str); 3] = [("form", "contenuto"), ("name", "nome"), ("frequency", "avvisi")];

/// What is searched.
pub(super) fn kind(locale: Locale, kind: SavedKind) -> &'static str {
    match kind {
        SavedKind::Practice => say!(locale, saved.kind.practice),
        SavedKind::Advert => say!(locale, saved.kind.advert),
    }
}

/// How often the member is told.
pub(super) fn frequency(locale: Locale, frequency: AlertFrequency) -> &'static str {
    match frequency {
        AlertFrequency::Off => say!(locale, saved.frequency.off),
        AlertFrequency::AtOnce => say!(locale, saved.frequency.at_once),
        AlertFrequency::Daily => say!(locale, saved.frequency.daily),
        AlertFrequency::Weekly => say!(locale, saved.frequency.weekly),
    }
}

/// What a search asks for, in one line.
pub(super) fn asked_for(locale: Locale, asked: &SearchAsked) -> String {
    let mut parts = vec![kind(locale, asked.kind).to_owned()];
    if !asked.text.is_empty() {
        parts.push(say!(locale, saved.words, text = asked.text.clone()));
    }
    parts.extend(asked.filters.iter().map(|filter| narrowed(locale, filter)));
    if parts.len() == 1 {
        parts.push(say!(locale, saved.everything).to_owned());
    }
    parts.join(" · ")
}

fn narrowed(locale: Locale, filter: &SavedFilter) -> String {
    let code = filter.value.code.as_str();
    let (label, value) = match filter.parameter.as_str() {
        "tipo" => return AdvertKind::from_code(code).map_or(code, |kind| kind.name(locale)).to_owned(),
        "state" => {
            let state = AdvertState::from_code(code).map_or(code, |state| state.name(locale));
            (say!(locale, adverts.state), state.to_owned())
        }
        "year" => (say!(locale, library.facet.year), code.to_owned()),
        parameter => (legend(parameter, locale), name(parameter, &filter.value, locale)),
    };
    format!("{label}: {value}")
}

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "saved" => say!(locale, saved.done.saved),
        "changed" => say!(locale, saved.done.changed),
        "deleted" => say!(locale, saved.done.deleted),
        _ => return None,
    })
}

/// What is wrong with a field.
pub(super) fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    Some(match (field, refused.problem(field)?) {
        ("name", "missing") => say!(locale, saved.fault.name_missing),
        ("name", _) => say!(locale, saved.fault.name_long),
        ("frequency", _) => say!(locale, saved.fault.frequency),
        ("form", "not_allowed") => say!(locale, saved.fault.too_many),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, saved.fault.search),
    })
}

/// All that was refused, each with its place.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Wrong::new() };
    let line = |(field, id): &(&str, &str)| {
        let words = problem(locale, refused, field)?;
        Some(((*id).to_owned(), words.to_owned()))
    };
    wrong_or_whole(FIELDS.iter().filter_map(line), say!(locale, saved.fault.gone))
}

#[cfg(test)]
mod tests {
    use portal::values::FacetValue;

    use super::*;

    fn filter(parameter: &str, code: &str, name: Option<&str>) -> SavedFilter {
        let value = FacetValue { code: code.to_owned(), name: name.map(str::to_owned), count: 0, chosen: true };
        SavedFilter { parameter: parameter.to_owned(), value }
    }

    #[test]
    fn what_a_search_asks_for_is_said_in_one_line() {
        let filters = vec![
            filter("region", "09", Some("Toscana")),
            filter("theme", "scuola", Some("Scuola")),
            filter("year", "2020", None),
        ];
        let asked = SearchAsked { kind: SavedKind::Practice, query: String::new(), text: "mense".to_owned(), filters };
        let line = asked_for(Locale::Italian, &asked);
        assert!(line.starts_with("Pratiche · Parole: mense · "), "{line}");
        assert!(line.contains(": Toscana · ") && line.ends_with(": 2020"), "{line}");
        let adverts = SearchAsked { kind: SavedKind::Advert, filters: vec![filter("tipo", "offer", None)], ..asked };
        let nothing = SearchAsked { filters: Vec::new(), text: String::new(), ..adverts.clone() };
        assert!(asked_for(Locale::English, &adverts).contains(AdvertKind::Offer.name(Locale::English)));
        assert_eq!(asked_for(Locale::English, &nothing), "Adverts · Everything, without filters");
    }

    #[test]
    fn every_problem_leads_to_its_field_and_what_is_gone_is_told() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("frequency", "unknown"), pair("name", "missing")];
        let refused = Refused { problems, ..Refused::default() };
        let ids: Vec<String> = wrong(Locale::Italian, Some(&refused)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["nome", "avvisi"]);
        assert_eq!(wrong(Locale::Italian, Some(&Refused::default()))[0].0, "contenuto");
        assert_eq!(wrong(Locale::Italian, None), Wrong::new());
    }
}
