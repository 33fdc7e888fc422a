// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Registering: the essential fields, and a mail that goes to the address whatever it is (AC-003-5).
//!
//! No password is asked for here: it is chosen by who follows the link, so nobody can prepare an account for somebody
//! else's address, and a known address costs the same as an unknown one.

use domain::member::{
    AcceptedTerms, Member, MemberState, MemberType, Membership, MembershipState, OrganisationRole, Shown,
};
use domain::member::{VerifiedBy, domain_proves_membership};
use domain::organisation::{Organisation, OrganisationKind};
use domain::text::plain_line;
use domain::{Email, PartialDate, Uid};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Change, LinkKind, NewOneTimeLink};

use super::identities::IdentityClaim;
use super::jobs::Job;
use super::mails::{MailContent, write_mail, write_mail_about, write_to};
use super::secrets::fingerprint;
use super::values::{KnownBefore, Registration, RegistrationPage};
use super::{AuditAct, Visit, links};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FieldProblems, FormError};

/// What was typed to register.
#[derive(Clone, Debug, Default)]
pub struct RegistrationForm {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address.
    pub email: String,
    /// The name of the organisation.
    pub organisation: String,
    /// The organisation that was chosen among those that fit the name.
    pub organisation_uid: String,
    /// `on` where the body is not in the list.
    pub not_listed: String,
    /// The name of a body that is not in the list.
    pub other_body: String,
    /// The job.
    pub job_title: String,
    /// `on` where the terms are accepted.
    pub terms: String,
    /// When the form was made, signed.
    pub opened: String,
    /// The invitation or the identity that is continued.
    pub token: String,
}

/// What a link to register with holds: an invitation, or an identity that nobody has yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invited {
    pub(crate) email: Option<Email>,
    pub(crate) organisation: Option<Uid>,
    pub(crate) role: Option<OrganisationRole>,
    pub(crate) portal_role: Option<domain::member::PortalRole>,
    pub(crate) inviter: String,
    /// Who invites, where it is a member: the invitation ends with that account.
    #[serde(default)]
    pub(crate) by: Option<Uid>,
    pub(crate) identity: Option<IdentityClaim>,
}

/// The fields of a record that the form has under the same names.
const FIELDS: &[&str] = &["first_name", "last_name", "email", "job_title", "other_body"];
/// The purpose that the moment of a form is signed for.
const OPENED: &str = "registration form";

impl Portal {
    /// The page with the form; `typed` narrows the organisations where a name fits several.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn registration_page(&self, typed: Option<&str>, token: Option<&str>) -> Result<RegistrationPage, Error> {
        let candidates = match typed.map(str::trim).filter(|typed| !typed.is_empty()) {
            Some(typed) => self.organisation_candidates(typed).await?,
            None => Vec::new(),
        };
        let known = match token {
            Some(token) => self.known_before(token).await?,
            None => None,
        };
        Ok(RegistrationPage {
            mode: self.people().registration,
            names: self.organisation_names().await?,
            candidates,
            known,
            opened: self.signed(OPENED, &self.now().as_millisecond().to_string()).await?,
        })
    }

    async fn known_before(&self, token: &str) -> Result<Option<KnownBefore>, Error> {
        let Some(invited) = self.invited(token).await? else { return Ok(None) };
        let organisation = match &invited.organisation {
            Some(uid) => self.inner.store.organisation_names(std::slice::from_ref(uid)).await?.into_iter().next(),
            None => None,
        };
        let claim = invited.identity.unwrap_or_default();
        Ok(Some(KnownBefore {
            token: token.to_owned(),
            first_name: claim.first_name,
            last_name: claim.last_name,
            email: invited.email.map(|email| email.to_string()).or(claim.email).unwrap_or_default(),
            organisation: organisation.map(|name| name.name).unwrap_or_default(),
            from: invited.inviter,
        }))
    }

    async fn invited(&self, token: &str) -> Result<Option<Invited>, Error> {
        let link = self.inner.store.one_time_link(&fingerprint(token), self.now()).await?;
        let link = link.filter(|link| link.kind == LinkKind::Invitation);
        Ok(link.and_then(|link| serde_json::from_str(&link.payload).ok()))
    }

    /// Makes an account that waits for its address to be confirmed, and writes to the address.
    ///
    /// A known address gets a mail too, which says that there is an account; whoever registers sees no difference.
    ///
    /// # Errors
    /// A field is wrong; `form` is `too_quick`, `expired` (the invitation) or `not_allowed` (by invitation only).
    pub async fn register(&self, form: RegistrationForm, visit: &Visit) -> Result<(), FormError> {
        let invited = if form.token.is_empty() { None } else { self.invited(&form.token).await? };
        let mut problems = self.problems_of(&form, invited.as_ref());
        let organisation = gathered(self.chosen_organisation(&form).await, &mut problems)?.flatten();
        let member = self.new_member(&form, organisation.as_ref(), invited.as_ref(), visit);
        let member = gathered(member, &mut problems)?;
        let Some(member) = member.filter(|_| problems.is_empty()) else { return Err(FormError::Fields(problems)) };
        self.check_pace(&form).await?;
        if self.is_called_like_a_body(&member).await? {
            return Err(FormError::field("last_name", FieldProblem::Invalid));
        }
        let Some(email) = &member.email else { return Err(Error::NotFound.into()) };
        self.reserve_mail(email).await?;
        let token = (!form.token.is_empty()).then(|| fingerprint(&form.token));
        Ok(self.add_job(&Job::Register { member: Box::new(member), token, locale: visit.locale }).await?)
    }

    /// The work of a registration, once for all servers and out of sight of who registered.
    pub(super) async fn carry_out_registration(
        &self,
        member: Member,
        token: Option<String>,
        locale: domain::Locale,
    ) -> Result<(), FormError> {
        let Some(email) = member.email.clone() else { return Ok(()) };
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                let known = match portal.inner.store.member_uid_by_email(&email).await? {
                    Some(known) => change.member(&known).await?.map(|kept| kept.record),
                    None => None,
                };
                if let Some(known) = known.as_ref().filter(|known| known.state != MemberState::PendingEmail) {
                    let content = MailContent::AlreadyRegistered { first_name: known.first_name.clone() };
                    return write_mail(change, Some(&known.uid), &email, locale, &content).await;
                }
                let mut invited = None;
                if let Some(token) = token {
                    let Some(link) = change.use_one_time_link(&token, LinkKind::Invitation).await? else {
                        return Ok(());
                    };
                    invited = serde_json::from_str::<Invited>(&link.payload).ok();
                }
                let member = match known {
                    Some(known) => instead_of(&known, member),
                    None => member,
                };
                portal.put_new_member(change, &member, invited.as_ref()).await
            })
        })
        .await
    }

    /// What of the form is wrong that the record's own check does not find.
    fn problems_of(&self, form: &RegistrationForm, invited: Option<&Invited>) -> FieldProblems {
        let mut problems: FieldProblems = Vec::new();
        if !form.token.is_empty() && invited.is_none() {
            problems.push(("form", FieldProblem::Expired));
        } else if invited.is_none() && self.people().registration == Registration::Invitation {
            problems.push(("form", FieldProblem::NotAllowed));
        }
        if form.terms.is_empty() {
            problems.push(("terms", FieldProblem::Missing));
        }
        if plain_line(&form.job_title).is_empty() {
            problems.push(("job_title", FieldProblem::Missing));
        }
        if let Err(fault) = Email::parse(&form.email) {
            problems.push(("email", FieldProblem::from(&fault)));
        }
        problems
    }

    /// Refuses what came back faster than people type, or with a moment that the portal did not sign.
    async fn check_pace(&self, form: &RegistrationForm) -> Result<(), FormError> {
        let opened = self.unsigned(OPENED, &form.opened).await?.and_then(|text| text.parse::<i64>().ok());
        let quick = opened
            .and_then(|at| Timestamp::from_millisecond(at).ok())
            .is_none_or(|at| self.now().duration_since(at) < self.people().quickest_form);
        if quick { Err(FormError::field("form", FieldProblem::TooQuick)) } else { Ok(()) }
    }

    async fn chosen_organisation(&self, form: &RegistrationForm) -> Result<Option<Organisation>, FormError> {
        if !form.not_listed.is_empty() {
            let named = !plain_line(&form.other_body).is_empty();
            return if named { Ok(None) } else { Err(FormError::field("other_body", FieldProblem::Missing)) };
        }
        self.organisation_of(&form.organisation, &form.organisation_uid).await.map(Some)
    }

    fn new_member(
        &self,
        form: &RegistrationForm,
        organisation: Option<&Organisation>,
        invited: Option<&Invited>,
        visit: &Visit,
    ) -> Result<Member, FormError> {
        let today = today(self.now());
        let member = Member {
            uid: self.new_uid(),
            first_name: form.first_name.clone(),
            last_name: form.last_name.clone(),
            email: Email::parse(&form.email).ok(),
            job_title: form.job_title.clone(),
            member_type: match organisation.map(|organisation| organisation.kind) {
                None => MemberType::Citizen,
                Some(OrganisationKind::Supplier) => MemberType::Partner,
                Some(_) => MemberType::Official,
            },
            memberships: organisation.map(|one| first_membership(one, invited, today)).into_iter().collect(),
            other_body: organisation.is_none().then(|| form.other_body.clone()),
            region: None,
            bio: None,
            skills: Vec::new(),
            themes: Vec::new(),
            languages: Vec::new(),
            links: Vec::new(),
            shown: Shown::default(),
            locale: visit.locale,
            roles: invited.and_then(|invited| invited.portal_role).into_iter().collect(),
            state: MemberState::PendingEmail,
            trust: 0,
            joined_on: today,
            terms: Some(AcceptedTerms { version: self.people().terms.clone(), on: today }),
            demo: false,
        };
        member.checked().map_err(|problems| FormError::of_record(&problems, FIELDS))
    }

    async fn put_new_member(
        &self,
        change: &mut Change,
        member: &Member,
        invited: Option<&Invited>,
    ) -> Result<(), FormError> {
        change.put_member(member).await?;
        let identity = invited.and_then(|invited| invited.identity.as_ref());
        let content = links::confirmation(self, change, member, identity).await?;
        write_to(change, member, &content).await?;
        let thing = ("member", member.uid.as_str());
        Self::note(change, Some(&member.uid), AuditAct::Registered, thing, serde_json::Value::Null).await
    }

    /// Bounds how many mails one address can be sent by others.
    pub(crate) async fn reserve_mail(&self, email: &Email) -> Result<(), FormError> {
        self.reserve(&fingerprint(&format!("mail:{email}"))).await
    }

    /// Invites an address: the link to register with, and what it brings.
    pub(crate) async fn write_invitation(
        &self,
        change: &mut Change,
        invited: Invited,
        organisation: Option<String>,
        locale: domain::Locale,
    ) -> Result<(), FormError> {
        let token = self.inner.secrets.token();
        let Some(email) = invited.email.clone() else { return Err(Error::NotFound.into()) };
        let content = MailContent::Invitation {
            inviter: invited.inviter.clone(),
            organisation,
            role: invited.role,
            token: token.clone(),
        };
        let payload = serde_json::to_string(&invited).map_err(|error| Error::Broken(error.to_string()))?;
        let link = NewOneTimeLink {
            token: fingerprint(&token),
            kind: LinkKind::Invitation,
            member: None,
            payload,
            expires_at: change.now() + links::INVITATION,
        };
        change.add_one_time_link(link).await?;
        write_mail_about(change, invited.by.as_ref(), None, &email, locale, &content).await
    }

    pub(crate) fn new_uid(&self) -> Uid {
        let id = self.inner.store.new_id().hyphenated().to_string();
        Uid::parse(&id).expect("the text of a UUID is an identifier")
    }
}

/// Keeps what a part of the form came to, or what is wrong with it beside what was found before.
fn gathered<T>(outcome: Result<T, FormError>, problems: &mut FieldProblems) -> Result<Option<T>, FormError> {
    match outcome {
        Ok(value) => Ok(Some(value)),
        Err(FormError::Fields(more)) => {
            let new: Vec<_> =
                more.into_iter().filter(|(field, _)| problems.iter().all(|(one, _)| one != field)).collect();
            problems.extend(new);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// The account of who registers with an address that somebody used before, and never confirmed: nothing of what was
/// typed then stays (TRAPS C7), but what the operator, or an invitation to that address, gave to its owner.
fn instead_of(known: &Member, member: Member) -> Member {
    let mut new = Member { uid: known.uid.clone(), demo: known.demo, ..member };
    new.roles.extend(&known.roles);
    new.roles.sort_unstable();
    new.roles.dedup();
    for one in known.active_memberships() {
        new.memberships.retain(|other| other.organisation != one.organisation || other.role > one.role);
        if new.membership(&one.organisation).is_none() {
            new.memberships.push(one.clone());
        }
    }
    if !new.memberships.is_empty() {
        new.other_body = None;
    }
    new
}

/// The membership that somebody registers with: in force by invitation; else it is looked at once the address is known.
fn first_membership(organisation: &Organisation, invited: Option<&Invited>, today: PartialDate) -> Membership {
    let invited = invited.filter(|invited| invited.organisation.as_ref() == Some(&organisation.uid));
    Membership {
        organisation: organisation.uid.clone(),
        role: invited.and_then(|invited| invited.role).unwrap_or(OrganisationRole::Contributor),
        state: if invited.is_some() { MembershipState::Active } else { MembershipState::Requested },
        verified_by: invited.map(|_| VerifiedBy::Invitation),
        since: today,
        note: None,
    }
}

/// Lets memberships come into force that the confirmed address proves. Nobody becomes a representative by that.
pub(crate) fn prove_memberships(member: &mut Member, organisations: &[Organisation]) -> Vec<Uid> {
    let Some(email) = member.email.clone() else { return Vec::new() };
    let mut proven = Vec::new();
    for membership in &mut member.memberships {
        let organisation = organisations.iter().find(|one| one.uid == membership.organisation);
        let proves = organisation.is_some_and(|one| {
            domain_proves_membership(one.kind) && one.email_domains.iter().any(|domain| email.belongs_to(domain))
        });
        let asked = membership.state == MembershipState::Requested;
        if proves && asked && membership.role == OrganisationRole::Contributor {
            membership.state = MembershipState::Active;
            membership.verified_by = Some(VerifiedBy::Domain);
            proven.push(membership.organisation.clone());
        }
    }
    proven
}

/// The day of a moment, in Italy's time zone as far as a day matters: UTC.
pub(crate) fn today(now: Timestamp) -> PartialDate {
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    PartialDate::parse(&day.to_string()).expect("a day of this calendar")
}
