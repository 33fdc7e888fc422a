// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The words for what was done and what was refused, and where each field stands.

use domain::Locale;
use domain::community::{Access, BelongingState, CommunityRole};
use domain::practice::Audience;
use portal::communities::CommunityCard;

use crate::ssr::i18n::say;
use crate::ssr::parts::desk_frame::Wrong;
use crate::ssr::parts::named::Named;
use crate::ssr::render::Refused;

/// The fields of all forms, in their order.
const FIELDS: &[&str] =
    &["name", "acronym", "summary", "description", "themes", "access", "audience", "note", "member", "form"];

/// The `id` of a field; what has none is the page as a whole.
pub(super) fn id(field: &str) -> &'static str {
    match field {
        "name" => "nome",
        "acronym" => "sigla",
        "summary" => "in-sintesi",
        "description" => "descrizione",
        "themes" => "temi",
        "access" => "ingresso",
        "audience" => "lettori",
        "note" => "nota",
        "member" => "iscritto",
        _ => "contenuto",
    }
}

/// What a field is.
pub(super) fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "name" => say!(locale, communities.field.name),
        "acronym" => say!(locale, communities.field.acronym),
        "summary" => say!(locale, communities.field.summary),
        "description" => say!(locale, communities.field.description),
        "themes" => say!(locale, communities.field.themes),
        "access" => say!(locale, communities.field.access),
        "audience" => say!(locale, communities.field.audience),
        "note" => say!(locale, communities.field.note),
        _ => say!(locale, communities.field.member),
    }
}

/// How to fill a field in.
pub(super) fn help(locale: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "acronym" => say!(locale, communities.help.acronym),
        "summary" => say!(locale, communities.help.summary),
        "description" => say!(locale, communities.help.description),
        "themes" => say!(locale, communities.help.themes),
        "audience" => say!(locale, communities.help.audience),
        "note" => say!(locale, communities.help.note),
        "member" => say!(locale, communities.help.member),
        _ => return None,
    })
}

/// What is wrong with a field.
pub(super) fn field(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("name", "missing") => say!(locale, communities.fault.name_missing),
        ("name", _) => say!(locale, communities.fault.name_length),
        ("acronym", _) => say!(locale, communities.fault.acronym),
        ("summary", "missing") => say!(locale, communities.fault.summary_missing),
        ("summary", _) => say!(locale, communities.fault.summary_length),
        ("description", _) => say!(locale, communities.fault.description),
        ("themes", _) => say!(locale, communities.fault.themes),
        ("access", _) => say!(locale, communities.fault.access),
        ("audience", _) => say!(locale, communities.fault.audience),
        ("note", _) => say!(locale, communities.fault.note),
        ("member", "ambiguous") => say!(locale, communities.fault.member_ambiguous),
        ("member", "taken") => say!(locale, communities.fault.member_taken),
        ("member", "not_allowed") => say!(locale, communities.fault.member_kept_out),
        ("member", "missing") => say!(locale, communities.fault.member_missing),
        ("member", _) => say!(locale, communities.fault.member_unknown),
        (_, "conflict") => say!(locale, communities.fault.conflict),
        (_, "wait") => say!(locale, communities.fault.wait),
        _ => say!(locale, communities.fault.not_allowed),
    }
}

/// What was refused, in the order of the form; where no field is named, the page as a whole.
pub(super) fn wrong(locale: Locale, refused: Option<&Refused>) -> Wrong {
    let Some(refused) = refused else { return Vec::new() };
    let told = |name: &&str| {
        let key = refused.problem(name)?;
        Some((id(name).to_owned(), field(locale, name, key).to_owned()))
    };
    let wrong: Wrong = FIELDS.iter().filter_map(told).collect();
    if wrong.is_empty() { vec![("contenuto".to_owned(), field(locale, "form", "").to_owned())] } else { wrong }
}

/// What was done.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "begun" => say!(locale, communities.done.begun),
        "saved" => say!(locale, communities.done.saved),
        "joined" => say!(locale, communities.done.joined),
        "asked" => say!(locale, communities.done.asked),
        "left" => say!(locale, communities.done.left),
        "decided" => say!(locale, communities.done.decided),
        "invited" => say!(locale, communities.done.invited),
        "archived" => say!(locale, communities.done.archived),
        "reopened" => say!(locale, communities.done.reopened),
        _ => return None,
    })
}

/// How members come in, in a sentence.
pub(super) fn access(locale: Locale, access: Access) -> &'static str {
    match access {
        Access::Open => say!(locale, communities.access.open),
        Access::OnApproval => say!(locale, communities.access.on_approval),
        Access::Private => say!(locale, communities.access.private),
    }
}

/// Who reads what is written in it, in a sentence.
pub(super) fn readers(locale: Locale, audience: Audience) -> &'static str {
    match audience {
        Audience::Public => say!(locale, communities.readers.public),
        Audience::Members => say!(locale, communities.readers.members),
        Audience::Community | Audience::Parties => say!(locale, communities.readers.community),
    }
}

/// What somebody is in a community, or where the own request stands.
pub(super) fn standing(locale: Locale, role: CommunityRole, state: BelongingState) -> &'static str {
    match state {
        BelongingState::Active => role.name(locale),
        BelongingState::Invited => say!(locale, communities.standing.invited),
        BelongingState::Requested => say!(locale, communities.standing.requested),
        BelongingState::Suspended => say!(locale, communities.standing.suspended),
    }
}

/// How many belong to it, and what the viewer is in it.
pub(super) fn foot(locale: Locale, card: &CommunityCard) -> String {
    let mut parts = vec![say!(locale, communities.members, count = card.members), card.access.name(locale).to_owned()];
    if card.state != domain::community::CommunityState::Active {
        parts.push(card.state.name(locale).to_owned());
    }
    parts.extend(card.own.map(|(role, state)| {
        let standing = standing(locale, role, state).to_owned();
        say!(locale, communities.own, standing = standing)
    }));
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_place_of_its_own() {
        let mut ids: Vec<_> = FIELDS.iter().filter(|field| **field != "form").map(|field| id(field)).collect();
        assert!(!ids.contains(&"contenuto"));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FIELDS.len() - 1);
    }

    #[test]
    fn what_was_refused_is_told_in_the_order_of_the_form() {
        let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
        let problems = vec![pair("themes", "missing"), pair("name", "too_short")];
        let refused = Refused { problems, ..Refused::default() };
        let places: Vec<_> = wrong(Locale::Italian, Some(&refused)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(places, ["nome", "temi"]);
        assert_eq!(wrong(Locale::Italian, Some(&Refused::default()))[0].0, "contenuto");
        assert!(wrong(Locale::Italian, None).is_empty());
    }
}
