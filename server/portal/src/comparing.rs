// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices side by side.

use domain::Locale;
use domain::policy::Viewer;

use crate::Portal;
use crate::error::Error;
use crate::values::{PracticeAt, PracticePage};

/// The most practices that stand side by side.
pub const COMPARED_MAX: usize = 4;

/// Practices side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Those that the viewer may read, in the order asked for, each once.
    pub practices: Vec<PracticePage>,
    /// Addresses at which the viewer finds nothing: what is hidden and what never was look the same.
    pub missing: Vec<String>,
    /// How many addresses were left out because there were too many.
    pub left_out: usize,
}

impl Portal {
    /// The practices at some addresses, of which the first `COMPARED_MAX` count. An old address counts as the present
    /// one.
    ///
    /// # Errors
    /// The database cannot be read. An address without a practice is no error: it is named.
    pub async fn compare(&self, viewer: &Viewer, locale: Locale, slugs: &[String]) -> Result<Comparison, Error> {
        let mut wanted: Vec<&String> = Vec::new();
        for slug in slugs {
            if !wanted.contains(&slug) {
                wanted.push(slug);
            }
        }
        let mut compared = Comparison { left_out: wanted.len().saturating_sub(COMPARED_MAX), ..Comparison::default() };
        for slug in wanted.into_iter().take(COMPARED_MAX) {
            match self.present_practice(viewer, locale, slug).await {
                Ok(page) => {
                    let is_there = compared.practices.iter().any(|other| other.practice.uid == page.practice.uid);
                    if !is_there {
                        compared.practices.push(page);
                    }
                }
                Err(Error::NotFound) => compared.missing.push(slug.clone()),
                Err(error) => return Err(error),
            }
        }
        Ok(compared)
    }

    /// The practice at an address, or at the one that it leads to today.
    async fn present_practice(&self, viewer: &Viewer, locale: Locale, slug: &str) -> Result<PracticePage, Error> {
        let present = match self.practice(viewer, locale, slug).await? {
            PracticeAt::Here(page) => return Ok(*page),
            PracticeAt::Moved(present) => present,
        };
        match self.practice(viewer, locale, &present).await? {
            PracticeAt::Here(page) => Ok(*page),
            // It moved once more between the two questions.
            PracticeAt::Moved(_) => Err(Error::NotFound),
        }
    }
}
