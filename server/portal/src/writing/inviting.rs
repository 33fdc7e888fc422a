// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting somebody to a practice by an address: an expert to give an opinion, or a person from anywhere to write it.
//!
//! Whoever invites learns nothing of the address: whose it is is looked up in a job, and the mail alone differs.

use domain::invitation::{ANSWER_DAYS, InvitationState, NOTE_MAX, Purpose, RUNNING_MAX};
use domain::member::{Member, MemberState};
use domain::policy::{Act, Acting, ActingFor, Viewer, allows};
use domain::practice::Practice;
use domain::text::plain_text;
use domain::{Email, Locale, Uid};
use jiff::SignedDuration;
use store::{Change, Invitation, NewInvitation};

use super::{asking, facts};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};
use crate::people::{Job, MailContent, write_about};

/// What was typed to invite somebody to a practice.
#[derive(Clone, Debug, Default)]
pub struct PracticeInvitationForm {
    /// The practice.
    pub practice: String,
    /// The code of what for.
    pub purpose: String,
    /// The address.
    pub email: String,
    /// A word to who is invited; may be empty.
    pub note: String,
}

/// An invitation on the desk of its practice. The address is shown to who typed it, and to nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// Names it.
    pub uid: String,
    /// What for.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: InvitationState,
    /// Whether its time ended before anything came of it.
    pub is_over: bool,
    /// Who invited; absent where that account is closed.
    pub by: Option<String>,
    /// The address, for who typed it, until there is an answer.
    pub email: Option<String>,
    /// Who accepted, by name.
    pub accepted_by: Option<String>,
    /// When it was made, in seconds since 1970.
    pub at: i64,
    /// Until when it waits, in seconds since 1970.
    pub until: i64,
    /// Whether the viewer may take it back.
    pub may_withdraw: bool,
}

/// What an invitation asks of who makes it.
const fn act_of(purpose: Purpose) -> Act {
    match purpose {
        Purpose::Opinion => Act::Invite,
        Purpose::Authorship => Act::ShareAuthorship,
    }
}

/// How long an invitation, or an opinion, is waited for.
pub(super) fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// Whether a member may still invite to a practice; with the roles that the account has, since nobody is there now to
/// show a second factor.
pub(crate) fn may_still_invite(member: &Member, purpose: Purpose, practice: &Practice) -> bool {
    let memberships = member.active_memberships();
    let memberships = memberships.map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role });
    let acting =
        Acting { memberships: memberships.collect(), roles: member.roles.clone(), ..Acting::plain(member.uid.clone()) };
    let viewer = Viewer::member(acting);
    member.state == MemberState::Active && allows(&viewer, act_of(purpose), &facts(practice)).is_ok()
}

fn read(form: &PracticeInvitationForm) -> Result<(Email, String), FormError> {
    let mut problems = Vec::new();
    let email = Email::parse(&form.email);
    if let Err(fault) = &email {
        problems.push(("email", FieldProblem::from(fault)));
    }
    let note = plain_text(&form.note).trim().to_owned();
    if note.chars().count() > NOTE_MAX {
        problems.push(("invitation_note", FieldProblem::TooLong));
    }
    fine(problems)?;
    let email = email.map_err(|fault| FormError::field("email", FieldProblem::from(&fault)))?;
    Ok((email, note))
}

impl Portal {
    /// Invites somebody to a practice. The answer is the same whether the address is known or not.
    ///
    /// # Errors
    /// The viewer may not; `email` is wrong, `taken` where the viewer waits for an answer from there already, or
    /// `not_allowed` where too many wait; `invitation_note` is too long; `form` is `wait` after too many mails.
    pub async fn invite_to_practice(
        &self,
        viewer: &Viewer,
        form: PracticeInvitationForm,
        locale: Locale,
    ) -> Result<(), FormError> {
        let inviter = asking(viewer)?;
        let purpose = Purpose::from_code(&form.purpose).ok_or(Error::NotFound)?;
        let practice = self.practice_to(viewer, act_of(purpose), &form.practice).await?.record.uid;
        let (email, note) = read(&form)?;
        self.reserve_mail(&email).await?;
        let expires_at = self.now() + days(ANSWER_DAYS);
        let uid = self.new_uid();
        let invitation = NewInvitation { uid, practice, purpose, inviter, email, note, expires_at };
        let viewer = viewer.clone();
        self.write(move |change| Box::pin(async move { add(change, &viewer, &invitation, locale).await })).await?;
        self.inner.jobs_written.notify_one();
        Ok(())
    }

    /// Takes an invitation back: by who made it, and by who could have. An expert who had accepted is told.
    ///
    /// # Errors
    /// `NotFound` where there is none in force, `NotAllowed`.
    pub async fn withdraw_invitation(&self, viewer: &Viewer, practice: &str, uid: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::SeeWork, practice).await?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let found = self.inner.store.invitation(&uid).await?;
        let invitation = found.filter(|one| one.practice == kept.record.uid).ok_or(Error::NotFound)?;
        if !may_withdraw(viewer, &by, &invitation, &kept.record) {
            return Err(Error::NotAllowed.into());
        }
        let title = kept.record.title;
        self.write(move |change| {
            Box::pin(async move {
                let step = (invitation.state, InvitationState::Withdrawn);
                if !invitation.state.is_running()
                    || !change.decide_invitation(&invitation.uid, step, None, None).await?
                {
                    return Err(Error::NotFound.into());
                }
                let Some(expert) = &invitation.member else { return Ok(()) };
                let Some(expert) = change.member(expert).await?.map(|kept| kept.record) else { return Ok(()) };
                let content = MailContent::InvitationWithdrawn { first_name: expert.first_name.clone(), title };
                write_about(change, &by, &expert, &content).await
            })
        })
        .await
    }

    /// The invitations to a practice as its desk shows them, the newest first.
    pub(super) async fn invitations_on_desk(
        &self,
        viewer: &Viewer,
        practice: &Practice,
    ) -> Result<Vec<InvitationLine>, Error> {
        let by = asking(viewer)?;
        let kept = self.inner.store.invitations_to(&practice.uid).await?;
        let mut people: Vec<Uid> = kept.iter().map(|one| one.inviter.clone()).collect();
        people.extend(kept.iter().filter_map(|one| one.member.clone()));
        people.sort();
        people.dedup();
        let names = self.called(&people).await?;
        let name = |uid: &Uid| names.iter().find(|(known, _)| known == uid.as_str()).map(|(_, name)| name.clone());
        let now = self.now();
        let line = |one: Invitation| InvitationLine {
            purpose: one.purpose,
            state: one.state,
            is_over: one.state.is_running() && !one.is_running(now),
            by: name(&one.inviter),
            // Who says no is not named: the address alone was known.
            accepted_by: one.member.as_ref().filter(|_| one.state != InvitationState::Declined).and_then(name),
            at: one.created_at.as_second(),
            until: one.expires_at.as_second(),
            may_withdraw: one.is_running(now) && may_withdraw(viewer, &by, &one, practice),
            email: one.email.filter(|_| one.inviter == by).map(|email| email.to_string()),
            uid: one.uid.to_string(),
        };
        Ok(kept.into_iter().map(line).collect())
    }
}

fn may_withdraw(viewer: &Viewer, member: &Uid, invitation: &Invitation, practice: &Practice) -> bool {
    invitation.inviter == *member || allows(viewer, act_of(invitation.purpose), &facts(practice)).is_ok()
}

async fn add(
    change: &mut Change,
    viewer: &Viewer,
    invitation: &NewInvitation,
    locale: Locale,
) -> Result<(), FormError> {
    super::held(change, viewer, act_of(invitation.purpose), &invitation.practice).await?;
    if change.is_invited(invitation).await? {
        return Err(FormError::field("email", FieldProblem::Taken));
    }
    if change.invitations_running(&invitation.practice).await? >= RUNNING_MAX as u64 {
        return Err(FormError::field("email", FieldProblem::NotAllowed));
    }
    change.add_invitation(invitation).await?;
    let job = Job::Invite { invitation: invitation.uid.clone(), locale };
    Ok(change.add_job(job.kind(), job.json()?).await?)
}
