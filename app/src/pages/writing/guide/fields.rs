// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of the guided form: what stands around one, and one component for each kind.
//!
//! No field cuts what is pasted: how long a text may be is told, and what is too long is kept and told again.

use leptos::prelude::*;

use super::sheet::Sheet;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::faults;
use crate::ssr::parts::forms::{Choice, Problem, Select, group_class};
use crate::ssr::parts::numbers;
use crate::ssr::parts::raw::TextArea;
use crate::ssr::render::asked;

/// What stands around a field.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The field's `id`.
    pub id: String,
    /// What it is.
    pub label: String,
    /// How to fill it in; empty where the label says it all.
    pub help: String,
    /// How long what stands in it is, after the help; a counter takes its place where script is on.
    pub now: Option<String>,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// What a reviewer said about it.
    pub remarks: Vec<String>,
    /// What somebody else saved in the meantime: who and when, and the text.
    pub other: Option<(String, String)>,
}

impl Around {
    /// The `id`s of all that is said about the field, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let id = &self.id;
        let help = (!self.help.is_empty()).then(|| format!("{id}-help"));
        let remarks = (!self.remarks.is_empty()).then(|| format!("{id}-osservazioni"));
        let problem = self.problem.as_ref().map(|_| format!("{id}-problem"));
        let other = self.other.as_ref().map(|_| format!("{id}-altro"));
        let ids: Vec<String> = [help, remarks, problem, other].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The same, with how long the text may be and how long it is now.
    #[must_use]
    pub fn counted(mut self, sheet: &Sheet, name: &str, value: &str) -> Self {
        let locale = sheet.locale();
        let Some(measure) = faults::measured(locale, name) else { return self };
        let now = value.trim().chars().count() as u64;
        self.now = (now > 0).then(|| say!(locale, writing.guide.now, count = numbers::count(locale, now)));
        let parts = [std::mem::take(&mut self.help), measure].into_iter();
        self.help = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        self
    }
}

/// The help and the remarks above a field.
#[component]
pub fn Before(
    /// What stands around the field.
    around: Around,
) -> impl IntoView {
    let id = around.id;
    let now = around.now.map(|now| view! { <span class="count-now">" " {now}</span> });
    let help = Some(around.help).filter(|help| !help.is_empty());
    let help = help.map(|help| view! { <p class="form-text" id=format!("{id}-help")>{help} {now}</p> });
    view! { {help} <Remarked id remarks=around.remarks/> }
}

/// What a reviewer said.
#[component]
fn Remarked(id: String, remarks: Vec<String>) -> impl IntoView {
    let locale = asked().here.locale;
    (!remarks.is_empty()).then(|| {
        let texts = remarks.into_iter().map(|text| view! { <p class="written" dir="auto">{text}</p> });
        view! {
            <div class="field-remark" id=format!("{id}-osservazioni")>
                <p class="field-remark-head">{say!(locale, writing.guide.remark)}</p>
                {texts.collect_view()}
            </div>
        }
    })
}

/// The problem and the other text below a field.
#[component]
pub fn After(
    /// What stands around the field.
    around: Around,
) -> impl IntoView {
    let id = around.id;
    let problem = around.problem.map(|words| view! { <Problem id=format!("{id}-problem") problem=words/> });
    let other = around.other.map(|(who, text)| {
        view! {
            <div class="other-text" id=format!("{id}-altro")>
                <p class="other-text-head">{who}</p>
                <p class="written" dir="auto">{text}</p>
            </div>
        }
    });
    view! { {problem} {other} }
}

/// A field with a label.
#[component]
pub fn Framed(
    /// What stands around it.
    around: Around,
    /// The field itself.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="form-field">
            <label for=around.id.clone()>{around.label.clone()}</label>
            <Before around=around.clone()/>
            {children()}
            <After around/>
        </div>
    }
}

/// What a field of one line takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words, whose length counts.
    Words,
    /// Words, whose length does not count: a date, a list with commas.
    Note,
    /// A number.
    Number,
    /// A number with decimals.
    Decimal,
    /// The address of a page.
    Address,
}

impl Takes {
    /// The type of the input. Numbers are text: what is typed comes back as it was, with its comma.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Address => "url",
            Self::Words | Self::Note | Self::Number | Self::Decimal => "text",
        }
    }

    /// The keyboard that a phone shows.
    pub const fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("numeric"),
            Self::Decimal => Some("decimal"),
            Self::Words | Self::Note | Self::Address => None,
        }
    }
}

/// A field of one line.
#[component]
pub fn LineEntry(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// Its name.
    name: &'static str,
    /// What it takes.
    takes: Takes,
) -> impl IntoView {
    let value = sheet.value(name);
    let around = sheet.around(name);
    let around = if takes == Takes::Words { around.counted(&sheet, name, &value) } else { around };
    view! { <FramedLine around name takes value/> }
}

/// A line with what stands around it, on any form.
#[component]
pub fn FramedLine(
    /// What stands around it.
    around: Around,
    /// Its name.
    name: &'static str,
    /// What it takes.
    takes: Takes,
    /// What stands in it.
    value: String,
) -> impl IntoView {
    let (id, described_by, invalid) = (around.id.clone(), around.described_by(), around.problem.is_some());
    view! {
        <Framed around>
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type=takes.kind()
                id=id
                name=name
                value=value
                autocomplete="off"
                inputmode=takes.keyboard()
                aria-describedby=described_by
                aria-invalid=invalid.then_some("true")
            />
        </Framed>
    }
}

/// A field of several lines.
#[component]
pub fn TextEntry(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// Its name.
    name: &'static str,
    /// How many lines are shown.
    rows: u32,
) -> impl IntoView {
    let value = sheet.value(name);
    let around = sheet.around(name).counted(&sheet, name, &value);
    let (id, invalid) = (around.id.clone(), around.problem.is_some());
    let described_by = around.described_by().unwrap_or_default();
    view! {
        <Framed around>
            <TextArea id name value rows described_by invalid/>
        </Framed>
    }
}

/// One of several values, in a list that opens.
#[component]
pub fn SelectEntry(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// Its name.
    name: &'static str,
    /// The values.
    choices: Vec<Choice>,
) -> impl IntoView {
    let chosen = sheet.value(name);
    let around = sheet.around_one_of(name, &choices);
    view! { <FramedSelect around name choices chosen/> }
}

/// A list that opens with what stands around it, on any form.
#[component]
pub fn FramedSelect(
    /// What stands around it.
    around: Around,
    /// Its name.
    name: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// The chosen one; empty where none is.
    chosen: String,
) -> impl IntoView {
    let (id, invalid) = (around.id.clone(), around.problem.is_some());
    let described_by = around.described_by().unwrap_or_default();
    view! {
        <Framed around>
            <Select id name choices chosen described_by invalid/>
        </Framed>
    }
}

/// How many values of a group may be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One of them.
    One,
    /// Several.
    Several,
}

/// Values that are all to be seen, with a box or a button before each; the first has the group's `id`.
#[component]
pub fn ChoiceEntry(
    /// The sheet that it stands on.
    sheet: Sheet,
    /// The name that all have.
    name: &'static str,
    /// The values.
    choices: Vec<Choice>,
    /// How many may be chosen.
    of: Chosen,
) -> impl IntoView {
    let values = sheet.values(name);
    let around = sheet.around_one_of(name, &choices);
    let described_by = around.described_by();
    let kind = if of == Chosen::One { "radio" } else { "checkbox" };
    let (id, class) = (around.id.clone(), group_class(&choices));
    let inputs = choices.into_iter().enumerate().map(move |(place, choice)| {
        let own = if place == 0 { id.clone() } else { format!("{id}-{}", place + 1) };
        let checked = match of {
            Chosen::One => values.first().map_or("", String::as_str) == choice.value,
            Chosen::Several => values.contains(&choice.value),
        };
        view! {
            <div class="choice">
                <input r#type=kind id=own.clone() name=name value=choice.value checked=checked/>
                <label for=own><bdi>{choice.label}</bdi></label>
            </div>
        }
    });
    let inputs = inputs.collect_view();
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend>{around.label.clone()}</legend>
            <Before around=around.clone()/>
            {inputs}
            <After around/>
        </fieldset>
    }
}

/// Fields that one may leave empty: closed as long as nothing stands in them.
#[component]
pub fn Optional(
    /// The sheet that they stand on.
    sheet: Sheet,
    /// Their names.
    names: &'static [&'static str],
    /// The fields.
    children: Children,
) -> impl IntoView {
    let open = sheet.is_used(names);
    view! {
        <details class="disclosed optional-fields" open=open>
            <summary>{say!(sheet.locale(), writing.guide.optional)}</summary>
            <div class="disclosed-body">{children()}</div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_said_about_a_field_is_named_to_those_who_listen() {
        let around = Around { id: "titolo".to_owned(), help: "Uno.".to_owned(), ..Around::default() };
        assert_eq!(around.described_by().as_deref(), Some("titolo-help"));
        let wrong = Around { problem: Some("Due.".to_owned()), remarks: vec!["Tre.".to_owned()], ..around };
        assert_eq!(wrong.described_by().as_deref(), Some("titolo-help titolo-osservazioni titolo-problem"));
        assert_eq!(Around { id: "x".to_owned(), ..Around::default() }.described_by(), None);
    }
}
