// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Changes of the documents of a published practice: they wait in its new version, each as a copy that names the document
//! whose place it takes, and are let in with it. Readers have the documents as they are until then.

use domain::Uid;
use domain::document::CaseDocument;
use domain::policy::{Act, Parent, Refusal, Standing, Viewer, allows};
use domain::practice::Practice;
use store::Change;

use super::attaching::still_open;
use super::owner::Owner;
use super::values::Renewal;
use super::{facts, of_practice};
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::Job;

/// What is written where documents are brought, changed or taken away.
pub(super) struct Written {
    /// What they belong to.
    pub(super) owner: Owner,
    /// The published practice of which that is a new version, and the new version as permission asks about it.
    renews: Option<(Owner, Parent)>,
}

impl From<Owner> for Written {
    fn from(owner: Owner) -> Self {
        Self { owner, renews: None }
    }
}

impl From<&Practice> for Written {
    fn from(draft: &Practice) -> Self {
        let renews = draft.revision_of.clone().map(|published| (Owner::Practice(published), of_practice(draft)));
        Self { owner: Owner::Practice(draft.uid.clone()), renews }
    }
}

impl Written {
    /// Whether the viewer may change a document here: one of its own, or one of the published practice, of which whoever
    /// writes the new version changes a copy.
    pub(super) fn may_change(&self, viewer: &Viewer, document: &CaseDocument, parent: &Parent) -> Result<(), Refusal> {
        let whose = Owner::of(document);
        if whose.as_ref() == Some(&self.owner) {
            return allows(viewer, Act::Edit, &facts(document, parent));
        }
        match &self.renews {
            Some((published, draft)) if whose.as_ref() == Some(published) => {
                allows(viewer, Act::Read, &facts(document, parent))?;
                allows(viewer, Act::Edit, &facts(document, draft))
            }
            _ => Err(Refusal::NotVisible),
        }
    }

    /// Asks once more, inside the change, whether it can be written. It is held from then on: what was sent for review
    /// meanwhile stays as it was sent.
    pub(super) async fn still_open(&self, change: &mut Change, viewer: &Viewer) -> Result<(), FormError> {
        let Owner::Practice(uid) = &self.owner else { return still_open(change, viewer, &self.owner).await };
        let practice = change.practice(uid).await?.ok_or(Error::NotFound)?.record;
        allows(viewer, Act::Edit, &crate::writing::facts(&practice))?;
        if practice.stage.is_unpublished() { Ok(()) } else { Err(Error::NotAllowed.into()) }
    }

    /// A document as it is to be written inside this change. One of the published practice is not written itself: what
    /// waits for it is, or else a copy under the identifier `copy`.
    pub(super) async fn to_write(
        &self,
        change: &mut Change,
        document: &Uid,
        copy: Uid,
    ) -> Result<CaseDocument, FormError> {
        let own = self.owner.held_documents(change).await?;
        let waits = |one: &CaseDocument| one.renews.as_ref() == Some(document) && one.standing == Standing::Visible;
        if let Some(found) = own.into_iter().find(|one| one.uid == *document || waits(one)) {
            return Ok(found);
        }
        let (Owner::Practice(draft), Some((published, _))) = (&self.owner, &self.renews) else {
            return Err(Error::NotFound.into());
        };
        let present = published.held_documents(change).await?;
        let found = present.into_iter().find(|one| one.uid == *document).ok_or(Error::NotFound)?;
        Ok(found.waiting_in(draft.clone(), copy))
    }

    /// The documents that there will be beside one: of a new version also those of the published practice that stay as
    /// they are.
    pub(super) async fn others(
        &self,
        change: &mut Change,
        document: &CaseDocument,
    ) -> Result<Vec<CaseDocument>, FormError> {
        let mut all = self.owner.held_documents(change).await?;
        all.retain(|one| one.uid != document.uid && one.standing == Standing::Visible);
        if let Some((published, _)) = &self.renews {
            let mut present = published.held_documents(change).await?;
            let is_renewed = |uid: &Uid| all.iter().chain([document]).any(|one| one.renews.as_ref() == Some(uid));
            present.retain(|one| one.standing == Standing::Visible && !is_renewed(&one.uid));
            all.extend(present);
        }
        all.retain(|one| !one.withdraws);
        Ok(all)
    }
}

impl Portal {
    /// What is written where a document is to be changed: that of a practice in the draft that the form names, anything
    /// else in its own place.
    pub(super) async fn written_for(
        &self,
        viewer: &Viewer,
        named: &str,
        document: &CaseDocument,
    ) -> Result<Written, Error> {
        match Owner::of(document).ok_or(Error::NotFound)? {
            Owner::Practice(_) => Ok(Written::from(&self.draft_to_edit(viewer, named).await?.record)),
            other => Ok(Written::from(other)),
        }
    }
}

/// What a new version of a practice does with a document.
pub(super) fn renewal(document: &CaseDocument, draft: &Practice) -> Renewal {
    if document.practice.as_ref() != Some(&draft.uid) {
        return Renewal::Unchanged;
    }
    match &document.renews {
        Some(_) if document.withdraws => Renewal::Removed,
        Some(_) => Renewal::Changed,
        None => Renewal::Added,
    }
}

/// Lets in what waited in a new version: its documents come to the published practice, or take the place of those there.
pub(crate) async fn let_in(change: &mut Change, draft: &Uid, published: &Uid) -> Result<(), FormError> {
    let present = change.documents_of(published).await?;
    for waiting in change.documents_of(draft).await? {
        let before = present.iter().find(|one| waiting.renews.as_ref() == Some(&one.uid)).cloned();
        let is_visible = waiting.standing == Standing::Visible;
        match before {
            // It is new, or what it should take the place of is gone altogether.
            None if !waiting.withdraws => {
                let own = CaseDocument { practice: Some(published.clone()), renews: None, ..waiting };
                change.put_document(&own).await?;
                continue;
            }
            Some(before) if is_visible => renew(change, before, waiting.clone()).await?,
            // Somebody thought better of it.
            None | Some(_) => {}
        }
        change.remove_document(&waiting.uid).await?;
    }
    Ok(())
}

/// Has what waited take the place of a document. The text of another file is read anew, under the identifier that stays.
async fn renew(change: &mut Change, before: CaseDocument, waiting: CaseDocument) -> Result<(), FormError> {
    let file = before.file.sha256.clone();
    let after = before.renewed_by(waiting);
    change.put_document(&after).await?;
    if after.file.sha256 != file {
        let job = Job::ReadDocument { document: after.uid };
        change.add_job(job.kind(), job.json()?).await?;
    }
    Ok(())
}
