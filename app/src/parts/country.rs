// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The names of countries that have partner regions.

use domain::Locale;

use crate::ssr::i18n::say;

/// The name of a country; nothing for those that have no partner region.
pub fn country(code: &str, locale: Locale) -> Option<&'static str> {
    match code {
        "BE" => Some(say!(locale, places.country.be)),
        "DE" => Some(say!(locale, places.country.de)),
        "ES" => Some(say!(locale, places.country.es)),
        "FR" => Some(say!(locale, places.country.fr)),
        "GR" => Some(say!(locale, places.country.gr)),
        "IT" => Some(say!(locale, places.country.it)),
        "LV" => Some(say!(locale, places.country.lv)),
        "RO" => Some(say!(locale, places.country.ro)),
        _ => None,
    }
}
