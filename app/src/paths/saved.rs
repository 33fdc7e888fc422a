// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of saved searches, and of their alerts.

use domain::Locale;
use domain::saved_search::SavedKind;

use super::{adverts, at, practices};

/// The own saved searches.
pub fn all(locale: Locale) -> String {
    at(locale, "/scrivania/ricerche")
}

/// The form that saves a search.
pub fn save(locale: Locale) -> String {
    at(locale, "/scrivania/ricerche/nuova")
}

/// The form that saves the search of a list, by the parameters of its address.
pub fn save_of(locale: Locale, kind: SavedKind, query: &str) -> String {
    let begun = format!("{}?cosa={}", save(locale), kind.code());
    if query.is_empty() { begun } else { format!("{begun}&{query}") }
}

/// A saved search, to be changed.
pub fn one(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/scrivania/ricerche/{uid}"))
}

/// The list that a saved search leads to, by its parameters.
pub fn results(locale: Locale, kind: SavedKind, query: &str) -> String {
    let list = match kind {
        SavedKind::Practice => practices(locale),
        SavedKind::Advert => adverts(locale),
    };
    if query.is_empty() { list } else { format!("{list}?{query}") }
}

/// Where an alert is ended, by the link in its mails.
pub fn stop(locale: Locale, token: &str) -> String {
    at(locale, &format!("/avvisi/{token}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_keeps_its_parameters_on_the_way_to_its_form_and_back_to_its_list() {
        let query = "q=nidi&region=09";
        let form = save_of(Locale::English, SavedKind::Practice, query);
        assert_eq!(form, "/en/scrivania/ricerche/nuova?cosa=practice&q=nidi&region=09");
        assert_eq!(results(Locale::Italian, SavedKind::Practice, query), "/pratiche?q=nidi&region=09");
        assert_eq!(results(Locale::English, SavedKind::Advert, ""), "/en/cerco-offro");
    }
}
