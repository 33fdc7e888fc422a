// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Accounts that the operator makes: the first administrator, or somebody who cannot register.

use domain::member::{Member, OrganisationRole, PortalRole};
use domain::{Email, Uid};

use super::mails::MailContent;
use super::{AuditAct, links};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// An account that the operator makes.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The address.
    pub email: Email,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The organisation.
    pub organisation: Option<Uid>,
    /// As what in the organisation.
    pub organisation_role: OrganisationRole,
    /// A role in the portal.
    pub portal_role: Option<PortalRole>,
}

impl Portal {
    /// Makes an account for somebody who has none, from the command line; gives the secret of the link by which its
    /// owner sets a password.
    ///
    /// # Errors
    /// A field is wrong; `email` is `taken`; `organisation` is unknown.
    pub async fn create_member(&self, new: NewAccount) -> Result<String, FormError> {
        let organisation = match &new.organisation {
            Some(uid) => Some(
                self.kept_organisation(uid).await?.ok_or(FormError::field("organisation", FieldProblem::Unknown))?,
            ),
            None => None,
        };
        let member = self.account_of(&new, organisation.as_ref())?;
        if self.inner.store.member_uid_by_email(&new.email).await?.is_some() {
            return Err(FormError::field("email", FieldProblem::Taken));
        }
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                change.put_member(&member).await?;
                let thing = ("member", member.uid.as_str());
                Self::note(change, None, AuditAct::Registered, thing, serde_json::Value::Null).await?;
                match links::confirmation(&portal, change, &member, None).await? {
                    MailContent::ConfirmAddress { token, .. } => Ok(token),
                    _ => Err(Error::NotFound.into()),
                }
            })
        })
        .await
    }

    fn account_of(
        &self,
        new: &NewAccount,
        organisation: Option<&domain::organisation::Organisation>,
    ) -> Result<Member, FormError> {
        let today = super::registering::today(self.now());
        let record = serde_json::json!({
            "uid": self.new_uid(), "first_name": new.first_name, "last_name": new.last_name, "email": new.email,
            "job_title": "", "member_type": "official", "locale": "it", "state": "pending_email",
            "joined_on": today, "roles": new.portal_role.into_iter().collect::<Vec<_>>(),
            "memberships": organisation.map(|organisation| serde_json::json!({
                "organisation": organisation.uid, "role": new.organisation_role, "state": "active",
                "verified_by": "administrator", "since": today})).into_iter().collect::<Vec<_>>(),
        });
        let member: Member = serde_json::from_value(record).map_err(|error| Error::Broken(error.to_string()))?;
        member.checked().map_err(|problems| FormError::of_record(&problems, &["first_name", "last_name", "email"]))
    }
}
