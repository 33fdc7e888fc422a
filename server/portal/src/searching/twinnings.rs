// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings among what was found.

use domain::policy::Viewer;
use domain::{Kind, Language, Locale, Uid};
use search::{MatchedWords, Results};
use store::TwinningRow;

use super::excerpt;
use crate::Portal;
use crate::cards::Run;
use crate::error::Error;
use crate::twinnings::TwinningCard;

/// A twinning that was found.
pub(super) struct FoundTwinning {
    pub(super) card: TwinningCard,
    pub(super) excerpt: Vec<Run>,
    pub(super) language: Language,
}

impl Portal {
    /// The twinnings among the hits that the viewer may read.
    pub(super) async fn twinnings_found(
        &self,
        viewer: &Viewer,
        locale: Locale,
        results: &Results,
    ) -> Result<Vec<FoundTwinning>, Error> {
        let hits = results.hits.iter().filter(|hit| hit.kind == Kind::Twinning);
        let uids: Vec<Uid> = hits.filter_map(|hit| Uid::parse(&hit.uid).ok()).collect();
        let rows = self.inner.store.twinnings_by_uids(viewer, &uids).await?;
        let cards = self.twinning_cards(locale, &rows).await?;
        let found = rows.iter().zip(cards).map(|(row, card)| FoundTwinning {
            card,
            excerpt: twinning_excerpt(row, &results.words),
            language: row.record.language,
        });
        Ok(found.collect())
    }
}

/// From what is carried over; from the line below the title, where that is not told.
fn twinning_excerpt(row: &TwinningRow, words: &MatchedWords) -> Vec<Run> {
    let record = &row.record;
    let text = record.object.as_deref().map(markdown::plain).or_else(|| record.strapline.clone()).unwrap_or_default();
    excerpt(&text, words, record.language)
}
