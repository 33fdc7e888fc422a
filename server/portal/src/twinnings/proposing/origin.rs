// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Where a proposal comes from: a conversation fills it in, and is led on with it, as the advert is that it answers.

use domain::contact::{ContactAbout, ContactDeed, ContactRequest};
use domain::date::Day;
use domain::policy::Viewer;
use domain::twinning::{PartyRole, Twinning};
use domain::{Locale, Uid};
use store::Change;

use super::{ProposalForm, ProposalPage};
use crate::Portal;
use crate::adverts::proposed_over;
use crate::contacts::contact_became;
use crate::error::Error;
use crate::form::FormError;

/// What a proposal comes from, to be led on in the change that keeps it.
pub(super) struct Origin {
    viewer: Viewer,
    /// The body that proposes.
    body: Uid,
    /// The conversation, where the form names one.
    contact: Option<Uid>,
    today: Day,
}

impl Origin {
    /// Leads on the advert that the twinning answers, and the conversation.
    pub(super) async fn follow(&self, change: &mut Change, twinning: &Twinning) -> Result<(), FormError> {
        let contact = match (&self.contact, &twinning.advert) {
            (Some(contact), _) => Some(contact.clone()),
            (None, Some(advert)) => self.conversation_over(change, advert, twinning).await?,
            (None, None) => None,
        };
        if let Some(contact) = contact {
            contact_became(change, &self.viewer, &contact, &twinning.uid).await?;
        }
        if let Some(advert) = &twinning.advert {
            proposed_over(change, &self.viewer, (advert, &self.body), &twinning.uid, self.today).await?;
        }
        Ok(())
    }

    /// The conversation that the body has with another party about an advert, which the proposal goes on with.
    async fn conversation_over(
        &self,
        change: &mut Change,
        advert: &Uid,
        twinning: &Twinning,
    ) -> Result<Option<Uid>, FormError> {
        let about = ContactAbout::Advert(advert.clone());
        for other in twinning.organisations().iter().filter(|other| **other != self.body) {
            let between = change.contacts_between(&self.body, other).await?;
            let found = between.iter().find(|one| one.about == about && proposes(&self.viewer, one));
            if let Some(found) = found {
                return Ok(Some(found.uid.clone()));
            }
        }
        Ok(None)
    }
}

/// Whether a viewer may make the proposal of a twinning of a conversation.
fn proposes(viewer: &Viewer, request: &ContactRequest) -> bool {
    let Some(acting) = viewer.acting() else { return false };
    request.sides_of(acting).into_iter().any(|side| request.may(acting, side, ContactDeed::Propose))
}

impl Portal {
    /// What one sees before a proposal that comes out of a conversation; nothing where the viewer cannot make one of
    /// it.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn proposal_page_of_contact(
        &self,
        viewer: &Viewer,
        locale: Locale,
        contact: &str,
    ) -> Result<Option<ProposalPage>, Error> {
        let known = match self.proposal_from_contact(viewer, locale, contact).await {
            Ok(known) => known,
            Err(Error::NotFound | Error::NotAllowed) => return Ok(None),
            Err(error) => return Err(error),
        };
        let bodies = self.bodies_to_write_for(viewer).await?;
        let receives = bodies.iter().any(|(uid, _)| *uid == known.recipient.0);
        let mut form = ProposalForm {
            title: known.title.text,
            object: known.description,
            language: known.title.language.code().to_owned(),
            contact: known.contact,
            ..ProposalForm::default()
        };
        if receives {
            form.role = PartyRole::Recipient.code().to_owned();
            form.organisation = known.recipient.0;
            form.offering = known.offering.1;
        } else {
            form.role = PartyRole::Offering.code().to_owned();
            form.organisation = known.offering.0;
            form.recipient = known.recipient.1;
        }
        let advert = self.advert_answered(viewer, known.advert.as_deref().unwrap_or_default()).await?;
        if let Some(advert) = advert.filter(|advert| advert.takes_answers(self.today())) {
            form.advert = advert.uid.to_string();
        }
        let slug = known.practice.and_then(|(_, link)| link).map(|link| link.slug).unwrap_or_default();
        let practice = self.practice_to_carry(viewer, &slug).await?.map(|(practice, slug)| {
            form.practice = slug;
            (practice.title, practice.models.into_iter().map(|model| model.title).collect())
        });
        let organisation_names = self.organisation_names().await?;
        Ok(Some(ProposalPage { bodies, organisation_names, form, practice }))
    }

    /// Where a proposal comes from, as far as those it comes from have a part in it; the twinning then says which
    /// advert it answers, and takes its themes where it has none of a practice.
    pub(super) async fn origin_of(
        &self,
        viewer: &Viewer,
        form: &ProposalForm,
        body: &Uid,
        twinning: &mut Twinning,
    ) -> Result<Origin, Error> {
        let parties = twinning.organisations();
        let contact = match Uid::parse(&form.contact) {
            Ok(uid) => self.inner.store.contact(viewer, &uid).await?.map(|kept| kept.request),
            Err(_) => None,
        };
        let between = |one: &ContactRequest| parties.contains(&one.asking) && parties.contains(&one.asked);
        let contact = contact.filter(|one| between(one) && proposes(viewer, one)).map(|one| one.uid);
        let advert = self.advert_answered(viewer, &form.advert).await?;
        if let Some(advert) = advert.filter(|advert| parties.contains(&advert.organisation)) {
            if twinning.themes.is_empty() {
                twinning.themes = advert.themes.iter().take(3).cloned().collect();
            }
            twinning.advert = Some(advert.uid);
        }
        Ok(Origin { viewer: viewer.clone(), body: body.clone(), contact, today: self.today() })
    }
}
