// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of transfers: twinnings, and how other bodies answer a practice: what they say of it, and that they
//! took it up.

use domain::Locale;

use super::at;

/// All twinnings.
pub fn twinnings(locale: Locale) -> String {
    at(locale, "/gemellaggi")
}

/// A twinning.
pub fn twinning(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/gemellaggi/{slug}"))
}

/// The feed of new twinnings.
pub fn twinning_feed(locale: Locale) -> String {
    at(locale, "/gemellaggi/feed")
}

/// A twinning as JSON.
pub fn twinning_json(uid: &str) -> String {
    format!("/api/v1/twinnings/{uid}")
}

/// The form to say something of a practice.
pub fn testimonial(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/testimonianza"))
}

/// The form to say that the own body took a practice up.
pub fn adoption(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/riuso"))
}

/// The same for one of the own bodies, by its identifier.
pub fn adoption_by(locale: Locale, slug: &str, organisation: &str) -> String {
    let organisation: String = form_urlencoded::byte_serialize(organisation.as_bytes()).collect();
    format!("{}?ente={organisation}", adoption(locale, slug))
}

/// The same for one of the adoptions of that body, by its identifier; the first where none is named.
pub fn adoption_named(locale: Locale, slug: &str, organisation: &str, adoption: &str) -> String {
    let page = adoption_by(locale, slug, organisation);
    let adoption: String = form_urlencoded::byte_serialize(adoption.as_bytes()).collect();
    if adoption.is_empty() { page } else { format!("{page}&riuso={adoption}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adoption_names_the_body_that_it_is_asked_for() {
        assert_eq!(testimonial(Locale::English, "trio"), "/en/pratiche/trio/testimonianza");
        assert_eq!(adoption_by(Locale::Italian, "trio", "a:b"), "/pratiche/trio/riuso?ente=a%3Ab");
        let one = |adoption: &str| adoption_named(Locale::English, "trio", "b", adoption);
        assert_eq!(one("x:1"), "/en/pratiche/trio/riuso?ente=b&riuso=x%3A1");
        assert_eq!(one(""), "/en/pratiche/trio/riuso?ente=b");
    }
}
