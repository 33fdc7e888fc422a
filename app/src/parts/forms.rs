// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Fields of forms: the label above, the help below it, the problem below the field.

mod choices;

use leptos::prelude::*;

use super::icon::Icon;

pub use choices::{CheckField, CheckFields, Choice, RadioFields, Select, SelectField, group_class};

/// The words around a field.
#[derive(Clone, Debug)]
pub struct FieldWords {
    /// The field's `id`.
    pub id: &'static str,
    /// What it is.
    pub label: &'static str,
    /// How to fill it in.
    pub help: Option<&'static str>,
    /// What is wrong with what was typed.
    pub problem: Option<&'static str>,
}

impl FieldWords {
    /// The `id`s of help and problem, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let help = self.help.map(|_| format!("{}-help", self.id));
        let problem = self.problem.map(|_| format!("{}-problem", self.id));
        let ids: Vec<_> = help.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A field with the words around it.
#[component]
pub fn Field(
    /// The words.
    words: FieldWords,
    /// The field itself.
    children: Children,
) -> impl IntoView {
    let id = words.id;
    let help = words.help.map(|help| view! { <p class="form-text" id=format!("{id}-help")>{help}</p> });
    let problem = words.problem.map(|problem| view! { <Problem id=format!("{id}-problem") problem/> });
    view! {
        <div class="form-field">
            <label for=id>{words.label}</label>
            {help}
            {children()}
            {problem}
        </div>
    }
}

/// What is wrong, beside the field.
#[component]
pub fn Problem(
    /// Its `id`.
    id: String,
    /// The words.
    #[prop(into)]
    problem: String,
) -> impl IntoView {
    view! { <p class="field-problem" id=id><Icon name="it-error" class="icon-sm icon-danger"/><span>{problem}</span></p> }
}

/// What a field of one line takes.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The field's name.
    pub name: &'static str,
    /// `text` or `email`.
    pub kind: &'static str,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// The most characters that may be typed.
    pub longest: u16,
}

/// A field of one line.
#[component]
pub fn LineField(
    /// The words around it.
    words: FieldWords,
    /// What it takes.
    line: Line,
    /// What stands in it.
    value: String,
    /// Names to offer while typing; nothing else is refused by them.
    #[prop(optional)]
    offers: Vec<String>,
    /// The keyboard that a phone shows, where the kind does not say it: `numeric`.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let invalid = words.problem.is_some();
    let described_by = words.described_by();
    let id = words.id;
    let list = (!offers.is_empty()).then(|| format!("{id}-offers"));
    let offers = list.clone().map(|list| {
        let options = offers.into_iter().map(|name| view! { <option value=name></option> });
        view! { <datalist id=list>{options.collect_view()}</datalist> }
    });
    view! {
        <Field words=words>
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type=line.kind
                id=id
                name=line.name
                value=value
                autocomplete=line.autocomplete
                maxlength=line.longest.to_string()
                inputmode=inputmode
                list=list
                aria-describedby=described_by
                aria-invalid=invalid.then_some("true")
            />
            {offers}
        </Field>
    }
}

/// A field for a password. It never holds one when the page comes, and cuts none short: a long one is told.
#[component]
pub fn PasswordField(
    /// The words around it.
    words: FieldWords,
    /// The field's name: one of those that never come back (`password`, `again`, `current`).
    name: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
) -> impl IntoView {
    let invalid = words.problem.is_some();
    let described_by = words.described_by();
    let id = words.id;
    view! {
        <Field words=words>
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type="password"
                id=id
                name=name
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=described_by
                aria-invalid=invalid.then_some("true")
            />
        </Field>
    }
}

/// A field that people neither see nor hear: what fills it in is a program.
#[component]
pub fn Trap() -> impl IntoView {
    view! {
        <div class="d-none">
            <label for="website">"Web"</label>
            <input r#type="text" id="website" name="website" tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// All problems of a form above it, each leading to its field.
#[component]
pub fn Problems(
    /// What all of them have in common.
    heading: String,
    /// The `id` of each field, and what is wrong with it.
    problems: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let problems = problems.into_iter().map(|(id, words)| (id.to_owned(), words.to_owned())).collect();
    view! { <ProblemLinks heading problems/> }
}

/// The same, for fields and problems that are made with the page: rows, and limits with their numbers.
#[component]
pub fn ProblemLinks(
    /// What all of them have in common.
    heading: String,
    /// The `id` of each field, and what is wrong with it.
    problems: Vec<(String, String)>,
) -> impl IntoView {
    let links = problems.into_iter().map(|(id, words)| view! { <li><a href=format!("#{id}")>{words}</a></li> });
    view! {
        <div class="alert alert-danger measure" role="alert" tabindex="-1" id="problemi">
            <h2 class="h4 alert-heading">{heading}</h2>
            <ul class="mb-0">{links.collect_view()}</ul>
        </div>
    }
}

/// What was done, above the page that a form leads back to.
#[component]
pub fn Done(
    /// What was done, and what comes next.
    words: String,
) -> impl IntoView {
    view! { <div class="alert alert-success measure" role="status"><p class="mb-0">{words}</p></div> }
}
