// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Links from mails: opening one changes nothing, since programs open them too; a button does it, once.

use domain::member::{Member, MemberState, OrganisationRole};
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{Change, KeptMember, LinkKind, NewIdentity, NewOneTimeLink, OneTimeLink};

use super::identities::IdentityClaim;
use super::mails::{MailContent, write_to};
use super::passwords;
use super::registering::prove_memberships;
use super::secrets::fingerprint;
use super::sessions::{Begun, Computer, NewSession};
use super::values::{LinkPage, Registration};
use super::{AuditAct, Visit};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};

/// How long a link to confirm an address is good for (TRAPS 4.8).
const CONFIRMATION: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How long a link to a new password is good for.
const RESET: SignedDuration = SignedDuration::from_mins(30);
/// How long who comes from a provider may take to register.
pub(crate) const REGISTRATION: SignedDuration = SignedDuration::from_hours(2);
/// How long an invitation is good for.
pub(crate) const INVITATION: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What was typed on the page of a link.
#[derive(Clone, Debug, Default)]
pub struct LinkForm {
    /// The secret of the link.
    pub token: String,
    /// The new password.
    pub password: String,
    /// The same once more.
    pub again: String,
}

/// What following a link led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFollowed {
    /// The account is in use, and its owner signed in.
    SignedIn(NewSession),
    /// The address is confirmed; an administrator lets the account in.
    WaitsForApproval,
    /// One of two addresses has confirmed the change; the other has to as well.
    AddressHalfConfirmed,
    /// The address is changed.
    AddressChanged,
    /// The membership is in force.
    Joined {
        /// The organisation's address.
        slug: String,
    },
}

/// What a link to confirm a first address holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Confirmation {
    identity: Option<IdentityClaim>,
}

/// What the two links of a change of address hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AddressChange {
    pub(crate) to: Email,
    /// The fingerprint of the other of the two links.
    pub(crate) other: String,
}

/// What the link of an invitation of a colleague who has an account holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ColleagueInvitation {
    pub(crate) organisation: Uid,
    pub(crate) role: OrganisationRole,
}

/// Makes the link that confirms an account's first address, voiding older ones; the mail that holds it.
pub(crate) async fn confirmation(
    portal: &Portal,
    change: &mut Change,
    member: &Member,
    identity: Option<&IdentityClaim>,
) -> Result<MailContent, FormError> {
    let mut identity = identity.cloned();
    if identity.is_none() {
        // A new link for an account that began with an identity keeps it.
        identity = portal.waiting_identity(&member.uid).await?;
    }
    // Whoever typed the address is not yet known to own it, so whose identity it is has to be as certain: else a
    // stranger's would be linked by the owner's click (TRAPS C7). The owner then sets a password, and links it later.
    let identity = identity.filter(|claim| claim.vouches_for(member.email.as_ref()));
    change.void_one_time_links(&member.uid, LinkKind::ConfirmEmail).await?;
    let payload = json(&Confirmation { identity })?;
    let token = new_link(portal, change, LinkKind::ConfirmEmail, Some(&member.uid), payload, CONFIRMATION).await?;
    Ok(MailContent::ConfirmAddress { first_name: member.first_name.clone(), token })
}

/// Makes the link to a new password, voiding older ones; the mail that holds it.
pub(crate) async fn reset(portal: &Portal, change: &mut Change, member: &Member) -> Result<MailContent, FormError> {
    change.void_one_time_links(&member.uid, LinkKind::ResetPassword).await?;
    let payload = "{}".to_owned();
    let token = new_link(portal, change, LinkKind::ResetPassword, Some(&member.uid), payload, RESET).await?;
    Ok(MailContent::SetPassword { first_name: member.first_name.clone(), token })
}

/// Makes a link; its secret is for the mail alone.
pub(crate) async fn new_link(
    portal: &Portal,
    change: &mut Change,
    kind: LinkKind,
    member: Option<&Uid>,
    payload: String,
    life: SignedDuration,
) -> Result<String, FormError> {
    let token = portal.inner.secrets.token();
    add_link(change, &token, kind, member, payload, life).await?;
    Ok(token)
}

pub(crate) async fn add_link(
    change: &mut Change,
    token: &str,
    kind: LinkKind,
    member: Option<&Uid>,
    payload: String,
    life: SignedDuration,
) -> Result<(), FormError> {
    let expires_at = change.now() + life;
    let link = NewOneTimeLink { token: fingerprint(token), kind, member: member.cloned(), payload, expires_at };
    Ok(change.add_one_time_link(link).await?)
}

pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Broken(error.to_string()))
}

fn read<T: serde::de::DeserializeOwned>(payload: &str) -> Result<T, Error> {
    serde_json::from_str(payload).map_err(|error| Error::Broken(error.to_string()))
}

impl Portal {
    /// The identity that a not yet confirmed account began with; it stands in its last link.
    async fn waiting_identity(&self, member: &Uid) -> Result<Option<IdentityClaim>, Error> {
        let payload = self.inner.store.last_link_payload(member, LinkKind::ConfirmEmail).await?;
        Ok(payload.and_then(|payload| serde_json::from_str::<Confirmation>(&payload).ok()).and_then(|one| one.identity))
    }

    /// What a link leads to. Nothing is changed by asking.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn link_page(&self, token: &str) -> Result<LinkPage, Error> {
        let Some(link) = self.inner.store.one_time_link(&fingerprint(token), self.now()).await? else {
            return Ok(LinkPage::Stale);
        };
        let Some(member) = self.link_member(&link).await? else { return Ok(LinkPage::Stale) };
        let email = member.record.email.as_ref().map(Email::to_string).unwrap_or_default();
        let first_name = member.record.first_name.clone();
        Ok(match link.kind {
            LinkKind::ConfirmEmail if read::<Confirmation>(&link.payload)?.identity.is_some() => {
                LinkPage::ConfirmOnly { email, first_name }
            }
            LinkKind::ConfirmEmail => LinkPage::FirstPassword { email, first_name },
            LinkKind::ResetPassword => LinkPage::NewPassword { email },
            LinkKind::ChangeEmailOld | LinkKind::ChangeEmailNew => {
                LinkPage::NewAddress { email: read::<AddressChange>(&link.payload)?.to.to_string() }
            }
            LinkKind::JoinOrganisation => {
                let invitation: ColleagueInvitation = read(&link.payload)?;
                let organisation = self.name_of_organisation(&invitation.organisation).await?;
                LinkPage::Colleague { organisation, role: invitation.role }
            }
            LinkKind::Invitation => LinkPage::Stale,
        })
    }

    async fn link_member(&self, link: &OneTimeLink) -> Result<Option<KeptMember>, Error> {
        let Some(uid) = &link.member else { return Ok(None) };
        Ok(self.inner.store.member(&Viewer::Operator, uid).await?)
    }

    /// Does what a link is for.
    ///
    /// # Errors
    /// A field is wrong; `form` is `expired` for a link that is too old or was used.
    pub async fn follow_link(
        &self,
        _viewer: &Viewer,
        form: LinkForm,
        visit: &Visit,
    ) -> Result<LinkFollowed, FormError> {
        let expired = || FormError::field("form", FieldProblem::Expired);
        let token = fingerprint(&form.token);
        let link = self.inner.store.one_time_link(&token, self.now()).await?.ok_or_else(expired)?;
        let member = self.link_member(&link).await?.ok_or_else(expired)?;
        let identity = match link.kind {
            LinkKind::ConfirmEmail => read::<Confirmation>(&link.payload)?.identity,
            _ => None,
        };
        let wants_password = match link.kind {
            LinkKind::ConfirmEmail => identity.is_none(),
            LinkKind::ResetPassword => true,
            _ => false,
        };
        let password = if wants_password { Some(self.new_password(&form, &member.record).await?) } else { None };
        match link.kind {
            LinkKind::ConfirmEmail => self.confirm_account(token, member, password, identity, visit).await,
            LinkKind::ResetPassword => self.set_forgotten_password(token, member, password, visit).await,
            LinkKind::ChangeEmailOld | LinkKind::ChangeEmailNew => self.confirm_address(token, link, member).await,
            LinkKind::JoinOrganisation => self.join_by_invitation(token, link, member).await,
            LinkKind::Invitation => Err(expired()),
        }
    }

    /// Checks a new password that was typed twice, and hashes it.
    pub(crate) async fn new_password(&self, form: &LinkForm, member: &Member) -> Result<String, FormError> {
        let about = [member.first_name.clone(), member.last_name.clone(), member.job_title.clone()];
        let email = member.email.as_ref().map(Email::to_string);
        let about = about.into_iter().chain(email).chain([self.people().name.clone()]).collect();
        let mut problems = Vec::new();
        if let Some(problem) = passwords::problem(&form.password, about).await? {
            problems.push(("password", problem));
        } else if form.password != form.again {
            problems.push(("again", FieldProblem::Differs));
        }
        fine(problems)?;
        Ok(self.inner.passwords.hash(&form.password).await?)
    }

    async fn confirm_account(
        &self,
        token: String,
        member: KeptMember,
        password: Option<String>,
        identity: Option<IdentityClaim>,
        visit: &Visit,
    ) -> Result<LinkFollowed, FormError> {
        let (portal, visit) = (self.clone(), visit.clone());
        let organisations = self.organisations_of(&member.record).await?;
        self.write(move |change| {
            Box::pin(async move {
                used(change, &token, LinkKind::ConfirmEmail).await?;
                let Some(mut kept) = change.member(&member.record.uid).await? else {
                    return Err(Error::NotFound.into());
                };
                let record = &mut kept.record;
                if record.state != MemberState::PendingEmail {
                    return Err(FormError::field("form", FieldProblem::Expired));
                }
                let approval = portal.people().registration == Registration::Approval;
                record.state = if approval { MemberState::PendingApproval } else { MemberState::Active };
                let proven = prove_memberships(record, &organisations);
                change.put_member(record).await?;
                if let Some(password) = &password {
                    change.set_password(&record.uid, Some(password)).await?;
                }
                if let Some(claim) = &identity {
                    add_identity(change, &record.uid, claim).await?;
                }
                note_confirmed(change, record, &proven).await?;
                portal.tell_who_lets_in(change, record).await?;
                if approval {
                    portal.tell_administrators_of(change, record).await?;
                    return Ok(LinkFollowed::WaitsForApproval);
                }
                let provider = identity.and_then(|claim| claim.session());
                let begun = Begun { computer: Computer::Own, second_factor: None, has_second_factor: false, provider };
                Ok(LinkFollowed::SignedIn(portal.begin_session(change, &kept, begun, &visit).await?))
            })
        })
        .await
    }

    async fn set_forgotten_password(
        &self,
        token: String,
        member: KeptMember,
        password: Option<String>,
        visit: &Visit,
    ) -> Result<LinkFollowed, FormError> {
        let account = self.inner.store.account(&member.record.uid).await?.ok_or(Error::NotFound)?;
        let has_second_factor = account.second_factor.is_some_and(|factor| factor.since.is_some());
        let email = member.record.email.clone();
        let (portal, visit) = (self.clone(), visit.clone());
        self.write(move |change| {
            Box::pin(async move {
                used(change, &token, LinkKind::ResetPassword).await?;
                let Some(kept) = change.member(&member.record.uid).await? else { return Err(Error::NotFound.into()) };
                if kept.record.state != MemberState::Active {
                    return Err(FormError::field("form", FieldProblem::Expired));
                }
                let uid = kept.record.uid.clone();
                change.set_password(&uid, password.as_deref()).await?;
                Self::void_links(change, &uid).await?;
                portal.remove_identities(change, &uid).await?;
                let epoch = change.raise_epoch(&uid).await?.unwrap_or(kept.epoch);
                if let Some(email) = email {
                    change.forget_attempt(&fingerprint(&format!("account:{email}"))).await?;
                }
                let first_name = kept.record.first_name.clone();
                write_to(change, &kept.record, &MailContent::PasswordChanged { first_name }).await?;
                let thing = ("member", uid.as_str());
                Self::note(change, Some(&uid), AuditAct::PasswordChanged, thing, serde_json::Value::Null).await?;
                let begun = Begun { computer: Computer::Own, second_factor: None, has_second_factor, provider: None };
                let kept = KeptMember { epoch, ..kept };
                Ok(LinkFollowed::SignedIn(portal.begin_session(change, &kept, begun, &visit).await?))
            })
        })
        .await
    }
}

/// Uses a link; the second of two that use it at once is told that it is over.
pub(crate) async fn used(change: &mut Change, token: &str, kind: LinkKind) -> Result<OneTimeLink, FormError> {
    let link = change.use_one_time_link(token, kind).await?;
    link.ok_or_else(|| FormError::field("form", FieldProblem::Expired))
}

pub(crate) async fn add_identity(change: &mut Change, member: &Uid, claim: &IdentityClaim) -> Result<(), FormError> {
    let identity = NewIdentity {
        issuer: claim.issuer.clone(),
        subject: claim.subject.clone(),
        member: member.clone(),
        label: claim.label.clone(),
    };
    if !change.add_identity(identity).await? {
        return Err(FormError::field("form", FieldProblem::Taken));
    }
    let thing = ("member", member.as_str());
    Portal::note(change, Some(member), AuditAct::IdentityLinked, thing, serde_json::Value::Null).await
}

async fn note_confirmed(change: &mut Change, member: &Member, proven: &[Uid]) -> Result<(), FormError> {
    let uid = &member.uid;
    let none = serde_json::Value::Null;
    Portal::note(change, Some(uid), AuditAct::AddressConfirmed, ("member", uid.as_str()), none).await?;
    for organisation in proven {
        let note = serde_json::json!({"organisation": organisation.as_str(), "by": "domain"});
        Portal::note(change, Some(uid), AuditAct::MembershipBegan, ("member", uid.as_str()), note).await?;
    }
    Ok(())
}
