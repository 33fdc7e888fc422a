// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A search as an address says it: read from the parameters, and written into the addresses of its variants.

use domain::organisation::SizeBand;
use domain::phase::Phase;
use domain::practice::{EvidenceRating, Level, PracticeKind};
use domain::{Kind, Language, Locale, places};
use portal::values::{SearchRequest, Sort};

use crate::paths;
use crate::ssr::render::Here;

/// How many results one page shows.
pub const PER_PAGE: usize = 10;
/// How many pages can be opened: the index answers the first thousand results (INTERFACES.md).
pub const LAST_PAGE: usize = 100;
/// How many characters of the text count.
const LONGEST_TEXT: usize = 256;
/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What a search form searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Practices, organisations and the help.
    Everything,
    /// Practices only: the library.
    Practices,
}

impl Scope {
    /// The address that the form leads to.
    pub fn address(self, locale: Locale) -> String {
        match self {
            Self::Everything => paths::search(locale),
            Self::Practices => paths::practices(locale),
        }
    }
}

/// Reads the parameters. Words that are no code and numbers that are none are ignored.
pub fn read(here: &Here, scope: Scope) -> SearchRequest {
    let text: String = here.parameter("q").unwrap_or_default().trim().chars().take(LONGEST_TEXT).collect();
    let codes = |name: &str, is_code: fn(&str) -> bool| -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for value in here.parameters(name) {
            if is_code(&value) && !codes.contains(&value) {
                codes.push(value);
            }
        }
        codes
    };
    let page = here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let (from_year, until_year) = years(here);
    SearchRequest {
        kinds: match scope {
            Scope::Everything => codes("kind", |code| Kind::from_code(code).is_some()),
            Scope::Practices => vec![Kind::Practice.code().to_owned()],
        },
        themes: codes("theme", |code| domain::Slug::parse(code).is_some()),
        regions: codes("region", |code| places::region(code).is_some()),
        levels: codes("level", |code| Level::from_code(code).is_some()),
        practice_kinds: codes("practice_kind", |code| PracticeKind::from_code(code).is_some()),
        phases: codes("phase", |code| Phase::from_code(code).is_some()),
        from_year,
        until_year,
        languages: codes("lang", |code| Language::from_code(code).is_some()),
        evidence: codes("evidence", |code| EvidenceRating::from_code(code).is_some()),
        sizes: codes("size", |code| SizeBand::from_code(code).is_some()),
        programmes: codes("programme", |code| domain::Uid::parse(code).is_ok()),
        within: match scope {
            Scope::Everything => codes("in", portal::is_within),
            Scope::Practices => Vec::new(),
        },
        sort: here.parameter("sort").and_then(|code| Sort::from_code(&code)).unwrap_or_else(|| usual_sort(&text)),
        offset: (usize::clamp(page, 1, LAST_PAGE) - 1) * PER_PAGE,
        limit: PER_PAGE,
        text,
    }
}

/// `year` stands for both ends; an end that is given by itself counts more.
fn years(here: &Here) -> (Option<i32>, Option<i32>) {
    let year = |name: &str| here.parameter(name)?.trim().parse().ok().filter(|year| YEARS.contains(year));
    let both = year("year");
    (year("from_year").or(both), year("until_year").or(both))
}

/// The order while nobody asks for another: nothing fits an empty text better than anything else.
pub fn usual_sort(text: &str) -> Sort {
    if text.is_empty() { Sort::Newest } else { Sort::Relevance }
}

/// The page that a request asks for, from 1.
pub fn page(request: &SearchRequest) -> usize {
    request.offset / PER_PAGE + 1
}

/// The lists of a request with the names of their parameters.
pub fn lists(request: &SearchRequest, scope: Scope) -> Vec<(&'static str, &[String])> {
    let all = [
        ("kind", request.kinds.as_slice()),
        ("theme", request.themes.as_slice()),
        ("region", request.regions.as_slice()),
        ("level", request.levels.as_slice()),
        ("practice_kind", request.practice_kinds.as_slice()),
        ("phase", request.phases.as_slice()),
        ("evidence", request.evidence.as_slice()),
        ("lang", request.languages.as_slice()),
        ("size", request.sizes.as_slice()),
        ("programme", request.programmes.as_slice()),
        ("in", request.within.as_slice()),
    ];
    all.into_iter().filter(|(name, _)| scope == Scope::Everything || *name != "kind").collect()
}

/// What the reader chose beside the text: the parameter and its value, each of which can be taken away.
pub fn filters(request: &SearchRequest, scope: Scope) -> Vec<(&'static str, String)> {
    let lists = lists(request, scope).into_iter();
    let codes = lists.flat_map(|(name, codes)| codes.iter().map(move |code| (name, code.clone())));
    let years = [("from_year", request.from_year), ("until_year", request.until_year)];
    codes.chain(years.into_iter().filter_map(|(name, year)| Some((name, year?.to_string())))).collect()
}

/// The addresses of a search and of its variants.
#[derive(Clone, Debug)]
pub struct Addresses {
    base: String,
    text: String,
    sort: Sort,
    filters: Vec<(&'static str, String)>,
}

impl Addresses {
    /// Those of a request.
    pub fn of(request: &SearchRequest, scope: Scope, locale: Locale) -> Self {
        Self {
            base: scope.address(locale),
            text: request.text.clone(),
            sort: request.sort,
            filters: filters(request, scope),
        }
    }

    /// Without one value of one parameter, from the first page.
    pub fn without(&self, name: &str, value: &str) -> String {
        let mut rest = self.clone();
        rest.filters.retain(|(given, chosen)| *given != name || chosen != value);
        rest.page(1)
    }

    /// Without any filter: the text alone.
    pub fn unfiltered(&self) -> String {
        Self { filters: Vec::new(), ..self.clone() }.page(1)
    }

    /// With another text.
    pub fn with_text(&self, text: &str) -> String {
        Self { text: text.to_owned(), ..self.clone() }.page(1)
    }

    /// In another order.
    #[cfg(test)]
    fn sorted(&self, sort: Sort) -> String {
        Self { sort, ..self.clone() }.page(1)
    }

    /// Another page of the same search, from 1.
    pub fn page(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.text.is_empty() {
            query.append_pair("q", &self.text);
        }
        for (name, value) in &self.filters {
            query.append_pair(name, value);
        }
        if self.sort != usual_sort(&self.text) {
            query.append_pair("sort", self.sort.code());
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { self.base.clone() } else { format!("{}?{query}", self.base) }
    }
}

#[cfg(test)]
mod tests {
    use domain::policy::Viewer;

    use super::*;

    fn request(query: &str, scope: Scope) -> SearchRequest {
        let here = Here {
            locale: Locale::Italian,
            path: "/cerca".to_owned(),
            query: query.to_owned(),
            viewer: Viewer::Visitor,
            signed_in: None,
            wants_code: false,
        };
        read(&here, scope)
    }

    fn addresses(query: &str, scope: Scope) -> Addresses {
        Addresses::of(&request(query, scope), scope, Locale::Italian)
    }

    #[test]
    fn words_that_are_no_codes_and_numbers_that_are_none_are_ignored() {
        let read = request(
            "kind=bread&kind=practice&region=99&region=09&region=09&phase=&year=x&page=0&sort=best",
            Scope::Everything,
        );
        assert_eq!(read.kinds, ["practice"]);
        assert_eq!(read.regions, ["09"]);
        assert!(read.phases.is_empty());
        assert_eq!((read.from_year, read.until_year), (None, None));
        assert_eq!((read.sort, read.offset, read.limit), (Sort::Newest, 0, PER_PAGE));
    }

    #[test]
    fn a_year_is_both_ends_and_an_end_of_its_own_counts_more() {
        let read = request("year=2020", Scope::Everything);
        assert_eq!((read.from_year, read.until_year), (Some(2020), Some(2020)));
        let read = request("year=2020&from_year=2010", Scope::Everything);
        assert_eq!((read.from_year, read.until_year), (Some(2010), Some(2020)));
    }

    #[test]
    fn a_long_text_is_cut_and_a_far_page_stays_within_the_first_thousand() {
        let read = request(&format!("q={}&page=4000000", "a".repeat(300)), Scope::Everything);
        assert_eq!(read.text.len(), 256);
        assert_eq!(read.offset + read.limit, 1_000);
        assert_eq!(read.sort, Sort::Relevance);
    }

    #[test]
    fn a_variant_keeps_everything_but_what_it_changes() {
        let asked = addresses("q=asili+nido&region=09&region=08&from_year=2015&sort=title&page=3", Scope::Everything);
        assert_eq!(asked.without("region", "09"), "/cerca?q=asili+nido&region=08&from_year=2015&sort=title");
        assert_eq!(asked.page(2), "/cerca?q=asili+nido&region=09&region=08&from_year=2015&sort=title&page=2");
        assert_eq!(asked.sorted(Sort::Relevance), "/cerca?q=asili+nido&region=09&region=08&from_year=2015");
        assert_eq!(asked.unfiltered(), "/cerca?q=asili+nido&sort=title");
        assert_eq!(asked.with_text("nidi"), "/cerca?q=nidi&region=09&region=08&from_year=2015&sort=title");
    }

    #[test]
    fn the_library_is_about_practices_without_saying_so_in_its_address() {
        assert_eq!(request("kind=organisation", Scope::Practices).kinds, ["practice"]);
        assert_eq!(addresses("kind=organisation&phase=adopted", Scope::Practices).page(1), "/pratiche?phase=adopted");
        assert_eq!(addresses("", Scope::Practices).page(1), "/pratiche");
    }
}
