// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is said about a document beside its file.

use domain::Language;
use domain::document::{ALT_MAX, CaseDocument};
use domain::practice::{Audience, Licence, ResourceKind};
use domain::text::plain_line;

use crate::form::{FieldProblem, FormError, fine};

/// What is said about a document, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct DocumentForm {
    /// Its title; the name of the file where it is empty.
    pub title: String,
    /// The code of what it is; a link is none.
    pub kind: String,
    /// The code of its licence.
    pub licence: String,
    /// The code of its language; may be empty.
    pub language: String,
    /// What a picture shows.
    pub alt: String,
    /// The code of who may read it: all, or members; of a twinning's also its parties alone. Of a post's there is no
    /// choice.
    pub audience: String,
    /// The document of which the file is a new version; empty for a new document.
    pub replaces: String,
    /// The name that the file had at its sender.
    pub file_name: String,
}

/// What is said about a document, read.
#[derive(Clone)]
pub(super) struct Said {
    title: String,
    kind: ResourceKind,
    licence: Licence,
    language: Option<Language>,
    /// What a picture shows.
    pub(super) alt: Option<String>,
    audience: Audience,
}

impl Said {
    /// Reads what was typed about a document that some may read.
    pub(super) fn read(form: &DocumentForm, readers: &[Audience]) -> Result<Self, FormError> {
        let mut problems = Vec::new();
        let title = plain_line(&form.title);
        if title.chars().count() > domain::text::TITLE_MAX {
            problems.push(("title", FieldProblem::TooLong));
        }
        let alt = plain_line(&form.alt);
        if alt.chars().count() > ALT_MAX {
            problems.push(("alt", FieldProblem::TooLong));
        }
        let kind = ResourceKind::from_code(&form.kind).filter(|kind| *kind != ResourceKind::Link);
        let licence = Licence::from_code(&form.licence);
        let language = Language::from_code(&form.language);
        let audience = match readers {
            [all] => Some(*all),
            some => Audience::from_code(&form.audience).filter(|audience| some.contains(audience)),
        };
        for (field, is_there) in [
            ("kind", kind.is_some()),
            ("licence", licence.is_some()),
            ("language", language.is_some() || form.language.is_empty()),
            ("audience", audience.is_some()),
        ] {
            if !is_there {
                problems.push((field, FieldProblem::Invalid));
            }
        }
        fine(problems)?;
        Ok(Self {
            title,
            kind: kind.unwrap_or(ResourceKind::Document),
            licence: licence.unwrap_or(Licence::CcBy),
            language,
            alt: Some(alt).filter(|alt| !alt.is_empty()),
            audience: audience.unwrap_or(Audience::Public),
        })
    }

    /// Says it of a document.
    pub(super) fn say(self, document: &mut CaseDocument) {
        if !self.title.is_empty() {
            document.title = self.title;
        }
        document.kind = self.kind;
        document.licence = self.licence;
        document.language = self.language;
        document.alt = self.alt;
        document.audience = self.audience;
    }
}
