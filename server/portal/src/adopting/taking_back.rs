// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who told of a body that took a practice up takes that back, as long as the body has not confirmed it.

use domain::Uid;
use domain::adoption::{Adoption, AdoptionSource, AdoptionState};
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use store::AdoptionRow;

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::import::renew_phases;
use crate::people::{MailContent, write_about};
use crate::writing::asking;

/// What was told of a body that has not confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredLine {
    /// Names the adoption.
    pub uid: String,
    /// The body.
    pub name: String,
    /// How far it is said to have come.
    pub state: AdoptionState,
}

/// Whether the owner's word alone stands for it.
fn is_the_owners(adoption: &Adoption) -> bool {
    adoption.source == AdoptionSource::DeclaredByOwner && adoption.confirmed_by.is_none() && adoption.twinning.is_none()
}

/// What can be taken back of the adoptions of a practice.
pub(crate) fn declared(rows: &[AdoptionRow]) -> Vec<DeclaredLine> {
    let own = rows.iter().filter(|row| is_the_owners(&row.record));
    let line =
        |row: &AdoptionRow| DeclaredLine { uid: row.record.uid.to_string(), name: name(row), state: row.record.state };
    own.map(line).collect()
}

fn name(row: &AdoptionRow) -> String {
    let listed = row.adopter.as_ref().map(|adopter| adopter.name.clone());
    listed.or_else(|| row.record.adopter_name.clone()).unwrap_or_default()
}

impl Portal {
    /// Takes back that a body took up a practice; whoever was asked to confirm it is told.
    ///
    /// # Errors
    /// The viewer does not write the practice, or it is not in the library; `form` is `conflict` where there is no such
    /// adoption, or the body has confirmed it meanwhile.
    pub async fn take_adoption_back(&self, viewer: &Viewer, practice: &str, adoption: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let gone = || FormError::field("form", FieldProblem::Conflict);
        let uid = Uid::parse(practice).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.practice_for(viewer, &uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, Act::Declare, &On::Practice(PracticeFacts::from(&kept.record)))?;
        let rows = self.inner.store.adoptions_of(&uid).await?;
        let row = rows.into_iter().find(|row| row.record.uid.as_str() == adoption).ok_or_else(gone)?;
        let organisation = name(&row);
        let editors = match &row.record.adopter_org {
            Some(body) => self.editors_of(body).await?,
            None => Vec::new(),
        };
        let by_name = self.inner.store.member_names(std::slice::from_ref(&by)).await?.pop().map(|(_, name)| name);
        let (by_name, viewer) = (by_name.unwrap_or_default(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.practice(&uid).await?.ok_or(Error::NotFound)?;
                allows(&viewer, Act::Declare, &On::Practice(PracticeFacts::from(&kept.record)))?;
                let all = change.adoptions_of(std::slice::from_ref(&uid)).await?;
                let own = all.into_iter().find(|one| one.uid == row.record.uid && is_the_owners(one));
                change.remove_adoption(&own.ok_or_else(gone)?).await?;
                renew_phases(change, vec![uid]).await?;
                for editor in editors.iter().filter(|editor| editor.uid != by) {
                    let content = MailContent::AdoptionTakenBack {
                        first_name: editor.first_name.clone(),
                        by: by_name.clone(),
                        organisation: organisation.clone(),
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
