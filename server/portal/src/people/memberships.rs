// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Acting for an organisation: asking to, being let in, leaving, inviting a colleague.

use domain::Uid;
use domain::member::{Member, Membership, MembershipState, OrganisationRole, PortalRole, VerifiedBy};
use domain::organisation::Organisation;
use domain::policy::{Act, On, Viewer, allows};
use domain::text::plain_text;
use store::{Change, KeptMember, MemberFilter, Page};

use super::mails::{MailContent, write_about, write_to};
use super::registering::{prove_memberships, today};
use super::{AuditAct, Visit};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::leave_practices_of;

/// The longest note with a request, in characters.
pub const NOTE_MAX: usize = domain::member::MEMBERSHIP_NOTE_MAX;
/// How many people are told of a request.
const TOLD: u32 = 20;

/// What was typed to act for an organisation.
#[derive(Clone, Debug, Default)]
pub struct JoinForm {
    /// Its name.
    pub organisation: String,
    /// The one that was chosen among those that fit the name.
    pub organisation_uid: String,
    /// As what; empty for contributor.
    pub role: String,
    /// A word to who decides.
    pub note: String,
}

/// A decision on somebody's membership.
#[derive(Clone, Debug, Default)]
pub struct DecisionForm {
    /// The organisation.
    pub organisation_uid: String,
    /// The member.
    pub member: String,
    /// `admit`, `refuse`, `change` or `remove`.
    pub decision: String,
    /// As what, to admit and to change.
    pub role: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Admit(OrganisationRole),
    Refuse,
    Change(OrganisationRole),
    Remove,
}

impl Portal {
    /// Asks to act for an organisation. Whose confirmed address is of its domains is a contributor at once.
    ///
    /// # Errors
    /// A field is wrong; `organisation` is `taken` where there is a membership or a request already.
    pub async fn join(&self, viewer: &Viewer, form: JoinForm, _visit: &Visit) -> Result<MembershipState, FormError> {
        let member = self.own_account(viewer)?;
        let organisation = self.organisation_of(&form.organisation, &form.organisation_uid).await?;
        allows(viewer, Act::Join, &On::Organisation(organisation.uid.clone()))
            .map_err(|_| FormError::field("organisation", FieldProblem::Taken))?;
        let role = match form.role.as_str() {
            "" => OrganisationRole::Contributor,
            code => OrganisationRole::from_code(code).ok_or(FormError::field("role", FieldProblem::Invalid))?,
        };
        let note = plain_text(&form.note);
        if note.chars().count() > NOTE_MAX {
            return Err(FormError::field("note", FieldProblem::TooLong));
        }
        let note = Some(note).filter(|note| !note.is_empty());
        let (portal, today) = (self.clone(), today(self.now()));
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                let record = &mut kept.record;
                if record.membership(&organisation.uid).is_some() {
                    return Err(FormError::field("organisation", FieldProblem::Taken));
                }
                let state = MembershipState::Requested;
                let asked = organisation.uid.clone();
                record.memberships.push(Membership {
                    organisation: asked,
                    role,
                    state,
                    verified_by: None,
                    since: today,
                    note,
                });
                let proven = prove_memberships(record, std::slice::from_ref(&organisation));
                record.other_body.take_if(|_| !proven.is_empty());
                put_checked(change, record).await?;
                if proven.is_empty() {
                    portal.tell_of_request(change, record, &organisation, role).await?;
                    return Ok(MembershipState::Requested);
                }
                let note = serde_json::json!({"organisation": organisation.uid.as_str(), "by": "domain"});
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::MembershipBegan, thing, note).await?;
                Ok(MembershipState::Active)
            })
        })
        .await
    }

    /// Leaves an organisation, or takes a request back.
    ///
    /// # Errors
    /// `form` is `not_allowed` for the last representative while others act for it.
    pub async fn leave(&self, viewer: &Viewer, organisation_uid: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let organisation = Uid::parse(organisation_uid).map_err(|_| Error::NotFound)?;
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                portal.keep_a_representative(change, &member, &organisation).await?;
                end_membership(&mut kept.record, &organisation)?;
                put_checked(change, &kept.record).await?;
                leave_practices_of(change, &member, &organisation).await?;
                let note = serde_json::json!({"organisation": organisation.as_str()});
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::MembershipEnded, thing, note).await
            })
        })
        .await
    }

    /// Refuses to take from an organisation that others act for the last one who represents it.
    ///
    /// The organisation is held until the commit, so that two who leave at once do so one after the other.
    async fn keep_a_representative(
        &self,
        change: &mut Change,
        member: &Uid,
        organisation: &Uid,
    ) -> Result<(), FormError> {
        change.organisation(organisation).await?;
        let is_last = self.is_last_representative(member, organisation).await?;
        if is_last { Err(FormError::field("form", FieldProblem::NotAllowed)) } else { Ok(()) }
    }

    /// Whether nobody else represents an organisation that others act for.
    async fn is_last_representative(&self, member: &Uid, organisation: &Uid) -> Result<bool, Error> {
        let people = self.people_acting_for(organisation).await?;
        let (own, others): (Vec<_>, Vec<_>) = people.into_iter().partition(|one| one.record.uid == *member);
        let any = |people: &[KeptMember]| people.iter().any(|one| represents(&one.record, organisation));
        Ok(any(&own) && !others.is_empty() && !any(&others))
    }

    /// Those who act for an organisation and whose accounts are in use, who represents it first.
    async fn people_acting_for(&self, organisation: &Uid) -> Result<Vec<KeptMember>, Error> {
        let (page, active) = (Page::first(500), MembershipState::Active);
        Ok(self.inner.store.people_in_use(&Viewer::Operator, organisation, active, page).await?.rows)
    }

    /// Whether somebody whose account is in use represents an organisation.
    pub(super) async fn is_represented(&self, organisation: &Uid) -> Result<bool, Error> {
        let (page, active) = (Page::first(1), MembershipState::Active);
        let first = self.inner.store.people_in_use(&Viewer::Operator, organisation, active, page).await?.rows;
        Ok(first.first().is_some_and(|one| represents(&one.record, organisation)))
    }

    /// Puts an organisation first among the viewer's own: it stands on the card.
    ///
    /// # Errors
    /// There is no such membership.
    pub async fn show_first(&self, viewer: &Viewer, organisation_uid: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let organisation = Uid::parse(organisation_uid).map_err(|_| Error::NotFound)?;
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                let held = kept.record.memberships.iter().position(|one| one.organisation == organisation);
                let first = kept.record.memberships.remove(held.ok_or(Error::NotFound)?);
                kept.record.memberships.insert(0, first);
                put_checked(change, &kept.record).await
            })
        })
        .await
    }

    /// Lets somebody in, refuses, changes a role, or ends a membership.
    ///
    /// # Errors
    /// The viewer may not decide for this organisation; `role` or `decision` is invalid; `form` is `not_allowed` where
    /// it would leave the organisation without a representative, `conflict` where it was decided in the meantime.
    pub async fn decide_membership(&self, viewer: &Viewer, form: DecisionForm) -> Result<(), FormError> {
        let organisation = Uid::parse(&form.organisation_uid).map_err(|_| Error::NotFound)?;
        allows(viewer, Act::ManagePeople, &On::Organisation(organisation.clone()))?;
        let member = Uid::parse(&form.member).map_err(|_| Error::NotFound)?;
        let decision = decision(&form)?;
        let ends = match decision {
            Decision::Remove => true,
            Decision::Change(role) => role != OrganisationRole::Representative,
            Decision::Admit(_) | Decision::Refuse => false,
        };
        let by_administrator =
            viewer.acting().is_some_and(|acting| !acting.acts_for(&organisation, OrganisationRole::Representative));
        let verified_by = if by_administrator { VerifiedBy::Administrator } else { VerifiedBy::Representative };
        let actor = viewer.acting().map(|acting| acting.member.clone());
        let name = self.link_of_organisation(&organisation).await?;
        let (portal, today) = (self.clone(), today(self.now()));
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                if ends {
                    portal.keep_a_representative(change, &member, &organisation).await?;
                }
                let record = &mut kept.record;
                let (act, content) = match decision {
                    Decision::Admit(role) => {
                        let held = held(record, &organisation, MembershipState::Requested)?;
                        (held.role, held.state, held.since) = (role, MembershipState::Active, today);
                        held.verified_by = Some(verified_by);
                        record.other_body = None;
                        let (organisation, slug) = (name.name, name.slug);
                        let first_name = record.first_name.clone();
                        let accepted = MailContent::JoinAccepted { first_name, organisation, slug, role };
                        (AuditAct::MembershipBegan, Some(accepted))
                    }
                    Decision::Change(role) => {
                        held(record, &organisation, MembershipState::Active)?.role = role;
                        (AuditAct::MembershipChanged, None)
                    }
                    Decision::Refuse => {
                        held(record, &organisation, MembershipState::Requested)?;
                        end_membership(record, &organisation)?;
                        let first_name = record.first_name.clone();
                        let refused = MailContent::JoinRefused { first_name, organisation: name.name };
                        (AuditAct::MembershipEnded, Some(refused))
                    }
                    Decision::Remove => {
                        held(record, &organisation, MembershipState::Active)?;
                        end_membership(record, &organisation)?;
                        let first_name = record.first_name.clone();
                        let removed = MailContent::RemovedFromOrganisation { first_name, organisation: name.name };
                        (AuditAct::MembershipEnded, Some(removed))
                    }
                };
                put_checked(change, record).await?;
                if act == AuditAct::MembershipEnded {
                    leave_practices_of(change, &member, &organisation).await?;
                }
                if let Some(content) = content {
                    write_to(change, record, &content).await?;
                }
                let note = serde_json::json!({"organisation": organisation.as_str()});
                Self::note(change, actor.as_ref(), act, ("member", member.as_str()), note).await
            })
        })
        .await
    }

    /// Tells who lets people in of each membership that a member asks for.
    pub(super) async fn tell_who_lets_in(&self, change: &mut Change, member: &Member) -> Result<(), FormError> {
        let asked = member.memberships.iter().filter(|one| one.state == MembershipState::Requested);
        for membership in asked.cloned().collect::<Vec<_>>() {
            if let Some(organisation) = change.organisation(&membership.organisation).await? {
                self.tell_of_request(change, member, &organisation, membership.role).await?;
            }
        }
        Ok(())
    }

    /// Tells the representatives of a request, or the administrators where there is none, or a first one asks.
    async fn tell_of_request(
        &self,
        change: &mut Change,
        member: &Member,
        organisation: &Organisation,
        role: OrganisationRole,
    ) -> Result<(), FormError> {
        let name = self.link_of_organisation(&organisation.uid).await?;
        let people = self.people_acting_for(&organisation.uid).await?.into_iter().map(|kept| kept.record);
        let mut told: Vec<Member> = people.filter(|one| represents(one, &organisation.uid)).collect();
        if told.is_empty() {
            told = self.administrators().await?;
        }
        for one in told.into_iter().take(TOLD as usize).filter(|one| one.uid != member.uid) {
            let content = MailContent::JoinRequested {
                first_name: one.first_name.clone(),
                member: member.full_name(),
                organisation: name.name.clone(),
                slug: name.slug.clone(),
                role,
            };
            write_about(change, &member.uid, &one, &content).await?;
        }
        Ok(())
    }

    pub(super) async fn administrators(&self) -> Result<Vec<Member>, Error> {
        let filter = MemberFilter {
            role: Some(PortalRole::Administrator),
            state: Some(domain::member::MemberState::Active),
            ..MemberFilter::default()
        };
        let found = self.inner.store.members(&Viewer::Operator, &filter, Page::first(TOLD)).await?;
        Ok(found.rows.into_iter().map(|kept| kept.record).collect())
    }
}

fn decision(form: &DecisionForm) -> Result<Decision, FormError> {
    let role = || OrganisationRole::from_code(&form.role).ok_or(FormError::field("role", FieldProblem::Invalid));
    Ok(match form.decision.as_str() {
        "admit" => Decision::Admit(role()?),
        "change" => Decision::Change(role()?),
        "refuse" => Decision::Refuse,
        "remove" => Decision::Remove,
        _ => return Err(FormError::field("decision", FieldProblem::Invalid)),
    })
}

/// Whether a member speaks for an organisation, by a membership in force.
fn represents(member: &Member, organisation: &Uid) -> bool {
    let held = member.active_memberships().find(|one| one.organisation == *organisation);
    held.is_some_and(|held| held.role == OrganisationRole::Representative)
}

/// The membership in the state that a decision is about.
fn held<'m>(
    member: &'m mut Member,
    organisation: &Uid,
    state: MembershipState,
) -> Result<&'m mut Membership, FormError> {
    let found = member.memberships.iter_mut().find(|one| one.organisation == *organisation && one.state == state);
    found.ok_or(FormError::field("form", FieldProblem::Conflict))
}

fn end_membership(member: &mut Member, organisation: &Uid) -> Result<(), FormError> {
    let before = member.memberships.len();
    member.memberships.retain(|one| one.organisation != *organisation);
    if member.memberships.len() == before { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Writes a member whose fields were set by the program; what is refused here is a fault or too long a list.
pub(super) async fn put_checked(change: &mut Change, member: &Member) -> Result<(), FormError> {
    let checked = member.clone().checked().map_err(|problems| FormError::of_record(&problems, &["memberships"]))?;
    change.put_member(&checked).await?;
    Ok(())
}
