// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of matches, and of how far a body has what a practice asks for.

use domain::Locale;

use super::{at, listed, propose_twinning};

/// The matches of an advert.
pub fn matches(locale: Locale, advert: &str, page: u32) -> String {
    listed(at(locale, &format!("/cerco-offro/{advert}/abbinamenti")), &[], page)
}

/// The adverts that seek what a practice offers.
pub fn seekers(locale: Locale, slug: &str, page: u32) -> String {
    listed(at(locale, &format!("/pratiche/{slug}/chi-la-cerca")), &[], page)
}

/// Proposing a twinning out of a match: in answer to an advert, over a practice where there is one.
pub fn propose_twinning_over(locale: Locale, advert: &str, practice: Option<&str>) -> String {
    listed(propose_twinning(locale), &[("da", Some(advert)), ("pratica", practice)], 1)
}

/// How far the own body has what a practice asks for; of several bodies the one that is named.
pub fn readiness(locale: Locale, slug: &str, organisation: Option<&str>) -> String {
    listed(at(locale, &format!("/pratiche/{slug}/siamo-pronti")), &[("ente", organisation)], 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_out_of_a_match_names_the_advert_and_the_practice() {
        let both = propose_twinning_over(Locale::English, "a:b", Some("trio"));
        assert_eq!(both, "/en/gemellaggi/nuovo?da=a%3Ab&pratica=trio");
        assert_eq!(propose_twinning_over(Locale::Italian, "a", None), "/gemellaggi/nuovo?da=a");
    }

    #[test]
    fn readiness_names_the_body_where_there_are_several() {
        assert_eq!(readiness(Locale::Italian, "trio", None), "/pratiche/trio/siamo-pronti");
        assert_eq!(readiness(Locale::Italian, "trio", Some("o")), "/pratiche/trio/siamo-pronti?ente=o");
        assert_eq!(matches(Locale::Italian, "a", 2), "/cerco-offro/a/abbinamenti?page=2");
    }
}
