// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Every address of the portal, made in one place for pages, feeds and mails.

use domain::Locale;

/// An address below the root, in a language: `/pratiche`, `/en/pratiche`.
fn at(locale: Locale, rest: &str) -> String {
    match (locale, rest) {
        (Locale::Italian, rest) => rest.to_owned(),
        (Locale::English, "/") => "/en".to_owned(),
        (Locale::English, rest) => format!("/en{rest}"),
    }
}

/// Splits an address into its language and the address as in Italian.
pub fn split(path: &str) -> (Locale, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Locale::English, "/"),
        Some(rest) if rest.starts_with('/') => (Locale::English, rest),
        _ => (Locale::Italian, path),
    }
}

/// The same address (with its parameters) in another language.
pub fn in_locale(locale: Locale, path_and_query: &str) -> String {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let (_, rest) = split(path);
    let path = at(locale, rest);
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The home page.
pub fn home(locale: Locale) -> String {
    at(locale, "/")
}

/// The library of practices.
pub fn practices(locale: Locale) -> String {
    at(locale, "/pratiche")
}

/// A practice.
pub fn practice(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}"))
}

/// The form that asks the portal's editors to correct a practice.
pub fn correction(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/correggi"))
}

/// The answer to "was this page clear?".
pub fn feedback(locale: Locale) -> String {
    at(locale, "/valuta")
}

/// The map of practices by region.
pub fn map(locale: Locale) -> String {
    at(locale, "/pratiche/mappa")
}

/// Searching.
pub fn search(locale: Locale) -> String {
    at(locale, "/cerca")
}

/// All organisations.
pub fn organisations(locale: Locale) -> String {
    at(locale, "/enti")
}

/// An organisation.
pub fn organisation(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/enti/{slug}"))
}

/// All themes.
pub fn themes(locale: Locale) -> String {
    at(locale, "/temi")
}

/// A theme.
pub fn theme(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/temi/{slug}"))
}

/// The help.
pub fn help(locale: Locale) -> String {
    at(locale, "/aiuto")
}

/// A page of the help.
pub fn help_page(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/aiuto/{slug}"))
}

/// Legal notes.
pub fn legal_notes(locale: Locale) -> String {
    at(locale, "/note-legali")
}

/// The privacy notice.
pub fn privacy(locale: Locale) -> String {
    at(locale, "/privacy")
}

/// The accessibility page of the portal itself.
pub fn accessibility(locale: Locale) -> String {
    at(locale, "/accessibilita")
}

/// The list of all pages.
pub fn site_map(locale: Locale) -> String {
    at(locale, "/mappa-del-sito")
}

/// The feed of new practices.
pub fn feed(locale: Locale) -> String {
    at(locale, "/pratiche/feed")
}

/// A practice as JSON.
pub fn practice_json(uid: &str) -> String {
    format!("/api/v1/practices/{uid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_stands_before_the_same_address() {
        assert_eq!(practice(Locale::English, "trio"), "/en/pratiche/trio");
        assert_eq!(home(Locale::English), "/en");
        assert_eq!(split("/en/pratiche"), (Locale::English, "/pratiche"));
        assert_eq!(split("/enti"), (Locale::Italian, "/enti"));
    }

    #[test]
    fn an_address_changes_its_language_and_keeps_its_parameters() {
        assert_eq!(in_locale(Locale::English, "/cerca?q=nidi&region=09"), "/en/cerca?q=nidi&region=09");
        assert_eq!(in_locale(Locale::Italian, "/en"), "/");
        assert_eq!(in_locale(Locale::Italian, "/en/enti/x"), "/enti/x");
    }
}
