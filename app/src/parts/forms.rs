// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Fields of forms: the label above, the help below it, the problem below the field.

use leptos::prelude::*;

use super::icon::Icon;

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
    problem: &'static str,
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
) -> impl IntoView {
    let invalid = words.problem.is_some();
    let described_by = words.described_by();
    let id = words.id;
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
    let links = problems.into_iter().map(|(id, words)| view! { <li><a href=format!("#{id}")>{words}</a></li> });
    view! {
        <div class="alert alert-danger measure" role="alert" tabindex="-1" id="problemi">
            <h2 class="h4 alert-heading">{heading}</h2>
            <ul class="mb-0">{links.collect_view()}</ul>
        </div>
    }
}
