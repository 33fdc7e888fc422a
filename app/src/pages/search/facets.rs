// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The filters beside the results: checkboxes that belong to the search form, each with its count.

use domain::organisation::SizeBand;
use domain::phase::Phase;
use domain::practice::{EvidenceRating, Level};
use domain::{Locale, places};
use leptos::prelude::*;
use portal::values::{Facet, FacetValue, SearchRequest};

use super::box_::FORM;
use super::request::{Scope, filters, lists};
use crate::ssr::i18n::say;
use crate::ssr::parts::icon::Icon;
use crate::ssr::parts::named::name_of;
use crate::ssr::parts::numbers::count;
use crate::ssr::parts::phase::number_of;
use crate::ssr::render::asked;

/// How many values of a facet stand open; the others are behind a disclosure.
const OPEN: usize = 5;

/// All filters of a search.
#[component]
pub fn Facets(
    /// What was asked.
    request: SearchRequest,
    /// The values with their counts.
    facets: Vec<Facet>,
    /// What the form searches.
    scope: Scope,
) -> impl IntoView {
    let locale = asked().here.locale;
    let active = filters(&request, scope).len();
    let shown = lists(&request, scope).into_iter().filter_map(|(parameter, chosen)| {
        let found = facets.iter().find(|facet| facet.parameter == parameter);
        let values = ordered(parameter, found.map(|facet| facet.values.as_slice()).unwrap_or_default(), chosen);
        (!values.is_empty()).then(|| view! { <Values parameter values/> })
    });
    let shown = shown.collect_view();
    let label = match active {
        0 => say!(locale, library.filters).to_owned(),
        _ => say!(locale, library.filters_active, count = active),
    };
    view! {
        <details class="facets wide-open">
            <summary><Icon name="it-funnel"/> {label}</summary>
            <div>
                <h2 class="visually-hidden">{say!(locale, library.filters)}</h2>
                {shown}
                <YearFields from=request.from_year until=request.until_year/>
                <button class="btn btn-primary w-100" type="submit" form=FORM>{say!(locale, library.apply)}</button>
            </div>
        </details>
    }
}

/// One facet.
#[component]
fn Values(
    /// Its parameter.
    parameter: &'static str,
    /// Its values, as they are shown.
    values: Vec<FacetValue>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let open = values.iter().rposition(|value| value.chosen).map_or(OPEN, |last| OPEN.max(last + 1));
    // A disclosure that hides a single line hides less than it costs.
    let open = if values.len() <= open + 1 { values.len() } else { open };
    let (first, more) = values.split_at(open);
    let list = |values: &[FacetValue]| {
        let lines = values.iter().map(|value| checkbox(parameter, value, locale)).collect_view();
        view! { <ul class="facet-values">{lines}</ul> }
    };
    let more = (!more.is_empty()).then(|| {
        view! {
            <details>
                <summary>{say!(locale, library.more_values, count = more.len())}</summary>
                {list(more)}
            </details>
        }
    });
    view! {
        <fieldset>
            <legend>{legend(parameter, locale)}</legend>
            {list(first)}
            {more}
        </fieldset>
    }
}

fn checkbox(parameter: &'static str, value: &FacetValue, locale: Locale) -> impl IntoView + use<> {
    let number = value.count;
    view! {
        <li>
            <label>
                <input type="checkbox" name=parameter value=value.code.clone() form=FORM checked=value.chosen/>
                <span>{name(parameter, value, locale)}</span>
                <span class="facet-count">
                    {count(locale, number)}
                    <span class="visually-hidden">" " {say!(locale, library.results_word, count = number)}</span>
                </span>
            </label>
        </li>
    }
}

/// The years between which a practice began: two fields, where checkboxes would be dozens.
#[component]
fn YearFields(
    /// The first year wanted.
    from: Option<i32>,
    /// The last year wanted.
    until: Option<i32>,
) -> impl IntoView {
    let locale = asked().here.locale;
    let field = |id: &'static str, label: &'static str, year: Option<i32>| {
        view! {
            <div class="col-6">
                <label for=id>{label}</label>
                <input
                    class="form-control" type="text" inputmode="numeric" pattern="[0-9]{4}" maxlength="4" id=id name=id
                    form=FORM value=year.map(|year| year.to_string())
                />
            </div>
        }
    };
    view! {
        <fieldset>
            <legend>{say!(locale, library.facet.year)}</legend>
            <div class="row">
                {field("from_year", say!(locale, library.from_year), from)}
                {field("until_year", say!(locale, library.until_year), until)}
            </div>
        </fieldset>
    }
}

/// What a facet is called.
pub fn legend(parameter: &str, locale: Locale) -> &'static str {
    match parameter {
        "kind" => say!(locale, library.facet.kind),
        "theme" => say!(locale, library.facet.theme),
        "region" => say!(locale, library.facet.region),
        "level" => say!(locale, library.facet.level),
        "practice_kind" => say!(locale, library.facet.practice_kind),
        "phase" => say!(locale, library.facet.phase),
        "evidence" => say!(locale, library.facet.evidence),
        "lang" => say!(locale, library.facet.lang),
        "size" => say!(locale, library.facet.size),
        "programme" => say!(locale, library.facet.programme),
        "in" => say!(locale, library.facet.within),
        "from_year" => say!(locale, library.facet.from_year),
        "until_year" => say!(locale, library.facet.until_year),
        _ => "",
    }
}

/// What a value is called: the name of its record or place, else the word of its code, else the code.
pub fn name(parameter: &str, value: &FacetValue, locale: Locale) -> String {
    if let Some(name) = &value.name {
        return name.clone();
    }
    if parameter == "region" {
        return places::region(&value.code).map_or(value.code.clone(), |region| region.name(locale).to_owned());
    }
    match (name_of(parameter, &value.code, locale), Phase::from_code(&value.code)) {
        (Some(word), Some(phase)) if parameter == "phase" => format!("{}. {word}", number_of(phase)),
        (Some(word), _) => word.to_owned(),
        (None, _) => value.code.clone(),
    }
}

/// The values as they are shown: steps in their own order, others with the chosen ones first. What is chosen and
/// found nowhere stays, so that it can be taken away.
fn ordered(parameter: &str, found: &[FacetValue], chosen: &[String]) -> Vec<FacetValue> {
    let absent = chosen.iter().filter(|code| found.iter().all(|value| value.code != **code));
    let absent = absent.map(|code| FacetValue { code: code.clone(), name: None, count: 0, chosen: true });
    let mut values: Vec<FacetValue> = found.iter().cloned().chain(absent).collect();
    let place: fn(&str) -> Option<usize> = match parameter {
        "phase" => |code| Phase::ALL.iter().position(|step| step.code() == code),
        "level" => |code| Level::ALL.iter().position(|step| step.code() == code),
        "evidence" => |code| EvidenceRating::ALL.iter().position(|step| step.code() == code),
        "size" => |code| SizeBand::ALL.iter().position(|step| step.code() == code),
        _ => |_| None,
    };
    values.sort_by_key(|value| match place(&value.code) {
        Some(place) => place,
        None => usize::from(!value.chosen),
    });
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(code: &str, count: u64) -> FacetValue {
        FacetValue { code: code.to_owned(), name: None, count, chosen: false }
    }

    fn codes(values: &[FacetValue]) -> Vec<&str> {
        values.iter().map(|value| value.code.as_str()).collect()
    }

    #[test]
    fn phases_stand_in_their_own_order_and_regions_by_how_many_they_have() {
        let phases = [value("adopted", 9), value("analysed", 3), value("identified", 1)];
        assert_eq!(codes(&ordered("phase", &phases, &[])), ["identified", "analysed", "adopted"]);
        let regions = [value("09", 9), value("08", 3)];
        assert_eq!(codes(&ordered("region", &regions, &[])), ["09", "08"]);
    }

    #[test]
    fn a_chosen_value_that_nothing_has_can_still_be_taken_away() {
        let shown = ordered("region", &[value("09", 9)], &["01".to_owned()]);
        assert_eq!(codes(&shown), ["01", "09"]);
        assert_eq!((shown[0].count, shown[0].chosen), (0, true));
    }

    #[test]
    fn a_value_without_a_name_has_the_word_of_its_code() {
        assert_eq!(name("phase", &value("adopted", 1), Locale::Italian), "5. Adottata");
        assert_eq!(name("region", &value("09", 1), Locale::English), "Tuscany");
        assert_eq!(name("theme", &value("scuola", 1), Locale::English), "scuola");
    }
}
