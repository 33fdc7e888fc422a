// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Groups of rows: results, conditions, models. Every column is sent in every row, in order.

use leptos::prelude::*;

use super::fields::{After, Around, Before, Takes};
use super::sheet::{Sheet, evened};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::words;
use crate::ssr::parts::forms::{Choice, Problem, Select};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// What a column holds.
#[derive(Clone, Debug)]
pub enum Holds {
    /// A line.
    Line(Takes),
    /// A line, with names to choose from: those of the list with this `id`.
    Offered(&'static str),
    /// A text of several lines.
    Text,
    /// One of these values.
    OneOf(Vec<Choice>),
}

/// A column of a group.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name of its fields.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What stands in it in an empty row.
    pub empty: &'static str,
}

impl Column {
    /// A column that is empty in an empty row.
    pub fn new(name: &'static str, label: &'static str, holds: Holds) -> Self {
        Self { name, label, holds, empty: "" }
    }

    /// A column that holds a value even in an empty row.
    pub fn with_default(name: &'static str, label: &'static str, choices: Vec<Choice>, empty: &'static str) -> Self {
        Self { name, label, holds: Holds::OneOf(choices), empty }
    }

    /// A value as people read it.
    fn shown(&self, value: &str) -> String {
        let choices = match &self.holds {
            Holds::OneOf(choices) => choices.as_slice(),
            _ => &[],
        };
        let choice = choices.iter().find(|choice| choice.value == value);
        choice.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    }
}

/// A group of rows.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, that of the record's field.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// How many rows are shown at least.
    pub least: usize,
    /// The most rows that it takes.
    pub most: usize,
}

impl Group {
    /// The rows that stand in columns, without the empty ones at the end.
    fn filled(&self, values: impl Fn(&str) -> Vec<String>) -> Vec<Vec<String>> {
        let columns: Vec<Vec<String>> = self.columns.iter().map(|column| values(column.name)).collect();
        let length = columns.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |column: &Vec<String>, at: usize| column.get(at).cloned().unwrap_or_default();
        let mut rows: Vec<Vec<String>> =
            (0..length).map(|at| columns.iter().map(|column| cell(column, at)).collect()).collect();
        while rows.last().is_some_and(|row| self.is_empty(row)) {
            rows.pop();
        }
        rows
    }

    fn is_empty(&self, row: &[String]) -> bool {
        let says = |(column, value): (&Column, &String)| !value.trim().is_empty() && value != column.empty;
        !self.columns.iter().zip(row).any(says)
    }

    fn empty_row(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.empty.to_owned()).collect()
    }

    /// The rows to show: those that are filled, and empty ones up to the least, and one more where it was asked for.
    fn shown(&self, sheet: &Sheet) -> Vec<Vec<String>> {
        let mut rows = self.filled(|name| sheet.values(name));
        let wanted = (rows.len().max(self.least) + sheet.more_rows()).min(self.most).max(rows.len());
        rows.resize(wanted, self.empty_row());
        rows
    }

    /// Rows in words, one line for each.
    fn told(&self, rows: &[Vec<String>]) -> String {
        let line = |row: &Vec<String>| {
            let cells = self.columns.iter().zip(row).filter(|(_, value)| !value.trim().is_empty());
            cells.map(|(column, value)| column.shown(value)).collect::<Vec<_>>().join(" · ")
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// What stands around the group: the saved rows where somebody else saved other ones.
    fn around(&self, sheet: &Sheet) -> Around {
        let kept = self.filled(|name| sheet.kept(name));
        let typed = self.filled(|name| sheet.values(name));
        let flat = |rows: &[Vec<String>]| evened(&rows.concat());
        let differs = sheet.is_conflict() && flat(&kept) != flat(&typed);
        let around = sheet.around(self.name);
        Around { other: differs.then(|| sheet.other(self.told(&kept))), ..around }
    }
}

/// A group of rows with its name and help, and the way to one more row.
#[component]
pub fn Rows(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// The group.
    group: Group,
) -> impl IntoView {
    let locale = sheet.locale();
    let around = group.around(&sheet);
    let id = around.id.clone();
    let heading = format!("{id}-titolo");
    let described_by = around.described_by();
    let shown = group.shown(&sheet);
    let more = (shown.len() < group.most).then(|| {
        let page = sheet.page();
        let address = format!("{}#{id}", paths::step(locale, &page.uid, page.step));
        let label = around.label.clone();
        view! {
            <button class="btn btn-outline-primary btn-sm" r#type="submit" name="action" value="more" formaction=address>
                {say!(locale, writing.guide.more)}
                <span class="visually-hidden">": " {label}</span>
            </button>
        }
    });
    let rows = shown.into_iter().enumerate().map(|(place, values)| {
        let number = place + 1;
        let problem = sheet.problem(&format!("{}-{number}", group.name));
        view! { <Row group=group.clone() number values problem/> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="row-group" id=id role="group" aria-labelledby=heading.clone() aria-describedby=described_by>
            <h2 id=heading.clone()>{around.label.clone()}</h2>
            <Before around=around.clone()/>
            {rows}
            <After around/>
            {more}
        </div>
    }
}

/// One row.
#[component]
fn Row(group: Group, number: usize, values: Vec<String>, problem: Option<String>) -> impl IntoView {
    let locale = asked().here.locale;
    let first = format!("{}-{number}", words::id(group.name));
    let invalid = problem.is_some();
    let described_by = invalid.then(|| format!("{first}-problem"));
    let cells = group.columns.into_iter().zip(values).enumerate().map(|(place, (column, value))| {
        let id = if place == 0 { first.clone() } else { format!("{first}-{}", place + 1) };
        let described_by = described_by.clone();
        view! { <Cell id column value described_by/> }
    });
    let cells = cells.collect_view();
    let problem = problem.map(|words| view! { <Problem id=format!("{first}-problem") problem=words/> });
    view! {
        <fieldset class="row-entry">
            <legend>{words::row(locale, group.name, number)}</legend>
            {problem}
            <div class="row-cells">{cells}</div>
        </fieldset>
    }
}

/// One field of a row; the problem, where there is one, is that of the row.
#[component]
fn Cell(id: String, column: Column, value: String, described_by: Option<String>) -> impl IntoView {
    let name = column.name;
    let invalid = described_by.is_some();
    let line = |takes: Takes, list: Option<&'static str>| {
        view! {
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type=takes.kind()
                id=id.clone()
                name=name
                value=value.clone()
                autocomplete="off"
                inputmode=takes.keyboard()
                list=list
                aria-describedby=described_by.clone()
                aria-invalid=invalid.then_some("true")
            />
        }
        .into_any()
    };
    let frame = if matches!(column.holds, Holds::Text) { "form-field wide-cell" } else { "form-field" };
    let field = match column.holds {
        Holds::Line(takes) => line(takes, None),
        Holds::Offered(list) => line(Takes::Note, Some(list)),
        Holds::Text => {
            let described_by = described_by.clone().unwrap_or_default();
            view! { <TextArea id=id.clone() name value=value.clone() rows=4 described_by invalid/> }.into_any()
        }
        Holds::OneOf(choices) => {
            let described_by = described_by.clone().unwrap_or_default();
            view! { <Select id=id.clone() name choices chosen=value.clone() described_by invalid/> }.into_any()
        }
    };
    view! {
        <div class=frame>
            <label for=id.clone()>{column.label}</label>
            {field}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group() -> Group {
        let yes_or_no = vec![Choice::new("yes", "Sì"), Choice::new("no", "No")];
        let columns = vec![
            Column::new("text", "Testo", Holds::Line(Takes::Note)),
            Column::with_default("blocking", "Indispensabile", yes_or_no, "no"),
        ];
        Group { name: "conditions", columns, least: 3, most: 15 }
    }

    #[test]
    fn empty_rows_at_the_end_are_left_out_and_those_between_stay() {
        let values = |name: &str| {
            let list: &[&str] = if name == "text" { &["a", "", "b", ""] } else { &["yes", "no", "no", "no"] };
            list.iter().map(|one| (*one).to_owned()).collect()
        };
        let rows = group().filled(values);
        assert_eq!(rows, [["a", "yes"], ["", "no"], ["b", "no"]]);
        assert_eq!(group().told(&rows[..1]), "a · Sì");
    }

    #[test]
    fn a_group_without_a_row_is_empty() {
        assert!(group().filled(|_| Vec::new()).is_empty());
        assert!(group().is_empty(&group().empty_row()));
    }
}
