// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents among what was found: each with its practice, and the place where the words stand.

use domain::document::CaseDocument;
use domain::policy::{Standing, Viewer};
use domain::practice::Audience;
use domain::{Kind, Language, Locale, Uid};
use search::{MatchedWords, Results};
use store::KeptDocument;

use super::excerpt;
use crate::Portal;
use crate::cards::{DocumentCard, Run};
use crate::documents::{FoundPlace, sections};
use crate::error::Error;
use crate::shown::practice_link;

/// How many parts of a document are looked through for the best excerpt.
const PARTS: usize = 400;

/// A document that was found.
pub(super) struct FoundDocument {
    pub(super) card: DocumentCard,
    pub(super) excerpt: Vec<Run>,
    pub(super) language: Language,
}

impl Portal {
    /// The documents among the hits that the viewer may read; their practices decide.
    pub(super) async fn documents_found(
        &self,
        viewer: &Viewer,
        locale: Locale,
        results: &Results,
    ) -> Result<Vec<FoundDocument>, Error> {
        let hits = results.hits.iter().filter(|hit| hit.kind == Kind::Document);
        let uids: Vec<Uid> = hits.filter_map(|hit| Uid::parse(&hit.uid).ok()).collect();
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let kept = self.inner.store.kept_documents(&uids).await?;
        let practices: Vec<Uid> = kept.iter().map(|one| one.record.practice.clone()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &practices).await?;
        let texts = self.inner.store.document_texts(&uids).await?;
        let mut found = Vec::new();
        for document in kept {
            let Some(row) = rows.iter().find(|row| row.record.uid == document.record.practice) else { continue };
            if !is_for(viewer, &document.record) {
                continue;
            }
            let language = document.record.language.unwrap_or(row.record.language);
            let parts = texts.iter().find(|text| text.document == document.record.uid).map(sections);
            let (place, excerpt) = best_part(parts.unwrap_or_default(), &results.words, language);
            found.push(FoundDocument { card: card(document, practice_link(row, locale), place), excerpt, language });
        }
        Ok(found)
    }
}

/// Whether a document is for a viewer who may read its practice.
fn is_for(viewer: &Viewer, document: &CaseDocument) -> bool {
    let is_for_all = match document.audience {
        Audience::Public => true,
        Audience::Members => viewer.acting().is_some(),
        Audience::Community | Audience::Parties => false,
    };
    is_for_all && document.standing == Standing::Visible
}

fn card(document: KeptDocument, practice: crate::cards::PracticeLink, place: Option<FoundPlace>) -> DocumentCard {
    let record = document.record;
    DocumentCard {
        uid: record.uid.to_string(),
        title: record.title,
        file_kind: record.file.kind,
        file_name: record.file.name,
        size: record.file.size,
        practice,
        place,
    }
}

/// The part that has most of the words, with its excerpt.
fn best_part(
    parts: Vec<documents::Section>,
    words: &MatchedWords,
    language: Language,
) -> (Option<FoundPlace>, Vec<Run>) {
    let mut best: (usize, Option<FoundPlace>, Vec<Run>) = (0, None, Vec::new());
    for part in parts.into_iter().take(PARTS) {
        let runs = excerpt(&part.text, words, language);
        let marks = runs.iter().filter(|run| run.marked).count();
        if best.2.is_empty() || marks > best.0 {
            best = (marks, (marks > 0).then(|| part.place.into()), runs);
        }
    }
    (best.1, best.2)
}
