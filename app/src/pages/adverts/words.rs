// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what was done, what is missing and what was refused, and where each field stands.

use domain::Locale;
use domain::advert::writing::{FIELDS, Lack};
use domain::practice::writing::LackKind;

use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::{Wrong, wrong_or_whole};
use crate::ssr::render::Refused;

/// The `id` of a field; what has none is the page as a whole.
pub(super) fn id(field: &str) -> &'static str {
    match field {
        "title" => "titolo",
        "description" => "descrizione",
        "organisation" => "ente",
        "themes" => "temi",
        "transfer_kinds" => "modi",
        "mode" => "presenza",
        "practice" => "pratica",
        "when_from" => "dal",
        "when_until" => "al",
        "region_scope" => "dove",
        "regions" => "regioni",
        "languages" => "lingue",
        "level" => "livello",
        "budget" => "risorse",
        "tags" => "parole",
        "constraints" => "limiti",
        "text" => "testo",
        _ => "contenuto",
    }
}

/// What a field is.
pub(super) fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "title" => say!(locale, adverts.field.title),
        "description" => say!(locale, adverts.field.description),
        "organisation" => say!(locale, adverts.field.organisation),
        "themes" => say!(locale, adverts.field.themes),
        "transfer_kinds" => say!(locale, adverts.field.transfer_kinds),
        "mode" => say!(locale, adverts.field.mode),
        "practice" => say!(locale, adverts.field.practice),
        "when_from" => say!(locale, adverts.field.when_from),
        "when_until" => say!(locale, adverts.field.when_until),
        "region_scope" => say!(locale, adverts.field.region_scope),
        "regions" => say!(locale, adverts.field.regions),
        "languages" => say!(locale, adverts.field.languages),
        "level" => say!(locale, adverts.field.level),
        "budget" => say!(locale, adverts.field.budget),
        "tags" => say!(locale, adverts.field.tags),
        _ => say!(locale, adverts.field.constraints),
    }
}

/// How to fill a field in.
pub(super) fn help(locale: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "title" => say!(locale, adverts.help.title),
        "description" => say!(locale, adverts.help.description),
        "themes" => say!(locale, adverts.help.themes),
        "when_from" | "when_until" => say!(locale, adverts.help.when),
        "regions" => say!(locale, adverts.help.regions),
        "tags" => say!(locale, adverts.help.tags),
        "constraints" => say!(locale, adverts.help.constraints),
        _ => return None,
    })
}

/// What is wrong with a field.
pub(super) fn field(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("title", "missing") => say!(locale, adverts.fault.title_missing),
        ("title", _) => say!(locale, adverts.fault.title_length),
        ("description", "missing") => say!(locale, adverts.fault.description_missing),
        ("description", _) => say!(locale, adverts.fault.description_length),
        ("organisation", "missing") => say!(locale, adverts.fault.organisation_missing),
        ("organisation", _) => say!(locale, adverts.fault.organisation),
        ("themes", "missing") => say!(locale, adverts.fault.themes_missing),
        ("themes", _) => say!(locale, adverts.fault.themes_number),
        ("transfer_kinds", _) => say!(locale, adverts.fault.transfer_kinds),
        ("mode", _) => say!(locale, adverts.fault.mode),
        ("practice", _) => say!(locale, adverts.fault.practice),
        ("when_from", _) => say!(locale, adverts.fault.when_from),
        ("when_until", _) => say!(locale, adverts.fault.when_until),
        ("regions", "missing") => say!(locale, adverts.fault.regions_missing),
        ("regions", _) => say!(locale, adverts.fault.regions),
        ("tags", _) => say!(locale, adverts.fault.tags),
        ("constraints", _) => say!(locale, adverts.fault.constraints),
        ("text", "missing") => say!(locale, contacts.fault.text_missing),
        ("text", "too_short") => say!(locale, contacts.fault.text_short),
        ("text", _) => say!(locale, contacts.fault.text_long),
        ("renew", "too_quick") => say!(locale, adverts.fault.renew_early),
        ("renew", _) => say!(locale, adverts.fault.renew_enough),
        ("form", "expired") => say!(locale, contacts.fault.over),
        ("form", "taken") => say!(locale, contacts.fault.goes_on),
        ("form", "not_allowed") => say!(locale, contacts.fault.blocked),
        ("form", "conflict") => say!(locale, adverts.fault.conflict),
        ("form", "wait") => say!(locale, writing.fault.wait),
        ("form", _) => say!(locale, writing.fault.gone),
        _ => say!(locale, adverts.fault.choice),
    }
}

/// All that was refused, in the order of the form, each with its place.
pub fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Wrong::new() };
    let mut problems: Vec<&(String, String)> = refused.problems.iter().collect();
    problems.sort_by_key(|(name, _)| FIELDS.iter().position(|field| field.name == name));
    let line = |(name, key): &&(String, String)| (id(name).to_owned(), field(locale, name, key).to_owned());
    wrong_or_whole(problems.iter().map(line), field(locale, "form", ""))
}

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "draft" => say!(locale, adverts.done.draft),
        "published" | "publish" => say!(locale, adverts.done.published),
        "saved" => say!(locale, adverts.done.saved),
        "close" => say!(locale, adverts.done.closed),
        "renew" => say!(locale, adverts.done.renewed),
        _ => return None,
    })
}

/// What keeps an advert from being published, on its own page.
pub(super) fn lack(locale: Locale, lack: &Lack) -> &'static str {
    let key = match lack.kind {
        LackKind::Missing => "missing",
        LackKind::TooShort { .. } | LackKind::TooFew { .. } => "too_short",
        LackKind::TooLong { .. } | LackKind::TooMany { .. } => "too_long",
        LackKind::Contradicts => "invalid",
    };
    field(locale, lack.field, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_place_of_its_own_in_the_form() {
        let mut ids: Vec<_> = FIELDS.iter().map(|field| id(field.name)).collect();
        assert!(!ids.contains(&"contenuto"));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FIELDS.len());
    }

    #[test]
    fn what_was_refused_is_told_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("mode", "missing"), pair("title", "too_short")];
        let refused = Refused { problems, ..Refused::default() };
        let places: Vec<_> = wrong(Locale::Italian, Some(&refused)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(places, ["titolo", "presenza"]);
        assert_eq!(wrong(Locale::Italian, Some(&Refused::default()))[0].0, "contenuto");
        assert!(wrong(Locale::Italian, None).is_empty());
    }
}
