// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Leading an advert on: published, closed, renewed, or deleted while it is a draft.

use domain::advert::{AdvertMove, AdvertState};
use domain::policy::{Act, Viewer};

use super::{held, unmoved, version_of};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

impl Portal {
    /// Publishes, closes or renews an advert. What is published is what the page shows: `version` is that of its texts.
    ///
    /// # Errors
    /// The viewer may not; a field keeps it from being published; `renew` is `too_quick` before its last 30 days and
    /// `not_allowed` after two times; `form` is `conflict` where it stands elsewhere by now.
    pub async fn move_advert(
        &self,
        viewer: &Viewer,
        uid: &str,
        step: AdvertMove,
        version: &str,
    ) -> Result<(), FormError> {
        // Other bodies answer, twinnings match, and nobody but time lets an advert expire.
        let Some(act) = step.act().filter(|act| matches!(act, Act::Advance | Act::Withdraw)) else {
            return Err(Error::NotFound.into());
        };
        let uid = self.advert_to(viewer, act, uid).await?.record.uid;
        let (viewer, today, version) = (viewer.clone(), self.today(), version.to_owned());
        self.write(move |change| {
            Box::pin(async move {
                let advert = held(change, &viewer, act, &uid).await?.record;
                let moved = match step {
                    AdvertMove::Publish if version_of(&advert) != version => {
                        return Err(FormError::field("form", FieldProblem::Conflict));
                    }
                    AdvertMove::Publish => advert.publish(today),
                    AdvertMove::Close => advert.close(),
                    AdvertMove::Renew => advert.renew(today),
                    AdvertMove::Answer | AdvertMove::Match | AdvertMove::Expire => return Err(Error::NotFound.into()),
                };
                change.put_advert(&moved.map_err(|refused| unmoved(&refused))?).await?;
                Ok(())
            })
        })
        .await
    }

    /// Deletes a draft: nothing of it stays.
    ///
    /// # Errors
    /// The viewer may not; `form` is `conflict` where it is no draft any more.
    pub async fn delete_advert(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let uid = self.advert_to(viewer, Act::Withdraw, uid).await?.record.uid;
        let viewer = viewer.clone();
        self.write(move |change| {
            Box::pin(async move {
                let advert = held(change, &viewer, Act::Withdraw, &uid).await?.record;
                if advert.state != AdvertState::Draft {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                change.remove_advert(&uid).await?;
                Ok(())
            })
        })
        .await
    }
}
