// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The form of the documents that was sent last and refused: which one it is, and what is wrong.

use domain::Locale;
use leptos::prelude::*;
use portal::documents::DocumentLine;

use crate::ssr::i18n::say;
use crate::ssr::pages::writing::frame::Outcome;
use crate::ssr::render::Refused;

/// Whether a refused form is one of the documents, and not the step's own.
pub fn is_of_documents(refused: &Refused) -> bool {
    matches!(refused.value("action").as_str(), "upload" | "change" | "remove" | "keep")
}

/// Which form it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// That for a new document.
    New,
    /// That for a new version of a document, by its `uid`.
    Version(String),
    /// That for what is said about a document.
    Change(String),
    /// That by which a document is taken away, or left as it is.
    Removal(String),
}

/// A form of the documents that was refused.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Which one.
    pub form: Form,
    refused: Refused,
}

impl Sent {
    /// The one that the request has brought, where it has.
    pub fn here() -> Option<Self> {
        Self::of_documents(use_context::<Refused>().as_ref())
    }

    /// A form that was refused, where it is one of the documents.
    pub fn of_documents(refused: Option<&Refused>) -> Option<Self> {
        refused.filter(|refused| is_of_documents(refused)).cloned().map(Self::of)
    }

    fn of(refused: Refused) -> Self {
        let (document, replaced) = (refused.value("document"), refused.value("replaces"));
        let form = match refused.value("action").as_str() {
            "change" => Form::Change(document),
            "remove" | "keep" => Form::Removal(document),
            _ if !replaced.is_empty() => Form::Version(replaced),
            _ => Form::New,
        };
        Self { form, refused }
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> String {
        self.refused.value(field)
    }

    /// What is wrong with a field.
    pub fn problem(&self, locale: Locale, field: &str) -> Option<&'static str> {
        self.refused.problem(field).map(|key| fault(locale, field, key))
    }

    /// The document that it was about; none for a new one.
    pub fn document(&self) -> Option<&str> {
        match &self.form {
            Form::New => None,
            Form::Version(uid) | Form::Change(uid) | Form::Removal(uid) => Some(uid),
        }
    }

    /// What is to be mended, each with the place where it stands.
    pub fn outcome(&self, locale: Locale, lines: &[DocumentLine]) -> Outcome {
        let heading = match self.form {
            Form::New | Form::Version(_) => say!(locale, documents.refused),
            Form::Change(_) | Form::Removal(_) => say!(locale, writing.refused),
        };
        let place = self.document().and_then(|uid| lines.iter().position(|line| line.uid == uid));
        let base = match (&self.form, place) {
            (Form::New, _) => "nuovo".to_owned(),
            (_, Some(place)) => id_of(place + 1),
            (_, None) => "documenti".to_owned(),
        };
        let told = |(field, key): &(String, String)| (self.anchor(&base, field), fault(locale, field, key).to_owned());
        let mut problems: Vec<(String, String)> = self.refused.problems.iter().map(told).collect();
        if problems.is_empty() {
            problems.push((base, say!(locale, writing.fault.gone).to_owned()));
        }
        Outcome::Wrong(heading, problems)
    }

    /// The `id` of a field, where the form shows it; else that of the whole.
    fn anchor(&self, base: &str, field: &str) -> String {
        let shown = match self.form {
            Form::New | Form::Change(_) => suffix(field).map(|suffix| format!("{base}-{suffix}")),
            Form::Version(_) if matches!(field, "file" | "alt") => {
                suffix(field).map(|suffix| format!("{}-{suffix}", version_id(base)))
            }
            Form::Version(_) | Form::Removal(_) => None,
        };
        shown.unwrap_or_else(|| base.to_owned())
    }
}

/// The `id` of a document on the page, by its number from 1.
pub fn id_of(number: usize) -> String {
    format!("documento-{number}")
}

/// What the `id`s of the form for a new version begin with.
pub fn version_id(document: &str) -> String {
    format!("{document}-versione")
}

/// How the `id` of a field ends; none where there is no such field.
pub fn suffix(field: &str) -> Option<&'static str> {
    Some(match field {
        "title" => "titolo",
        "kind" => "tipo",
        "licence" => "licenza",
        "language" => "lingua",
        "audience" => "lettori",
        "alt" => "descrizione",
        "file" => "file",
        _ => return None,
    })
}

/// What is wrong with a field, by the key of the problem.
fn fault(locale: Locale, field: &str, key: &str) -> &'static str {
    match (field, key) {
        ("title", "missing") => say!(locale, documents.problem.title_missing),
        ("title", _) => say!(locale, documents.problem.title_length),
        ("alt", "missing") => say!(locale, documents.problem.alt_missing),
        ("alt", _) => say!(locale, documents.problem.alt_length),
        ("kind" | "licence" | "language" | "audience", _) => say!(locale, documents.problem.choice),
        ("file", "missing") => say!(locale, documents.problem.file_missing),
        ("file", "too_long") => say!(locale, documents.problem.file_size),
        ("file", "unknown") => say!(locale, documents.problem.file_kind),
        ("file", "invalid") => say!(locale, documents.problem.picture),
        ("file", "wrong") => say!(locale, documents.problem.virus),
        ("file", "wait") => say!(locale, documents.problem.later),
        ("file", "not_allowed") => say!(locale, documents.problem.quota),
        ("replaces", _) => say!(locale, documents.problem.gone),
        ("form", "wait") => say!(locale, documents.problem.too_often),
        ("form", "expired") => say!(locale, documents.problem.post_closed),
        ("form", "not_allowed") => say!(locale, documents.problem.post_silent),
        _ => say!(locale, writing.fault.other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(typed: &[(&str, &str)], field: &str) -> Sent {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let problems = vec![(field.to_owned(), "missing".to_owned())];
        Sent::of(Refused { typed: typed.iter().map(pair).collect(), problems })
    }

    #[test]
    fn a_problem_leads_to_the_field_of_its_own_form() {
        let new = sent(&[("action", "upload"), ("replaces", "")], "file");
        assert_eq!((new.form.clone(), new.anchor("nuovo", "file")), (Form::New, "nuovo-file".to_owned()));
        let version = sent(&[("action", "upload"), ("replaces", "d")], "file");
        assert_eq!(version.document(), Some("d"));
        assert_eq!(version.anchor("documento-2", "file"), "documento-2-versione-file");
        assert_eq!(version.anchor("documento-2", "title"), "documento-2");
        let change = sent(&[("action", "change"), ("document", "d")], "alt");
        assert_eq!(change.anchor("documento-1", "alt"), "documento-1-descrizione");
    }

    #[test]
    fn the_steps_own_form_is_none_of_these() {
        let of =
            |action| is_of_documents(&Refused { typed: vec![("action".to_owned(), action)], problems: Vec::new() });
        assert!(["upload", "change", "remove", "keep"].into_iter().all(|action| of(action.to_owned())));
        assert!(!["save", "stay", "more", ""].into_iter().any(|action| of(action.to_owned())));
    }
}
