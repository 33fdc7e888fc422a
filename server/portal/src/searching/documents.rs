// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents among what was found: each with what it belongs to, and the place where the words stand.

use domain::document::CaseDocument;
use domain::policy::{Standing, Viewer};
use domain::practice::Audience;
use domain::{Kind, Language, Locale, Uid};
use search::{MatchedWords, Results};
use store::{KeptDocument, KeptPost, PracticeRow, ThreadRow, TwinningRow};

use super::excerpt;
use crate::Portal;
use crate::cards::{DocumentCard, DocumentOf, Run, Text};
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
    /// The documents among the hits that the viewer may read; what they belong to decides.
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
        let parents = self.parents_of(viewer, &kept).await?;
        let texts = self.inner.store.document_texts(&uids).await?;
        let mut found = Vec::new();
        for document in kept {
            let record = &document.record;
            let Some((of, first)) = parents.of(record, locale).filter(|_| is_for(viewer, record)) else { continue };
            let language = record.language.unwrap_or(first);
            let parts = texts.iter().find(|text| text.document == document.record.uid).map(sections);
            let (place, excerpt) = best_part(parts.unwrap_or_default(), &results.words, language);
            found.push(FoundDocument { card: card(document, of, place), excerpt, language });
        }
        Ok(found)
    }

    /// What some documents belong to, as far as the viewer may read that.
    async fn parents_of(&self, viewer: &Viewer, kept: &[KeptDocument]) -> Result<Parents, Error> {
        let store = &self.inner.store;
        let practices: Vec<Uid> = kept.iter().filter_map(|one| one.record.practice.clone()).collect();
        let twinnings: Vec<Uid> = kept.iter().filter_map(|one| one.record.twinning.clone()).collect();
        let posts: Vec<Uid> = kept.iter().filter_map(|one| one.record.post.clone()).collect();
        let posts = store.posts_by_uids(viewer, &posts).await?;
        let threads: Vec<Uid> = posts.iter().map(|one| one.record.thread.clone()).collect();
        Ok(Parents {
            practices: store.practices_by_uids(viewer, &practices).await?,
            twinnings: store.twinnings_by_uids(viewer, &twinnings).await?,
            threads: store.threads_by_uids(viewer, &threads).await?,
            // Of one that was withdrawn the sign can be seen, and nothing else.
            posts: posts.into_iter().filter(|one| one.record.standing == Standing::Visible).collect(),
        })
    }
}

/// What documents belong to, as far as a viewer may read it.
struct Parents {
    practices: Vec<PracticeRow>,
    twinnings: Vec<TwinningRow>,
    posts: Vec<KeptPost>,
    threads: Vec<ThreadRow>,
}

impl Parents {
    /// What a document belongs to, with its language.
    fn of(&self, document: &CaseDocument, locale: Locale) -> Option<(DocumentOf, Language)> {
        if let Some(uid) = &document.practice {
            let row = self.practices.iter().find(|row| row.record.uid == *uid)?;
            return Some((DocumentOf::Practice(practice_link(row, locale)), row.record.language));
        }
        if let Some(uid) = &document.twinning {
            let row = self.twinnings.iter().find(|row| row.record.uid == *uid)?;
            let title = Text { text: row.record.title.clone(), language: row.record.language };
            return Some((DocumentOf::Twinning(row.slug.to_string(), title), row.record.language));
        }
        let post = self.posts.iter().find(|post| Some(&post.record.uid) == document.post.as_ref())?;
        let row = self.threads.iter().find(|row| row.uid == post.record.thread)?;
        let title = Text { text: row.title.clone(), language: row.language };
        Some((DocumentOf::Post(row.address().to_string(), post.position, title), row.language))
    }
}

/// Whether a document is for a viewer who may read what it belongs to.
fn is_for(viewer: &Viewer, document: &CaseDocument) -> bool {
    let is_for_all = match document.audience {
        Audience::Public => true,
        Audience::Members => viewer.acting().is_some(),
        Audience::Community | Audience::Parties => false,
    };
    is_for_all && document.standing == Standing::Visible
}

fn card(document: KeptDocument, of: DocumentOf, place: Option<FoundPlace>) -> DocumentCard {
    let record = document.record;
    DocumentCard {
        uid: record.uid.to_string(),
        title: record.title,
        file_kind: record.file.kind,
        file_name: record.file.name,
        size: record.file.size,
        of,
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
