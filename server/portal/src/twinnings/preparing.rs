// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What recipients have to prepare before they begin: from what they answered to the prerequisites into the plan.

use domain::Uid;
use domain::policy::{Act, Viewer};
use domain::twinning::plan::{Gap, prepare};
use domain::twinning::{Deed, Happening, Model, PartyRole, Twinning};

use super::changing::{Changed, Request, SavedTwinning};
use super::planning::{closed, is_open, today_of};
use super::proposing::ProposalForm;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::matching::TwoBodies;

/// Who takes a model up: its own recipients, else those of the whole twinning.
fn recipients_of(twinning: &Twinning, model: &Model) -> Vec<Uid> {
    match model.recipients.is_empty() {
        true => twinning.in_role(PartyRole::Recipient).cloned().collect(),
        false => model.recipients.clone(),
    }
}

/// Each practice with each of its recipients once; with the model where only one carries it over to that recipient.
fn carried(twinning: &Twinning) -> Vec<(Uid, Uid, Option<Uid>)> {
    let mut all: Vec<(Uid, Uid, Option<Uid>)> = Vec::new();
    for model in &twinning.models {
        let Some(practice) = &model.practice else { continue };
        for recipient in recipients_of(twinning, model) {
            match all.iter_mut().find(|(one, body, _)| one == practice && *body == recipient) {
                Some((_, _, of_one)) => *of_one = None,
                None => all.push((practice.clone(), recipient, Some(model.uid.clone()))),
            }
        }
    }
    all
}

impl Portal {
    /// What those recipients have to prepare for whom the viewer answers: others' answers are theirs alone.
    pub(super) async fn gaps_of(&self, viewer: &Viewer, twinning: &Twinning) -> Result<Vec<Gap>, Error> {
        let mut gaps = Vec::new();
        for (practice, recipient, model) in carried(twinning) {
            let found = self.preparation_steps_for(viewer, &practice, &recipient).await?;
            gaps.extend(found.into_iter().map(|gap| Gap { model: model.clone(), ..gap }));
        }
        Ok(gaps)
    }

    /// What a plan still lacks of what the viewer's own bodies have to prepare, by its words.
    pub(super) async fn steps_to_prepare(&self, viewer: &Viewer, twinning: &Twinning) -> Result<Vec<String>, Error> {
        let gaps = self.gaps_of(viewer, twinning).await?;
        let steps = prepare(&twinning.steps, &gaps, today_of(self.now()), || self.new_uid());
        Ok(steps.into_iter().filter_map(|step| step.title).collect())
    }

    /// Adds to a plan what the viewer's own bodies have to prepare as recipients; what it has already is not added
    /// again.
    ///
    /// # Errors
    /// The viewer writes for no party; `form` is not allowed where the twinning is over, `conflict` where somebody
    /// changed it.
    pub async fn prepare_plan(&self, viewer: &Viewer, slug: &str, version: &str) -> Result<SavedTwinning, FormError> {
        let standing = self.twinning_at_to(viewer, Act::Edit, slug).await?.record;
        let gaps = self.gaps_of(viewer, &standing).await?;
        let (portal, today) = (self.clone(), today_of(self.now()));
        let request = Request::quiet(viewer, slug, Act::Edit, version);
        self.change_twinning(request, move |before| {
            if !is_open(before) {
                return Err(closed());
            }
            let mut twinning = before.clone();
            twinning.steps.extend(prepare(&before.steps, &gaps, today, || portal.new_uid()));
            twinning.steps.sort_by_key(|step| step.start);
            Ok(Changed { twinning, happening: Happening::new(0, None, Deed::StepsPrepared) })
        })
        .await
    }

    /// The two bodies that a proposal is about, as far as the practice, the advert and the own part say who they are.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn bodies_of_proposal(&self, viewer: &Viewer, form: &ProposalForm) -> Result<TwoBodies, Error> {
        let kept = match self.kept_at(viewer, &form.practice).await {
            Ok(kept) => Some(kept),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let advert = match Uid::parse(&form.advert) {
            Ok(uid) => self.inner.store.advert(viewer, &uid).await?.map(|kept| kept.record.organisation),
            Err(_) => None,
        };
        let own = Uid::parse(&form.organisation).ok();
        let owner = kept.as_ref().and_then(|kept| kept.record.owner_org.clone());
        let other = |body: Option<Uid>| body.filter(|body| own.as_ref() != Some(body));
        let (offering, receiving) = match PartyRole::from_code(&form.role) {
            Some(PartyRole::Offering) => (own.clone(), other(advert)),
            Some(PartyRole::Recipient) => (other(owner).or(other(advert)), own.clone()),
            _ => (owner, None),
        };
        let over = kept.as_ref().map(|kept| (kept.slug.as_str(), &kept.record));
        self.two_bodies(viewer, offering.as_ref(), receiving.as_ref(), over).await
    }
}
