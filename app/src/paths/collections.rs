// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of own collections of practices.

use domain::Locale;

use super::at;

/// The own collections.
pub fn collections(locale: Locale) -> String {
    at(locale, "/scrivania/raccolte")
}

/// A collection.
pub fn collection(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/raccolte/{uid}"))
}

/// Where a practice is put into own collections.
pub fn collect(locale: Locale, slug: &str) -> String {
    at(locale, &format!("/pratiche/{slug}/raccolte"))
}
