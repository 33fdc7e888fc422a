// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Ending an alert from its mail: the link says which by a signature, so that nobody has to sign in.

use domain::Uid;
use domain::policy::Viewer;
use domain::saved_search::AlertFrequency;

use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// What the signature of a link is for.
const PURPOSE: &str = "saved search alert";

/// What the link of an alert's mail leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertLink {
    /// How its member calls the search.
    pub name: String,
    /// How often it tells.
    pub frequency: AlertFrequency,
}

impl Portal {
    /// What the mails of an alert hold, to end it.
    pub(super) async fn alert_token(&self, search: &Uid) -> Result<String, Error> {
        self.signed(PURPOSE, search.as_str()).await
    }

    /// What a link leads to; nothing where it is none, or the search is gone. Nothing is changed by asking.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn alert_link(&self, token: &str) -> Result<Option<AlertLink>, Error> {
        let Some(uid) = self.alert_of(token).await? else { return Ok(None) };
        let search = self.inner.store.saved_search(&Viewer::Operator, &uid).await?;
        Ok(search.map(|search| AlertLink { name: search.name, frequency: search.frequency }))
    }

    /// Ends the alert of a link. Doing it again changes nothing, and nor does it where the search is gone.
    ///
    /// # Errors
    /// `form` is `expired` for a link that is none.
    pub async fn stop_alert(&self, token: &str) -> Result<(), FormError> {
        let expired = || FormError::field("form", FieldProblem::Expired);
        let uid = self.alert_of(token).await?.ok_or_else(expired)?;
        self.write(move |change| {
            Box::pin(async move {
                change.stop_alert(&uid).await?;
                Ok(())
            })
        })
        .await
    }

    async fn alert_of(&self, token: &str) -> Result<Option<Uid>, Error> {
        Ok(self.unsigned(PURPOSE, token).await?.and_then(|uid| Uid::parse(uid).ok()))
    }
}
