// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is compared between practices, whether they differ in it, and the same as a table for spreadsheets.

use domain::slug::SLUG_MAX;
use domain::{Language, Locale};
use portal::values::PracticePage;

use super::i18n::say;
use super::parts::named::Named;
use super::parts::{numbers, practice_words};
use crate::paths;

/// How many addresses of practices are read from one address; fewer are shown.
const READ_MAX: usize = 20;

/// Whether practices differ in something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All have the same.
    Same,
    /// At least two differ.
    Different,
}

impl Verdict {
    /// The word for it.
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Self::Same => say!(locale, reuse.compare.same),
            Self::Different => say!(locale, reuse.compare.different),
        }
    }
}

/// Something in which practices are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// What it is called.
    pub name: &'static str,
    /// What each practice has, in their order.
    pub values: Vec<String>,
}

impl Feature {
    /// Whether the practices differ; nothing where there are not two of them.
    pub fn verdict(&self) -> Option<Verdict> {
        let (first, others) = self.values.split_first()?;
        match others {
            [] => None,
            others if others.iter().all(|other| other == first) => Some(Verdict::Same),
            _ => Some(Verdict::Different),
        }
    }
}

/// The slugs that the parameters of an address name: `p` once or more, each with one slug or several between commas.
pub fn asked_slugs(query: &str) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name != "p" {
            continue;
        }
        for slug in value.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
            let slug: String = slug.chars().filter(|c| !c.is_control()).take(SLUG_MAX).collect();
            if slugs.len() < READ_MAX && !slug.is_empty() && !slugs.contains(&slug) {
                slugs.push(slug);
            }
        }
    }
    slugs
}

/// Everything in which practices are compared, each value in the same form for all of them.
pub fn features(locale: Locale, practices: &[PracticePage]) -> Vec<Feature> {
    let feature = |name: &'static str, value: fn(Locale, &PracticePage) -> Option<String>| {
        let not_given = || say!(locale, reuse.compare.not_given).to_owned();
        Feature { name, values: practices.iter().map(|page| value(locale, page).unwrap_or_else(not_given)).collect() }
    };
    vec![
        feature(say!(locale, practice.facts.owner), owner),
        feature(say!(locale, library.facet.region), region),
        feature(say!(locale, library.facet.level), level),
        feature(say!(locale, library.facet.practice_kind), kind),
        feature(say!(locale, common.themes), themes),
        feature(say!(locale, reuse.row.start), start),
        feature(say!(locale, library.facet.phase), phase),
        feature(say!(locale, practice.facts.time), time),
        feature(say!(locale, practice.facts.money), money),
        feature(say!(locale, practice.facts.staff), staff),
        feature(say!(locale, reuse.row.scale), scale),
        feature(say!(locale, practice.facts.evidence), evidence),
        feature(say!(locale, reuse.row.results), results),
        feature(say!(locale, reuse.row.conditions), conditions),
        feature(say!(locale, reuse.row.models), models),
        feature(say!(locale, reuse.row.adoptions), adoptions),
        feature(say!(locale, practice.facts.small), small),
        feature(say!(locale, reuse.row.least), least),
        feature(say!(locale, reuse.row.languages), languages),
        feature(say!(locale, practice.facts.licence), licence),
    ]
}

fn owner(_: Locale, page: &PracticePage) -> Option<String> {
    page.owner.as_ref().map(|owner| owner.name.clone())
}

fn region(locale: Locale, page: &PracticePage) -> Option<String> {
    page.region.map(|region| region.name(locale).to_owned())
}

fn level(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.level.map(|level| level.name(locale).to_owned())
}

fn kind(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.practice_kind.map(|kind| kind.name(locale).to_owned())
}

/// In the order of their names: which of them comes first is no difference.
fn themes(_: Locale, page: &PracticePage) -> Option<String> {
    let mut names: Vec<&str> = page.themes.iter().map(|theme| theme.name.as_str()).collect();
    names.sort_unstable();
    (!names.is_empty()).then(|| names.join(", "))
}

fn start(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.start_date.map(|day| numbers::date(locale, day))
}

fn phase(locale: Locale, page: &PracticePage) -> Option<String> {
    Some(page.phase.name(locale).to_owned())
}

fn time(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.resources_time_months.map(|count| practice_words::months(locale, count))
}

fn money(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.resources_financial.as_ref().map(|money| money.band.name(locale).to_owned())
}

fn staff(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.resources_human.as_ref().map(|staff| practice_words::people(locale, staff.fte))
}

fn scale(locale: Locale, page: &PracticePage) -> Option<String> {
    practice_words::scale(locale, &page.practice)
}

fn evidence(locale: Locale, page: &PracticePage) -> Option<String> {
    Some(practice_words::evidence(locale, &page.practice).to_owned())
}

fn results(_: Locale, page: &PracticePage) -> Option<String> {
    Some(page.practice.evidence.len().to_string())
}

fn conditions(locale: Locale, page: &PracticePage) -> Option<String> {
    let conditions = &page.practice.conditions;
    let blocking = conditions.iter().filter(|condition| condition.blocking).count();
    let all = conditions.len();
    (all > 0).then(|| say!(locale, reuse.row.conditions_of, all = all, blocking = blocking))
}

fn models(_: Locale, page: &PracticePage) -> Option<String> {
    Some(page.practice.models.len().to_string())
}

fn adoptions(locale: Locale, page: &PracticePage) -> Option<String> {
    let (confirmed, all) = (practice_words::confirmed(page), page.adoptions.len());
    Some(say!(locale, reuse.row.adoptions_of, confirmed = confirmed, all = all))
}

fn small(locale: Locale, page: &PracticePage) -> Option<String> {
    page.practice.small_body_ok.map(|is_fit| match is_fit {
        true => say!(locale, practice.facts.small_yes).to_owned(),
        false => say!(locale, practice.facts.small_no).to_owned(),
    })
}

fn least(locale: Locale, page: &PracticePage) -> Option<String> {
    let least = page.practice.min_population?;
    Some(say!(locale, reuse.row.inhabitants, number = numbers::count(locale, u64::from(least))))
}

/// The language of the record, then those of its translations.
fn languages(locale: Locale, page: &PracticePage) -> Option<String> {
    let translations = page.practice.translations.iter().map(|translation| translation.language);
    let mut all: Vec<Language> = Vec::new();
    for language in std::iter::once(page.practice.language).chain(translations) {
        if !all.contains(&language) {
            all.push(language);
        }
    }
    let names: Vec<&str> = all.into_iter().map(|language| language.name(locale)).collect();
    Some(names.join(", "))
}

fn licence(locale: Locale, page: &PracticePage) -> Option<String> {
    Some(page.practice.licence_of_text.name(locale).to_owned())
}

/// Practices side by side as CSV that Italian spreadsheets open as it is: UTF-8 with its mark, semicolons, CRLF.
pub fn comparison_csv(locale: Locale, base_url: &str, practices: &[PracticePage]) -> String {
    let whole = |label: &'static str, verdict: &'static str, value: &dyn Fn(&PracticePage) -> String| {
        line(std::iter::once(label.to_owned()).chain(practices.iter().map(value)).chain([verdict.to_owned()]))
    };
    let title = |page: &PracticePage| page.practice.title_for(locale).0.to_owned();
    let address = |page: &PracticePage| format!("{base_url}{}", paths::practice(locale, &page.slug));
    let mut lines = vec![
        whole(say!(locale, reuse.compare.feature), say!(locale, reuse.compare.verdict), &title),
        whole(say!(locale, reuse.compare.address), "", &address),
    ];
    lines.extend(features(locale, practices).into_iter().map(|feature| {
        let verdict = feature.verdict().map_or("", |verdict| verdict.word(locale));
        line(std::iter::once(feature.name.to_owned()).chain(feature.values).chain([verdict.to_owned()]))
    }));
    format!("\u{feff}{}", lines.concat())
}

/// A line of such a table.
pub(super) fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|cell| quoted(&harmless(&cell))).collect();
    format!("{}\r\n", cells.join(";"))
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before what could begin one.
fn harmless(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

/// A cell, in quotation marks where it needs them.
fn quoted(text: &str) -> String {
    match text.contains([';', '"', '\t', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(values: &[&str]) -> Feature {
        Feature { name: "Regione", values: values.iter().map(|value| (*value).to_owned()).collect() }
    }

    #[test]
    fn practices_differ_where_at_least_two_values_do() {
        assert_eq!(feature(&["Toscana", "Toscana", "Toscana"]).verdict(), Some(Verdict::Same));
        assert_eq!(feature(&["Toscana", "Toscana", "Lazio"]).verdict(), Some(Verdict::Different));
        assert_eq!(feature(&["Toscana"]).verdict(), None);
        assert_eq!(feature(&[]).verdict(), None);
        assert_ne!(Verdict::Same.word(Locale::Italian), Verdict::Different.word(Locale::Italian));
    }

    #[test]
    fn slugs_are_read_from_one_parameter_or_several_each_once() {
        assert_eq!(asked_slugs("p=trio,self&p=vela&p=trio&q=altro"), ["trio", "self", "vela"]);
        assert_eq!(asked_slugs("p=trio%2Cself&p=,%20,"), ["trio", "self"]);
        assert!(asked_slugs("").is_empty() && asked_slugs("p=&p=%00").is_empty());
        let many: String = (0..99).map(|at| format!("p=a{at}&")).collect();
        assert_eq!(asked_slugs(&many).len(), READ_MAX);
        assert_eq!(asked_slugs(&format!("p={}", "a".repeat(999)))[0].len(), SLUG_MAX);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=HYPERLINK(\"http://a\";\"b\")"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        for text in ["Toscana", "", "1-2", "a@b", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn a_cell_cannot_end_early() {
        let cells = ["a;b", "dice \"no\"", "due\nrighe", "piano", "=1;2"].map(str::to_owned);
        assert_eq!(line(cells.into_iter()), "\"a;b\";\"dice \"\"no\"\"\";\"due\nrighe\";piano;\"'=1;2\"\r\n");
    }
}
