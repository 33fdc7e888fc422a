// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who writes a practice tells of a body that took it up; it counts once that body has confirmed it. A body that the
//! portal does not know is told of by its name and its region.

use domain::adoption::{Adoption, AdoptionSource};
use domain::organisation::Organisation;
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use domain::text::{TITLE_MAX, plain_line};
use domain::{Uid, places};
use store::{Change, KeptPractice};

use super::typed::{Told, told};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError};
use crate::import::renew_phases;
use crate::people::{MailContent, today, write_about};
use crate::writing::asking;

/// An adoption as it was typed, by who writes the practice.
#[derive(Clone, Debug, Default)]
pub struct DeclarationForm {
    /// The practice.
    pub uid: String,
    /// The name of the body.
    pub adopter: String,
    /// `on` where the body is not in the portal's list.
    pub not_listed: String,
    /// The code of the region of a body that is not in the list.
    pub region: String,
    /// The code of how far it has come.
    pub state: String,
    /// The year in which it began; may be empty.
    pub year: String,
    /// What was changed, or why it was given up.
    pub notes: String,
}

/// Who took a practice up.
enum Adopter {
    /// A body of the portal.
    Listed(Box<Organisation>),
    /// Any other, by its name and the code of its region.
    Named(String, String),
}

impl Portal {
    /// Keeps that a body took up a practice, as its owner says, and asks that body, where the portal knows it.
    ///
    /// # Errors
    /// The viewer does not write the practice, or it is not in the library; `adopter` is missing, unknown, ambiguous,
    /// too long, the owner itself, or has an adoption already; `region` is missing or unknown for a body that is not in
    /// the list; `state`, `year` or `notes` is wrong.
    pub async fn declare_adoption(&self, viewer: &Viewer, form: DeclarationForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let uid = Uid::parse(&form.uid).map_err(|_| Error::NotFound)?;
        let practice = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?.record;
        allows(viewer, Act::Declare, &On::Practice(PracticeFacts::from(&practice)))?;
        let mut problems = Vec::new();
        let adopter = self.adopter_of(&form, &practice, &mut problems).await?;
        let told = told((&form.state, &form.year, &form.notes), today(self.now()), &mut problems);
        let (Some(adopter), Some(told), true) = (adopter, told, problems.is_empty()) else {
            return Err(FormError::Fields(problems));
        };
        let editors = match &adopter {
            Adopter::Listed(body) => self.editors_of(&body.uid).await?,
            Adopter::Named(..) => Vec::new(),
        };
        let by_name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (new, viewer) = (self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                allows(&viewer, Act::Declare, &On::Practice(PracticeFacts::from(&kept.record)))?;
                keep(change, &kept, new.clone(), &adopter, told).await?;
                let Adopter::Listed(body) = &adopter else { return Ok(()) };
                for editor in editors.iter().filter(|editor| editor.uid != by) {
                    let content = MailContent::AdoptionToConfirm {
                        first_name: editor.first_name.clone(),
                        by: by_name.clone().unwrap_or_default(),
                        organisation: body.name.clone(),
                        organisation_uid: body.uid.to_string(),
                        adoption_uid: new.to_string(),
                        title: kept.record.title.clone(),
                        slug: kept.slug.to_string(),
                    };
                    write_about(change, &by, editor, &content).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The body that is told of: one of the list wherever that has the name, also where it was said not to be.
    async fn adopter_of(
        &self,
        form: &DeclarationForm,
        practice: &Practice,
        problems: &mut FieldProblems,
    ) -> Result<Option<Adopter>, FormError> {
        let is_named = !form.not_listed.is_empty() && !plain_line(&form.adopter).is_empty();
        if is_named && !self.has_body_called_like(&form.adopter).await? {
            return Ok(named(form, problems));
        }
        match self.organisation_of(&form.adopter, "").await {
            Ok(adopter) if Some(&adopter.uid) == practice.owner_org.as_ref() => {
                problems.push(("adopter", FieldProblem::NotAllowed));
                Ok(None)
            }
            Ok(adopter) => Ok(Some(Adopter::Listed(Box::new(adopter)))),
            Err(FormError::Fields(wrong)) => {
                problems.extend(wrong.into_iter().map(|(_, problem)| ("adopter", problem)));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// A body that the portal does not know.
fn named(form: &DeclarationForm, problems: &mut FieldProblems) -> Option<Adopter> {
    let name = plain_line(&form.adopter);
    let is_region = places::region(&form.region).is_some();
    if name.chars().count() > TITLE_MAX {
        problems.push(("adopter", FieldProblem::TooLong));
    }
    match form.region.as_str() {
        "" => problems.push(("region", FieldProblem::Missing)),
        _ if !is_region => problems.push(("region", FieldProblem::Unknown)),
        _ => {}
    }
    is_region.then(|| Adopter::Named(name, form.region.clone()))
}

/// Keeps the adoption; each body has one of a practice.
async fn keep(
    change: &mut Change,
    kept: &KeptPractice,
    new: Uid,
    adopter: &Adopter,
    told: Told,
) -> Result<(), FormError> {
    let uid = kept.record.uid.clone();
    let taken = || FormError::field("adopter", FieldProblem::Taken);
    let source = AdoptionSource::DeclaredByOwner;
    let mut adoption = match adopter {
        Adopter::Listed(body) => {
            if !change.whole_adoptions(&uid, &body.uid).await?.is_empty() {
                return Err(taken());
            }
            Adoption::declared(new, uid.clone(), body.uid.clone(), told.state, source)
        }
        Adopter::Named(name, region) => {
            let known = change.adoptions_of(std::slice::from_ref(&uid)).await?;
            let called = |one: &Adoption| {
                one.adopter_name.as_ref().is_some_and(|known| known.to_lowercase() == name.to_lowercase())
            };
            if known.iter().any(called) {
                return Err(taken());
            }
            let (adopter_name, region) = (Some(name.clone()), Some(region.clone()));
            let declared = Adoption::declared(new, uid.clone(), uid.clone(), told.state, source);
            Adoption { adopter_org: None, adopter_name, region, ..declared }
        }
    };
    told.put_into(&mut adoption);
    let adoption = adoption.checked().map_err(|wrong| FormError::of_record(&wrong, &["notes"]))?;
    change.put_adoption(&adoption).await?;
    renew_phases(change, vec![uid]).await.map_err(FormError::Portal)
}
