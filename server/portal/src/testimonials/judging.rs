// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The testimonials that wait, and those that were not let in, for reviewers and moderators.

use domain::policy::{Act, On, Standing, Viewer, allows};
use domain::{Language, Uid};
use store::Page;

use super::{TestimonialLine, facts, line};
use crate::Portal;
use crate::error::Error;
use crate::writing::asking;

/// How many stand on a page.
const PER_PAGE: u32 = 30;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 1_000;

/// A testimonial with its practice, for who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedLine {
    /// The practice.
    pub practice: String,
    /// The practice's address.
    pub slug: String,
    /// The practice's title.
    pub title: String,
    /// The practice's language.
    pub language: Language,
    /// What is said.
    pub said: TestimonialLine,
}

/// A page of testimonials of one standing.
#[derive(Clone, Debug)]
pub struct JudgingPage {
    /// Which ones: those that wait, or those that were not let in.
    pub standing: Standing,
    /// The page, from 1.
    pub page: u32,
    /// How many there are.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// Those of this page, the oldest first.
    pub lines: Vec<JudgedLine>,
}

impl Portal {
    /// The testimonials that wait for an answer, or that were not let in (`Hidden`).
    ///
    /// # Errors
    /// The viewer is neither reviewer nor moderator.
    pub async fn testimonials_to_judge(
        &self,
        viewer: &Viewer,
        standing: Standing,
        page: u32,
    ) -> Result<JudgingPage, Error> {
        asking(viewer)?;
        allows(viewer, Act::Accept, &On::Portal)?;
        let standing = if standing == Standing::Hidden { Standing::Hidden } else { Standing::Queued };
        let page = page.clamp(1, LAST_PAGE);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.testimonials_standing(viewer, standing, cut).await?;
        let practices: Vec<Uid> = listed.rows.iter().map(|row| row.practice.clone()).collect();
        let practices = self.inner.store.kept_practices(&practices).await?;
        let bodies: Vec<Uid> = listed.rows.iter().filter_map(|row| row.record.organisation.clone()).collect();
        let bodies = if bodies.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&bodies).await? };
        let mut lines = Vec::new();
        for row in listed.rows {
            let Some(kept) = practices.iter().find(|kept| kept.record.uid == row.practice) else { continue };
            if allows(viewer, Act::Read, &facts(&row.record, &kept.record)).is_ok() {
                lines.push(JudgedLine {
                    practice: kept.record.uid.to_string(),
                    slug: kept.slug.to_string(),
                    title: kept.record.title.clone(),
                    language: kept.record.language,
                    said: line(viewer, row.record, &kept.record, &bodies),
                });
            }
        }
        Ok(JudgingPage { standing, page, total: listed.total, per_page: PER_PAGE, lines })
    }
}
