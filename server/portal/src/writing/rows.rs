// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Groups of fields that stand in rows, such as the prerequisites: each row sends all its columns.

use crate::form::Typed;

macro_rules! named {
    ($group:literal: $($place:literal)*) => { ($group, &[$(concat!($group, "-", $place)),*]) };
}

/// The names of the rows of each group, as many as it may have.
const ROWS: &[(&str, &[&str])] = &[
    named!("translation": 1 2 3 4 5 6),
    named!("evidence": 1 2 3 4 5 6 7 8 9 10 11 12),
    named!("scale": 1 2 3 4 5 6 7 8),
    named!("funding": 1 2 3 4 5),
    named!("partner": 1 2 3 4 5 6 7 8),
    named!("condition": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15),
    named!("model": 1 2 3 4 5 6 7 8 9 10 11 12),
    named!("resource": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20),
    named!("link": 1 2 3 4 5 6 7 8 9 10),
    named!("training": 1 2 3 4 5),
    named!("party": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30),
    named!("objective": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20),
    named!("programme": 1 2 3 4 5 6 7 8),
    named!("agreement": 1 2 3 4 5 6 7 8 9 10 11 12),
    named!("indicator": 1 2 3 4 5 6 7 8 9 10 11 12),
];

/// The names of the rows of a group, as many as it may have.
pub fn rows_of(group: &str) -> &'static [&'static str] {
    ROWS.iter().find(|(name, _)| *name == group).map_or(&[], |(_, rows)| rows)
}

/// The name of a row of a group, from 0, by which a problem is told; beyond the last row, that of the last.
pub fn row(group: &str, place: usize) -> &'static str {
    let rows = rows_of(group);
    rows.get(place).or(rows.last()).copied().unwrap_or("form")
}

/// A row as it was typed, white space around the values taken off.
pub(super) struct Row<'t> {
    /// Its name.
    pub(super) name: &'static str,
    columns: &'static [&'static str],
    values: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The value of a column.
    pub(super) fn value(&self, column: &str) -> &'t str {
        self.columns.iter().position(|name| *name == column).and_then(|place| self.values.get(place)).map_or("", |v| v)
    }
}

/// The rows of a group into which something was typed. `columns` come in the order of the form; lists to choose from
/// always send something, so only the columns of `typed` say whether a row is empty.
pub(super) fn filled<'t>(
    form: &'t Typed,
    group: &str,
    columns: &'static [&'static str],
    typed: &[&str],
) -> Vec<Row<'t>> {
    let values: Vec<Vec<&str>> = columns.iter().map(|column| form.values(column).map(str::trim).collect()).collect();
    let longest = values.iter().map(Vec::len).max().unwrap_or(0);
    let rows = (0..longest).map(|at| Row {
        name: row(group, at),
        columns,
        values: values.iter().map(|column| column.get(at).copied().unwrap_or_default()).collect(),
    });
    rows.filter(|row| typed.iter().any(|column| !row.value(column).is_empty())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_row_into_which_nothing_was_typed_is_none_and_the_others_keep_their_place() {
        let form = form(&[("a", "1"), ("kind", "x"), ("a", " "), ("kind", "x"), ("a", "3"), ("kind", "y")]);
        let rows = filled(&form, "link", &["a", "kind"], &["a"]);
        let seen: Vec<_> = rows.iter().map(|row| (row.name, row.value("a"), row.value("kind"))).collect();
        assert_eq!(seen, [("link-1", "1", "x"), ("link-3", "3", "y")]);
    }

    #[test]
    fn a_row_beyond_the_last_has_the_name_of_the_last() {
        assert_eq!(row("training", 7), "training-5");
        assert_eq!(row("nothing", 0), "form");
    }
}
