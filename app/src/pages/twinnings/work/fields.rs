// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of the forms of twinnings. Their names are made with the row that they stand in.

use domain::Locale;
use leptos::prelude::*;
use portal::form::Typed;

use super::words;
use crate::ssr::parts::forms::{Choice, Problem, group_class};
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::Refused;

/// What stands in a form, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The page's language.
    pub locale: Locale,
    typed: Typed,
    problems: Vec<(String, String)>,
}

impl Sheet {
    /// What the page shows, or what was typed where that was refused.
    pub fn new(locale: Locale, shown: Typed) -> Self {
        match use_context::<Refused>() {
            Some(refused) => Self { locale, typed: Typed(refused.typed), problems: refused.problems },
            None => Self { locale, typed: shown, problems: Vec::new() },
        }
    }

    /// The same for one of several forms of a page: what was refused counts for the form that was sent.
    pub fn one_of(locale: Locale, shown: Typed, is_mine: impl FnOnce(&Refused) -> bool) -> Self {
        match use_context::<Refused>().filter(is_mine) {
            Some(refused) => Self { locale, typed: Typed(refused.typed), problems: refused.problems },
            None => Self { locale, typed: shown, problems: Vec::new() },
        }
    }

    /// The first value of a field.
    pub fn value(&self, name: &str) -> String {
        self.typed.value(name).to_owned()
    }

    /// All values of a field.
    pub fn values(&self, name: &str) -> Vec<String> {
        self.typed.values(name).map(str::to_owned).collect()
    }

    /// What is wrong with a field or a row.
    pub fn problem(&self, name: &str) -> Option<&'static str> {
        let key = self.problems.iter().find(|(known, _)| known == name).map(|(_, key)| key.as_str())?;
        Some(words::problem(self.locale, name, key))
    }

    /// How many rows of a group have something in a column.
    pub fn rows(&self, column: &str) -> usize {
        let numbers = self.typed.0.iter().filter(|(_, value)| !value.trim().is_empty());
        let of = |name: &str| name.strip_prefix(column)?.strip_prefix('-')?.parse::<usize>().ok();
        numbers.filter_map(|(name, _)| of(name)).max().unwrap_or(0)
    }
}

/// What a field is called, and how to fill it in.
#[derive(Clone, Copy, Debug)]
pub struct Label(pub &'static str, pub &'static str);

/// A name as an `id`.
pub fn id(name: &str) -> String {
    name.replace('_', "-")
}

fn framed(sheet: &Sheet, name: &str, label: Label, field: impl FnOnce(String, bool) -> AnyView) -> AnyView {
    let (own, problem) = (id(name), sheet.problem(name));
    let Label(label, help) = label;
    let has_help = !help.is_empty();
    let ids = [has_help.then(|| format!("{own}-help")), problem.map(|_| format!("{own}-problem"))];
    let described_by = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let field = field(described_by, problem.is_some());
    let help = has_help.then(|| view! { <p class="form-text" id=format!("{own}-help")>{help}</p> });
    let problem = problem.map(|words| view! { <Problem id=format!("{own}-problem") problem=words/> });
    view! {
        <div class="form-field">
            <label for=own.clone()>{label}</label>
            {help}
            {field}
            {problem}
        </div>
    }
    .into_any()
}

/// A field of one line.
pub fn line(sheet: &Sheet, name: &str, label: Label) -> AnyView {
    line_with(sheet, name, label, None)
}

/// The same, with a list of names to offer while typing.
pub fn line_with(sheet: &Sheet, name: &str, label: Label, list: Option<&'static str>) -> AnyView {
    let value = sheet.value(name);
    framed(sheet, name, label, |described_by, invalid| {
        view! {
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type="text"
                id=id(name)
                name=name.to_owned()
                value=value
                autocomplete="off"
                list=list
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                aria-invalid=invalid.then_some("true")
            />
        }
        .into_any()
    })
}

/// A field of several lines.
pub fn area(sheet: &Sheet, name: &str, label: Label, rows: u32) -> AnyView {
    let value = sheet.value(name);
    framed(sheet, name, label, |described_by, invalid| {
        view! { <TextArea id=id(name) name=name.to_owned() value rows described_by invalid/> }.into_any()
    })
}

/// One of several values, in a list that opens.
pub fn select(sheet: &Sheet, name: &str, label: Label, choices: Vec<Choice>) -> AnyView {
    let chosen = sheet.value(name);
    framed(sheet, name, label, |described_by, invalid| {
        let options = choices.into_iter().map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        });
        view! {
            <select
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                id=id(name)
                name=name.to_owned()
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                aria-invalid=invalid.then_some("true")
            >
                {options.collect_view()}
            </select>
        }
        .into_any()
    })
}

/// Boxes to tick, which send the same name.
pub fn boxes(sheet: &Sheet, name: &str, label: Label, choices: Vec<Choice>) -> AnyView {
    let (own, chosen, class) = (id(name), sheet.values(name), group_class(&choices));
    let inputs = choices.into_iter().enumerate().map(|(place, choice)| {
        let one = if place == 0 { own.clone() } else { format!("{own}-{}", place + 1) };
        let checked = chosen.contains(&choice.value);
        view! {
            <div class="choice">
                <input r#type="checkbox" id=one.clone() name=name.to_owned() value=choice.value checked=checked/>
                <label for=one><bdi>{choice.label}</bdi></label>
            </div>
        }
    });
    let inputs = inputs.collect_view();
    let help = (!label.1.is_empty()).then(|| view! { <p class="form-text">{label.1}</p> });
    let problem = sheet.problem(name).map(|words| view! { <Problem id=format!("{own}-problem") problem=words/> });
    view! { <fieldset class=class><legend>{label.0}</legend>{help}{inputs}{problem}</fieldset> }.into_any()
}

/// What goes along unseen.
pub fn hidden(name: &str, value: impl Into<String>) -> AnyView {
    let (name, value): (String, String) = (name.to_owned(), value.into());
    view! { <input r#type="hidden" name=name value=value/> }.into_any()
}

/// A row with its heading, and what is wrong with it as a whole.
pub fn row(sheet: &Sheet, name: &str, heading: String, fields: Vec<AnyView>) -> AnyView {
    let problem = sheet.problem(name).map(|words| view! { <Problem id=format!("{name}-problem") problem=words/> });
    view! {
        <fieldset class="form-row-group" id=name.to_owned() tabindex="-1">
            <legend>{heading}</legend>
            {problem}
            {fields}
        </fieldset>
    }
    .into_any()
}
