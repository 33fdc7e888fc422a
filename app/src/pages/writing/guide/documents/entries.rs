// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The fields of the forms of documents.

use domain::Locale;
use domain::practice::{Audience, Licence, ResourceKind};
use leptos::prelude::*;
use portal::documents::DocumentLine;

use super::licences;
use super::sent::{Sent, suffix};
use crate::ssr::i18n::say;
use crate::ssr::pages::writing::guide::essentials::languages;
use crate::ssr::pages::writing::guide::fields::{Around, Framed, FramedLine, FramedSelect, Takes};
use crate::ssr::parts::forms::Choice;
use crate::ssr::parts::named::Named;
use crate::ssr::render::asked;

/// What a browser offers when a file is chosen. The portal looks at what the file holds.
const ACCEPTED: &str = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.md,.png,.jpg,.jpeg,.webp";

/// What stands in the fields of a form, and what is wrong with them.
#[derive(Clone, Debug)]
pub struct Filled {
    /// What their `id`s begin with.
    base: String,
    kept: Vec<(&'static str, String)>,
    sent: Option<Sent>,
}

impl Filled {
    /// The form for a new document; `sent` where it was refused.
    pub fn empty(locale: Locale, sent: Option<Sent>) -> Self {
        let kept = vec![
            ("kind", ResourceKind::Document.code().to_owned()),
            ("licence", Licence::CcBy.code().to_owned()),
            ("language", locale.language().code().to_owned()),
            ("audience", Audience::Public.code().to_owned()),
        ];
        Self { base: "nuovo".to_owned(), kept, sent }
    }

    /// A form about a document; `sent` where it was refused.
    pub fn of(line: &DocumentLine, base: String, sent: Option<Sent>) -> Self {
        let language = line.language.map(|language| language.code().to_owned());
        let kept = vec![
            ("title", line.title.clone()),
            ("kind", line.kind.code().to_owned()),
            ("licence", line.licence.code().to_owned()),
            ("language", language.unwrap_or_default()),
            ("audience", line.audience.code().to_owned()),
            ("alt", line.alt.clone().unwrap_or_default()),
        ];
        Self { base, kept, sent }
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> String {
        match &self.sent {
            Some(sent) => sent.value(name),
            None => {
                let kept = self.kept.iter().find(|(known, _)| *known == name);
                kept.map(|(_, value)| value.clone()).unwrap_or_default()
            }
        }
    }

    fn around(&self, locale: Locale, name: &str) -> Around {
        let (label, help) = words(locale, name);
        let again = (name == "file" && self.sent.is_some()).then(|| say!(locale, documents.file_again));
        let help = [Some(help), again].into_iter().flatten().filter(|words| !words.is_empty());
        Around {
            id: format!("{}-{}", self.base, suffix(name).unwrap_or("campo")),
            label: label.to_owned(),
            help: help.collect::<Vec<_>>().join(" "),
            problem: self.sent.as_ref().and_then(|sent| sent.problem(locale, name)).map(str::to_owned),
            ..Around::default()
        }
    }
}

/// What a field is called, and how it is filled in.
fn words(locale: Locale, name: &str) -> (&'static str, &'static str) {
    match name {
        "title" => (say!(locale, documents.field.title.label), say!(locale, documents.field.title.help)),
        "kind" => (say!(locale, documents.field.kind), ""),
        "licence" => (say!(locale, documents.field.licence.label), say!(locale, documents.field.licence.help)),
        "language" => (say!(locale, documents.field.language), ""),
        "audience" => (say!(locale, documents.field.audience.label), say!(locale, documents.field.audience.help)),
        "alt" => (say!(locale, documents.field.alt.label), say!(locale, documents.field.alt.help)),
        _ => (say!(locale, documents.field.file.label), say!(locale, documents.field.file.help)),
    }
}

/// The fields for what is said about a document, but for the description of a picture.
#[component]
pub fn Said(
    /// What stands in them.
    filled: Filled,
    /// Who may be named as readers.
    readers: &'static [Audience],
) -> impl IntoView {
    let locale = asked().here.locale;
    let kinds = ResourceKind::ALL.iter().filter(|kind| **kind != ResourceKind::Link);
    let kinds = kinds.map(|kind| Choice::new(kind.code(), kind.name(locale))).collect();
    let unsaid = std::iter::once(Choice::new("", say!(locale, documents.unsaid)));
    let languages = unsaid.chain(languages(locale)).collect();
    let audiences = readers.iter().map(|audience| Choice::new(audience.code(), audience.name(locale))).collect();
    let licence = view! { <OneOf filled=filled.clone() name="licence" choices=licences(locale)/> };
    // Where all may read it there is nothing to choose.
    let chosen = readers.len() > 1;
    let audience = chosen.then(|| view! { <OneOf filled=filled.clone() name="audience" choices=audiences/> });
    view! {
        <Line filled=filled.clone() name="title"/>
        <div class="row-cells">
            <OneOf filled=filled.clone() name="kind" choices=kinds/>
            <OneOf filled=filled.clone() name="language" choices=languages/>
        </div>
        {licence}
        {audience}
    }
}

/// A field of one line.
#[component]
pub fn Line(
    /// What stands in the form.
    filled: Filled,
    /// Its name.
    name: &'static str,
) -> impl IntoView {
    let around = filled.around(asked().here.locale, name);
    view! { <FramedLine around name takes=Takes::Words value=filled.value(name)/> }
}

/// One of several values.
#[component]
fn OneOf(filled: Filled, name: &'static str, choices: Vec<Choice>) -> impl IntoView {
    let around = filled.around(asked().here.locale, name);
    view! { <FramedSelect around name choices chosen=filled.value(name)/> }
}

/// The file. It stands last in its form: what is typed is read before it arrives.
#[component]
pub fn FileEntry(
    /// What stands in the form.
    filled: Filled,
) -> impl IntoView {
    let around = filled.around(asked().here.locale, "file");
    let (id, described_by, invalid) = (around.id.clone(), around.described_by(), around.problem.is_some());
    view! {
        <Framed around>
            <input
                class=if invalid { "form-control is-invalid" } else { "form-control" }
                r#type="file"
                id=id
                name="file"
                accept=ACCEPTED
                aria-describedby=described_by
                aria-invalid=invalid.then_some("true")
            />
        </Framed>
    }
}

/// All that is said about a document, sent along unseen.
#[component]
pub fn Unseen(
    /// What stands in the form.
    filled: Filled,
) -> impl IntoView {
    let fields = ["title", "kind", "licence", "language", "audience"];
    let fields = fields.map(|name| view! { <input r#type="hidden" name=name value=filled.value(name)/> });
    fields.collect_view()
}
