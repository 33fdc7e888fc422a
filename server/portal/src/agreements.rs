// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The agreements that end soon, of twinnings and of adoptions, for those who see to them (AC-000-2).

use domain::agreement::{Agreement, NEAR_DAYS};
use domain::member::OrganisationRole;
use domain::policy::Viewer;
use domain::{PartialDate, Uid};
use store::AdoptionRow;

use crate::Portal;
use crate::error::Error;
use crate::twinnings::EndingAgreement;
use crate::writing::asking;

/// How many adoptions under an agreement are looked at.
const READ: u32 = 1_000;

/// What an agreement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementOf {
    /// A twinning.
    Twinning,
    /// An adoption.
    Adoption,
}

/// An agreement that ends within 180 days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementLine {
    /// What it is about.
    pub of: AgreementOf,
    /// The address of the twinning, or of the practice that was taken up.
    pub slug: String,
    /// The title of the twinning or of the practice.
    pub title: String,
    /// Who took the practice up.
    pub adopter: Option<String>,
    /// The act.
    pub act: String,
    /// When it ends.
    pub ends_on: PartialDate,
    /// How many days it still lasts.
    pub days: i64,
}

impl Portal {
    /// The agreements that end within 180 days, the first to end first: of the twinnings that the viewer writes, and of
    /// the adoptions in which a body that the viewer edits offers or receives, or is bound by the agreement.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_agreements(&self, viewer: &Viewer) -> Result<Vec<AgreementLine>, Error> {
        asking(viewer)?;
        let of_twinnings = self.agreements_ending(viewer).await?;
        let mut lines: Vec<AgreementLine> = of_twinnings.into_iter().map(of_twinning).collect();
        lines.extend(self.adoption_agreements(viewer).await?);
        lines.sort_by(|one, other| (one.days, &one.title, &one.act).cmp(&(other.days, &other.title, &other.act)));
        Ok(lines)
    }

    async fn adoption_agreements(&self, viewer: &Viewer) -> Result<Vec<AgreementLine>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let bodies: Vec<Uid> = acting.organisations(OrganisationRole::Editor).cloned().collect();
        let rows = self.inner.store.adoptions_under_agreement(viewer, &bodies, READ).await?;
        let today = self.today();
        let near = |row: AdoptionRow| {
            let agreement = row.record.agreement.clone().filter(|one| one.ends_within(NEAR_DAYS, today))?;
            let (ends_on, days) = (agreement.ends_on()?, agreement.days_left(today)?);
            Some((row, agreement, ends_on, days))
        };
        let near: Vec<_> = rows.into_iter().filter_map(near).collect();
        let uids: Vec<Uid> = near.iter().map(|(row, ..)| row.record.practice.clone()).collect();
        let practices = self.inner.store.practices_by_uids(viewer, &uids).await?;
        let line = |(row, agreement, ends_on, days): (AdoptionRow, Agreement, PartialDate, i64)| {
            let practice = practices.iter().find(|practice| practice.record.uid == row.record.practice)?;
            Some(AgreementLine {
                of: AgreementOf::Adoption,
                slug: practice.slug.to_string(),
                title: practice.record.title.clone(),
                adopter: row.adopter.map(|adopter| adopter.name).or(row.record.adopter_name),
                act: agreement.act,
                ends_on,
                days,
            })
        };
        Ok(near.into_iter().filter_map(line).collect())
    }
}

fn of_twinning(ending: EndingAgreement) -> AgreementLine {
    let EndingAgreement { slug, title, act, ends_on, days } = ending;
    AgreementLine { of: AgreementOf::Twinning, slug, title, adopter: None, act, ends_on, days }
}
