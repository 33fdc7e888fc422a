// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing out all records, as import reads them.

use std::io::Write;

use domain::advert::AdvertState;
use domain::policy::Viewer;
use domain::{Locale, Uid};
use store::{AdvertFilter, CommunityFilter, OrganisationFilter, Page, RecordType, ThreadFilter, TwinningFilter};

use crate::Portal;
use crate::cards::PracticeCard;
use crate::error::Error;
use crate::shown::practice_card;

/// Records read at once.
const BATCH: u32 = 200;
/// The most practices, and the most organisations, whose addresses are listed: with both languages and the fixed
/// pages they stay below the 50,000 addresses that a sitemap may have.
const LISTED: u32 = 11_000;
/// The most twinnings whose addresses are listed.
const TWINNINGS: u32 = 800;
/// The most adverts that take answers whose addresses are listed.
const ADVERTS: u32 = 800;
/// The most communities whose addresses are listed.
const COMMUNITIES: u32 = 200;
/// The most threads whose addresses are listed, those first in which somebody wrote last.
const THREADS: u32 = 800;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The database cannot be read.
    #[error(transparent)]
    Portal(#[from] Error),
}

impl Portal {
    /// Writes every record of one moment, what is named before what names it, and says how many.
    ///
    /// Members are among them, with their e-mail addresses; what proves who they are is not, nor are photos.
    ///
    /// # Errors
    /// The database cannot be read or the output not written.
    pub async fn export(&self, out: &mut (impl Write + Send)) -> Result<u64, ExportError> {
        let snapshot = self.inner.store.snapshot().await.map_err(Error::from)?;
        let mut written = 0;
        for kind in RecordType::ALL {
            let mut last: Option<Uid> = None;
            loop {
                let records = snapshot.records(*kind, last.as_ref(), BATCH).await.map_err(Error::from)?;
                let Some(end) = records.last() else { break };
                last = Some(end.uid().clone());
                for record in &records {
                    writeln!(out, "{}", record.write())?;
                }
                written += records.len() as u64;
            }
        }
        snapshot.end().await;
        Ok(written)
    }

    /// The newest practices.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn latest(&self, viewer: &Viewer, locale: Locale, limit: u32) -> Result<Vec<PracticeCard>, Error> {
        let taxonomy = self.taxonomy();
        let rows = self.inner.store.latest_practices(viewer, Page::first(limit)).await?;
        Ok(rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect())
    }

    /// The addresses of all that has a public page, newest practices first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn public_addresses(&self, viewer: &Viewer) -> Result<Vec<Address>, Error> {
        let practices = self.inner.store.practice_slugs(viewer, Page::first(LISTED)).await?;
        let all = OrganisationFilter::default();
        let organisations = self.inner.store.organisations(viewer, &all, Page::first(LISTED)).await?;
        let twinnings = self.inner.store.twinnings(viewer, &TwinningFilter::default(), Page::first(TWINNINGS)).await?;
        let live = AdvertFilter { states: vec![AdvertState::Open, AdvertState::InContact], ..AdvertFilter::default() };
        let adverts = self.inner.store.adverts(viewer, &live, Page::first(ADVERTS)).await?;
        let all = CommunityFilter::default();
        let communities = self.inner.store.communities(viewer, &all, Page::first(COMMUNITIES)).await?;
        let threads = self.inner.store.threads(viewer, &ThreadFilter::default(), Page::first(THREADS)).await?;
        let taxonomy = self.taxonomy();
        let themes = taxonomy.themes().into_iter().map(|theme| Address::Theme(theme.uid.to_string()));
        let italian = self.inner.settings.help.iter().filter(|page| page.language == Locale::Italian.language());
        let practices = practices.into_iter().map(|slug| Address::Practice(slug.to_string()));
        let named = organisations.rows.into_iter().map(|row| Address::Organisation(row.name.slug.to_string()));
        let twinnings = twinnings.rows.into_iter().map(|row| Address::Twinning(row.slug.to_string()));
        Ok(practices
            .chain(twinnings)
            .chain(adverts.rows.into_iter().map(|row| Address::Advert(row.record.uid.to_string())))
            .chain(communities.rows.into_iter().map(|kept| Address::Community(kept.slug.to_string())))
            .chain(threads.rows.into_iter().map(|row| Address::Thread(row.address().to_string())))
            .chain(named)
            .chain(themes)
            .chain(italian.map(|page| Address::Help(page.slug.clone())))
            .collect())
    }
}

/// Something that has a public page, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A practice.
    Practice(String),
    /// A twinning.
    Twinning(String),
    /// An advert, by its identifier.
    Advert(String),
    /// A community.
    Community(String),
    /// A thread, by its number and slug.
    Thread(String),
    /// An organisation.
    Organisation(String),
    /// A theme.
    Theme(String),
    /// A page of the help.
    Help(String),
}
