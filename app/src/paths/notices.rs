// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of notices.

use domain::Locale;

use super::at;

/// The own notices.
pub fn notices(locale: Locale) -> String {
    at(locale, "/notifiche")
}

/// How the member wants to be told.
pub fn notice_choices(locale: Locale) -> String {
    at(locale, "/profilo/notifiche")
}

/// Where one watches, follows or mutes something; takes posts only.
pub fn watch(locale: Locale) -> String {
    at(locale, "/notifiche/seguiti")
}
