// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of adverts, and of what bodies write to each other.

use domain::Locale;
use domain::advert::AdvertKind;

use super::at;

/// Adverts: those that seek.
pub fn adverts(locale: Locale) -> String {
    at(locale, "/cerco-offro")
}

/// The adverts of a kind.
pub fn adverts_of(locale: Locale, kind: AdvertKind) -> String {
    format!("{}?tipo={kind}", adverts(locale))
}

/// The form of a new advert.
pub fn begin_advert(locale: Locale, kind: AdvertKind) -> String {
    format!("{}?tipo={kind}", at(locale, "/cerco-offro/nuovo"))
}

/// An advert.
pub fn advert(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/cerco-offro/{uid}"))
}

/// The form of an advert that is there.
pub fn advert_form(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/cerco-offro/{uid}/modifica"))
}

/// The feed of new adverts.
pub fn advert_feed(locale: Locale) -> String {
    at(locale, "/cerco-offro/feed")
}

/// An advert as JSON.
pub fn advert_json(uid: &str) -> String {
    format!("/api/v1/adverts/{uid}")
}

/// The form by which the owner of a practice is written to.
pub fn ask_owner(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/scrivi"))
}

/// The conversations of the own bodies.
pub fn contacts(locale: Locale) -> String {
    at(locale, "/scrivania/messaggi")
}

/// A conversation.
pub fn contact(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/messaggi/{uid}"))
}

/// The conversations of which the moderators were told.
pub fn flagged(locale: Locale) -> String {
    at(locale, "/redazione/segnalazioni")
}

/// The form of a twinning, filled in out of a conversation.
pub fn twinning_from_contact(locale: Locale, uid: &str) -> String {
    let uid: String = form_urlencoded::byte_serialize(uid.as_bytes()).collect();
    format!("{}?contatto={uid}", at(locale, "/gemellaggi/nuovo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_an_advert_stands_behind_the_address_of_the_list() {
        assert_eq!(adverts_of(Locale::English, AdvertKind::Offer), "/en/cerco-offro?tipo=offer");
        assert_eq!(begin_advert(Locale::Italian, AdvertKind::Seek), "/cerco-offro/nuovo?tipo=seek");
        assert_eq!(twinning_from_contact(Locale::Italian, "a:b"), "/gemellaggi/nuovo?contatto=a%3Ab");
    }
}
