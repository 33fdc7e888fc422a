// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stands around a practice: partners, origins, variants, twinnings, and similar ones with the reason.
//!
//! It changes seldom and is asked for with every reading, so it is kept for a while, together with the position
//! in the log that it was true at.

use std::sync::Arc;

use domain::policy::Viewer;
use domain::practice::{Part, PartnerRole, Practice};
use domain::{Kind, Locale, Uid};

use crate::Portal;
use crate::cards::{OrganisationLink, PracticeLink};
use crate::error::Error;
use crate::shown::{organisation_link, practice_card, practice_link};
use crate::twinnings::TwinningCard;
use crate::values::SimilarPractice;

/// How many similar practices a page shows.
const SIMILAR: usize = 4;
/// How many practices like theirs are shown to those who write.
const SIMILAR_TO_DRAFT: usize = 3;
/// How much of a draft is looked at for that, in bytes.
const DRAFT_TEXT: usize = 16 * 1024;
/// For how many practices neighbours are kept: some 2 KB each.
const KEPT: usize = 4_000;

/// What stands around a practice is what everybody may see, so that it is remembered once for all readers.
const EVERYBODY: &Viewer = &Viewer::Visitor;

/// What stands around a practice, for readers of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours {
    pub(crate) partners: Vec<(OrganisationLink, PartnerRole)>,
    pub(crate) based_on: Vec<PracticeLink>,
    pub(crate) variants: Vec<PracticeLink>,
    pub(crate) similar: Vec<SimilarPractice>,
    pub(crate) twinnings: Vec<TwinningCard>,
}

/// Whose neighbours, in which language, at which position of the log.
type Key = (Uid, Locale, i64);

/// The neighbours that were asked for last.
pub(crate) struct NeighbourCache {
    kept: quick_cache::sync::Cache<Key, Arc<Neighbours>>,
}

impl NeighbourCache {
    pub(crate) fn new() -> Self {
        Self { kept: quick_cache::sync::Cache::new(KEPT) }
    }
}

impl Portal {
    pub(crate) async fn neighbours_of(&self, locale: Locale, practice: &Practice) -> Result<Arc<Neighbours>, Error> {
        let key = (practice.uid.clone(), locale, self.index_position());
        if let Some(kept) = self.inner.neighbours.kept.get(&key) {
            return Ok(kept);
        }
        let found = Arc::new(Neighbours {
            partners: self.partners(&practice.partner_orgs).await?,
            based_on: self.practice_links(locale, &practice.based_on).await?,
            variants: self.variants(locale, &practice.uid).await?,
            similar: self.similar(locale, &practice.uid).await?,
            twinnings: self.twinnings_with(locale, &practice.uid).await?,
        });
        self.inner.neighbours.kept.insert(key, Arc::clone(&found));
        Ok(found)
    }

    async fn partners(&self, parts: &[Part]) -> Result<Vec<(OrganisationLink, PartnerRole)>, Error> {
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let uids: Vec<Uid> = parts.iter().map(|part| part.organisation.clone()).collect();
        let names = self.inner.store.organisation_names(&uids).await?;
        let named = |part: &Part| names.iter().find(|name| name.uid == part.organisation);
        Ok(parts.iter().filter_map(|part| Some((organisation_link(named(part)?), part.role))).collect())
    }

    async fn practice_links(&self, locale: Locale, uids: &[Uid]) -> Result<Vec<PracticeLink>, Error> {
        let rows = self.inner.store.practices_by_uids(EVERYBODY, uids).await?;
        Ok(rows.iter().map(|row| practice_link(row, locale)).collect())
    }

    async fn variants(&self, locale: Locale, uid: &Uid) -> Result<Vec<PracticeLink>, Error> {
        let rows = self.inner.store.variants_of(EVERYBODY, uid).await?;
        Ok(rows.iter().map(|row| practice_link(row, locale)).collect())
    }

    /// Similar practices; none while the index is being built or fails, since the page is whole without them.
    async fn similar(&self, locale: Locale, uid: &Uid) -> Result<Vec<SimilarPractice>, Error> {
        let Ok(searcher) = self.searcher() else { return Ok(Vec::new()) };
        let asked = uid.clone();
        let found = tokio::task::spawn_blocking(move || searcher.similar(Kind::Practice, asked.as_str(), SIMILAR));
        let found = found.await?.unwrap_or_else(|error| {
            tracing::warn!(%error, "similar practices could not be looked for");
            Vec::new()
        });
        self.similar_practices(locale, found).await
    }

    /// Practices that resemble one which is being written; none while the index is being built or fails.
    pub(crate) async fn similar_to_draft(
        &self,
        locale: Locale,
        draft: &Practice,
    ) -> Result<Vec<SimilarPractice>, Error> {
        let Ok(searcher) = self.searcher() else { return Ok(Vec::new()) };
        let draft = draft.clone();
        let found = tokio::task::spawn_blocking(move || {
            let texts = [Some(&draft.title), draft.summary.as_ref(), draft.problem.as_ref(), draft.solution.as_ref()];
            let mut text: String = texts.into_iter().flatten().flat_map(|text| [text.as_str(), "\n"]).collect();
            text.truncate(text.floor_char_boundary(DRAFT_TEXT));
            let themes: Vec<String> = draft.themes.iter().map(ToString::to_string).collect();
            let own = draft.revision_of.as_ref().unwrap_or(&draft.uid).as_str();
            searcher.similar_to_text(&text, draft.language, &themes, Some((Kind::Practice, own)), SIMILAR_TO_DRAFT)
        });
        let found = found.await?.unwrap_or_else(|error| {
            tracing::warn!(%error, "practices like a draft could not be looked for");
            Vec::new()
        });
        self.similar_practices(locale, found).await
    }

    async fn similar_practices(
        &self,
        locale: Locale,
        found: Vec<search::Similar>,
    ) -> Result<Vec<SimilarPractice>, Error> {
        let uids: Vec<Uid> = found.iter().filter_map(|hit| Uid::parse(&hit.uid).ok()).collect();
        let rows = self.inner.store.practices_by_uids(EVERYBODY, &uids).await?;
        let taxonomy = self.taxonomy();
        let shown = found.into_iter().filter_map(|hit| {
            let row = rows.iter().find(|row| row.record.uid.as_str() == hit.uid)?;
            let themes = hit.shared_themes.iter().filter_map(|slug| taxonomy.theme(slug));
            Some(SimilarPractice {
                practice: practice_card(row, &taxonomy, locale),
                words: hit.words,
                themes: themes.map(|theme| crate::taxonomy::link(theme, locale)).collect(),
            })
        });
        Ok(shown.collect())
    }
}
