// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The regions and provinces of Italy and the partner regions abroad that the program knows.

use crate::language::Locale;
use crate::text::{Fault, Problem};

mod provinces;
mod regions;

pub use provinces::PROVINCES;
pub use regions::REGIONS;

/// A region of Italy (ISTAT code) or a partner region abroad (NUTS 2 or NUTS 1 code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// ISTAT code of two digits, or NUTS code.
    pub code: &'static str,
    /// Country (ISO 3166-1, two capitals).
    pub country: &'static str,
    /// Name in Italian.
    pub name_it: &'static str,
    /// Name in English.
    pub name_en: &'static str,
    /// Column and row in the tile map, from the upper left.
    pub tile: (u8, u8),
    /// Two or three letters for its tile.
    pub short: &'static str,
}

impl Region {
    /// The name for a reader.
    pub const fn name(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Italian => self.name_it,
            Locale::English => self.name_en,
        }
    }

    /// Whether it is a region of Italy.
    pub fn is_italian(&self) -> bool {
        self.country == "IT"
    }
}

/// A province or metropolitan city of Italy, as of 2024 (before Sardinia's reform).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// ISTAT code of three digits.
    pub code: &'static str,
    /// ISTAT code of its region.
    pub region: &'static str,
    /// Name in Italian.
    pub name: &'static str,
    /// Car-plate code.
    pub plate: &'static str,
}

/// The region of a code.
pub fn region(code: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.code == code)
}

/// The province of a code.
pub fn province(code: &str) -> Option<&'static Province> {
    PROVINCES.iter().find(|province| province.code == code)
}

/// The region whose name, in either language and whatever its accents and case, begins with the words.
pub fn region_by_name(words: &str) -> Option<&'static Region> {
    let wanted = crate::slug::Slug::of(words);
    let begins = |name: &str| crate::slug::Slug::of(name).as_str().starts_with(wanted.as_str());
    REGIONS.iter().find(|region| begins(region.name_it) || begins(region.name_en))
}

/// Checks that a region and a province exist and belong together; a province alone brings its region.
pub fn check(code: &mut Option<String>, province_code: &mut Option<String>, problems: &mut Vec<Problem>) {
    if let Some(unknown) = code.as_deref().filter(|code| region(code).is_none()) {
        let why = format!("{unknown} is no ISTAT code of a region and no partner region");
        problems.push(Problem::new("region", Fault::invalid(why)));
        return;
    }
    let Some(wanted) = province_code.as_deref() else { return };
    match province(wanted) {
        None => problems.push(Problem::new("province", Fault::invalid("an ISTAT code of three digits"))),
        Some(found) => match code.as_deref() {
            None => *code = Some(found.region.to_owned()),
            Some(region) if region == found.region => {}
            Some(_) => problems.push(Problem::new("province", Fault::Contradicts { other: "region".to_owned() })),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn italy_has_twenty_regions_and_each_has_its_provinces() {
        let italian: Vec<_> = REGIONS.iter().filter(|region| region.is_italian()).collect();
        assert_eq!(italian.len(), 20);
        assert_eq!(PROVINCES.len(), 107);
        for region in italian {
            assert!(PROVINCES.iter().any(|province| province.region == region.code), "{}", region.name_it);
        }
        assert!(PROVINCES.iter().all(|province| region(province.region).is_some()));
    }

    #[test]
    fn no_two_regions_share_a_code_or_a_tile() {
        let codes: BTreeSet<_> = REGIONS.iter().map(|region| region.code).collect();
        let tiles: BTreeSet<_> = REGIONS.iter().map(|region| region.tile).collect();
        assert_eq!(codes.len(), REGIONS.len());
        assert_eq!(tiles.len(), REGIONS.len());
    }

    #[test]
    fn a_region_is_found_by_the_beginning_of_its_name() {
        assert_eq!(region_by_name("tosc").map(|region| region.code), Some("09"));
        assert_eq!(region_by_name("Tuscany").map(|region| region.code), Some("09"));
        assert_eq!(region_by_name("valle d'aosta").map(|region| region.code), Some("02"));
        assert_eq!(region_by_name("atlantide"), None);
    }

    #[test]
    fn a_province_brings_its_region_and_may_not_contradict_it() {
        let mut problems = Vec::new();
        let mut code = None;
        check(&mut code, &mut Some("049".to_owned()), &mut problems);
        assert_eq!(code.as_deref(), Some("09"));
        check(&mut Some("01".to_owned()), &mut Some("049".to_owned()), &mut problems);
        assert_eq!(problems.len(), 1);
    }
}
