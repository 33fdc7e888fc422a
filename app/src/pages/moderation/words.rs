// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what was decided, and for what was refused.

use domain::Locale;
use domain::moderation::ModerationDeed;

use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{Wrong, wrong_or_whole};
use crate::ssr::render::Refused;

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match ModerationDeed::from_code(code)? {
        ModerationDeed::LetOut => say!(locale, moderation.done.let_out),
        ModerationDeed::Hidden => say!(locale, moderation.done.hidden),
        ModerationDeed::Shown => say!(locale, moderation.done.shown),
        ModerationDeed::Moved => say!(locale, moderation.done.moved),
        ModerationDeed::Merged => say!(locale, moderation.done.merged),
        ModerationDeed::Silenced => say!(locale, moderation.done.silenced),
        ModerationDeed::SilenceEnded => say!(locale, moderation.done.silence_ended),
        _ => say!(locale, moderation.done.decided),
    })
}

/// What is wrong with a field; the note of a flag and the note to an author are two.
pub(super) fn field(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("reason", _) => say!(locale, moderation.fault.reason),
        ("note", "missing") => say!(locale, moderation.fault.note_missing),
        ("note", _) => say!(locale, moderation.fault.note_long),
        ("note_to_author", "missing") => say!(locale, moderation.fault.told_missing),
        ("note_to_author", _) => say!(locale, moderation.fault.told_long),
        ("deed", _) => say!(locale, moderation.fault.deed),
        ("days", _) => say!(locale, moderation.fault.days),
        ("reach", _) => say!(locale, moderation.fault.reach),
        ("to", "not_allowed") => say!(locale, moderation.fault.to_not_allowed),
        ("to", "invalid") => say!(locale, moderation.fault.to_widens),
        ("to", _) => say!(locale, moderation.fault.to_unknown),
        ("into", "not_allowed") => say!(locale, moderation.fault.into_not_allowed),
        ("into", "invalid") => say!(locale, moderation.fault.into_widens),
        ("into", _) => say!(locale, moderation.fault.into_unknown),
        ("form", "not_allowed") => say!(locale, moderation.fault.main),
        ("form", "conflict") => say!(locale, moderation.fault.changed),
        ("form", "expired") => say!(locale, moderation.fault.not_shown),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.gone),
    }
}

/// All that was refused, each with its place.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Wrong::new() };
    let action = refused.value("action");
    let to_author = !action.is_empty();
    let place = |name: &str| match (name, action.as_str()) {
        ("note", "silence") => "nota-silenzio",
        ("note", "move") => "nota-spostare",
        ("note", "merge") => "nota-unire",
        ("note", _) => "nota",
        ("reason", "") => "motivo",
        ("deed", _) => "decisione",
        ("days", _) => "giorni",
        ("reach", _) => "dove",
        ("to", _) => "indirizzo",
        ("into", _) => "altra",
        _ => "contenuto",
    };
    let line = |(name, key): &(String, String)| {
        let known = if name == "note" && to_author { "note_to_author" } else { name.as_str() };
        (place(name).to_owned(), field(locale, known, key).to_owned())
    };
    wrong_or_whole(refused.problems.iter().map(line), field(locale, "form", ""))
}
