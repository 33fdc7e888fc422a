// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The addresses of the administrators' pages.

use domain::Locale;

use super::at;

/// What waits for administrators.
pub fn administration(locale: Locale) -> String {
    at(locale, "/amministrazione")
}

/// All accounts.
pub fn accounts(locale: Locale) -> String {
    at(locale, "/amministrazione/iscritti")
}

/// An account.
pub fn account(locale: Locale, uid: &str) -> String {
    at(locale, &format!("/amministrazione/iscritti/{uid}"))
}

/// Requests for organisations, first representatives, merging.
pub fn organisation_queue(locale: Locale) -> String {
    at(locale, "/amministrazione/enti")
}

/// Inviting somebody to the portal.
pub fn invitations(locale: Locale) -> String {
    at(locale, "/amministrazione/inviti")
}

/// The mails that wait, and those that were sent.
pub fn mails(locale: Locale) -> String {
    at(locale, "/amministrazione/posta")
}

/// A mail.
pub fn mail(locale: Locale, id: &str) -> String {
    at(locale, &format!("/amministrazione/posta/{id}"))
}

/// What readers wrote.
pub fn reader_messages(locale: Locale) -> String {
    at(locale, "/amministrazione/messaggi")
}

/// The audit log.
pub fn audit(locale: Locale) -> String {
    at(locale, "/amministrazione/registro")
}

/// The settings that are in force.
pub fn settings(locale: Locale) -> String {
    at(locale, "/amministrazione/impostazioni")
}
