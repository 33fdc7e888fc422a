// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a body answered, what follows from it, and the steps that go into a plan.

use domain::Uid;
use domain::policy::Viewer;
use domain::practice::Practice;
use domain::readiness::{Readiness, ReadinessCheck, unanswered};
use domain::twinning::plan::Gap;

use super::values::{BodyReadiness, ReadinessPage, ReadinessVersion};
use super::{answers_for, sum_of};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::matching::{ReadinessShown, TwoBodies, body_facts};
use crate::writing::asking;

impl Portal {
    /// The page on which a body says how far it has what a practice asks for. Of several own bodies one is chosen; one
    /// that is not the viewer's is none.
    ///
    /// # Errors
    /// Nobody has signed in, or the member does not see the practice.
    pub async fn readiness_page(
        &self,
        viewer: &Viewer,
        slug: &str,
        organisation: Option<&str>,
    ) -> Result<ReadinessPage, Error> {
        asking(viewer)?;
        let kept = self.kept_at(viewer, slug).await?;
        let practice = &kept.record;
        let mut bodies = self.own_bodies(viewer).await?;
        let is_owner = |uid: &str| practice.owner_org.as_ref().is_some_and(|owner| owner.as_str() == uid);
        bodies.retain(|(uid, _)| !is_owner(uid));
        let chosen = match (organisation, bodies.as_slice()) {
            (Some(chosen), bodies) => bodies.iter().find(|(uid, _)| uid == chosen).cloned(),
            (None, [only]) => Some(only.clone()),
            (None, _) => None,
        };
        let chosen = match chosen.filter(|_| !practice.conditions.is_empty()) {
            Some(body) => Some(self.readiness_of_body(viewer, kept.slug.as_str(), practice, body).await?),
            None => None,
        };
        Ok(ReadinessPage {
            slug: kept.slug.to_string(),
            title: Text { text: practice.title.clone(), language: practice.language },
            owner: kept.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default(),
            bodies,
            asks: !practice.conditions.is_empty(),
            conditions: sum_of(&practice.conditions),
            chosen,
            key: self.new_uid().to_string(),
        })
    }

    async fn readiness_of_body(
        &self,
        viewer: &Viewer,
        slug: &str,
        practice: &Practice,
        body: (String, String),
    ) -> Result<BodyReadiness, Error> {
        let organisation = Uid::parse(&body.0).map_err(|_| Error::NotFound)?;
        let checks = self.inner.store.readiness_of(&organisation, &practice.uid).await?;
        let bodies = self.two_bodies(viewer, practice.owner_org.as_ref(), Some(&organisation), Some((slug, practice)));
        let bodies = bodies.await?;
        let versions = self.readiness_versions(&checks).await?;
        let Some(last) = checks.first() else {
            return Ok(BodyReadiness {
                body,
                version: 0,
                answers: unanswered(&practice.conditions),
                asked_anew: Vec::new(),
                asked_no_more: Vec::new(),
                stale: false,
                result: None,
                versions,
                bodies,
            });
        };
        let current = last.current(&practice.conditions);
        Ok(BodyReadiness {
            body,
            version: last.number,
            result: Readiness::of(&current.answers),
            answers: current.answers,
            asked_anew: current.asked_anew,
            asked_no_more: current.asked_no_more,
            stale: last.is_stale(&practice.conditions),
            versions,
            bodies,
        })
    }

    async fn readiness_versions(&self, checks: &[ReadinessCheck]) -> Result<Vec<ReadinessVersion>, Error> {
        let mut members: Vec<Uid> = checks.iter().filter_map(|check| check.by.clone()).collect();
        members.sort();
        members.dedup();
        let names = match members.is_empty() {
            true => Vec::new(),
            false => self.inner.store.member_names(&members).await?,
        };
        let name = |uid: &Uid| {
            names.iter().find(|(known, name)| known == uid && !name.is_empty()).map(|(_, name)| name.clone())
        };
        let version = |check: &ReadinessCheck| {
            let result = check.readiness();
            ReadinessVersion {
                number: check.number,
                at: check.at.div_euclid(1_000),
                by: check.by.as_ref().and_then(name),
                level: result.as_ref().map(|result| result.level),
                percent: result.as_ref().map(|result| result.score.percent()),
            }
        };
        Ok(checks.iter().map(version).collect())
    }

    /// How ready a body is for some practices, for those of them that it has answered to. Whoever asks acts for it.
    pub(crate) async fn readiness_shown(
        &self,
        organisation: &Uid,
        practices: &[Uid],
    ) -> Result<Vec<(Uid, ReadinessShown)>, Error> {
        let checks = self.inner.store.latest_readiness(organisation, practices).await?;
        let answered: Vec<Uid> = checks.iter().map(|check| check.practice.clone()).collect();
        if answered.is_empty() {
            return Ok(Vec::new());
        }
        let kept = self.inner.store.kept_practices(&answered).await?;
        let shown = checks.iter().filter_map(|check| {
            let practice = &kept.iter().find(|kept| kept.record.uid == check.practice)?.record;
            Some((check.practice.clone(), shown(check, practice)?))
        });
        Ok(shown.collect())
    }

    /// What a body has to prepare before it begins with a practice, as gaps of a plan; nothing where the viewer does
    /// not act for the body, or it has not answered. The model is the caller's to name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn preparation_steps_for(
        &self,
        viewer: &Viewer,
        practice: &Uid,
        organisation: &Uid,
    ) -> Result<Vec<Gap>, Error> {
        if !answers_for(viewer, organisation) {
            return Ok(Vec::new());
        }
        let practices = std::slice::from_ref(practice);
        let Some(check) = self.inner.store.latest_readiness(organisation, practices).await?.pop() else {
            return Ok(Vec::new());
        };
        let Some(kept) = self.inner.store.kept_practices(practices).await?.pop() else { return Ok(Vec::new()) };
        let result = Readiness::of(&check.current(&kept.record.conditions).answers);
        let steps = result.map(|result| result.steps).unwrap_or_default();
        Ok(steps.iter().map(|step| Gap::of(step, None, Some(organisation.clone()))).collect())
    }

    /// Two bodies side by side, where they meet over a practice: how ready the receiving one is, is told to those alone
    /// who act for it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) async fn two_bodies(
        &self,
        viewer: &Viewer,
        offering: Option<&Uid>,
        receiving: Option<&Uid>,
        over: Option<(&str, &Practice)>,
    ) -> Result<TwoBodies, Error> {
        let uids: Vec<Uid> = offering.into_iter().chain(receiving).cloned().collect();
        let kept = match uids.is_empty() {
            true => Vec::new(),
            false => self.inner.store.kept_organisations(&uids).await?,
        };
        let facts = |uid: &Uid| kept.iter().find(|kept| kept.record.uid == *uid).map(body_facts);
        let own = receiving.filter(|body| answers_for(viewer, body));
        let readiness = match (own, over) {
            (Some(body), Some((_, practice))) => {
                let practices = std::slice::from_ref(&practice.uid);
                let check = self.inner.store.latest_readiness(body, practices).await?.pop();
                check.and_then(|check| shown(&check, practice))
            }
            _ => None,
        };
        Ok(TwoBodies {
            offering: offering.and_then(facts),
            receiving: receiving.and_then(facts),
            practice: over.map(|(slug, _)| slug.to_owned()),
            may_answer: own.is_some(),
            readiness,
        })
    }
}

fn shown(check: &ReadinessCheck, practice: &Practice) -> Option<ReadinessShown> {
    let result = Readiness::of(&check.current(&practice.conditions).answers)?;
    Some(ReadinessShown {
        level: result.level,
        percent: result.score.percent(),
        stale: check.is_stale(&practice.conditions),
    })
}
