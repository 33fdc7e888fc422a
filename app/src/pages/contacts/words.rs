// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what was done to a conversation, and for what was refused.

use domain::Locale;

use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{Wrong, wrong_or_whole};
use crate::ssr::render::Refused;

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "begun" | "sent" => say!(locale, contacts.done.sent),
        "block" => say!(locale, contacts.done.blocked),
        "unblock" => say!(locale, contacts.done.unblocked),
        "close" => say!(locale, contacts.done.closed),
        "flag" => say!(locale, contacts.done.flagged),
        _ => return None,
    })
}

/// What is wrong with a field.
pub(super) fn field(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("text", "missing") => say!(locale, contacts.fault.text_missing),
        ("text", "too_short") => say!(locale, contacts.fault.text_short),
        ("text", _) => say!(locale, contacts.fault.text_long),
        ("reason", _) => say!(locale, contacts.fault.reason),
        ("form", "not_allowed") => say!(locale, contacts.fault.blocked),
        ("form", "taken") => say!(locale, contacts.fault.goes_on),
        ("form", "conflict") => say!(locale, contacts.fault.ended),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.gone),
    }
}

/// All that was refused, each with its place.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Wrong::new() };
    let place = |name: &str| match name {
        "text" => "testo".to_owned(),
        "reason" => format!("motivo-{}", refused.value("message")),
        _ => "contenuto".to_owned(),
    };
    let line = |(name, key): &(String, String)| (place(name), field(locale, name, key).to_owned());
    wrong_or_whole(refused.problems.iter().map(line), field(locale, "form", ""))
}
