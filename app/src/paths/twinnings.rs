// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of who writes a twinning: proposing it, its desk, its forms, its plan.

use domain::Locale;

use super::at;

/// The parts of the form: the code of each, and how it stands in addresses.
const PARTS: &[(&str, &str)] = &[
    ("texts", "testi"),
    ("parties", "enti"),
    ("models", "modelli"),
    ("objectives", "obiettivi"),
    ("resources", "risorse"),
    ("checks", "verifica"),
    ("agreements", "convenzioni"),
    ("results", "risultati"),
];

/// Proposing a twinning.
pub fn propose_twinning(locale: Locale) -> String {
    at(locale, "/gemellaggi/nuovo")
}

/// The same, from a practice.
pub fn propose_twinning_of(locale: Locale, practice: &str) -> String {
    let practice: String = form_urlencoded::byte_serialize(practice.as_bytes()).collect();
    format!("{}?pratica={practice}", propose_twinning(locale))
}

/// The same, in answer to an advert.
pub fn propose_twinning_for(locale: Locale, advert: &str) -> String {
    let advert: String = form_urlencoded::byte_serialize(advert.as_bytes()).collect();
    format!("{}?da={advert}", propose_twinning(locale))
}

/// The desk of a twinning.
pub fn twinning_desk(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/lavoro"))
}

/// The form of a part of a twinning, by the part's code.
pub fn twinning_part(locale: Locale, slug: &str, part: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/modifica/{}", segment(part)))
}

fn segment(part: &str) -> &'static str {
    PARTS.iter().find(|(code, _)| *code == part).map_or("testi", |(_, segment)| segment)
}

/// The code of the part of an address.
pub fn twinning_part_of(segment: &str) -> Option<&'static str> {
    PARTS.iter().find(|(_, known)| *known == segment).map(|(code, _)| *code)
}

/// The events of a twinning, for who writes it.
pub fn twinning_events(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/eventi"))
}

/// The own documents of a twinning, for who writes it.
pub fn twinning_documents(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/documenti"))
}

/// Where a document of a twinning is sent with its file; takes posts only.
pub fn twinning_document_upload(locale: Locale, slug: &str) -> String {
    format!("{}/carica", twinning_documents(locale, slug))
}

/// The form to say something of a twinning.
pub fn twinning_testimonial(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/testimonianza"))
}

/// The plan of a twinning: board and list.
pub fn twinning_plan(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/piano"))
}

/// The plan over time.
pub fn twinning_calendar(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/piano/calendario"))
}

/// The plan as a file for calendars.
pub fn twinning_calendar_file(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/piano.ics"))
}

/// The form of a step of the plan; `nuovo` for a new one.
pub fn twinning_step(locale: Locale, slug: &str, step: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}/piano/passi/{step}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_an_address_that_leads_back_to_it() {
        for (code, segment) in PARTS {
            assert_eq!(
                twinning_part(Locale::Italian, "tos-ca", code),
                format!("/gemellaggi/tos-ca/modifica/{segment}")
            );
            assert_eq!(twinning_part_of(segment), Some(*code));
        }
        assert_eq!(twinning_part_of("altro"), None);
        assert_eq!(propose_twinning_for(Locale::English, "a:b"), "/en/gemellaggi/nuovo?da=a%3Ab");
    }
}
