// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can be wrong on these pages, in words.

use domain::Locale;

use crate::ssr::i18n::say;
use crate::ssr::render::Refused;

/// The fields of a page in their order, each with its `id`. The form as a whole (`form`) leads to the first of them.
pub type Fields = &'static [(&'static str, &'static str)];

/// The `id` of each field that was refused, with what is wrong, in the order of the page.
pub fn wrong(locale: Locale, refused: &Refused, fields: Fields) -> Vec<(&'static str, &'static str)> {
    let first = fields.first().map(|(_, id)| ("form", *id));
    let all = first.into_iter().chain(fields.iter().copied());
    all.filter_map(|(field, id)| problem(locale, refused, field).map(|words| (id, words))).collect()
}

/// The words for what is wrong with a field.
pub fn problem(locale: Locale, refused: &Refused, field: &str) -> Option<&'static str> {
    let key = refused.problem(field)?;
    let words = match field {
        "first_name" | "last_name" => of_name(locale, field, key),
        "email" | "organisation" | "other_body" | "job_title" | "terms" => of_registering(locale, field, key),
        "password" | "again" | "code" => of_secret(locale, field, key),
        _ => of_form(locale, key),
    };
    Some(words.unwrap_or_else(|| say!(locale, sign_in.wrong.other)))
}

fn of_name(locale: Locale, field: &str, key: &str) -> Option<&'static str> {
    Some(match (field, key) {
        ("first_name", "missing") => say!(locale, sign_in.wrong.first_name_missing),
        ("first_name", "too_long") => say!(locale, sign_in.wrong.first_name_too_long),
        ("first_name", _) => say!(locale, sign_in.wrong.first_name_invalid),
        (_, "missing") => say!(locale, sign_in.wrong.last_name_missing),
        (_, "too_long") => say!(locale, sign_in.wrong.last_name_too_long),
        (_, _) => say!(locale, sign_in.wrong.last_name_invalid),
    })
}

fn of_registering(locale: Locale, field: &str, key: &str) -> Option<&'static str> {
    Some(match (field, key) {
        ("email", "missing") => say!(locale, sign_in.wrong.email_missing),
        ("email", _) => say!(locale, sign_in.wrong.email_invalid),
        ("organisation", "missing") => say!(locale, sign_in.wrong.organisation_missing),
        ("organisation", "unknown") => say!(locale, sign_in.wrong.organisation_unknown),
        ("organisation", "ambiguous") => say!(locale, sign_in.wrong.organisation_ambiguous),
        ("other_body", "missing") => say!(locale, sign_in.wrong.other_body_missing),
        ("other_body", "too_long") => say!(locale, sign_in.wrong.other_body_too_long),
        ("job_title", "missing") => say!(locale, sign_in.wrong.job_title_missing),
        ("job_title", "too_long") => say!(locale, sign_in.wrong.job_title_too_long),
        ("terms", _) => say!(locale, sign_in.wrong.terms_missing),
        _ => return None,
    })
}

fn of_secret(locale: Locale, field: &str, key: &str) -> Option<&'static str> {
    Some(match (field, key) {
        ("password", "missing") => say!(locale, sign_in.wrong.password_missing),
        ("password", "wrong") => say!(locale, sign_in.wrong.password_wrong),
        ("password", "too_short") => say!(locale, sign_in.wrong.password_too_short),
        ("password", "too_long") => say!(locale, sign_in.wrong.password_too_long),
        ("password", "weak") => say!(locale, sign_in.wrong.password_weak),
        ("again", _) => say!(locale, sign_in.wrong.again_differs),
        ("code", "missing") => say!(locale, sign_in.wrong.code_missing),
        ("code", "wrong") => say!(locale, sign_in.wrong.code_wrong),
        _ => return None,
    })
}

/// What is wrong with a form as a whole.
fn of_form(locale: Locale, key: &str) -> Option<&'static str> {
    Some(match key {
        "wrong" => say!(locale, sign_in.wrong.form_wrong),
        "wait" => say!(locale, sign_in.wrong.form_wait),
        "too_quick" => say!(locale, sign_in.wrong.form_too_quick),
        "expired" => say!(locale, sign_in.wrong.form_expired),
        "not_allowed" => say!(locale, sign_in.wrong.form_not_allowed),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(problems: &[(&str, &str)]) -> Refused {
        let problems = problems.iter().map(|(field, key)| ((*field).to_owned(), (*key).to_owned()));
        Refused { problems: problems.collect(), ..Refused::default() }
    }

    #[test]
    fn problems_come_in_the_order_of_the_page_and_that_of_the_form_comes_first() {
        let refused = refused(&[("password", "missing"), ("form", "wait"), ("email", "invalid")]);
        let found = wrong(Locale::Italian, &refused, &[("email", "email"), ("password", "chiave")]);
        let ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, ["email", "email", "chiave"]);
        assert_eq!(found[0].1, say!(Locale::Italian, sign_in.wrong.form_wait));
    }

    #[test]
    fn a_problem_that_nobody_foresaw_still_has_words() {
        let refused = refused(&[("password", "conflict")]);
        assert_eq!(problem(Locale::English, &refused, "password"), Some(say!(Locale::English, sign_in.wrong.other)));
        assert_eq!(problem(Locale::English, &refused, "email"), None);
    }
}
