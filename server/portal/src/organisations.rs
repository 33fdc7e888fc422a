// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Organisations: lists, and one with what it offers, takes part in and took up.

use domain::organisation::{Organisation, OrganisationKind};
use domain::policy::Viewer;
use domain::{Locale, Slug, Uid, places};
use store::{Found, KeptOrganisation, OrganisationFilter, Page};

use crate::Portal;
use crate::cards::PracticeCard;
use crate::error::Error;
use crate::rendering;
use crate::shown::{organisation_card, organisation_link, practice_card};
use crate::values::{AdoptedPractice, OrganisationAt, OrganisationPage, OrganisationsPage, OrganisationsRequest};

/// How many organisations stand on one page.
const PER_PAGE: u32 = 30;
/// How many practices an organisation's page shows of each sort.
const SHOWN: u32 = 50;
/// The last page that can be asked for: beyond it, narrowing helps more.
const LAST_PAGE: u32 = 1_000;

impl Portal {
    /// Organisations by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn organisations(
        &self,
        viewer: &Viewer,
        _locale: Locale,
        request: OrganisationsRequest,
    ) -> Result<OrganisationsPage, Error> {
        let text = request.text.trim();
        let filter = OrganisationFilter {
            kind: request.kind.as_deref().and_then(OrganisationKind::from_code),
            region: request.region.clone().filter(|code| places::region(code).is_some()),
            text: (!text.is_empty()).then(|| text.to_owned()),
        };
        let page = request.page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.organisations(viewer, &filter, cut).await?;
        Ok(OrganisationsPage {
            request: OrganisationsRequest { page, ..request },
            total: listed.total,
            per_page: PER_PAGE,
            organisations: listed.rows.into_iter().map(organisation_card).collect(),
        })
    }

    /// The organisation at an address.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn organisation(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<OrganisationAt, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        let kept = match self.inner.store.organisation_by_slug(&slug).await? {
            Found::Here(kept) => kept,
            Found::Moved(present) => return Ok(OrganisationAt::Moved(present.to_string())),
            Found::Nowhere => return Err(Error::NotFound),
        };
        let page = self.organisation_page(viewer, locale, kept.record, kept.slug.to_string()).await?;
        Ok(OrganisationAt::Here(Box::new(page)))
    }

    /// The organisation with an identifier, as programs ask for it. Of one that was merged, the one in its place.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn organisation_by_uid(&self, uid: &str) -> Result<(Organisation, String), Error> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.kept_organisations(std::slice::from_ref(&uid)).await?;
        let found = kept.into_iter().next().ok_or(Error::NotFound)?;
        let present = if found.record.merged_into.is_some() { self.in_place_of(&found).await? } else { found };
        Ok((present.record, present.slug.to_string()))
    }

    /// What stands where the address of a merged organisation leads to.
    async fn in_place_of(&self, merged: &KeptOrganisation) -> Result<KeptOrganisation, Error> {
        let Found::Moved(present) = self.inner.store.organisation_by_slug(&merged.slug).await? else {
            return Err(Error::NotFound);
        };
        match self.inner.store.organisation_by_slug(&present).await? {
            Found::Here(kept) => Ok(kept),
            // It was merged or renamed between the two questions.
            Found::Moved(_) | Found::Nowhere => Err(Error::NotFound),
        }
    }

    async fn organisation_page(
        &self,
        viewer: &Viewer,
        locale: Locale,
        organisation: Organisation,
        slug: String,
    ) -> Result<OrganisationPage, Error> {
        let store = &self.inner.store;
        let taxonomy = self.taxonomy();
        let parents: Vec<Uid> = organisation.parent.iter().cloned().collect();
        let parent = store.organisation_names(&parents).await?.first().map(organisation_link);
        let partner_in = store.practices_with_partner(viewer, &organisation.uid, Page::first(SHOWN)).await?;
        let mut through_parent = Vec::new();
        let mut adopted_through_parent = Vec::new();
        for above in &parents {
            through_parent = self.owned_by(viewer, locale, above).await?;
            adopted_through_parent = self.adopted_by(viewer, locale, above).await?;
        }
        let children = store.children(viewer, &organisation.uid).await?;
        Ok(OrganisationPage {
            slug,
            description: organisation.description.as_deref().map(rendering::rendered),
            region: organisation.region.as_deref().and_then(places::region),
            parent,
            children: children.into_iter().map(organisation_card).collect(),
            practices: self.owned_by(viewer, locale, &organisation.uid).await?,
            through_parent,
            took_part: partner_in
                .into_iter()
                .map(|(role, row)| (practice_card(&row, &taxonomy, locale), role))
                .collect(),
            adopted: self.adopted_by(viewer, locale, &organisation.uid).await?,
            adopted_through_parent,
            adverts: self.adverts_of_organisation(viewer, locale, &organisation.uid).await?,
            twinnings: self.twinnings_of(viewer, locale, &organisation.uid).await?,
            transfers: self.transfers_of(viewer, locale, &organisation.uid).await?,
            people: self.organisation_people(viewer, &organisation.uid).await?,
            organisation,
        })
    }

    async fn owned_by(&self, viewer: &Viewer, locale: Locale, owner: &Uid) -> Result<Vec<PracticeCard>, Error> {
        let taxonomy = self.taxonomy();
        let listed = self.inner.store.practices_of_organisation(viewer, owner, Page::first(SHOWN)).await?;
        Ok(listed.rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect())
    }

    async fn adopted_by(&self, viewer: &Viewer, locale: Locale, adopter: &Uid) -> Result<Vec<AdoptedPractice>, Error> {
        let taxonomy = self.taxonomy();
        let adoptions = self.inner.store.adoptions_by(viewer, adopter).await?;
        let uids: Vec<Uid> = adoptions.iter().map(|adoption| adoption.record.practice.clone()).collect();
        let rows = self.inner.store.practices_by_uids(viewer, &uids).await?;
        let shown = adoptions.iter().filter_map(|adoption| {
            let row = rows.iter().find(|row| row.record.uid == adoption.record.practice)?;
            Some(AdoptedPractice {
                practice: practice_card(row, &taxonomy, locale),
                state: adoption.record.state,
                year: adoption.record.year,
                confirmed: adoption.record.confirmed_by.is_some(),
            })
        });
        Ok(shown.collect())
    }
}
