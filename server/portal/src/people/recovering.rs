// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Getting back in: one form for a forgotten password and for a lost mail, with one answer for every address.

use domain::Email;
use domain::member::MemberState;

use super::jobs::Job;
use super::mails::write_to;
use super::{Visit, links};
use crate::Portal;
use crate::form::{FieldProblem, FormError};

impl Portal {
    /// Sends the link that an account needs, if there is one for the address.
    ///
    /// # Errors
    /// `email` is missing or invalid; `form` is `wait` after too many.
    pub async fn ask_for_link(&self, email: &str, _visit: &Visit) -> Result<(), FormError> {
        let email = Email::parse(email).map_err(|fault| FormError::field("email", FieldProblem::from(&fault)))?;
        self.reserve_mail(&email).await?;
        Ok(self.add_job(&Job::SendLink { email }).await?)
    }

    /// The work of it, out of sight of who asked.
    pub(super) async fn carry_out_sending(&self, email: &Email) -> Result<(), FormError> {
        let Some(uid) = self.inner.store.member_uid_by_email(email).await? else { return Ok(()) };
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                let Some(member) = change.member(&uid).await? else { return Ok(()) };
                let content = match member.record.state {
                    MemberState::PendingEmail => links::confirmation(&portal, change, &member.record, None).await?,
                    MemberState::Active => links::reset(&portal, change, &member.record).await?,
                    MemberState::PendingApproval | MemberState::Suspended | MemberState::Anonymised => return Ok(()),
                };
                write_to(change, &member.record, &content).await
            })
        })
        .await
    }
}
