// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Themes, with what is filed under them.

use std::collections::HashMap;

use domain::policy::Viewer;
use domain::taxonomy::Theme;
use domain::{Locale, Uid, places};
use store::Page;

use crate::Portal;
use crate::error::Error;
use crate::shown::practice_card;
use crate::taxonomy::{Taxonomy, link};
use crate::values::{RegionCount, ThemeCount, ThemePage};

/// How many practices a theme's page shows before it leads to the search.
const SHOWN: u32 = 12;

impl Portal {
    /// All themes as a tree, each with its number of practices.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn themes(&self, viewer: &Viewer, locale: Locale) -> Result<Vec<ThemeCount>, Error> {
        let counts = self.theme_counts(viewer).await?;
        let taxonomy = self.taxonomy();
        Ok(taxonomy.below(None).into_iter().map(|theme| tree(&taxonomy, &counts, theme, locale)).collect())
    }

    /// A theme's page.
    ///
    /// # Errors
    /// `NotFound` where there is no such theme.
    pub async fn theme(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<ThemePage, Error> {
        let taxonomy = self.taxonomy();
        let theme = taxonomy.theme(slug).ok_or(Error::NotFound)?;
        let counts = self.theme_counts(viewer).await?;
        let within = taxonomy.with_descendants(&theme.uid);
        let filed = self.inner.store.practices_under_themes(viewer, &within, Page::first(SHOWN)).await?;
        let regions = self.inner.store.practices_by_region(viewer, &within).await?;
        Ok(ThemePage {
            theme: tree(&taxonomy, &counts, theme, locale),
            parent: theme.parent.as_ref().and_then(|parent| taxonomy.link(parent, locale)),
            eu_themes: theme.eu_themes.clone(),
            total: filed.total,
            practices: filed.rows.iter().map(|row| practice_card(row, &taxonomy, locale)).collect(),
            regions: region_counts(&regions),
            communities: self.communities_under(viewer, &within).await?,
        })
    }

    /// How many practices each theme has, those of the themes below it included and none counted twice.
    async fn theme_counts(&self, viewer: &Viewer) -> Result<HashMap<Uid, u64>, Error> {
        let mut counts: HashMap<Uid, u64> = self.inner.store.practices_by_theme(viewer).await?.into_iter().collect();
        let taxonomy = self.taxonomy();
        let mut above: Vec<(Uid, Uid)> = Vec::new();
        for theme in taxonomy.themes() {
            let within = taxonomy.with_descendants(&theme.uid);
            if within.len() > 1 {
                above.extend(within.into_iter().map(|one| (one, theme.uid.clone())));
            }
        }
        counts.extend(self.inner.store.practices_counted_above(viewer, &above).await?);
        Ok(counts)
    }
}

/// The regions of some counts, most practices first.
fn region_counts(counts: &[(String, u64)]) -> Vec<RegionCount> {
    let known = counts.iter().filter_map(|(code, practices)| Some((places::region(code)?, *practices)));
    let mut found: Vec<RegionCount> = known.map(|(region, practices)| RegionCount { region, practices }).collect();
    found.sort_by_key(|count| (std::cmp::Reverse(count.practices), count.region.code));
    found
}

fn tree(taxonomy: &Taxonomy, counts: &HashMap<Uid, u64>, theme: &Theme, locale: Locale) -> ThemeCount {
    let below = taxonomy.below(Some(&theme.uid)).into_iter().filter(|child| child.uid != theme.uid);
    let children: Vec<ThemeCount> = below.map(|child| tree(taxonomy, counts, child, locale)).collect();
    ThemeCount {
        theme: link(theme, locale),
        description: theme.description.in_locale(locale).to_owned(),
        practices: counts.get(&theme.uid).copied().unwrap_or(0),
        children,
    }
}
