// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The testimonials that wait, and those that were not let in, for reviewers and moderators.

use domain::policy::{Act, On, Standing, Viewer, allows};
use domain::{Language, Uid};
use store::{JudgedTestimonial, Page};

use super::told::Told;
use super::{Subject, TestimonialLine, facts, line};
use crate::Portal;
use crate::error::Error;
use crate::writing::asking;

/// How many stand on a page.
const PER_PAGE: u32 = 30;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 1_000;

/// A testimonial with its practice or twinning, for who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedLine {
    /// Which of the two it is about.
    pub subject: Subject,
    /// The identifier of that.
    pub about: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
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
        let all = self.told_of(&listed.rows).await?;
        let bodies: Vec<Uid> = listed.rows.iter().filter_map(|row| row.record.organisation.clone()).collect();
        let bodies = if bodies.is_empty() { Vec::new() } else { self.inner.store.organisation_names(&bodies).await? };
        let mut lines = Vec::new();
        for row in listed.rows {
            let Some(told) = all.iter().find(|told| is_about(&row, told)) else { continue };
            let on = told.on();
            if allows(viewer, Act::Read, &facts(&row.record, &on)).is_ok() {
                lines.push(JudgedLine {
                    subject: told.subject(),
                    about: told.uid().to_string(),
                    slug: told.slug(),
                    title: told.title(),
                    language: told.language(),
                    said: line(viewer, row.record, &on, &bodies),
                });
            }
        }
        Ok(JudgingPage { standing, page, total: listed.total, per_page: PER_PAGE, lines })
    }

    /// The practices and twinnings that some testimonials are about.
    async fn told_of(&self, rows: &[JudgedTestimonial]) -> Result<Vec<Told>, Error> {
        let practices: Vec<Uid> = rows.iter().filter_map(|row| row.practice.clone()).collect();
        let of_twinnings = rows.iter().filter(|row| row.practice.is_none());
        let twinnings: Vec<Uid> = of_twinnings.map(|row| row.record.about.uid.clone()).collect();
        let practices = self.inner.store.kept_practices(&practices).await?.into_iter();
        let twinnings = self.inner.store.kept_twinnings(&twinnings).await?.into_iter();
        let practices = practices.map(|kept| Told::Practice(Box::new(kept)));
        Ok(practices.chain(twinnings.map(|kept| Told::Twinning(Box::new(kept)))).collect())
    }
}

/// Whether a testimonial is about it, at first hand or through an adoption.
fn is_about(row: &JudgedTestimonial, told: &Told) -> bool {
    match (told, &row.practice) {
        (Told::Practice(kept), Some(practice)) => kept.record.uid == *practice,
        (Told::Twinning(kept), None) => kept.record.uid == row.record.about.uid,
        (Told::Practice(_), None) | (Told::Twinning(_), Some(_)) => false,
    }
}
