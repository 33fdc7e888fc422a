// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A model that is in use was taken up: an adoption for each recipient, until whose confirmation it counts for nothing.

use domain::adoption::{Adoption, AdoptionSource, AdoptionState};
use domain::member::{Member, OrganisationRole};
use domain::policy::{Act, AdoptionFacts, On, Parent, PracticeFacts, Viewer, allows};
use domain::twinning::{Model, ModelState, Twinning};
use domain::{PartialDate, Uid};
use store::Change;

use super::changing::SavedTwinning;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::import::renew_phases;
use crate::people::{MailContent, today, write_about};
use crate::writing::asking;

/// The most characters of the name that is kept as who confirmed an adoption.
const CONFIRMED_BY_MAX: usize = 150;

/// What adoptions need that may follow from a change.
pub(super) struct Adopting {
    /// Identifiers for new ones.
    ids: Vec<Uid>,
    /// The recipients: identifier, name, and who speaks for them.
    recipients: Vec<(Uid, String, Vec<Member>)>,
    /// The name of who makes the change.
    by_name: String,
    today: PartialDate,
}

/// An adoption that came of a twinning, as its desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinningAdoption {
    /// Stable identifier.
    pub uid: String,
    /// The letter of the model.
    pub letter: String,
    /// Who took it up.
    pub adopter: String,
    /// How far it has come.
    pub state: AdoptionState,
    /// Whether the adopter confirmed it.
    pub confirmed: bool,
    /// Whether the viewer may confirm it now.
    pub may_confirm: bool,
}

/// The state of an adoption that a model's state stands for.
const fn taken_up(state: ModelState) -> Option<AdoptionState> {
    match state {
        ModelState::Operational => Some(AdoptionState::Adopted),
        ModelState::Extended => Some(AdoptionState::Scaled),
        _ => None,
    }
}

impl Portal {
    /// Looks up what adoptions of a model need.
    pub(super) async fn adopting(&self, viewer: &Viewer, model: &Model) -> Result<Adopting, Error> {
        let by = asking(viewer)?;
        let by_name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let names = self.inner.store.organisation_names(&model.recipients).await?;
        let mut recipients = Vec::with_capacity(names.len());
        for name in names {
            let editors = self.editors_of(&name.uid).await?;
            recipients.push((name.uid, name.name, editors));
        }
        Ok(Adopting {
            ids: model.recipients.iter().map(|_| self.new_uid()).collect(),
            recipients,
            by_name: by_name.unwrap_or_default(),
            today: today(self.now()),
        })
    }

    /// Confirms for the adopter that it works with a model.
    ///
    /// # Errors
    /// `NotFound`, or the viewer does not speak for the adopter; `form` is `conflict` where it is confirmed already.
    pub async fn confirm_twinning_adoption(
        &self,
        viewer: &Viewer,
        slug: &str,
        adoption: &str,
    ) -> Result<SavedTwinning, FormError> {
        let kept = self.twinning_at_to(viewer, Act::Read, slug).await?;
        let mut of = self.adoptions_of_twinning(&kept.record).await?.into_iter();
        let found = of.find(|one| one.uid.as_str() == adoption).ok_or(Error::NotFound)?;
        let body = found.adopter_org.clone().ok_or(Error::NotFound)?;
        let name = self.inner.store.organisation_names(std::slice::from_ref(&body)).await?.pop();
        let name: String = name.map(|name| name.name).ok_or(Error::NotFound)?.chars().take(CONFIRMED_BY_MAX).collect();
        let viewer = viewer.clone();
        let saved = SavedTwinning { slug: kept.slug.to_string(), version: kept.version };
        self.write(move |change| {
            Box::pin(async move {
                let practice = change.practice(&found.practice).await?.ok_or(Error::NotFound)?.record;
                let parent = Parent::Of(Box::new(On::Practice(PracticeFacts::from(&practice))));
                allows(&viewer, Act::Accept, &On::Adoption(AdoptionFacts { parent, adopter: Some(body) }))?;
                let mut present = change.adoptions_of(std::slice::from_ref(&practice.uid)).await?.into_iter();
                let Some(mut adoption) = present.find(|one| one.uid == found.uid && one.confirmed_by.is_none()) else {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                };
                adoption.confirmed_by = Some(name);
                change.put_adoption(&adoption).await?;
                renew_phases(change, vec![practice.uid]).await?;
                Ok(saved)
            })
        })
        .await
    }

    /// The adoptions that came of a twinning.
    pub(super) async fn adoptions_of_twinning(&self, twinning: &Twinning) -> Result<Vec<Adoption>, Error> {
        let mut practices: Vec<&Uid> = twinning.models.iter().filter_map(|model| model.practice.as_ref()).collect();
        practices.sort();
        practices.dedup();
        let mut found = Vec::new();
        for practice in practices {
            let rows = self.inner.store.adoptions_of(practice).await?.into_iter().map(|row| row.record);
            found.extend(rows.filter(|one| one.twinning.as_ref() == Some(&twinning.uid)));
        }
        Ok(found)
    }

    /// The same, as the desk shows them.
    pub(super) async fn adoptions_on_desk(
        &self,
        viewer: &Viewer,
        twinning: &Twinning,
        name: impl Fn(&Uid) -> String,
    ) -> Result<Vec<TwinningAdoption>, Error> {
        let speaks = |body: &Uid| viewer.acting().is_some_and(|acting| acting.acts_for(body, OrganisationRole::Editor));
        let adoptions = self.adoptions_of_twinning(twinning).await?;
        let line = |one: Adoption| TwinningAdoption {
            uid: one.uid.to_string(),
            letter: one.model.unwrap_or_default(),
            adopter: one.adopter_org.as_ref().map(&name).or(one.adopter_name).unwrap_or_default(),
            state: one.state,
            may_confirm: one.confirmed_by.is_none() && one.adopter_org.as_ref().is_some_and(speaks),
            confirmed: one.confirmed_by.is_some(),
        };
        Ok(adoptions.into_iter().map(line).collect())
    }
}

/// Writes the adoptions that follow from models which came into use with a change, and asks the adopters.
pub(super) async fn follow(
    change: &mut Change,
    before: &Twinning,
    after: &Twinning,
    by: (&Uid, &Viewer),
    mut with: Adopting,
) -> Result<(), FormError> {
    let mut practices = Vec::new();
    for (letter, model) in after.lettered() {
        let stood = before.models.iter().find(|one| one.uid == model.uid).map(|one| one.state);
        let (Some(state), Some(practice)) = (taken_up(model.state), &model.practice) else { continue };
        if stood == Some(model.state) {
            continue;
        }
        let Some(kept) = change.practice(practice).await? else { continue };
        let known = change.adoptions_of(std::slice::from_ref(practice)).await?;
        for body in &model.recipients {
            let is_it = |one: &&Adoption| {
                let same = one.twinning.as_ref() == Some(&after.uid) && one.model.as_ref() == Some(&letter);
                same && one.adopter_org.as_ref() == Some(body) && one.unit.is_none()
            };
            let known = known.iter().find(is_it).cloned();
            let Some(fresh) = known.or_else(|| Some(begun(with.ids.pop()?, after, &letter, (practice, body)))) else {
                continue;
            };
            let adoption = brought_on(fresh, state, body, by.1, &with);
            let asks = adoption.confirmed_by.is_none();
            let adoption = adoption.checked().map_err(|wrong| FormError::of_record(&wrong, &[]))?;
            change.put_adoption(&adoption).await?;
            if asks {
                ask(change, (body, &adoption.uid), by.0, (&kept.record.title, kept.slug.as_str()), &with).await?;
            }
        }
        practices.push(practice.clone());
    }
    Ok(renew_phases(change, practices).await?)
}

fn begun(uid: Uid, twinning: &Twinning, letter: &str, (practice, body): (&Uid, &Uid)) -> Adoption {
    let (state, source) = (AdoptionState::Planned, AdoptionSource::Twinning);
    let mut adoption = Adoption::declared(uid, practice.clone(), body.clone(), state, source);
    adoption.twinning = Some(twinning.uid.clone());
    adoption.model = Some(letter.to_owned());
    adoption.started = twinning.start_date;
    adoption.demo = twinning.demo;
    adoption
}

/// The adoption in its new state; confirmed at once where who moves the model speaks for the adopter.
fn brought_on(mut adoption: Adoption, state: AdoptionState, body: &Uid, by: &Viewer, with: &Adopting) -> Adoption {
    if adoption.state.leads_to(state) {
        adoption.state = state;
    }
    if adoption.adopted_on.is_none() {
        adoption.adopted_on = Some(with.today);
        adoption.year = adoption.year.or(Some(with.today.year()));
    }
    // A twinning that was to begin later than a model came into use began earlier.
    if adoption.started.zip(adoption.adopted_on).is_some_and(|(started, adopted)| adopted.is_before(started)) {
        adoption.started = adoption.adopted_on;
    }
    let speaks = by.acting().is_some_and(|acting| acting.acts_for(body, OrganisationRole::Editor));
    let name = with.recipients.iter().find(|(uid, ..)| uid == body).map(|(_, name, _)| name);
    if let (true, None, Some(name)) = (speaks, &adoption.confirmed_by, name) {
        // The body and not the person: a name would outlive the account.
        adoption.confirmed_by = Some(name.chars().take(CONFIRMED_BY_MAX).collect());
    }
    adoption
}

/// Asks those who speak for the adopter.
async fn ask(
    change: &mut Change,
    (body, adoption): (&Uid, &Uid),
    by: &Uid,
    (title, slug): (&str, &str),
    with: &Adopting,
) -> Result<(), FormError> {
    let Some((_, organisation, editors)) = with.recipients.iter().find(|(uid, ..)| uid == body) else {
        return Ok(());
    };
    for editor in editors.iter().filter(|editor| editor.uid != *by) {
        let content = MailContent::AdoptionToConfirm {
            first_name: editor.first_name.clone(),
            by: with.by_name.clone(),
            organisation: organisation.clone(),
            organisation_uid: body.to_string(),
            adoption_uid: adoption.to_string(),
            title: title.to_owned(),
            slug: slug.to_owned(),
        };
        write_about(change, by, editor, &content).await?;
    }
    Ok(())
}
