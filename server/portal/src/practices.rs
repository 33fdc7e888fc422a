// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading a practice.

use domain::phase::Facts;
use domain::policy::Viewer;
use domain::practice::Practice;
use domain::{Locale, Slug, Uid, places};
use markdown::RENDERER;
use store::{AdoptionRow, Beside, Found, TwinningRow};

use crate::Portal;
use crate::cards::Text;
use crate::communities::CommunityLink;
use crate::error::Error;
use crate::rendering;
use crate::shown::organisation_link;
use crate::values::{AdoptionLine, AdoptionTwinning, PracticeAt, PracticePage};

impl Portal {
    /// The practice at an address, with all that its page shows.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn practice(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<PracticeAt, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        match self.inner.store.practice_by_slug(viewer, &slug, RENDERER).await? {
            Found::Here(row) => Ok(PracticeAt::Here(Box::new(self.practice_page(viewer, locale, row).await?))),
            Found::Moved(present) => Ok(PracticeAt::Moved(present.to_string())),
            Found::Nowhere => Err(Error::NotFound),
        }
    }

    /// The practice with an identifier, as programs ask for it.
    ///
    /// # Errors
    /// `NotFound` where there is none that the viewer may read.
    pub async fn practice_by_uid(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<PracticePage, Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let row = self.inner.store.practice_by_uid(viewer, &uid, RENDERER).await?.ok_or(Error::NotFound)?;
        self.practice_page(viewer, locale, row).await
    }

    pub(crate) async fn practice_page(
        &self,
        viewer: &Viewer,
        locale: Locale,
        row: store::PracticePage,
    ) -> Result<PracticePage, Error> {
        let kept = &row.practice;
        let uid = &kept.record.uid;
        // What there is nothing of costs no statement.
        let rows = match row.has(Beside::Adoptions) {
            true => self.inner.store.adoptions_of(uid).await?,
            false => Vec::new(),
        };
        let neighbours = self.neighbours_of(locale, &kept.record).await?;
        let html = match row.rendering.as_deref().and_then(rendering::read) {
            Some(html) => html,
            None => {
                let practice = kept.record.clone();
                tokio::task::spawn_blocking(move || rendering::render(&practice)).await?
            }
        };
        let records: Vec<_> = rows.iter().map(|row| row.record.clone()).collect();
        let transferring = match row.has(Beside::Twinnings) {
            true => self.inner.store.transferring(std::slice::from_ref(uid)).await?,
            false => Vec::new(),
        };
        let facts = Facts::of(&kept.record, &records, &transferring);
        let taxonomy = self.taxonomy();
        let programme = |uid: &Option<Uid>| uid.as_ref().and_then(|uid| taxonomy.programme(uid)).cloned();
        Ok(PracticePage {
            slug: kept.slug.to_string(),
            html,
            owner: kept.owner.as_ref().map(organisation_link),
            community: self.community_of(viewer, &kept.record).await?,
            partners: neighbours.partners.clone(),
            region: kept.region().and_then(places::region),
            themes: taxonomy.links(&kept.record.themes, locale),
            programmes: kept.record.funding.iter().map(|funding| programme(&funding.programme)).collect(),
            facts,
            phase: kept.phase,
            adoptions: self.adoption_lines(viewer, rows).await?,
            based_on: neighbours.based_on.clone(),
            variants: neighbours.variants.clone(),
            similar: neighbours.similar.clone(),
            adverts: match row.has(Beside::Adverts) {
                true => self.adverts_of_practice(viewer, locale, uid).await?,
                false => Vec::new(),
            },
            twinnings: neighbours.twinnings.clone(),
            documents: match row.has(Beside::Documents) || kept.record.revision_of.is_some() {
                true => self.document_lines(viewer, &kept.record).await?,
                false => Vec::new(),
            },
            updated_at: kept.updated_at.as_second(),
            depth: self.depth_of(viewer, &row, facts).await?,
            has_threads: row.has(Beside::Threads),
            practice: row.practice.record,
        })
    }

    /// The community that a practice is for. No statement where it is for more people.
    async fn community_of(&self, viewer: &Viewer, practice: &Practice) -> Result<Option<CommunityLink>, Error> {
        match &practice.community {
            Some(uid) => self.community_link(viewer, uid).await,
            None => Ok(None),
        }
    }

    /// Adoptions with the twinnings that carried them over. No statement where there are none.
    async fn adoption_lines(&self, viewer: &Viewer, rows: Vec<AdoptionRow>) -> Result<Vec<AdoptionLine>, Error> {
        let uids: Vec<Uid> = rows.iter().filter_map(|row| row.record.twinning.clone()).collect();
        let twinnings = self.inner.store.twinnings_by_uids(viewer, &uids).await?;
        Ok(rows.into_iter().map(|row| adoption_line(row, &twinnings)).collect())
    }
}

fn adoption_line(row: AdoptionRow, twinnings: &[TwinningRow]) -> AdoptionLine {
    let AdoptionRow { record, adopter } = row;
    let own = adopter.as_ref().and_then(|adopter| adopter.region.as_deref());
    let region = own.or(record.region.as_deref());
    let twinning = twinnings.iter().find(|one| Some(&one.record.uid) == record.twinning.as_ref());
    AdoptionLine {
        uid: record.uid.to_string(),
        region: region.and_then(places::region),
        adopter_slug: adopter.as_ref().map(|adopter| adopter.slug.to_string()),
        confirmed: record.confirmed_by.is_some(),
        adopter: adopter.map(|adopter| adopter.name).or(record.adopter_name).unwrap_or_default(),
        state: record.state,
        year: record.year,
        source: record.source,
        notes: record.notes.as_deref().map(rendering::rendered),
        agreement: record.agreement,
        twinning: twinning.map(|one| AdoptionTwinning {
            slug: one.slug.to_string(),
            title: Text { text: one.record.title.clone(), language: one.record.language },
        }),
        model: record.model,
        unit: record.unit,
        results: record.results.as_deref().map(rendering::rendered),
        scale: record.scale,
        demo: record.demo,
    }
}
