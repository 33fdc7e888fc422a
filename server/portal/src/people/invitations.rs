// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting a colleague to act for an organisation, or anybody to the portal.

use domain::member::{MemberState, Membership, MembershipState, OrganisationRole, PortalRole, VerifiedBy};
use domain::policy::{Act, On, Viewer, allows};
use domain::{Email, Uid};
use store::{KeptMember, LinkKind, OneTimeLink};

use super::links::{self, ColleagueInvitation, LinkFollowed};
use super::mails::{MailContent, write_about, write_to};
use super::memberships::put_checked;
use super::registering::{Invited, today};
use super::{AuditAct, Visit};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// What was typed to invite somebody.
#[derive(Clone, Debug, Default)]
pub struct InvitationForm {
    /// The organisation; empty to invite to the portal alone.
    pub organisation_uid: String,
    /// The address.
    pub email: String,
    /// As what in the organisation.
    pub role: String,
    /// A role in the portal, or nothing.
    pub portal_role: String,
}

impl Portal {
    /// Invites a colleague to an organisation, or anybody to the portal. Who has an account is asked to act for the
    /// organisation; who has none is asked to register. Whoever invites sees no difference.
    ///
    /// # Errors
    /// The viewer may not; a field is wrong; `form` is `wait` after too many.
    pub async fn invite_colleague(
        &self,
        viewer: &Viewer,
        form: InvitationForm,
        visit: &Visit,
    ) -> Result<(), FormError> {
        let organisation = match form.organisation_uid.as_str() {
            "" => None,
            uid => Some(Uid::parse(uid).map_err(|_| Error::NotFound)?),
        };
        match &organisation {
            Some(uid) => allows(viewer, Act::ManagePeople, &On::Organisation(uid.clone()))?,
            None => allows(viewer, Act::Operate, &On::Portal)?,
        }
        let portal_role = match form.portal_role.as_str() {
            "" => None,
            code => Some(PortalRole::from_code(code).ok_or(FormError::field("portal_role", FieldProblem::Invalid))?),
        };
        if portal_role.is_some() {
            allows(viewer, Act::Operate, &On::Portal)?;
        }
        let role = match (&organisation, form.role.as_str()) {
            (None, _) => None,
            (Some(_), "") => Some(OrganisationRole::Contributor),
            (Some(_), code) => {
                Some(OrganisationRole::from_code(code).ok_or(FormError::field("role", FieldProblem::Invalid))?)
            }
        };
        let email = Email::parse(&form.email).map_err(|fault| FormError::field("email", FieldProblem::from(&fault)))?;
        self.reserve_mail(&email).await?;
        let inviter = self.own_account(viewer)?;
        self.write_invitations(inviter, email, organisation, role, portal_role, visit.locale).await
    }

    async fn write_invitations(
        &self,
        inviter: Uid,
        email: Email,
        organisation: Option<Uid>,
        role: Option<OrganisationRole>,
        portal_role: Option<PortalRole>,
        locale: domain::Locale,
    ) -> Result<(), FormError> {
        let name = match &organisation {
            Some(uid) => Some(self.link_of_organisation(uid).await?.name),
            None => None,
        };
        // Who never confirmed the address is invited like somebody without an account.
        let known = match self.is_confirmed(&email).await? {
            true => self.inner.store.member_uid_by_email(&email).await?,
            false => None,
        };
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                let from = change.member(&inviter).await?.ok_or(Error::NotFound)?.record.full_name();
                match (known, &organisation, role) {
                    (Some(known), Some(organisation), Some(role)) => {
                        let known = change.member(&known).await?.ok_or(Error::NotFound)?.record;
                        let payload = ColleagueInvitation { organisation: organisation.clone(), role };
                        let (kind, payload) = (LinkKind::JoinOrganisation, links::json(&payload)?);
                        let life = links::INVITATION;
                        let token = links::new_link(&portal, change, kind, Some(&known.uid), payload, life).await?;
                        let content = MailContent::ColleagueInvitation {
                            first_name: known.first_name.clone(),
                            inviter: from,
                            organisation: name.unwrap_or_default(),
                            role,
                            token,
                        };
                        write_about(change, &inviter, &known, &content).await?;
                    }
                    (Some(known), _, _) => {
                        let known = change.member(&known).await?.ok_or(Error::NotFound)?.record;
                        let first_name = known.first_name.clone();
                        write_to(change, &known, &MailContent::AlreadyRegistered { first_name }).await?;
                    }
                    (None, ..) => {
                        let organisation = organisation.clone();
                        let identity = None;
                        let (email, by) = (Some(email), Some(inviter.clone()));
                        let invited = Invited { email, organisation, role, portal_role, inviter: from, by, identity };
                        portal.write_invitation(change, invited, name, locale).await?;
                    }
                }
                let thing = organisation.as_ref().map_or(("portal", "portal"), |uid| ("organisation", uid.as_str()));
                Self::note(change, Some(&inviter), AuditAct::Invited, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// Follows the invitation of a colleague who has an account.
    pub(super) async fn join_by_invitation(
        &self,
        token: String,
        link: OneTimeLink,
        member: KeptMember,
    ) -> Result<LinkFollowed, FormError> {
        let invitation: ColleagueInvitation =
            serde_json::from_str(&link.payload).map_err(|error| Error::Broken(error.to_string()))?;
        let organisation = self.present_organisation(&invitation.organisation).await?.ok_or(Error::NotFound)?;
        let slug = self.link_of_organisation(&organisation).await?.slug;
        let today = today(self.now());
        self.write(move |change| {
            Box::pin(async move {
                links::used(change, &token, LinkKind::JoinOrganisation).await?;
                let mut kept = change.member(&member.record.uid).await?.ok_or(Error::NotFound)?;
                let record = &mut kept.record;
                if record.state != MemberState::Active {
                    return Err(FormError::field("form", FieldProblem::Expired));
                }
                // An invitation makes nobody less than before.
                if record
                    .active_memberships()
                    .any(|one| one.organisation == organisation && one.role >= invitation.role)
                {
                    return Ok(LinkFollowed::Joined { slug });
                }
                record.memberships.retain(|one| one.organisation != organisation);
                record.memberships.push(Membership {
                    organisation: organisation.clone(),
                    role: invitation.role,
                    state: MembershipState::Active,
                    verified_by: Some(VerifiedBy::Invitation),
                    since: today,
                    note: None,
                });
                record.other_body = None;
                put_checked(change, record).await?;
                let note = serde_json::json!({"organisation": organisation.as_str(), "by": "invitation"});
                let thing = ("member", record.uid.as_str());
                Self::note(change, Some(&record.uid), AuditAct::MembershipBegan, thing, note).await?;
                Ok(LinkFollowed::Joined { slug })
            })
        })
        .await
    }
}
