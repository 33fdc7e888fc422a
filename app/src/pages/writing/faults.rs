// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is wrong with a field, in words with numbers: what keeps a practice from being sent, and what was refused.

use domain::Locale;
use domain::practice::writing::{Lack, LackKind, field};

use super::words;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;

fn figure(locale: Locale, number: usize) -> String {
    numbers::count(locale, number as u64)
}

/// What keeps a field from being sent, as it stands beside the field.
pub fn lack(locale: Locale, lack: &Lack) -> String {
    match lack.kind {
        LackKind::Missing => say!(locale, writing.fault.missing).to_owned(),
        LackKind::TooShort { min, now } => {
            say!(locale, writing.fault.too_short, min = figure(locale, min), now = figure(locale, now))
        }
        LackKind::TooLong { max, now } => {
            say!(locale, writing.fault.too_long, max = figure(locale, max), now = figure(locale, now))
        }
        LackKind::TooFew { least, now } => say!(locale, writing.fault.under_least, least = least, now = now),
        LackKind::TooMany { most, now } => say!(locale, writing.fault.over_most, most = most, now = now),
        LackKind::Contradicts => say!(locale, writing.fault.contradicts).to_owned(),
    }
}

/// Whether something is wrong with what is there, and not merely wanting.
pub fn is_out_of_measure(lack: &Lack) -> bool {
    matches!(
        lack.kind,
        LackKind::TooShort { .. } | LackKind::TooLong { .. } | LackKind::TooMany { .. } | LackKind::Contradicts
    )
}

/// What is wrong with a field that was refused, by the key of the problem.
pub fn refused(locale: Locale, name: &str, key: &str) -> String {
    let row = words::row_of(name);
    let of_row = row.is_some();
    let words = match (words::known(row.map_or(name, |(group, _)| group)), key) {
        ("form", "conflict") => say!(locale, writing.fault.conflict),
        ("form", "gone") => say!(locale, writing.fault.gone),
        ("form", "wait") => say!(locale, writing.fault.wait),
        ("form", "expired") => say!(locale, invitations.problem.expired),
        ("form", "not_allowed") => say!(locale, writing.fault.not_allowed),
        ("lacks", _) => say!(locale, writing.fault.incomplete),
        ("consent", _) => say!(locale, writing.fault.consent),
        ("note", "missing") => say!(locale, writing.fault.note_missing),
        ("author", "not_allowed") => say!(locale, writing.fault.last_author),
        ("author", _) => say!(locale, writing.fault.author),
        ("remarks", _) => say!(locale, writing.fault.remarks),
        ("owner_org" | "organisation", "not_allowed") => say!(locale, writing.fault.owner),
        ("end_date", "differs") => say!(locale, writing.fault.contradicts),
        ("partner_orgs", "not_allowed") => say!(locale, writing.fault.supplier),
        ("start_date" | "end_date", "invalid") => say!(locale, writing.fault.date),
        ("fte", _) => say!(locale, writing.fault.fte),
        ("months", _) => say!(locale, writing.fault.months),
        ("min_population", _) => say!(locale, writing.fault.population),
        ("repo_url", _) => say!(locale, writing.fault.address),
        (_, "missing") if of_row => say!(locale, writing.fault.row_missing),
        (_, "invalid") if of_row => say!(locale, writing.fault.row_invalid),
        (_, "too_long") if of_row => say!(locale, writing.fault.rows_over),
        (_, "unknown") if of_row => say!(locale, writing.fault.row_unknown),
        (_, "missing") => say!(locale, writing.fault.missing),
        (_, "too_long" | "too_short") => {
            return measured(locale, name).unwrap_or_else(|| say!(locale, writing.fault.length).to_owned());
        }
        (_, "unknown") => say!(locale, writing.fault.unknown),
        (_, "ambiguous") => say!(locale, writing.fault.ambiguous),
        (_, "taken") => say!(locale, writing.fault.taken),
        _ => say!(locale, writing.fault.other),
    };
    words.to_owned()
}

/// The most entries that a list of the form has room for; what has room for more is a text.
const ENTRIES_MAX: usize = 20;

/// How long a text or a list may be, where the form says so.
pub fn measured(locale: Locale, name: &str) -> Option<String> {
    let field = field(name).filter(|field| field.max > 1)?;
    let max = figure(locale, field.max);
    Some(match field.min {
        _ if field.max <= ENTRIES_MAX => say!(locale, writing.fault.entries_at_most, max = max),
        0 | 1 => say!(locale, writing.fault.at_most, max = max),
        min => say!(locale, writing.fault.between, min = figure(locale, min), max = max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_out_of_measure_is_told_with_its_numbers() {
        let long = Lack { field: "problem", kind: LackKind::TooLong { max: 2_000, now: 2_310 } };
        let words = lack(Locale::Italian, &long);
        assert!(words.contains("2.000") && words.contains("2.310"), "{words}");
        assert!(is_out_of_measure(&long));
        assert!(!is_out_of_measure(&Lack { field: "problem", kind: LackKind::Missing }));
        assert!(measured(Locale::English, "problem").is_some_and(|words| words.contains("2,000")));
        assert_eq!(measured(Locale::English, "level"), None);
    }

    #[test]
    fn a_refused_row_is_told_otherwise_than_a_field() {
        let field = refused(Locale::Italian, "contact", "missing");
        assert_ne!(refused(Locale::Italian, "evidence-1", "missing"), field);
        assert_ne!(refused(Locale::Italian, "themes", "too_long"), refused(Locale::Italian, "title", "too_long"));
    }
}
