// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts among what was found.

use domain::policy::Viewer;
use domain::{Kind, Language, Locale, Uid};
use search::Results;

use super::excerpt;
use crate::Portal;
use crate::adverts::{AdvertCard, advert_card};
use crate::cards::Run;
use crate::error::Error;

/// An advert that was found.
pub(super) struct FoundAdvert {
    pub(super) card: AdvertCard,
    pub(super) excerpt: Vec<Run>,
    pub(super) language: Language,
}

impl Portal {
    /// The adverts among the hits that the viewer may read.
    pub(super) async fn adverts_found(
        &self,
        viewer: &Viewer,
        locale: Locale,
        results: &Results,
    ) -> Result<Vec<FoundAdvert>, Error> {
        let hits = results.hits.iter().filter(|hit| hit.kind == Kind::Advert);
        let uids: Vec<Uid> = hits.filter_map(|hit| Uid::parse(&hit.uid).ok()).collect();
        let kept = self.inner.store.adverts_by_uids(viewer, &uids).await?;
        let taxonomy = self.taxonomy();
        let found = kept.iter().map(|kept| {
            let text = kept.record.description.as_deref().map(markdown::plain).unwrap_or_default();
            FoundAdvert {
                card: advert_card(kept, &taxonomy, locale),
                excerpt: excerpt(&text, &results.words, kept.record.language),
                language: kept.record.language,
            }
        });
        Ok(found.collect())
    }
}
