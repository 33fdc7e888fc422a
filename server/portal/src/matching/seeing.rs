// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A body has looked at its matches: somebody says so, for all colleagues. To read a page alone writes nothing.

use domain::Uid;
use domain::matching::SideKind;
use domain::policy::Viewer;
use store::MatchKey;

use super::listing::PER_PAGE;
use super::seeking::Own;
use crate::Portal;
use crate::error::Error;
use crate::form::{FormError, Typed};

impl Portal {
    /// Writes down that the body has looked at some matches of its advert: those that `seen` names, each as the code of
    /// what was matched, a colon and its identifier. What stands further on stays there.
    ///
    /// # Errors
    /// `NotFound` where the viewer does not act for the body, or `seen` names nothing that could be matched.
    pub async fn see_matches_of_advert(&self, viewer: &Viewer, uid: &str, form: &Typed) -> Result<(), FormError> {
        let own = self.own_advert(viewer, uid).await?;
        self.see(viewer, &own, form).await
    }

    /// The same for matches of a practice.
    ///
    /// # Errors
    /// As `see_matches_of_advert`.
    pub async fn see_matches_of_practice(&self, viewer: &Viewer, slug: &str, form: &Typed) -> Result<(), FormError> {
        let own = self.own_practice(viewer, slug).await?;
        self.see(viewer, &own, form).await
    }

    async fn see(&self, viewer: &Viewer, own: &Own, form: &Typed) -> Result<(), FormError> {
        let mut keys: Vec<MatchKey> = Vec::new();
        for typed in form.values("seen").take(PER_PAGE) {
            let other = other_of(typed).ok_or(Error::NotFound)?;
            match self.owner_of(viewer, &other).await {
                Ok(_) => keys.push(MatchKey { organisation: own.side.organisation.clone(), own: own.key(), other }),
                // What went in the meantime needs no mark.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if keys.is_empty() {
            return Ok(());
        }
        self.write(move |change| {
            Box::pin(async move {
                for key in &keys {
                    change.see_match(key).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

fn other_of(typed: &str) -> Option<(SideKind, Uid)> {
    let (kind, uid) = typed.split_once(':')?;
    Some((SideKind::from_code(kind)?, Uid::parse(uid).ok()?))
}
