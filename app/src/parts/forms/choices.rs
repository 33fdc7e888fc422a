// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Fields where one chooses: a box to tick, several of them, one of several, a list.

use leptos::prelude::*;

use super::{Field, FieldWords, Problem};

/// More choices than this stand in columns.
const MANY: usize = 9;

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means, where the name does not say it.
    pub help: Option<String>,
}

impl Choice {
    /// A value with its name.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: None }
    }

    /// The same, with what it means.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// One box to tick, with its label beside it. It sends `on`.
#[component]
pub fn CheckField(
    /// The words around it.
    words: FieldWords,
    /// The field's name.
    name: &'static str,
    /// Whether it is ticked.
    checked: bool,
    /// What stands below the help: links, which have no place in a label.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = words.id;
    let described_by = words.described_by();
    let invalid = words.problem.is_some();
    let help = words.help.map(|help| view! { <p class="form-text" id=format!("{id}-help")>{help}</p> });
    let problem = words.problem.map(|problem| view! { <Problem id=format!("{id}-problem") problem/> });
    view! {
        <div class="form-field choice-field">
            <div class="choice">
                <input
                    r#type="checkbox"
                    id=id
                    name=name
                    value="on"
                    checked=checked
                    aria-describedby=described_by
                    aria-invalid=invalid.then_some("true")
                />
                <label for=id>{words.label}</label>
            </div>
            {help}
            {children.map(|children| children())}
            {problem}
        </div>
    }
}

/// Several boxes to tick, which send the same name.
#[component]
pub fn CheckFields(
    /// The words around them.
    words: FieldWords,
    /// The name that all have.
    name: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// Which of them are ticked.
    chosen: Vec<String>,
) -> impl IntoView {
    let inputs = Inputs { kind: "checkbox", name, choices, chosen };
    view! { <Choices words inputs/> }
}

/// One of several values, all to be seen.
#[component]
pub fn RadioFields(
    /// The words around them.
    words: FieldWords,
    /// The name that all have.
    name: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// The chosen one; empty where none is.
    chosen: String,
) -> impl IntoView {
    let inputs = Inputs { kind: "radio", name, choices, chosen: vec![chosen] };
    view! { <Choices words inputs/> }
}

/// The classes of a group of boxes or buttons: many short ones stand in columns where there is room.
pub fn group_class(choices: &[Choice]) -> &'static str {
    match choices.len() > MANY && choices.iter().all(|choice| choice.help.is_none()) {
        true => "form-field choice-field choice-columns",
        false => "form-field choice-field",
    }
}

/// What stands in a group of boxes or buttons.
struct Inputs {
    kind: &'static str,
    name: &'static str,
    choices: Vec<Choice>,
    chosen: Vec<String>,
}

/// A group with its legend. The first of it has the group's `id`, so that a link to a problem leads there.
#[component]
fn Choices(words: FieldWords, inputs: Inputs) -> impl IntoView {
    let id = words.id;
    let described_by = words.described_by();
    let help = words.help.map(|help| view! { <p class="form-text" id=format!("{id}-help")>{help}</p> });
    let problem = words.problem.map(|problem| view! { <Problem id=format!("{id}-problem") problem/> });
    let Inputs { kind, name, choices, chosen } = inputs;
    let class = group_class(&choices);
    let choices = choices.into_iter().enumerate().map(|(place, choice)| {
        let own = if place == 0 { id.to_owned() } else { format!("{id}-{}", place + 1) };
        let checked = chosen.contains(&choice.value);
        view! { <One kind name own choice checked/> }
    });
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend>{words.label}</legend>
            {help}
            {choices.collect_view()}
            {problem}
        </fieldset>
    }
}

#[component]
fn One(kind: &'static str, name: &'static str, own: String, choice: Choice, checked: bool) -> impl IntoView {
    let help = format!("{own}-meaning");
    let described_by = choice.help.is_some().then(|| help.clone());
    let meaning = choice.help.map(|words| view! { <p class="form-text" id=help>{words}</p> });
    view! {
        <div class="choice">
            <input
                r#type=kind
                id=own.clone()
                name=name
                value=choice.value
                checked=checked
                aria-describedby=described_by
            />
            <label for=own><bdi>{choice.label}</bdi></label>
        </div>
        {meaning}
    }
}

/// One of several values, in a list that opens.
#[component]
pub fn SelectField(
    /// The words around it.
    words: FieldWords,
    /// The field's name.
    name: &'static str,
    /// The values; where none need be chosen, the first has an empty value.
    choices: Vec<Choice>,
    /// The chosen one; empty where none is.
    chosen: String,
) -> impl IntoView {
    let id = words.id.to_owned();
    let described_by = words.described_by().unwrap_or_default();
    let invalid = words.problem.is_some();
    view! {
        <Field words=words>
            <Select id name choices chosen described_by invalid/>
        </Field>
    }
}

/// The list alone, without the words around it.
#[component]
pub fn Select(
    /// The field's `id`.
    id: String,
    /// The field's name.
    name: &'static str,
    /// The values; where none need be chosen, one of them is empty.
    choices: Vec<Choice>,
    /// The chosen one; empty where none is.
    chosen: String,
    /// The `id`s of its help and its problem.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Whether what was chosen was refused.
    #[prop(optional)]
    invalid: bool,
) -> impl IntoView {
    let options = choices.into_iter().map(|choice| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    });
    let options = options.collect_view();
    view! {
        <select
            class=if invalid { "form-control is-invalid" } else { "form-control" }
            id=id
            name=name
            aria-describedby=described_by.filter(|ids| !ids.is_empty())
            aria-invalid=invalid.then_some("true")
        >
            {options}
        </select>
    }
}

#[cfg(test)]
mod tests {
    use leptos::reactive::owner::Owner;

    use super::*;

    fn words() -> FieldWords {
        FieldWords { id: "ente", label: "Ente", help: Some("Uno."), problem: None }
    }

    fn two() -> Vec<Choice> {
        vec![Choice::new("a", "Alfa <b>"), Choice::new("b", "Beta").with_help("La seconda.")]
    }

    #[test]
    fn a_link_to_a_group_leads_to_its_first_button_and_each_label_to_its_own() {
        let html = Owner::new()
            .with(|| view! { <RadioFields words=words() name="ente" choices=two() chosen="b".to_owned()/> }.to_html());
        for part in [
            r#"<fieldset aria-describedby="ente-help""#,
            r#"<input type="radio" id="ente" name="ente" value="a">"#,
            r#"<input type="radio" id="ente-2" name="ente" value="b" checked aria-describedby="ente-2-meaning">"#,
            r#"<label for="ente-2">"#,
            "Alfa &lt;b&gt;",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_chosen_value_of_a_list_is_selected() {
        let html = Owner::new()
            .with(|| view! { <SelectField words=words() name="ente" choices=two() chosen="b".to_owned()/> }.to_html());
        assert!(html.contains(r#"<option value="b" selected>Beta</option>"#), "{html}");
        assert!(html.contains(r#"<option value="a">"#), "{html}");
    }
}
