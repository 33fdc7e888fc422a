// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who writes a practice tells of a body that took it up; it counts once that body has confirmed it.

use domain::Uid;
use domain::adoption::{Adoption, AdoptionSource};
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};

use super::typed::told;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
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
    /// The code of how far it has come.
    pub state: String,
    /// The year in which it began; may be empty.
    pub year: String,
    /// What was changed, or why it was given up.
    pub notes: String,
}

impl Portal {
    /// Keeps that a body took up a practice, as its owner says, and asks that body.
    ///
    /// # Errors
    /// The viewer does not write the practice, or it is not in the library; `adopter` is missing, unknown, ambiguous,
    /// the owner itself, or has an adoption already; `state`, `year` or `notes` is wrong.
    pub async fn declare_adoption(&self, viewer: &Viewer, form: DeclarationForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let uid = Uid::parse(&form.uid).map_err(|_| Error::NotFound)?;
        let practice = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?.record;
        allows(viewer, Act::Declare, &On::Practice(PracticeFacts::from(&practice)))?;
        let mut problems = Vec::new();
        let adopter = match self.organisation_of(&form.adopter, "").await {
            Ok(adopter) if Some(&adopter.uid) == practice.owner_org.as_ref() => {
                problems.push(("adopter", FieldProblem::NotAllowed));
                None
            }
            Ok(adopter) => Some(adopter),
            Err(FormError::Fields(wrong)) => {
                problems.extend(wrong.into_iter().map(|(_, problem)| ("adopter", problem)));
                None
            }
            Err(error) => return Err(error),
        };
        let told = told((&form.state, &form.year, &form.notes), today(self.now()), &mut problems);
        let (Some(adopter), Some(told), true) = (adopter, told, problems.is_empty()) else {
            return Err(FormError::Fields(problems));
        };
        let editors = self.editors_of(&adopter.uid).await?;
        let by_name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (new, viewer) = (self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                allows(&viewer, Act::Declare, &On::Practice(PracticeFacts::from(&kept.record)))?;
                if change.adoption_by(&uid, &adopter.uid).await?.is_some() {
                    return Err(FormError::field("adopter", FieldProblem::Taken));
                }
                let source = AdoptionSource::DeclaredByOwner;
                let mut adoption = Adoption::declared(new, uid.clone(), adopter.uid.clone(), told.state, source);
                told.put_into(&mut adoption);
                let adoption = adoption.checked().map_err(|wrong| FormError::of_record(&wrong, &["notes"]))?;
                change.put_adoption(&adoption).await?;
                renew_phases(change, vec![uid]).await?;
                for editor in editors.iter().filter(|editor| editor.uid != by) {
                    let content = MailContent::AdoptionToConfirm {
                        first_name: editor.first_name.clone(),
                        by: by_name.clone().unwrap_or_default(),
                        organisation: adopter.name.clone(),
                        organisation_uid: adopter.uid.to_string(),
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
}
