// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From a conversation to the proposal of a twinning: what is known already need not be typed again.

use domain::advert::{Advert, AdvertKind};
use domain::contact::{ContactAbout, ContactDeed};
use domain::policy::Viewer;
use domain::practice::Practice;
use domain::{Locale, Uid};

use super::side_for;
use super::values::ContactProposal;
use crate::Portal;
use crate::cards::{PracticeLink, Text};
use crate::error::Error;
use crate::shown::practice_link;

/// What a proposal is about.
struct Subject {
    title: Text,
    description: String,
    themes: Vec<Uid>,
    practice: Option<Uid>,
    advert: Option<Uid>,
    /// Whether the body that was asked is the one that gives.
    asked_gives: AskedGives,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AskedGives {
    Yes,
    No,
}

impl Portal {
    /// What the proposal of a twinning can be filled in with, out of a conversation.
    ///
    /// # Errors
    /// `NotFound` where the viewer takes no part in it, `NotAllowed` where the role in the body is not enough, or it
    /// does not go on.
    pub async fn proposal_from_contact(
        &self,
        viewer: &Viewer,
        locale: Locale,
        uid: &str,
    ) -> Result<ContactProposal, Error> {
        let request = self.contact_seen(viewer, uid).await?.request;
        let side = side_for(viewer, &request, ContactDeed::Propose)?;
        if !request.takes(side, ContactDeed::Propose) {
            return Err(Error::NotAllowed);
        }
        let store = &self.inner.store;
        let subject = match &request.about {
            ContactAbout::Advert(uid) => {
                store.kept_adverts(std::slice::from_ref(uid)).await?.pop().map(|kept| of_advert(kept.record))
            }
            ContactAbout::Practice(uid) => {
                store.kept_practices(std::slice::from_ref(uid)).await?.pop().map(|kept| of_practice(kept.record))
            }
        };
        let subject = subject.ok_or(Error::NotFound)?;
        let (offering, recipient) = match subject.asked_gives {
            AskedGives::Yes => (&request.asked, &request.asking),
            AskedGives::No => (&request.asking, &request.asked),
        };
        Ok(ContactProposal {
            contact: request.uid.to_string(),
            offering: (offering.to_string(), self.body_name(offering).await?),
            recipient: (recipient.to_string(), self.body_name(recipient).await?),
            practice: match subject.practice {
                Some(practice) => Some((practice.to_string(), self.link_to(viewer, locale, &practice).await?)),
                None => None,
            },
            advert: subject.advert.map(|uid| uid.to_string()),
            title: subject.title,
            description: subject.description,
            themes: self.taxonomy().links(&subject.themes, locale),
        })
    }

    async fn link_to(&self, viewer: &Viewer, locale: Locale, practice: &Uid) -> Result<Option<PracticeLink>, Error> {
        let rows = self.inner.store.practices_by_uids(viewer, std::slice::from_ref(practice)).await?;
        Ok(rows.first().map(|row| practice_link(row, locale)))
    }
}

fn of_advert(advert: Advert) -> Subject {
    Subject {
        title: Text { text: advert.title, language: advert.language },
        description: advert.description.unwrap_or_default(),
        themes: advert.themes,
        practice: advert.practice,
        advert: Some(advert.uid),
        asked_gives: if advert.kind == AdvertKind::Offer { AskedGives::Yes } else { AskedGives::No },
    }
}

fn of_practice(practice: Practice) -> Subject {
    Subject {
        title: Text { text: practice.title, language: practice.language },
        description: practice.summary.unwrap_or_default(),
        themes: practice.themes,
        practice: Some(practice.uid),
        advert: None,
        asked_gives: AskedGives::Yes,
    }
}
