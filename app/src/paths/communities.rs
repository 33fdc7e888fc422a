// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of communities.

use domain::Locale;

use super::at;

/// All communities.
pub fn communities(locale: Locale) -> String {
    at(locale, "/comunita")
}

/// A community.
pub fn community(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/comunita/{slug}"))
}

/// The form of a community that is not there yet.
pub fn begin_community(locale: Locale) -> String {
    at(locale, "/comunita/nuova")
}

/// The people of a community.
pub fn community_people(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/comunita/{slug}/persone"))
}

/// The form of a community that is there.
pub fn community_form(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/comunita/{slug}/modifica"))
}
