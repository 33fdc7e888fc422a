// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands in the fields of a step: what is saved, or what was sent and refused; with what is wrong, what a
//! reviewer said, and what somebody else saved in the meantime.

use std::sync::Arc;

use domain::Locale;
use domain::practice::writing::{Lack, LackKind, Step};
use leptos::prelude::*;
use portal::writing::StepPage;

use super::documents::is_of_documents;
use super::fields::Around;
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::{faults, words};
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::numbers;
use crate::ssr::render::{Here, Refused};

/// How much of what is wrong the address asks to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// What is too short, too long or contradicts, beside its field.
    Quiet,
    /// The same, and once more above the form.
    Measures,
    /// All that keeps the practice from being sent.
    All,
}

impl Check {
    /// As the parameter `verifica` says.
    fn of(here: &Here) -> Self {
        match here.parameter("verifica").as_deref() {
            Some("1") => Self::All,
            Some("lunghezze") => Self::Measures,
            _ => Self::Quiet,
        }
    }
}

/// What stands in the fields of a step. Cheap to clone.
#[derive(Clone)]
pub struct Sheet(Arc<Whole>);

struct Whole {
    locale: Locale,
    page: StepPage,
    refused: Option<Refused>,
    check: Check,
    more: usize,
    titles: Vec<(String, String)>,
}

impl Sheet {
    /// The sheet of the request that is being answered; `titles` are those of other practices, by identifier.
    pub fn of(here: &Here, page: StepPage, titles: Vec<(String, String)>) -> Self {
        let more = usize::from(here.parameter("righe").is_some());
        let refused = use_context::<Refused>().filter(|refused| !is_of_documents(refused));
        Self(Arc::new(Whole { locale: here.locale, page, refused, check: Check::of(here), more, titles }))
    }

    /// The language of the interface.
    pub fn locale(&self) -> Locale {
        self.0.locale
    }

    /// The step's value.
    pub fn page(&self) -> &StepPage {
        &self.0.page
    }

    /// How many empty rows each group shows beyond those that it always has.
    pub fn more_rows(&self) -> usize {
        self.0.more
    }

    /// Titles of other practices, by their identifier.
    pub fn titles(&self) -> &[(String, String)] {
        &self.0.titles
    }

    /// How much of what is wrong is asked for.
    pub fn check(&self) -> Check {
        self.0.check
    }

    /// Whether the form was sent and refused.
    pub fn is_refused(&self) -> bool {
        self.0.refused.is_some()
    }

    /// Whether it was refused because somebody else saved in between.
    pub fn is_conflict(&self) -> bool {
        let has_texts = self.0.page.step != Step::Send;
        has_texts && self.0.refused.as_ref().is_some_and(|refused| refused.problem("form") == Some("conflict"))
    }

    /// The version that the form was made from; after a conflict the present one, so that sending it once more
    /// replaces that.
    pub fn version(&self) -> String {
        let present = self.0.page.version.clone();
        match &self.0.refused {
            Some(refused) if refused.problem("form").is_none() => refused.value("version"),
            _ => present,
        }
    }

    /// All that stands in the fields of a name.
    pub fn values(&self, name: &str) -> Vec<String> {
        match &self.0.refused {
            Some(refused) => of_name(&refused.typed, name),
            None => self.kept(name),
        }
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> String {
        self.values(name).into_iter().next().unwrap_or_default()
    }

    /// All that is saved in the fields of a name.
    pub fn kept(&self, name: &str) -> Vec<String> {
        of_name(&self.0.page.typed, name)
    }

    /// Whether one of these fields holds anything, or there is something to say about it.
    pub fn is_used(&self, names: &[&str]) -> bool {
        let in_row =
            |name: &str, field: &str| words::row_of(field).is_some_and(|(group, _)| words::known(group) == name);
        let refused = |name: &str| {
            let mut problems = self.0.refused.iter().flat_map(|refused| &refused.problems);
            problems.any(|(field, _)| in_row(name, field))
        };
        let said = |name: &str| self.problem(name).is_some() || !self.remarks(name).is_empty() || refused(name);
        names.iter().any(|name| self.values(name).iter().any(|value| !value.trim().is_empty()) || said(name))
    }

    /// What is wrong with a field or a row, as it stands beside it.
    pub fn problem(&self, name: &str) -> Option<String> {
        let known = words::known(name);
        match &self.0.refused {
            Some(refused) => {
                let same = |field: &str| words::anchor(field) == words::anchor(name);
                let found = refused.problems.iter().find(|(field, _)| same(field));
                found.map(|(field, key)| faults::refused(self.0.locale, field, key))
            }
            None => {
                let found = self.shown_lacks().find(|lack| words::known(lack.field) == known);
                found.map(|lack| faults::lack(self.0.locale, lack))
            }
        }
    }

    /// What a reviewer said about a field.
    pub fn remarks(&self, name: &str) -> Vec<String> {
        let known = words::known(name);
        let of_field = self.0.page.remarks.iter().filter(|remark| words::known(&remark.field) == known);
        of_field.map(|remark| remark.text.clone()).collect()
    }

    /// What is wrong in this step, each with the place that it leads to; empty where nobody asked for it.
    pub fn problems(&self) -> Vec<(String, String)> {
        let locale = self.0.locale;
        match &self.0.refused {
            Some(refused) if refused.problems.is_empty() => {
                vec![("guida".to_owned(), say!(locale, writing.fault.gone).to_owned())]
            }
            Some(refused) => {
                let line = |(field, key): &(String, String)| {
                    // What is sent off has no text that could take the place of another one.
                    let is_gone = field == "form" && key == "conflict" && !self.is_conflict();
                    let key = if is_gone { "gone" } else { key.as_str() };
                    told(locale, field, faults::refused(locale, field, key))
                };
                refused.problems.iter().map(line).collect()
            }
            None if self.0.check == Check::Quiet => Vec::new(),
            None => {
                let line = |lack: &Lack| told(locale, lack.field, faults::lack(locale, lack));
                self.shown_lacks().map(line).collect()
            }
        }
    }

    /// The lacks of this step that are shown: what is merely wanting only where the address asks for it.
    fn shown_lacks(&self) -> impl Iterator<Item = &Lack> {
        let of_step = self.0.page.lacks.iter().filter(move |lack| lack.step() == self.0.page.step);
        of_step.filter(move |lack| match lack.kind {
            LackKind::Missing | LackKind::TooFew { .. } => self.0.check == Check::All,
            _ => faults::is_out_of_measure(lack),
        })
    }

    /// What stands around a field.
    pub fn around(&self, name: &'static str) -> Around {
        self.around_one_of(name, &[])
    }

    /// What stands around a field whose values are chosen from a list: they are told by their names.
    pub fn around_one_of(&self, name: &'static str, choices: &[Choice]) -> Around {
        let named = |value: &String| {
            let choice = choices.iter().find(|choice| choice.value == *value);
            choice.map_or_else(|| value.clone(), |choice| choice.label.clone())
        };
        let kept = self.kept(name);
        let differs = self.is_conflict() && evened(&kept) != evened(&self.values(name));
        let saved = kept.iter().map(named).collect::<Vec<_>>().join(", ");
        Around {
            id: words::id(name).to_owned(),
            label: words::label(self.0.locale, name).to_owned(),
            help: words::help(self.0.locale, name).to_owned(),
            now: None,
            problem: self.problem(name),
            remarks: self.remarks(name),
            other: differs.then(|| self.other(saved)),
        }
    }

    /// What somebody else saved: who and when, and the text.
    pub fn other(&self, saved: String) -> (String, String) {
        let locale = self.0.locale;
        let at = numbers::time(locale, self.0.page.saved_at);
        let who = match self.0.page.saved_by.clone() {
            Some(name) => say!(locale, writing.guide.saved_text_by, name = name, time = at),
            None => say!(locale, writing.guide.saved_text, time = at),
        };
        let text = if saved.trim().is_empty() { say!(locale, writing.guide.nothing).to_owned() } else { saved };
        (who, text)
    }
}

/// A problem as it stands above the form: where it leads, and of which field it is.
fn told(locale: Locale, field: &str, problem: String) -> (String, String) {
    let place = words::anchor(field);
    let words = if place == "guida" { problem } else { format!("{}: {problem}", words::title_of(locale, field)) };
    (place, words)
}

fn of_name(pairs: &[(String, String)], name: &str) -> Vec<String> {
    pairs.iter().filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect()
}

/// Values as they are compared: browsers send other line ends than those that are kept, and blanks say nothing.
pub fn evened(values: &[String]) -> Vec<String> {
    let even = values.iter().map(|value| value.replace("\r\n", "\n").trim().to_owned());
    even.filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_in_line_ends_and_blanks_are_the_same() {
        let values = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert_eq!(evened(&values(&["a\r\nb ", ""])), evened(&values(&["a\nb"])));
        assert_ne!(evened(&values(&["a"])), evened(&values(&["b"])));
    }

    #[test]
    fn a_problem_of_the_whole_form_names_no_field() {
        let (place, words) = told(Locale::Italian, "form", "Qualcosa.".to_owned());
        assert_eq!((place.as_str(), words.as_str()), ("guida", "Qualcosa."));
        let (place, words) = told(Locale::Italian, "title", "Qualcosa.".to_owned());
        assert!(place == "titolo" && words.ends_with(": Qualcosa."), "{words}");
    }
}
