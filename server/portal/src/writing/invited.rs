// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is invited to a practice: what waits for an answer, the answer, and the thanks.

use domain::invitation::{InvitationState, OPINION_DAYS, Purpose};
use domain::member::MemberState;
use domain::policy::{Act, Viewer, allows};
use domain::practice::{Practice, Stage};
use domain::revision::RevisionAct;
use domain::{Language, Uid};
use store::{Change, Invitation, KeptPractice};

use super::inviting::{days, may_still_invite};
use super::{Deed, asking, facts, put, write_down};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::people::{MailContent, write_about, write_to};

/// An invitation as who is invited sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedLine {
    /// Names it.
    pub uid: String,
    /// What for.
    pub purpose: Purpose,
    /// Whether it was accepted, and the opinion is awaited.
    pub accepted: bool,
    /// Who invites; absent where that account is closed.
    pub by: Option<String>,
    /// The practice.
    pub practice: String,
    /// The practice's address.
    pub slug: String,
    /// The practice's title.
    pub title: String,
    /// The practice's language.
    pub language: Language,
    /// Whose practice it is.
    pub owner: Option<String>,
    /// What was written with the invitation; may be empty.
    pub note: String,
    /// Until when an answer, or the opinion, is waited for, in seconds since 1970.
    pub until: i64,
}

/// What somebody answers to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationAnswer {
    /// Yes.
    Accept,
    /// No.
    Decline,
}

impl InvitationAnswer {
    /// The answer of a code of the form.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "accept" => Some(Self::Accept),
            "decline" => Some(Self::Decline),
            _ => None,
        }
    }
}

/// Whether an invitation can be followed now, by this member: the practice is in a stage for it, and the member has no
/// part in it already.
fn stands(viewer: &Viewer, member: &Uid, invitation: &Invitation, practice: &Practice) -> bool {
    match invitation.purpose {
        Purpose::Opinion => allows(viewer, Act::Assess, &facts(practice)).is_ok(),
        Purpose::Authorship => {
            let takes_authors = matches!(practice.stage, Stage::Draft | Stage::ChangesRequested | Stage::Published);
            takes_authors && !practice.authors.contains(member)
        }
    }
}

impl Portal {
    /// The invitations of the viewer that are in force, the newest first.
    pub(super) async fn own_invitations(&self, viewer: &Viewer) -> Result<Vec<InvitedLine>, Error> {
        let member = asking(viewer)?;
        let invitations = self.inner.store.invitations_of(&member, self.now()).await?;
        if invitations.is_empty() {
            return Ok(Vec::new());
        }
        let practices: Vec<Uid> = invitations.iter().map(|one| one.practice.clone()).collect();
        let practices = self.inner.store.kept_practices(&practices).await?;
        let people: Vec<Uid> = invitations.iter().map(|one| one.inviter.clone()).collect();
        let names = self.called(&people).await?;
        let line = |one: Invitation| {
            let kept = practices.iter().find(|kept| kept.record.uid == one.practice)?;
            stands(viewer, &member, &one, &kept.record).then(|| invited_line(one, kept, &names))
        };
        Ok(invitations.into_iter().filter_map(line).collect())
    }

    /// One invitation of the viewer.
    ///
    /// # Errors
    /// `NotFound` where it is somebody else's, over, or was answered for good.
    pub async fn invitation_page(&self, viewer: &Viewer, uid: &str) -> Result<InvitedLine, Error> {
        let own = self.own_invitations(viewer).await?;
        own.into_iter().find(|one| one.uid == uid).ok_or(Error::NotFound)
    }

    /// Answers an invitation; who made it is told. Whoever accepts to write a practice is one of its authors then.
    ///
    /// # Errors
    /// `NotFound` as `invitation_page`; `form` is `expired` where who invited may do so no longer, or the practice is
    /// in another stage now.
    pub async fn answer_invitation(
        &self,
        viewer: &Viewer,
        uid: &str,
        answer: InvitationAnswer,
    ) -> Result<InvitedLine, FormError> {
        let member = asking(viewer)?;
        let line = self.invitation_page(viewer, uid).await?;
        let uid = Uid::parse(uid).map_err(|_| Error::NotFound)?;
        let invitation = self.inner.store.invitation(&uid).await?.ok_or(Error::NotFound)?;
        let (revision, viewer) = (self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                match answer {
                    InvitationAnswer::Accept => accept(change, &viewer, &member, &invitation, revision).await,
                    InvitationAnswer::Decline => decline(change, &member, &invitation).await,
                }
            })
        })
        .await?;
        Ok(line)
    }
}

fn invited_line(invitation: Invitation, kept: &KeptPractice, names: &[(String, String)]) -> InvitedLine {
    let inviter = invitation.inviter.as_str();
    InvitedLine {
        purpose: invitation.purpose,
        accepted: invitation.state == InvitationState::Accepted,
        by: names.iter().find(|(known, _)| known == inviter).map(|(_, name)| name.clone()),
        practice: kept.record.uid.to_string(),
        slug: kept.slug.to_string(),
        title: kept.record.title.clone(),
        language: kept.record.language,
        owner: kept.owner.as_ref().map(|owner| owner.name.clone()),
        until: invitation.expires_at.as_second(),
        uid: invitation.uid.to_string(),
        note: invitation.note,
    }
}

fn expired() -> FormError {
    FormError::field("form", FieldProblem::Expired)
}

async fn accept(
    change: &mut Change,
    viewer: &Viewer,
    member: &Uid,
    invitation: &Invitation,
    revision: Uid,
) -> Result<(), FormError> {
    let mut practice = change.practice(&invitation.practice).await?.ok_or(Error::NotFound)?.record;
    let inviter = change.member(&invitation.inviter).await?.map(|kept| kept.record);
    let inviter = inviter.filter(|inviter| may_still_invite(inviter, invitation.purpose, &practice));
    let inviter = inviter.filter(|_| stands(viewer, member, invitation, &practice)).ok_or_else(expired)?;
    let (to, until) = match invitation.purpose {
        Purpose::Opinion => (InvitationState::Accepted, Some(change.now() + days(OPINION_DAYS))),
        Purpose::Authorship => (InvitationState::Done, None),
    };
    if !change.decide_invitation(&invitation.uid, (InvitationState::Open, to), Some(member), until).await? {
        return Err(expired());
    }
    if invitation.purpose == Purpose::Authorship {
        practice.authors.push(member.clone());
        put(change, &practice).await?;
        let deed = Deed::plain(member.clone(), RevisionAct::AuthorsChanged);
        write_down(change, revision, &practice, deed, None).await?;
    }
    let Some(own) = change.member(member).await?.map(|kept| kept.record) else { return Err(Error::NotFound.into()) };
    let content = answered(&inviter.first_name, &practice, invitation, &own.full_name());
    write_about(change, member, &inviter, &content).await
}

async fn decline(change: &mut Change, member: &Uid, invitation: &Invitation) -> Result<(), FormError> {
    let step = (invitation.state, InvitationState::Declined);
    if !change.decide_invitation(&invitation.uid, step, Some(member), None).await? {
        return Err(expired());
    }
    let Some(kept) = change.practice(&invitation.practice).await? else { return Ok(()) };
    let Some(inviter) = change.member(&invitation.inviter).await?.map(|kept| kept.record) else { return Ok(()) };
    if inviter.state != MemberState::Active {
        return Ok(());
    }
    // Who says no is not named.
    write_to(change, &inviter, &answered(&inviter.first_name, &kept.record, invitation, "")).await
}

fn answered(first_name: &str, practice: &Practice, invitation: &Invitation, by: &str) -> MailContent {
    MailContent::InvitationAnswered {
        first_name: first_name.to_owned(),
        title: practice.title.clone(),
        uid: practice.uid.to_string(),
        purpose: invitation.purpose.code().to_owned(),
        by: by.to_owned(),
    }
}

/// Thanks an expert who gave the opinion that was asked for by an invitation.
pub(super) async fn thank(change: &mut Change, expert: &Uid, practice: &Practice) -> Result<(), FormError> {
    if change.conclude_invitations(&practice.uid, expert).await? == 0 {
        return Ok(());
    }
    let Some(expert) = change.member(expert).await?.map(|kept| kept.record) else { return Ok(()) };
    let content = MailContent::OpinionThanks { first_name: expert.first_name.clone(), title: practice.title.clone() };
    write_to(change, &expert, &content).await
}
