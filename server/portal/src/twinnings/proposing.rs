// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Proposing a twinning: by a body that receives, offers or coordinates; from a practice, an advert or a conversation,
//! where one is named.

mod origin;
mod typed;

use domain::Uid;
use domain::advert::{Advert, AdvertKind};
use domain::member::OrganisationRole;
use domain::policy::Viewer;
use domain::practice::Practice;
use domain::twinning::{Deed, Happening, Model, ModelState, PartyRole, Twinning};

use super::changing::{SavedTwinning, put};
use super::telling::{News, Tells, tell};
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::writing::asking;
use typed::Wanted;

/// A proposal as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ProposalForm {
    /// The title.
    pub title: String,
    /// What is carried over.
    pub object: String,
    /// The code of the language of its texts.
    pub language: String,
    /// The own body's identifier.
    pub organisation: String,
    /// The code of the part that the own body has: `recipient`, `offering` or `coordinator`.
    pub role: String,
    /// The name of a body that offers; may be empty.
    pub offering: String,
    /// The name of a body that receives; may be empty.
    pub recipient: String,
    /// When it shall begin; may be empty.
    pub start: String,
    /// The address of the practice whose models are carried over; may be empty.
    pub practice: String,
    /// The identifier of the advert that it answers; may be empty.
    pub advert: String,
    /// The identifier of the conversation that it comes out of; may be empty.
    pub contact: String,
}

/// What one sees before a proposal: the own bodies, and what follows from the practice or the advert.
#[derive(Clone, Debug)]
pub struct ProposalPage {
    /// The bodies that the viewer writes for: identifier and name.
    pub bodies: Vec<(String, String)>,
    /// Names of organisations to offer while typing.
    pub organisation_names: Vec<String>,
    /// What can be filled in already.
    pub form: ProposalForm,
    /// The title of the practice, and of each of its models.
    pub practice: Option<(String, Vec<String>)>,
}

impl Portal {
    /// What one sees before a proposal. A practice or an advert that the viewer does not see is left out.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn proposal_page(&self, viewer: &Viewer, practice: &str, advert: &str) -> Result<ProposalPage, Error> {
        asking(viewer)?;
        let bodies = self.bodies_to_write_for(viewer).await?;
        let mut form = ProposalForm { role: PartyRole::Recipient.code().to_owned(), ..ProposalForm::default() };
        if let [(only, _)] = bodies.as_slice() {
            form.organisation = only.clone();
        }
        let mut slug = practice.to_owned();
        if let Some(found) = self.advert_answered(viewer, advert).await? {
            self.fill_from_advert(viewer, &found, &mut form).await?;
            if let Some(uid) = found.practice.as_ref().filter(|_| slug.is_empty()) {
                slug = self.inner.store.practice_for(viewer, uid).await?.map_or(slug, |kept| kept.slug.to_string());
            }
        }
        let found = self.practice_to_carry(viewer, &slug).await?;
        if let Some((practice, slug)) = &found {
            form.practice.clone_from(slug);
            if form.title.is_empty() {
                form.title.clone_from(&practice.title);
                form.object = practice.summary.clone().unwrap_or_default();
                form.language = practice.language.code().to_owned();
            }
            let owner = practice.owner_org.as_ref().filter(|owner| owner.as_str() != form.organisation);
            if let Some(owner) = owner.filter(|_| form.offering.is_empty()) {
                form.offering = self.name_of_body(owner).await?;
            }
        }
        let named = found.map(|(practice, _)| {
            let models = practice.models.into_iter().map(|model| model.title).collect();
            (practice.title, models)
        });
        let organisation_names = self.organisation_names().await?;
        Ok(ProposalPage { bodies, organisation_names, form, practice: named })
    }

    /// Proposes a twinning; answers its address. Those who write for the other parties are told, and the conversation
    /// and the advert that it comes from are led on with it, where their bodies have a part in it.
    ///
    /// # Errors
    /// All fields that are missing or wrong; `offering` or `recipient` is unknown, ambiguous, or the same as the other
    /// side; `form` is `expired` where the advert takes no answers any more, `conflict` where the conversation ended
    /// just now.
    pub async fn propose_twinning(&self, viewer: &Viewer, form: ProposalForm) -> Result<SavedTwinning, FormError> {
        let by = asking(viewer)?;
        let wanted = self.read_proposal(viewer, &form).await?;
        let practice = self.practice_to_carry(viewer, &form.practice).await?.map(|(practice, _)| practice);
        let mut twinning = self.begun(&wanted, practice.as_ref());
        twinning.created_by = Some(by.clone());
        let origin = self.origin_of(viewer, &form, &wanted.own, &mut twinning).await?;
        let told = self.people_to_tell(&twinning, Tells::Parties, &by).await?;
        let name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        self.write(move |change| {
            Box::pin(async move {
                let at = change.now().as_millisecond();
                let happening = Happening::new(at, Some(by.clone()), Deed::Proposed);
                twinning.note(happening.clone());
                put(change, &twinning).await?;
                origin.follow(change, &twinning).await?;
                let kept = change.twinning(&twinning.uid).await?.ok_or(Error::NotFound)?;
                let slug = kept.slug.to_string();
                let name = name.unwrap_or_default();
                let news = News { twinning: &twinning, slug: &slug, happening: &happening, by: (&by, &name) };
                tell(change, &told, news).await?;
                Ok(SavedTwinning { slug, version: kept.version })
            })
        })
        .await
    }

    /// The twinning of a proposal: the models of the practice, each from all who offer to all who receive.
    fn begun(&self, wanted: &Wanted, practice: Option<&Practice>) -> Twinning {
        let in_role = |role: PartyRole| {
            let of = wanted.parties.iter().filter(move |party| party.role == role);
            of.map(|party| party.organisation.clone()).collect::<Vec<Uid>>()
        };
        let model = |title: &str, description: &str, practice: &Practice| Model {
            uid: self.new_uid(),
            title: title.to_owned(),
            description: description.to_owned(),
            offering: in_role(PartyRole::Offering),
            recipients: in_role(PartyRole::Recipient),
            practice: Some(practice.uid.clone()),
            state: ModelState::Planned,
            reason: None,
        };
        let models: Vec<Model> = match practice {
            None => Vec::new(),
            Some(one) if one.models.is_empty() => {
                vec![model(&one.title, one.summary.as_deref().unwrap_or_default(), one)]
            }
            Some(one) => one.models.iter().map(|part| model(&part.title, &part.description, one)).collect(),
        };
        let bare = serde_json::json!({"uid": self.new_uid(), "title": wanted.title, "language": wanted.language});
        let mut twinning: Twinning =
            serde_json::from_value(bare).expect("an identifier, a title and a language make a twinning");
        twinning.object.clone_from(&wanted.object);
        twinning.start_date = wanted.start;
        twinning.themes = practice.map(|one| one.themes.iter().take(3).cloned().collect()).unwrap_or_default();
        twinning.parties.clone_from(&wanted.parties);
        twinning.models = models;
        twinning
    }

    /// A practice of the library by its address, with that address; nothing where there is none for the viewer.
    async fn practice_to_carry(&self, viewer: &Viewer, slug: &str) -> Result<Option<(Practice, String)>, Error> {
        match self.kept_at(viewer, slug).await {
            Ok(kept) if kept.record.stage.is_in_library() => Ok(Some((kept.record, kept.slug.to_string()))),
            Ok(_) | Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whoever answers an advert stands on the other side of who published it.
    async fn fill_from_advert(&self, viewer: &Viewer, advert: &Advert, form: &mut ProposalForm) -> Result<(), Error> {
        let body = &advert.organisation;
        form.title.clone_from(&advert.title);
        form.object = advert.description.clone().unwrap_or_default();
        form.language = advert.language.code().to_owned();
        if advert.takes_answers(self.today()) {
            form.advert = advert.uid.to_string();
        }
        let own = viewer.acting().is_some_and(|acting| acting.acts_for(body, OrganisationRole::Editor));
        let role = match (advert.kind, own) {
            (AdvertKind::Offer, true) | (AdvertKind::Seek, false) => PartyRole::Offering,
            (AdvertKind::Offer, false) | (AdvertKind::Seek, true) => PartyRole::Recipient,
        };
        form.role = role.code().to_owned();
        if own {
            form.organisation = body.to_string();
        } else if role == PartyRole::Recipient {
            form.offering = self.name_of_body(body).await?;
        } else {
            form.recipient = self.name_of_body(body).await?;
        }
        Ok(())
    }

    async fn advert_answered(&self, viewer: &Viewer, uid: &str) -> Result<Option<Advert>, Error> {
        let Ok(uid) = Uid::parse(uid) else { return Ok(None) };
        Ok(self.inner.store.advert(viewer, &uid).await?.map(|kept| kept.record))
    }

    async fn name_of_body(&self, uid: &Uid) -> Result<String, Error> {
        let name = self.names_of_bodies(std::slice::from_ref(uid)).await?.pop();
        Ok(name.map(|(_, name)| name).unwrap_or_default())
    }

    /// The bodies in whose name the viewer may propose a twinning: identifier and name.
    pub(super) async fn bodies_to_write_for(&self, viewer: &Viewer) -> Result<Vec<(String, String)>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let uids: Vec<Uid> = acting.organisations(OrganisationRole::Editor).cloned().collect();
        let names = self.names_of_bodies(&uids).await?;
        Ok(names.into_iter().map(|(uid, name)| (uid.to_string(), name)).collect())
    }
}
