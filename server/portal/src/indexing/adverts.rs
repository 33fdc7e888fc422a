// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts in the index: those that take answers. What is over stays readable at its address, and is not found.

use std::collections::BTreeSet;

use domain::advert::Advert;
use domain::policy::{Act, NoticeFacts, On, Viewer, allows};
use domain::{Kind, Uid};
use search::Document;
use store::{AdvertFilter, KeptAdvert, Page};

use crate::Portal;
use crate::error::Error;
use crate::taxonomy::Taxonomy;

/// How many are read at once.
const BATCH: u32 = 500;

/// Whether visitors may find it.
pub(super) fn is_open(advert: &Advert) -> bool {
    let on = On::Advert(NoticeFacts::from(advert));
    advert.state.is_live() && allows(&Viewer::Visitor, Act::Read, &on).is_ok()
}

/// What the index knows of an advert, where visitors may find it.
pub(super) fn document(kept: &KeptAdvert, taxonomy: &Taxonomy) -> Option<Document> {
    let record = &kept.record;
    if !is_open(record) {
        return None;
    }
    let themes: BTreeSet<String> =
        record.themes.iter().flat_map(|uid| taxonomy.with_ancestors(uid)).map(|theme| theme.uid.to_string()).collect();
    let organisation = kept.organisation.as_ref();
    Some(Document {
        passages: passages(kept),
        themes: themes.into_iter().collect(),
        regions: organisation.and_then(|organisation| organisation.region.clone()).into_iter().collect(),
        level: record.level.map(|level| level.code().to_owned()),
        owner: organisation.map(|organisation| (organisation.uid.to_string(), organisation.name.clone())),
        direction: Some(record.kind.code().to_owned()),
        published: kept.created_at.as_second(),
        version: kept.version,
        ..Document::new(Kind::Advert, record.uid.as_str(), record.language, &record.title)
    })
}

/// The texts in reading order, then the names that people search for.
fn passages(kept: &KeptAdvert) -> Vec<String> {
    let record = &kept.record;
    let described = record.description.as_deref().map(markdown::plain);
    let name = kept.organisation.as_ref().map(|organisation| organisation.name.clone());
    let texts = [described, record.constraints.clone(), Some(record.tags.join(", ")), name];
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
}

impl Portal {
    /// The adverts of an organisation, which the index knows by its name and its region.
    pub(super) async fn adverts_naming(&self, organisation: &Uid) -> Result<Vec<Uid>, Error> {
        self.adverts_by(&AdvertFilter { organisations: vec![organisation.clone()], ..AdvertFilter::default() }).await
    }

    /// The adverts under a theme and those below it, which the index knows by all themes above theirs.
    pub(super) async fn adverts_under(&self, theme: &Uid) -> Result<Vec<Uid>, Error> {
        let themes = self.taxonomy().with_descendants(theme);
        if themes.is_empty() {
            return Ok(Vec::new());
        }
        self.adverts_by(&AdvertFilter { themes, ..AdvertFilter::default() }).await
    }

    async fn adverts_by(&self, filter: &AdvertFilter) -> Result<Vec<Uid>, Error> {
        let mut all: Vec<Uid> = Vec::new();
        loop {
            let cut = Page { limit: BATCH, offset: u32::try_from(all.len()).unwrap_or(u32::MAX) };
            let rows = self.inner.store.adverts(&Viewer::Operator, filter, cut).await?.rows;
            let full = rows.len() == BATCH as usize;
            all.extend(rows.into_iter().map(|row| row.record.uid));
            if !full {
                return Ok(all);
            }
        }
    }
}
