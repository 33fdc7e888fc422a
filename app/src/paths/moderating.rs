// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of moderation, and what an address that somebody copied into a form names.

use domain::Locale;
use domain::moderation::{Subject, SubjectKind};

use super::{at, split};

/// The form by which anybody tells the moderators of a thread or a post.
pub fn flag(locale: Locale, subject: &Subject) -> String {
    at(locale, &format!("/segnala/{}/{}", subject.kind, subject.uid))
}

/// A thread or a post to decide on.
pub fn moderate(locale: Locale, subject: &Subject) -> String {
    at(locale, &format!("/redazione/segnalazioni/{}/{}", subject.kind, subject.uid))
}

/// A thread to decide on, by its identifier.
pub fn moderate_thread(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/redazione/segnalazioni/{}/{uid}", SubjectKind::Thread))
}

/// What was done by moderation.
pub fn moderation_log(locale: Locale) -> String {
    at(locale, "/redazione/moderazione")
}

/// The numbers of moderation.
pub fn moderation_numbers(locale: Locale) -> String {
    at(locale, "/redazione/moderazione/numeri")
}

/// What a thread can be about, by the address of its page, whole or without the host: its kind and the last part. Empty
/// where the address names nothing of that sort.
pub fn place_at(address: &str) -> (String, String) {
    let path = path_of(address);
    let (_, path) = split(path);
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let kind = match parts.next() {
        Some("gemellaggi") => "twinning",
        Some("pratiche") => "practice",
        Some("cerco-offro") => "advert",
        Some("comunita") => "community",
        _ => "",
    };
    match parts.next() {
        Some(name) if !kind.is_empty() => (kind.to_owned(), name.to_owned()),
        _ => (String::new(), String::new()),
    }
}

/// The last part of the address of a thread, or what was typed in its place.
pub fn thread_at(address: &str) -> String {
    path_of(address).split('/').rfind(|part| !part.is_empty()).unwrap_or_default().to_owned()
}

/// An address without its host, its parameters and its anchor.
fn path_of(address: &str) -> &str {
    let address = address.trim();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => address,
    }
}

#[cfg(test)]
mod tests {
    use domain::Uid;

    use super::*;

    #[test]
    fn what_is_moderated_has_an_address_in_both_languages() {
        let subject = Subject { kind: SubjectKind::Post, uid: Uid::parse("p-1").expect("an identifier") };
        assert_eq!(flag(Locale::Italian, &subject), "/segnala/post/p-1");
        assert_eq!(moderate(Locale::English, &subject), "/en/redazione/segnalazioni/post/p-1");
    }

    #[test]
    fn an_address_that_was_copied_names_its_place() {
        for (address, kind, name) in [
            ("https://innesto.example.it/gemellaggi/tosca", "twinning", "tosca"),
            ("/en/pratiche/trio?x=1#y", "practice", "trio"),
            (" /cerco-offro/a-1/ ", "advert", "a-1"),
            ("https://innesto.example.it/en/comunita/sua/persone", "community", "sua"),
            ("/comunita", "", ""),
            ("/enti/comune", "", ""),
            ("https://innesto.example.it", "", ""),
            ("", "", ""),
        ] {
            assert_eq!(place_at(address), (kind.to_owned(), name.to_owned()), "{address}");
        }
        for (address, name) in
            [("12", "12"), ("https://innesto.example.it/en/discussioni/12-titolo?page=2#p21", "12-titolo"), ("", "")]
        {
            assert_eq!(thread_at(address), name, "{address}");
        }
    }
}
