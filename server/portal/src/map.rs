// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of practices by region.

use domain::Locale;
use domain::places::REGIONS;
use domain::policy::Viewer;

use crate::Portal;
use crate::error::Error;
use crate::taxonomy::link;
use crate::values::{MapPage, RegionCount};

impl Portal {
    /// Every region with its number of practices, of all themes or of one with those below it.
    ///
    /// # Errors
    /// The database cannot be read. An unknown theme narrows nothing.
    pub async fn map(&self, viewer: &Viewer, locale: Locale, theme: Option<&str>) -> Result<MapPage, Error> {
        let taxonomy = self.taxonomy();
        let chosen = theme.and_then(|slug| taxonomy.theme(slug));
        let within = chosen.map(|theme| taxonomy.with_descendants(&theme.uid)).unwrap_or_default();
        let counts = self.inner.store.practices_by_region(viewer, &within).await?;
        let total = match chosen {
            None => self.inner.store.counts(viewer).await?.practices,
            Some(_) => self.inner.store.count_under_themes(viewer, &within).await?,
        };
        let of = |code: &str| counts.iter().find(|(found, _)| found == code).map_or(0, |(_, practices)| *practices);
        let regions: Vec<RegionCount> =
            REGIONS.iter().map(|region| RegionCount { region, practices: of(region.code) }).collect();
        let placed: u64 = regions.iter().map(|count| count.practices).sum();
        Ok(MapPage {
            theme: chosen.map(|theme| link(theme, locale)),
            themes: taxonomy.choices(locale),
            regions,
            elsewhere: total.saturating_sub(placed),
        })
    }
}
