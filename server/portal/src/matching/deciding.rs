// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body says that a match does not fit, and takes that back.

use domain::Uid;
use domain::matching::{Dismissal, DismissalReason, MatchState, SideKind};
use domain::policy::Viewer;
use store::MatchKey;

use super::listing::{conversation_of, state_of};
use super::seeking::Own;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::asking;

/// Which match does not fit, and why, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct DismissalForm {
    /// What was matched: `advert` or `practice`.
    pub kind: String,
    /// The identifier of that.
    pub other: String,
    /// The code of the reason.
    pub reason: String,
    /// Why, in words; may be empty.
    pub note: String,
}

impl DismissalForm {
    fn other(&self) -> Result<(SideKind, Uid), Error> {
        let kind = SideKind::from_code(&self.kind).ok_or(Error::NotFound)?;
        Ok((kind, Uid::parse(&self.other).map_err(|_| Error::NotFound)?))
    }

    fn read(&self, own: Uid, other: Uid, by: Uid, at: i64) -> Result<Dismissal, FormError> {
        let reason = match self.reason.as_str() {
            "" => return Err(FormError::field("reason", FieldProblem::Missing)),
            code => DismissalReason::from_code(code).ok_or(FormError::field("reason", FieldProblem::Unknown))?,
        };
        let note = Some(domain::text::plain_line(&self.note)).filter(|note| !note.is_empty());
        let dismissal = Dismissal { own, other, reason, note, at, by: Some(by) };
        dismissal.checked().map_err(|problems| FormError::of_record(&problems, &["note"]))
    }
}

impl Portal {
    /// Takes a match of an advert out of the lists of its body; sent twice, it is out once.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not act for the body, or there is no such match; `reason` or `note` is wrong;
    /// `form` is `not_allowed` where it became a twinning.
    pub async fn dismiss_match_of_advert(
        &self,
        viewer: &Viewer,
        uid: &str,
        form: DismissalForm,
    ) -> Result<(), FormError> {
        let own = self.own_advert(viewer, uid).await?;
        self.dismiss(viewer, own, form).await
    }

    /// The same for a match of a practice.
    ///
    /// # Errors
    /// As `dismiss_match_of_advert`.
    pub async fn dismiss_match_of_practice(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: DismissalForm,
    ) -> Result<(), FormError> {
        let own = self.own_practice(viewer, slug).await?;
        self.dismiss(viewer, own, form).await
    }

    /// Shows a match of an advert again that was dismissed.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not act for the body, or it was not dismissed.
    pub async fn restore_match_of_advert(
        &self,
        viewer: &Viewer,
        uid: &str,
        form: &DismissalForm,
    ) -> Result<(), FormError> {
        let own = self.own_advert(viewer, uid).await?;
        self.restore(&own, form).await
    }

    /// The same for a match of a practice.
    ///
    /// # Errors
    /// As `restore_match_of_advert`.
    pub async fn restore_match_of_practice(
        &self,
        viewer: &Viewer,
        slug: &str,
        form: &DismissalForm,
    ) -> Result<(), FormError> {
        let own = self.own_practice(viewer, slug).await?;
        self.restore(&own, form).await
    }

    async fn dismiss(&self, viewer: &Viewer, own: Own, form: DismissalForm) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let other = form.other()?;
        let owner = self.owner_of(viewer, &other).await?;
        let body = own.side.organisation.clone();
        let dismissal = form.read(own.side.uid.clone(), other.1.clone(), by, self.now().as_millisecond())?;
        let about = [own.side.uid.clone(), other.1.clone()];
        let conversations = self.inner.store.correspondence(&body, &about).await?;
        let conversation = conversation_of(&conversations, &own, &other, &owner).cloned();
        let key = MatchKey { organisation: body, own: own.key(), other };
        self.write(move |change| {
            Box::pin(async move {
                let state = state_of(change.match_state(&key).await?, conversation.as_ref());
                if state == MatchState::Dismissed {
                    return Ok(());
                }
                if !MatchState::Dismissed.may_follow(state) {
                    return Err(FormError::field("form", FieldProblem::NotAllowed));
                }
                change.dismiss_match(&key, state, &dismissal).await?;
                Ok(())
            })
        })
        .await
    }

    async fn restore(&self, own: &Own, form: &DismissalForm) -> Result<(), FormError> {
        let key = MatchKey { organisation: own.side.organisation.clone(), own: own.key(), other: form.other()? };
        self.write(move |change| {
            Box::pin(async move {
                match change.restore_match(&key).await? {
                    true => Ok(()),
                    false => Err(Error::NotFound.into()),
                }
            })
        })
        .await
    }

    /// The body of something that the viewer may see.
    pub(super) async fn owner_of(&self, viewer: &Viewer, (kind, uid): &(SideKind, Uid)) -> Result<Uid, Error> {
        let uids = std::slice::from_ref(uid);
        let owner = match kind {
            SideKind::Advert => {
                let found = self.inner.store.adverts_by_uids(viewer, uids).await?.pop();
                found.map(|kept| kept.record.organisation)
            }
            SideKind::Practice => {
                let found = self.inner.store.practices_by_uids(viewer, uids).await?.pop();
                found.and_then(|row| row.owner).map(|owner| owner.uid)
            }
        };
        owner.ok_or(Error::NotFound)
    }
}
