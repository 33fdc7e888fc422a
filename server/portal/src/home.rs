// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The home page.

use domain::Locale;
use domain::policy::Viewer;
use store::Page;

use crate::Portal;
use crate::error::Error;
use crate::shown::practice_card;
use crate::values::{Counts, HomePage};

/// How many of the latest practices the home page shows.
const LATEST: u32 = 6;
/// How many of the latest members it shows.
const LATEST_MEMBERS: u32 = 3;
/// How many of the latest twinnings it shows.
const LATEST_TWINNINGS: u32 = 3;

impl Portal {
    /// What the home page shows.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn home(&self, viewer: &Viewer, locale: Locale) -> Result<HomePage, Error> {
        let latest = self.inner.store.latest_practices(viewer, Page::first(LATEST)).await?;
        let taxonomy = self.taxonomy();
        Ok(HomePage {
            counts: self.counts(viewer).await?,
            latest: latest.iter().map(|row| practice_card(row, &taxonomy, locale)).collect(),
            themes: self.themes(viewer, locale).await?,
            members: self.latest_members(viewer, LATEST_MEMBERS).await?,
            adverts: self.latest_adverts(viewer, locale).await?,
            twinnings: self.latest_twinnings(locale, LATEST_TWINNINGS).await?,
            flows: self.all_flows(viewer).await?,
        })
    }

    /// How much the library holds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn counts(&self, viewer: &Viewer) -> Result<Counts, Error> {
        let store::Counts { practices, organisations, regions, members, adoptions } =
            self.inner.store.counts(viewer).await?;
        Ok(Counts { practices, organisations, regions, members, adoptions })
    }
}
