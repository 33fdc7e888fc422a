// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the pages of the administration say of their forms, and times of the day.

use domain::Locale;

use crate::ssr::i18n::say;
use crate::ssr::render::Refused;

/// What was done, by the code that the address carries.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "admit" => say!(locale, administration.done.admit),
        "suspend" => say!(locale, administration.done.suspend),
        "reinstate" => say!(locale, administration.done.reinstate),
        "roles" => say!(locale, administration.done.roles),
        "link" => say!(locale, administration.done.link),
        "accept" => say!(locale, administration.done.accept),
        "same" => say!(locale, administration.done.same),
        "refuse" => say!(locale, administration.done.refuse),
        "confirmed" => say!(locale, administration.done.confirmed),
        "declined" => say!(locale, administration.done.declined),
        "merge" => say!(locale, administration.done.merge),
        "invited" => say!(locale, administration.done.invited),
        "again" => say!(locale, administration.done.again),
        _ => return None,
    })
}

/// The fields of the forms of the area, each with the `id` that stands in the page.
fn fields(action: &str) -> &'static [(&'static str, &'static str)] {
    match action {
        "suspend" => &[("reason", "motivo")],
        "roles" => &[("roles", "ruoli")],
        "accept" => &[("name", "nome"), ("kind", "tipo"), ("region", "regione")],
        "same" => &[("same_as", "stesso")],
        "refuse" => &[("reason", "motivo")],
        "merge" => &[("from", "da"), ("into", "in")],
        "invite" => &[("email", "email"), ("portal_role", "ruolo"), ("role", "ruolo")],
        _ => &[],
    }
}

/// The `id` of each field that was refused, with what is wrong, in the order of the form that was sent.
pub(super) fn wrong(locale: Locale, refused: &Refused) -> Vec<(&'static str, &'static str)> {
    let action = refused.value("action");
    let known = fields(&action);
    let id = |field: &str| known.iter().find(|(name, _)| *name == field).map_or("contenuto", |(_, id)| *id);
    let place = |field: &str| known.iter().position(|(name, _)| *name == field).unwrap_or(known.len());
    let mut names: Vec<_> = refused.problems.iter().map(|(field, _)| field.as_str()).collect();
    names.sort_by_key(|field| place(field));
    names.iter().filter_map(|field| problem(locale, refused, field).map(|words| (id(field), words))).collect()
}

/// The words for what is wrong with a field.
pub(super) fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    Some(match (field, refused.problem(field)?) {
        ("reason", "missing") => say!(locale, administration.problem.reason_missing),
        ("reason", _) => say!(locale, administration.problem.reason_too_long),
        ("roles" | "portal_role" | "role", "not_allowed") => say!(locale, administration.problem.roles_not_allowed),
        ("roles" | "portal_role" | "role", _) => say!(locale, administration.problem.roles_invalid),
        ("name", "missing") => say!(locale, administration.problem.name_missing),
        ("name", "too_long") => say!(locale, administration.problem.name_too_long),
        ("name", "taken") => say!(locale, administration.problem.name_taken),
        ("name", _) => say!(locale, administration.problem.name_invalid),
        ("kind", _) => say!(locale, administration.problem.kind_invalid),
        ("region", _) => say!(locale, administration.problem.region_invalid),
        ("same_as", _) => say!(locale, administration.problem.same_missing),
        ("from" | "into", "missing") => say!(locale, administration.problem.organisation_missing),
        ("from" | "into", "unknown") => say!(locale, administration.problem.organisation_unknown),
        ("from" | "into", "ambiguous") => say!(locale, administration.problem.organisation_ambiguous),
        ("from" | "into", _) => say!(locale, administration.problem.organisation_same),
        ("email", "missing") => say!(locale, administration.problem.email_missing),
        ("email", "taken") => say!(locale, administration.problem.email_taken),
        ("email", _) => say!(locale, administration.problem.email_invalid),
        ("form", "wait") => say!(locale, administration.problem.wait),
        ("form", "conflict") => say!(locale, administration.problem.conflict),
        ("form", "not_allowed") => say!(locale, administration.problem.not_allowed),
        _ => say!(locale, administration.problem.other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(action: &str, problems: &[(&str, &str)]) -> Refused {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Refused { typed: vec![("action".to_owned(), action.to_owned())], problems: problems.iter().map(pair).collect() }
    }

    #[test]
    fn problems_come_in_the_order_of_the_form_and_lead_to_its_fields() {
        let wrong =
            wrong(Locale::Italian, &refused("merge", &[("form", "wait"), ("into", "unknown"), ("from", "missing")]));
        let ids: Vec<_> = wrong.into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["da", "in", "contenuto"]);
    }
}
