// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the page on an organisation's people says of its forms.

use domain::Locale;
use domain::member::{MembershipState, OrganisationRole};

use crate::ssr::i18n::say;
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::{Named, within};
use crate::ssr::render::Refused;

/// What was done, by the code that the address carries.
pub(super) fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "requested" => say!(locale, members.people.done.requested),
        "joined" => say!(locale, members.people.done.joined),
        "admit" => say!(locale, members.people.done.admit),
        "refuse" => say!(locale, members.people.done.refuse),
        "change" => say!(locale, members.people.done.change),
        "remove" => say!(locale, members.people.done.remove),
        "invited" => say!(locale, members.people.done.invited),
        _ => return None,
    })
}

/// Whether a membership is in force, within a sentence.
pub(super) fn state(locale: Locale, state: MembershipState) -> String {
    within(state.name(locale))
}

/// The roles in an organisation, with what each may do.
pub(super) fn roles(locale: Locale) -> Vec<Choice> {
    let meaning = |role: OrganisationRole| match role {
        OrganisationRole::Contributor => say!(locale, members.people.role.contributor),
        OrganisationRole::Editor => say!(locale, members.people.role.editor),
        OrganisationRole::Representative => say!(locale, members.people.role.representative),
    };
    let choice = |role: &OrganisationRole| Choice::new(role.code(), role.name(locale)).with_help(meaning(*role));
    OrganisationRole::ALL.iter().map(choice).collect()
}

/// The `id` of each field that was refused, with what is wrong, in the order of the form that was sent.
pub(super) fn wrong(locale: Locale, refused: &Refused) -> Vec<(&'static str, &'static str)> {
    let fields: &[(&str, &'static str)] = match refused.value("action").as_str() {
        "join" => &[("organisation", "unirsi"), ("role", "ruolo"), ("note", "nota")],
        "invite" => &[("email", "invito-email"), ("role", "invito-ruolo")],
        _ => &[("role", "contenuto"), ("member", "contenuto"), ("decision", "contenuto")],
    };
    let of_form = ("form", "contenuto");
    let fields = fields.iter().copied().chain(std::iter::once(of_form));
    fields.filter_map(|(field, id)| problem(locale, refused, field).map(|words| (id, words))).collect()
}

/// The words for what is wrong with a field.
pub(super) fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    Some(match (field, refused.problem(field)?) {
        ("email", "missing") => say!(locale, members.people.problem.email_missing),
        ("email", "taken") => say!(locale, members.people.problem.email_taken),
        ("email", _) => say!(locale, members.people.problem.email_invalid),
        ("role", "not_allowed") => say!(locale, members.people.problem.role_not_allowed),
        ("role", _) => say!(locale, members.people.problem.role_invalid),
        ("note", _) => say!(locale, members.people.problem.note_too_long),
        ("organisation", "taken") => say!(locale, members.people.problem.already),
        ("form", "wait") => say!(locale, members.people.problem.wait),
        ("form", "not_allowed") => say!(locale, members.people.problem.last_representative),
        _ => say!(locale, members.people.problem.other),
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
    fn a_problem_is_told_at_the_form_that_was_sent() {
        let of = |action: &str| wrong(Locale::Italian, &refused(action, &[("role", "invalid")]))[0].0;
        assert_eq!((of("join"), of("invite"), of("decide")), ("ruolo", "invito-ruolo", "contenuto"));
    }

    #[test]
    fn an_unknown_code_of_what_was_done_says_nothing() {
        assert_eq!(done(Locale::Italian, "<script>"), None);
        assert!(done(Locale::Italian, "joined").is_some());
    }
}
