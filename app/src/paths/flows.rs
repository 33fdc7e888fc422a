// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of where practices are and where they went: the map with both views, and the agreements.

use domain::Locale;
use domain::advert::AdvertKind;

use super::{at, listed};

/// The map of practices by region.
pub fn map(locale: Locale) -> String {
    at(locale, "/pratiche/mappa")
}

/// The map of adoptions, with what narrows it.
pub fn flows(locale: Locale, filters: &[(&str, Option<&str>)]) -> String {
    let view = [("vista", Some("riusi"))];
    let filters: Vec<_> = view.iter().chain(filters).copied().collect();
    listed(map(locale), &filters, 1)
}

/// The form of a new advert that seeks something on a theme.
pub fn seek_on(locale: Locale, theme: &str) -> String {
    let kind = AdvertKind::Seek;
    listed(at(locale, "/cerco-offro/nuovo"), &[("tipo", Some(kind.code())), ("theme", Some(theme))], 1)
}

/// The agreements that end soon.
pub fn agreements(locale: Locale) -> String {
    at(locale, "/scrivania/convenzioni")
}

/// The same as a table for spreadsheets.
pub fn agreements_csv(locale: Locale) -> String {
    at(locale, "/scrivania/convenzioni.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_of_adoptions_names_only_what_narrows_it() {
        assert_eq!(flows(Locale::Italian, &[]), "/pratiche/mappa?vista=riusi");
        let filters = [("theme", Some("appalti")), ("anno_a", None), ("anno_da", Some("2009"))];
        assert_eq!(flows(Locale::English, &filters), "/en/pratiche/mappa?vista=riusi&theme=appalti&anno_da=2009");
        assert_eq!(seek_on(Locale::Italian, "appalti"), "/cerco-offro/nuovo?tipo=seek&theme=appalti");
    }
}
