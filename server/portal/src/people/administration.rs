// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What administrators do: letting accounts in, suspending them, roles, and looking at what happened.

use domain::member::{Member, MemberState, OrganisationRole, PortalRole};
use domain::moderation::ModerationDeed;
use domain::policy::{Act, On, Viewer, allows};
use domain::text::plain_text;
use domain::{Email, Uid};
use store::{KeptMember, MailState, MemberFilter, Page, RequestState};

use super::AuditAct;
use super::directory::facts;
use super::mails::{MailContent, write_to};
use super::values::{
    AccountLine, AccountPage, AccountsPage, AccountsRequest, AdministrationPage, OrganisationQueuePage,
    OrganisationRequestLine, Person,
};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::messages::Messages;
use crate::moderating::note_account;

/// How many accounts stand on one page.
const PER_PAGE: u32 = 50;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 2_000;
/// How many lines of the audit log an account's page shows.
const LINES: u32 = 30;
/// How much of a queue is shown at once.
const QUEUE: u32 = 100;
/// The longest reason, in characters.
const REASON_MAX: usize = 500;

impl Portal {
    /// What waits for administrators.
    ///
    /// # Errors
    /// The viewer may not see it.
    pub async fn administration(&self, viewer: &Viewer) -> Result<AdministrationPage, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let store = &self.inner.store;
        let count = async |filter: MemberFilter| -> Result<u64, Error> {
            Ok(store.members(&Viewer::Operator, &filter, Page::first(1)).await?.total)
        };
        let in_state = |state| MemberFilter { state: Some(state), ..MemberFilter::default() };
        let mails = async |state| -> Result<u64, Error> { Ok(store.mails(Some(state), Page::first(1)).await?.total) };
        let requests = store.organisation_requests(Some(RequestState::Waiting), Page::first(1)).await?.total;
        Ok(AdministrationPage {
            members: count(in_state(MemberState::Active)).await?,
            to_admit: count(in_state(MemberState::PendingApproval)).await?,
            organisation_requests: requests,
            representatives: self.asking_to_represent(viewer).await?.len() as u64,
            mails_waiting: mails(MailState::Waiting).await?,
            mails_failed: mails(MailState::Failed).await?,
            corrections: store.corrections(QUEUE).await?.len() as u64,
        })
    }

    /// All accounts.
    ///
    /// # Errors
    /// The viewer may not see them.
    pub async fn accounts(&self, viewer: &Viewer, request: AccountsRequest) -> Result<AccountsPage, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let store = &self.inner.store;
        let page = request.page.clamp(1, LAST_PAGE);
        let filter = MemberFilter {
            text: request.text.trim().to_owned(),
            state: request.state.as_deref().and_then(MemberState::from_code),
            role: request.role.as_deref().and_then(PortalRole::from_code),
            ..MemberFilter::default()
        };
        let (total, rows) = match Email::parse(&filter.text) {
            Ok(email) => {
                let uid = store.member_uid_by_email(&email).await?;
                let found = store.members_by_uids(&Viewer::Operator, uid.as_slice()).await?;
                (found.len() as u64, found)
            }
            Err(_) => {
                let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
                let listed = store.members(&Viewer::Operator, &filter, cut).await?;
                (listed.total, listed.rows)
            }
        };
        Ok(AccountsPage {
            request: AccountsRequest {
                page,
                state: filter.state.map(|state| state.code().to_owned()),
                role: filter.role.map(|role| role.code().to_owned()),
                text: filter.text,
            },
            total,
            per_page: PER_PAGE,
            accounts: self.account_lines(viewer, rows).await?,
        })
    }

    async fn account_lines(&self, viewer: &Viewer, rows: Vec<KeptMember>) -> Result<Vec<AccountLine>, Error> {
        let records: Vec<Member> = rows.iter().map(|kept| kept.record.clone()).collect();
        let cards = self.cards(viewer, rows).await?;
        let line = |(record, card): (Member, _)| AccountLine {
            card,
            email: record.email.map(|email| email.to_string()).unwrap_or_default(),
            state: record.state,
        };
        Ok(records.into_iter().zip(cards).map(line).collect())
    }

    /// An account.
    ///
    /// # Errors
    /// `NotFound`, or the viewer may not see it.
    pub async fn account_page(&self, viewer: &Viewer, uid: &str) -> Result<AccountPage, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let account = self.inner.store.account(&uid).await?.ok_or(Error::NotFound)?;
        let rows = self.inner.store.audit(Page::first(LINES), Some(&uid)).await?.rows;
        let memberships = self.membership_lines(&account.member.record).await?;
        let has_second_factor = account.second_factor.is_some_and(|factor| factor.since.is_some());
        let line = self.account_lines(viewer, vec![account.member]).await?.into_iter().next();
        Ok(AccountPage {
            account: line.ok_or(Error::NotFound)?,
            memberships,
            has_second_factor,
            own: viewer.acting().is_some_and(|acting| acting.member == uid),
            audit: self.audit_lines(rows).await?,
        })
    }

    /// Lets an account in that waits for it.
    ///
    /// # Errors
    /// The viewer may not; `form` is `conflict` where the account does not wait.
    pub async fn admit(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let (from, to) = (&[MemberState::PendingApproval], MemberState::Active);
        self.move_account(viewer, uid, from, to, AuditAct::Admitted, |member| MailContent::AccountAdmitted {
            first_name: member.first_name.clone(),
        })
        .await
    }

    /// Shuts an account out, or declines one that waits to be let in; its sessions end at once.
    ///
    /// # Errors
    /// The viewer may not; `reason` is missing or too long; `form` is `conflict` where the account is neither in use nor waiting.
    pub async fn suspend(&self, viewer: &Viewer, uid: &str, reason: &str) -> Result<(), FormError> {
        let reason = plain_text(reason);
        match reason.chars().count() {
            0 => return Err(FormError::field("reason", FieldProblem::Missing)),
            1..=REASON_MAX => {}
            _ => return Err(FormError::field("reason", FieldProblem::TooLong)),
        }
        let (from, to) = (&[MemberState::Active, MemberState::PendingApproval], MemberState::Suspended);
        self.move_account(viewer, uid, from, to, AuditAct::Suspended, move |member| MailContent::AccountSuspended {
            first_name: member.first_name.clone(),
            reason: reason.clone(),
        })
        .await
    }

    /// Takes a suspension back.
    ///
    /// # Errors
    /// The viewer may not; `form` is `conflict` where the account is not suspended.
    pub async fn reinstate(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let (from, to) = (&[MemberState::Suspended], MemberState::Active);
        self.move_account(viewer, uid, from, to, AuditAct::Reinstated, |member| MailContent::AccountReinstated {
            first_name: member.first_name.clone(),
        })
        .await
    }

    async fn move_account(
        &self,
        viewer: &Viewer,
        uid: &str,
        from: &'static [MemberState],
        to: MemberState,
        act: AuditAct,
        content: impl Fn(&Member) -> MailContent + Send + 'static,
    ) -> Result<(), FormError> {
        let (actor, uid) = self.may_act_on(viewer, Act::AdmitOrSuspend, uid).await?;
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&uid).await?.ok_or(Error::NotFound)?;
                if !from.contains(&kept.record.state) {
                    return Err(FormError::field("form", FieldProblem::Conflict));
                }
                let in_use = [kept.record.state, to].iter().all(|state| *state != MemberState::PendingApproval);
                kept.record.state = to;
                change.put_member(&kept.record).await?;
                change.raise_epoch(&uid).await?;
                let content = content(&kept.record);
                write_to(change, &kept.record, &content).await?;
                if let Some(moderated) = as_moderation(&content).filter(|_| in_use) {
                    note_account(change, &actor, &uid, moderated).await?;
                }
                let thing = ("member", uid.as_str());
                Self::note(change, Some(&actor), act, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// Who acts, and on whom, where the policy lets them.
    async fn may_act_on(&self, viewer: &Viewer, act: Act, uid: &str) -> Result<(Uid, Uid), FormError> {
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.member(viewer, &uid).await?.ok_or(Error::NotFound)?;
        allows(viewer, act, &On::Member(facts(&kept.record)))?;
        let acting = viewer.acting().ok_or(Error::SignInFirst)?;
        Ok((acting.member.clone(), uid))
    }

    /// Sets the roles of a member in the portal; the member's sessions end, so that the roles hold at once.
    ///
    /// # Errors
    /// The viewer may not; `roles` is invalid.
    pub async fn grant_roles(&self, viewer: &Viewer, uid: &str, roles: &[String]) -> Result<(), FormError> {
        let (actor, uid) = self.may_act_on(viewer, Act::GrantRole, uid).await?;
        let read: Option<Vec<PortalRole>> = roles.iter().map(|code| PortalRole::from_code(code)).collect();
        let mut roles = read.ok_or(FormError::field("roles", FieldProblem::Invalid))?;
        roles.sort_unstable();
        roles.dedup();
        self.write(move |change| {
            Box::pin(async move {
                let mut kept = change.member(&uid).await?.ok_or(Error::NotFound)?;
                if kept.record.roles == roles {
                    return Ok(());
                }
                kept.record.roles = roles;
                change.put_member(&kept.record).await?;
                change.raise_epoch(&uid).await?;
                let first_name = kept.record.first_name.clone();
                let content = MailContent::RolesChanged { first_name, roles: kept.record.roles.clone() };
                write_to(change, &kept.record, &content).await?;
                let note = serde_json::json!({"roles": kept.record.roles});
                Self::note(change, Some(&actor), AuditAct::RolesChanged, ("member", uid.as_str()), note).await
            })
        })
        .await
    }

    /// Sends a member the link that the account needs: to confirm its address, or to a new password.
    ///
    /// # Errors
    /// The viewer may not.
    pub async fn send_link_again(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        allows(viewer, Act::Operate, &On::Portal)?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let kept = self.inner.store.member(viewer, &uid).await?.ok_or(Error::NotFound)?;
        let email = kept.record.email.ok_or(Error::NotFound)?;
        self.carry_out_sending(&email).await?;
        let actor = self.own_account(viewer)?;
        self.write(move |change| {
            Box::pin(async move {
                let thing = ("member", uid.as_str());
                Self::note(change, Some(&actor), AuditAct::MailSentAgain, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// Requests for organisations, and first representatives to confirm.
    ///
    /// # Errors
    /// The viewer may not see them.
    pub async fn organisation_queue(&self, viewer: &Viewer) -> Result<OrganisationQueuePage, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let state = Some(RequestState::Waiting);
        let mut waiting = self.inner.store.organisation_requests(state, Page::first(QUEUE)).await?;
        if let Ok(offset @ 1..) = u32::try_from(waiting.total.saturating_sub(u64::from(QUEUE))) {
            waiting = self.inner.store.organisation_requests(state, Page { limit: QUEUE, offset }).await?;
        }
        let mut requests = Vec::new();
        for request in waiting.rows.into_iter().rev() {
            let member = self.inner.store.members_by_uids(viewer, std::slice::from_ref(&request.member)).await?;
            let Some(line) = self.account_lines(viewer, member).await?.into_iter().next() else { continue };
            requests.push(OrganisationRequestLine {
                id: request.id.to_string(),
                at: request.at,
                member: line.card,
                email: line.email,
                alike: self.organisation_candidates(&request.name).await?,
                name: request.name,
                kind: request.kind,
                website: request.website,
                note: request.note,
            });
        }
        let mut representatives = Vec::new();
        for (person, organisation) in self.asking_to_represent(viewer).await? {
            let link = self.link_of_organisation(&organisation).await?;
            representatives.push((person, link, organisation.to_string()));
        }
        let names = self.organisation_names().await?;
        Ok(OrganisationQueuePage { requests, representatives, names })
    }

    /// Who asks to represent an organisation that nobody represents yet.
    async fn asking_to_represent(&self, viewer: &Viewer) -> Result<Vec<(Person, Uid)>, Error> {
        let asking = self.inner.store.memberships_asked_for(OrganisationRole::Representative, QUEUE).await?;
        let mut found = Vec::new();
        for (member, organisation) in asking {
            let represented = self.is_represented(&organisation).await?;
            let rows = self.inner.store.members_by_uids(viewer, std::slice::from_ref(&member)).await?;
            if let (false, Some(kept)) = (represented, rows.first())
                && let Some(person) = self.persons_asking(viewer, &organisation, kept.clone()).await?
            {
                found.push((person, organisation));
            }
        }
        Ok(found)
    }

    async fn persons_asking(
        &self,
        viewer: &Viewer,
        organisation: &Uid,
        kept: KeptMember,
    ) -> Result<Option<Person>, Error> {
        let Some(membership) = kept.record.membership(organisation).cloned() else { return Ok(None) };
        let email = kept.record.email.as_ref().map(Email::to_string);
        let card = self.cards(viewer, vec![kept]).await?.into_iter().next();
        Ok(card.map(|card| Person {
            card,
            role: membership.role,
            state: membership.state,
            verified_by: membership.verified_by,
            note: membership.note.clone(),
            email,
        }))
    }

    /// What readers wrote.
    ///
    /// # Errors
    /// The viewer may not see it.
    pub async fn reader_messages(&self, viewer: &Viewer, limit: u32) -> Result<Messages, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        self.messages(limit.min(500)).await
    }

    /// Tells the administrators of an account that waits to be let in.
    pub(super) async fn tell_administrators_of(
        &self,
        change: &mut store::Change,
        member: &Member,
    ) -> Result<(), FormError> {
        for one in self.administrators().await? {
            let content = MailContent::AccountToAdmit {
                first_name: one.first_name.clone(),
                member: member.full_name(),
                uid: member.uid.to_string(),
            };
            write_to(change, &one, &content).await?;
        }
        Ok(())
    }
}

/// What the letter to an account that is shut out, or let in again, is in the log of moderation.
fn as_moderation(content: &MailContent) -> Option<(ModerationDeed, Option<String>)> {
    match content {
        MailContent::AccountSuspended { reason, .. } => Some((ModerationDeed::Suspended, Some(reason.clone()))),
        MailContent::AccountReinstated { .. } => Some((ModerationDeed::SuspensionEnded, None)),
        _ => None,
    }
}
