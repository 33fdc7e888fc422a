// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tokens by which programs act for a member: shown once, kept as fingerprints, ended by whatever ends the sessions.

use domain::Email;
use domain::member::MemberState;
use domain::policy::{Acting, ActingFor, Presence, Viewer};
use jiff::SignedDuration;
use store::NewToken;

use super::AuditAct;
use super::secrets::fingerprint;
use super::values::OwnToken;
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// How long a token works.
const LIFE: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How often the database learns that a token is used.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);

impl Portal {
    /// Makes a token for the programs of a member, from the command line; gives it, for the one time that it is shown.
    ///
    /// # Errors
    /// `email` is unknown, or that of an account that is not active.
    pub async fn create_token(&self, email: &Email) -> Result<String, FormError> {
        let known = self.inner.store.member_uid_by_email(email).await?;
        let member = known.ok_or(FormError::field("email", FieldProblem::Unknown))?;
        let token = self.inner.secrets.token();
        let id = fingerprint(&token);
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                if kept.record.state != MemberState::Active {
                    return Err(FormError::field("email", FieldProblem::NotAllowed));
                }
                let expires_at = change.now() + LIFE;
                let new = NewToken { id, member: member.clone(), epoch: kept.epoch, expires_at };
                change.add_token(new).await?;
                let thing = ("member", member.as_str());
                Self::note(change, None, AuditAct::TokenMade, thing, serde_json::Value::Null).await
            })
        })
        .await?;
        Ok(token)
    }

    /// Who a program acts for, by its token: the member with the memberships, but in no role of the portal, which the
    /// person alone exercises. One query, and one write at most every five minutes.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn by_token(&self, token: &str) -> Result<Option<Viewer>, Error> {
        let (id, now) = (fingerprint(token), self.now());
        let Some(live) = self.inner.store.live_token(&id, now).await? else { return Ok(None) };
        let record = &live.member.record;
        if !self.may_be_used(record) {
            return Ok(None);
        }
        if live.used_at.is_none_or(|used| now.duration_since(used) > TOUCH) {
            self.inner.store.touch_token(&id, now).await?;
        }
        Ok(Some(Viewer::member(Acting {
            member: record.uid.clone(),
            trust: record.trust,
            roles: Vec::new(),
            memberships: record
                .active_memberships()
                .map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role })
                .collect(),
            communities: live.communities.clone(),
            // An opinion is the person's, not a program's.
            expert_for: Vec::new(),
            presence: Presence::Earlier,
        })))
    }

    /// Ends one of the own tokens.
    ///
    /// # Errors
    /// There is no such token.
    pub async fn end_token(&self, viewer: &Viewer, id: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        // Such as the page has given out; anything else is none of a token.
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::NotFound.into());
        }
        let id = id.to_owned();
        self.write(move |change| {
            Box::pin(async move {
                if !change.end_token(&id, &member).await? {
                    return Err(Error::NotFound.into());
                }
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::TokenEnded, thing, serde_json::Value::Null).await
            })
        })
        .await
    }
}

/// A token as its owner's page shows it.
pub(super) fn own_token(token: store::Token) -> OwnToken {
    OwnToken { id: token.id, since: token.created_at, until: token.expires_at, used: token.used_at }
}
