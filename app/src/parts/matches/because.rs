// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A sentence for each component of a score.

use domain::matching::{Because, Common, Component, Linked};
use domain::{Locale, Uid, places};
use portal::cards::ThemeLink;

use crate::ssr::i18n::say;
use crate::ssr::parts::named::{Named, language_within, within};
use crate::ssr::parts::numbers;

/// Why a component gives its points, or none.
pub(super) fn sentence(locale: Locale, one: &Component, themes: &[ThemeLink]) -> String {
    match &one.because {
        Because::Words(words) if words.is_empty() => say!(locale, matching.because.no_words).to_owned(),
        Because::Words(words) => say!(locale, matching.because.words, words = words.join(", ")),
        Because::Themes { shared, near } => about_themes(locale, shared, near, themes),
        Because::TransferKinds(kinds) if kinds.is_empty() => say!(locale, matching.because.no_ways).to_owned(),
        Because::TransferKinds(kinds) => {
            let ways = kinds.iter().map(|kind| within(kind.name(locale))).collect::<Vec<_>>().join(", ");
            say!(locale, matching.because.ways, ways = ways)
        }
        Because::Sizes { seeking: Some(seeking), offering: Some(offering) } => {
            let count = |number: u32| numbers::count(locale, u64::from(number));
            say!(locale, matching.because.sizes, seeking = count(*seeking), offering = count(*offering))
        }
        Because::Sizes { .. } => say!(locale, matching.because.no_sizes).to_owned(),
        Because::Time(common) => about_time(locale, *common),
        Because::Languages(both) if both.is_empty() => say!(locale, matching.because.no_languages).to_owned(),
        Because::Languages(both) => {
            let names = both.iter().map(|one| language_within(*one, locale)).collect::<Vec<_>>().join(", ");
            say!(locale, matching.because.languages, names = names)
        }
        Because::Bridge { offering, seeking, linked } => {
            about_bridge(locale, offering.as_deref(), seeking.as_deref(), *linked)
        }
    }
}

fn about_themes(locale: Locale, shared: &[Uid], near: &[Uid], themes: &[ThemeLink]) -> String {
    let names = |uids: &[Uid]| {
        let named = uids.iter().filter_map(|uid| themes.iter().find(|theme| theme.slug == uid.as_str()));
        named.map(|theme| theme.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let same = (!shared.is_empty())
        .then(|| say!(locale, matching.because.themes, count = shared.len(), names = names(shared)));
    let related = (!near.is_empty()).then(|| say!(locale, matching.because.near, names = names(near)));
    let told: Vec<String> = same.into_iter().chain(related).collect();
    match told.is_empty() {
        true => say!(locale, matching.because.no_themes).to_owned(),
        false => told.join(" "),
    }
}

fn about_time(locale: Locale, common: Option<Common>) -> String {
    let Some(common) = common else { return say!(locale, matching.because.no_time).to_owned() };
    let day = |date| numbers::date(locale, date);
    match (common.from, common.until) {
        (Some(from), Some(until)) => {
            say!(locale, matching.because.time_between, from = day(from), until = day(until))
        }
        (Some(from), None) => say!(locale, matching.because.time_from, from = day(from)),
        (None, Some(until)) => say!(locale, matching.because.time_until, until = day(until)),
        (None, None) => say!(locale, matching.because.time_any).to_owned(),
    }
}

fn about_bridge(locale: Locale, offering: Option<&str>, seeking: Option<&str>, linked: Linked) -> String {
    let name = |code: Option<&str>| code.and_then(places::region).map(|region| region.name(locale));
    match (name(offering), name(seeking)) {
        (Some(from), Some(to)) if from == to => say!(locale, matching.because.same_region, region = from),
        (Some(from), Some(to)) if linked == Linked::Before => {
            say!(locale, matching.because.bridge_before, offering = from, seeking = to)
        }
        (Some(from), Some(to)) => say!(locale, matching.because.new_bridge, offering = from, seeking = to),
        _ => say!(locale, matching.because.no_bridge).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::matching::ComponentKind;

    use super::*;

    fn told(because: Because) -> String {
        let themes = [ThemeLink { slug: "mense".to_owned(), name: "Mense".to_owned() }];
        let one = Component { kind: ComponentKind::Text, points: 0, of: 100, because };
        sentence(Locale::Italian, &one, &themes)
    }

    #[test]
    fn each_component_says_what_it_rests_on() {
        let uid = |text: &str| Uid::parse(text).expect("an identifier");
        assert_eq!(told(Because::Words(vec!["nido".to_owned(), "orari".to_owned()])), "Parole in comune: nido, orari.");
        let themes = Because::Themes { shared: vec![uid("mense")], near: Vec::new() };
        assert_eq!(told(themes), "1 tema in comune: Mense.");
        let sizes = Because::Sizes { seeking: Some(17_000), offering: Some(21_000) };
        assert_eq!(told(sizes), "Chi cerca ha 17.000 abitanti, chi offre 21.000.");
        let bridge = |offering: &str, seeking: &str, linked| {
            told(Because::Bridge { offering: Some(offering.to_owned()), seeking: Some(seeking.to_owned()), linked })
        };
        assert_eq!(bridge("09", "16", Linked::Never), "Sarebbe il primo passaggio da Toscana a Puglia.");
        assert_eq!(bridge("09", "09", Linked::Before), "I due enti sono nella stessa regione: Toscana.");
        assert_eq!(told(Because::Time(None)), "I periodi indicati non si incontrano.");
        assert_eq!(told(Because::Languages(Vec::new())), "Nessuna lingua in comune.");
    }
}
