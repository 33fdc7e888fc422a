// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The twinnings of a member, each with what waits there for this member.

use domain::agreement::NEAR_DAYS;
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Act, Viewer, allows};
use domain::twinning::{Move, Twinning, TwinningState};
use domain::{Language, PartialDate, Uid};
use store::{Page, TwinningFilter};

use super::onward;
use crate::Portal;
use crate::error::Error;
use crate::twinnings::facts;
use crate::twinnings::planning::today_of;
use crate::writing::asking;

/// How many twinnings of a body are looked at.
const OF_A_BODY: u32 = 100;

/// What waits in a twinning for the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TwinningWait {
    /// To say yes or no for a body.
    Reply,
    /// To give an evaluator's opinion.
    Opinion,
    /// So many steps of the plan are overdue.
    Overdue(usize),
    /// To write what the next move lacks: so many things.
    Lacks(usize),
    /// To make the next move, which lacks nothing.
    Move(Move),
    /// Nothing: others go on.
    Nothing,
}

/// A twinning on the member's own desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTwinning {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands.
    pub state: TwinningState,
    /// What waits.
    pub waits: TwinningWait,
}

/// An agreement that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingAgreement {
    /// The address of its twinning.
    pub slug: String,
    /// The title of its twinning.
    pub title: String,
    /// The act.
    pub act: String,
    /// When it ends.
    pub ends_on: PartialDate,
    /// How many days it still lasts.
    pub days: i64,
}

/// The twinnings of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTwinnings {
    /// Those that go on, what waits for the member first; those that are over last.
    pub lines: Vec<OwnTwinning>,
    /// The agreements that end within 180 days, the first to end first.
    pub ending: Vec<EndingAgreement>,
    /// Whether the member may propose one.
    pub may_propose: bool,
}

impl Portal {
    /// The twinnings that a member coordinates, writes or answers for, and those that an evaluator is asked about.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_twinnings(&self, viewer: &Viewer) -> Result<OwnTwinnings, Error> {
        let member = asking(viewer)?;
        let Some(acting) = viewer.acting() else { return Ok(OwnTwinnings::default()) };
        let mut filters = vec![TwinningFilter { coordinator: Some(member), ..TwinningFilter::default() }];
        let edited: Vec<Uid> = acting.organisations(OrganisationRole::Editor).cloned().collect();
        let of_body = |body: &Uid| TwinningFilter { organisation: Some(body.clone()), ..TwinningFilter::default() };
        filters.extend(edited.iter().map(of_body));
        if acting.is(PortalRole::Reviewer) {
            let state = Some(TwinningState::PrerequisitesCheck);
            filters.push(TwinningFilter { state, ..TwinningFilter::default() });
        }
        let mut uids: Vec<Uid> = Vec::new();
        for filter in filters {
            let found = self.inner.store.twinnings(viewer, &filter, Page::first(OF_A_BODY)).await?.rows;
            uids.extend(found.into_iter().map(|row| row.record.uid));
        }
        uids.sort();
        uids.dedup();
        let mut lines = Vec::new();
        if !uids.is_empty() {
            let line = |kept: store::KeptTwinning| OwnTwinning {
                slug: kept.slug.to_string(),
                title: kept.record.title.clone(),
                language: kept.record.language,
                state: kept.record.state,
                waits: self.waits(viewer, &kept.record),
            };
            lines = self.inner.store.kept_twinnings(&uids).await?.into_iter().map(line).collect();
        }
        lines.sort_by_key(|line: &OwnTwinning| {
            let is_over = onward(line.state).is_none();
            (is_over, line.waits == TwinningWait::Nothing, line.state, line.title.clone())
        });
        let ending = self.agreements_ending(viewer).await?;
        Ok(OwnTwinnings { lines, ending, may_propose: !edited.is_empty() })
    }

    /// What waits in a twinning for the viewer.
    fn waits(&self, viewer: &Viewer, twinning: &Twinning) -> TwinningWait {
        let on = facts(twinning);
        let may = |act: Act| allows(viewer, act, &on).is_ok();
        let agreeing = twinning.state.is_proposed() || twinning.state == TwinningState::Approved;
        let is_asked = |body: &Uid| {
            let represents = viewer.acting().is_some_and(|one| one.acts_for(body, OrganisationRole::Representative));
            represents && !twinning.acceptances.iter().any(|one| one.organisation == *body)
        };
        if agreeing && twinning.signers().iter().any(is_asked) {
            return TwinningWait::Reply;
        }
        let examined = twinning.state == TwinningState::PrerequisitesCheck;
        if examined && twinning.opinion.is_none() && may(Act::Assess) {
            return TwinningWait::Opinion;
        }
        let overdue = twinning.overdue(today_of(self.now())).len();
        if twinning.state == TwinningState::Running && overdue > 0 && may(Act::Edit) {
            return TwinningWait::Overdue(overdue);
        }
        match onward(twinning.state) {
            Some(step) if may(Act::Advance) => match twinning.lacks(step).len() {
                0 => TwinningWait::Move(step),
                lacks => TwinningWait::Lacks(lacks),
            },
            _ => TwinningWait::Nothing,
        }
    }

    /// The agreements that end within 180 days, of the twinnings that the viewer writes (AC-000-2).
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn agreements_ending(&self, viewer: &Viewer) -> Result<Vec<EndingAgreement>, Error> {
        let today = today_of(self.now());
        let until = today.plus_days(i16::try_from(NEAR_DAYS).unwrap_or(i16::MAX));
        let store = &self.inner.store;
        let kept = store.twinnings_with_agreements_ending(viewer, &today.to_string(), &until.to_string()).await?;
        let mut ending = Vec::new();
        for kept in kept.iter().filter(|kept| allows(viewer, Act::Edit, &facts(&kept.record)).is_ok()) {
            for agreement in kept.record.agreements_ending(NEAR_DAYS, today) {
                let (Some(ends_on), Some(days)) = (agreement.ends_on(), agreement.days_left(today)) else { continue };
                ending.push(EndingAgreement {
                    slug: kept.slug.to_string(),
                    title: kept.record.title.clone(),
                    act: agreement.act.clone(),
                    ends_on,
                    days,
                });
            }
        }
        ending.sort_by_key(|one| one.days);
        Ok(ending)
    }
}
