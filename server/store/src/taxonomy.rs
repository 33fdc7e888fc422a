// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading the short lists whole: themes, programmes, synonyms.

use domain::synonym::Synonym;
use domain::taxonomy::{Programme, Theme};

use crate::Store;
use crate::error::Error;
use crate::rows::{records, records_after};

/// More than the portal will ever have of each; a bound, not a page.
const ALL: u32 = 10_000;

impl Store {
    /// All themes by their place among their siblings; parents and children are not sorted together.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn themes(&self) -> Result<Vec<Theme>, Error> {
        let mut themes: Vec<Theme> = records(self.readers(), &records_after::<Theme>(None, ALL)).await?;
        themes.sort_by_key(|theme| theme.position);
        Ok(themes)
    }

    /// All programmes, by identifier.
    ///
    /// # Errors
    /// As `themes`.
    pub async fn programmes(&self) -> Result<Vec<Programme>, Error> {
        records(self.readers(), &records_after::<Programme>(None, ALL)).await
    }

    /// All groups of synonyms, by identifier.
    ///
    /// # Errors
    /// As `themes`.
    pub async fn synonyms(&self) -> Result<Vec<Synonym>, Error> {
        records(self.readers(), &records_after::<Synonym>(None, ALL)).await
    }
}
