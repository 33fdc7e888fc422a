// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is wrong with a list, with a row of it, and why a row became no draft, in words.

use domain::Locale;
use portal::writing::{RowProblem, WhyLeftOut};

use crate::ssr::i18n::say;
use crate::ssr::pages::writing::faults;
use crate::ssr::pages::writing::frame::Outcome;
use crate::ssr::pages::writing::words::label;
use crate::ssr::parts::desk_frame::wrong_or_whole;
use crate::ssr::render::Refused;

/// Where a field of these forms stands.
pub fn place(field: &str) -> &'static str {
    match field {
        "organisation" => "ente",
        "language" => "lingua",
        "file" => "file",
        "columns" => "colonne",
        _ => "contenuto",
    }
}

/// What is to be mended in a form of these pages.
pub fn outcome(locale: Locale, refused: &Refused) -> Outcome {
    let is_file = refused.value("action") == "upload";
    let line = |(field, key): &(String, String)| {
        let place = if field == "rows" && is_file { place("file") } else { place(field) };
        (place.to_owned(), fault(locale, field, key).to_owned())
    };
    let wrong = wrong_or_whole(refused.problems.iter().map(line), say!(locale, lists.fault.gone));
    Outcome::Wrong(if is_file { say!(locale, lists.refused) } else { say!(locale, writing.refused) }, wrong)
}

/// What is wrong with a field, by the key of the problem.
pub fn fault(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("organisation", _) => say!(locale, writing.fault.owner),
        ("language", _) => say!(locale, writing.fault.unknown),
        ("file", "missing") => say!(locale, lists.fault.file_missing),
        ("file", "too_long") => say!(locale, lists.fault.file_size),
        ("file", "unknown") => say!(locale, lists.fault.file_kind),
        ("file", "wait") => say!(locale, lists.fault.later),
        ("file", _) => say!(locale, lists.fault.file_broken),
        ("rows", "too_long") => say!(locale, lists.fault.rows_over),
        ("rows", "too_short") => say!(locale, lists.fault.rows_under),
        ("rows", _) => say!(locale, lists.fault.rows_missing),
        ("columns", "missing") => say!(locale, lists.fault.title_missing),
        ("columns", "taken") => say!(locale, lists.fault.columns_twice),
        ("columns", _) => say!(locale, writing.fault.unknown),
        ("form", "wait") => say!(locale, writing.fault.wait),
        _ => say!(locale, writing.fault.other),
    }
}

/// What was done, by the code that the address carries.
pub fn done(locale: Locale, code: &str) -> Option<&'static str> {
    Some(match code {
        "read" => say!(locale, lists.preview.read),
        "columns" => say!(locale, lists.preview.changed),
        _ => return None,
    })
}

/// What is wrong with a row.
pub fn problem(locale: Locale, problem: &RowProblem) -> String {
    let words = match (problem.field.as_str(), problem.key.as_str()) {
        ("title", "missing") => say!(locale, lists.row.title_missing).to_owned(),
        ("title", "too_long") => say!(locale, lists.row.title_length).to_owned(),
        ("themes", _) => say!(locale, lists.row.theme).to_owned(),
        ("region", _) => say!(locale, lists.row.region).to_owned(),
        ("tags", _) => say!(locale, lists.row.tag_length).to_owned(),
        ("links", "too_long") => say!(locale, writing.fault.rows_over).to_owned(),
        ("links", _) => say!(locale, writing.fault.address).to_owned(),
        (field, key) => faults::refused(locale, field, key),
    };
    format!("{}: {words}", label(locale, &problem.field))
}

/// Why a row became no draft.
pub fn why(locale: Locale, why: &WhyLeftOut) -> String {
    match why {
        WhyLeftOut::Wrong(problems) => problems.iter().map(|one| problem(locale, one)).collect::<Vec<_>>().join(" "),
        WhyLeftOut::Alike(title) => say!(locale, lists.row.alike, title = title.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_told_with_the_name_of_its_field() {
        let of = |field: &str, key: &str| {
            problem(Locale::Italian, &RowProblem { field: field.to_owned(), key: key.to_owned() })
        };
        assert!(of("title", "missing").starts_with("Titolo: "));
        assert!(of("start_date", "invalid").contains("9/2021"));
        assert_ne!(of("themes", "unknown"), of("region", "unknown"));
    }

    #[test]
    fn what_is_wrong_with_the_rows_leads_to_the_file_where_one_was_sent() {
        let refused = |action: &str| Refused {
            typed: vec![("action".to_owned(), action.to_owned())],
            problems: vec![("rows".to_owned(), "too_long".to_owned())],
        };
        for (action, place) in [("upload", "file"), ("take", "contenuto")] {
            let Outcome::Wrong(_, wrong) = outcome(Locale::Italian, &refused(action)) else { panic!("it is wrong") };
            assert_eq!(wrong[0].0, place);
        }
    }
}
