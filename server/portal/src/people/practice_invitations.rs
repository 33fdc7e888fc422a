// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The mail of an invitation to a practice: who has an account finds the invitation on the desk, who has none is asked
//! to register first. Which of the two an address is shows in the mail alone.

use domain::member::{Member, MemberState};
use domain::policy::Viewer;
use domain::{Email, Locale, Uid};
use store::{Change, Invitation, LinkKind};

use super::links;
use super::mails::{MailContent, write_about, write_mail_about};
use super::registering::Invited;
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::writing::may_still_invite;

impl Portal {
    /// Writes to who is invited, where the invitation and the right to make it are still in force.
    pub(super) async fn carry_out_invitation(&self, uid: &Uid, locale: Locale) -> Result<(), FormError> {
        let Some(invitation) = self.inner.store.invitation(uid).await? else { return Ok(()) };
        let Some(email) = invitation.email.clone().filter(|_| invitation.is_running(self.now())) else {
            return Ok(());
        };
        let practice = self.inner.store.kept_practices(std::slice::from_ref(&invitation.practice)).await?.pop();
        let Some(practice) = practice.map(|kept| kept.record) else { return Ok(()) };
        let inviter = self.inner.store.member(&Viewer::Operator, &invitation.inviter).await?;
        let inviter = inviter.map(|kept| kept.record);
        let Some(inviter) = inviter.filter(|one| may_still_invite(one, invitation.purpose, &practice)) else {
            return Ok(());
        };
        let known = self.holder_of(&email).await?;
        let has_part = known.as_ref().is_some_and(|known| practice.authors.contains(&known.uid));
        let is_shut_out = known.as_ref().is_some_and(|known| known.state == MemberState::Suspended);
        if has_part || is_shut_out {
            return Ok(());
        }
        let (portal, title, from) = (self.clone(), practice.title, inviter.full_name());
        self.write(move |change| {
            Box::pin(async move {
                match known {
                    Some(known) => {
                        let content = MailContent::PracticeInvitation {
                            first_name: known.first_name.clone(),
                            inviter: from,
                            title,
                            purpose: invitation.purpose.code().to_owned(),
                            uid: invitation.uid.to_string(),
                        };
                        write_about(change, &invitation.inviter, &known, &content).await
                    }
                    None => portal.ask_to_register(change, &invitation, (email, locale), title, from).await,
                }
            })
        })
        .await
    }

    /// The member who owns an address; whoever never confirmed it does not.
    async fn holder_of(&self, email: &Email) -> Result<Option<Member>, Error> {
        let Some(known) = self.inner.store.member_uid_by_email(email).await? else { return Ok(None) };
        let known = self.inner.store.member(&Viewer::Operator, &known).await?.map(|kept| kept.record);
        Ok(known.filter(|known| known.state != MemberState::PendingEmail))
    }

    async fn ask_to_register(
        &self,
        change: &mut Change,
        invitation: &Invitation,
        (email, locale): (Email, Locale),
        title: String,
        inviter: String,
    ) -> Result<(), FormError> {
        let by = Some(invitation.inviter.clone());
        let invited = Invited { email: Some(email.clone()), inviter: inviter.clone(), by, ..Invited::default() };
        let payload = links::json(&invited)?;
        let token = links::new_link(self, change, LinkKind::Invitation, None, payload, links::INVITATION).await?;
        let purpose = invitation.purpose.code().to_owned();
        let content = MailContent::PracticeInvitationNew { inviter, title, purpose, token };
        write_mail_about(change, Some(&invitation.inviter), None, &email, locale, &content).await
    }
}
