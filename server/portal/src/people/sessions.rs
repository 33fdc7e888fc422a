// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Sessions: who asks, and how long a sign-in lasts.

use domain::member::{Member, PortalRole};
use domain::policy::{Acting, ActingFor, Presence, Viewer};
use domain::{Locale, Uid};
use jiff::{SignedDuration, Timestamp};
use store::{Change, KeptMember, LiveSession};

pub use store::Computer;

use super::secrets::fingerprint;
use super::{DemoAccounts, SignedIn, Visit};
use crate::Portal;
use crate::error::Error;

/// On one's own computer a session ends when it was not used for this long (TRAPS 4.8).
const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// And at the latest after this.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The same on a shared computer, where the cookie ends with the browser too.
const IDLE_SHARED: SignedDuration = SignedDuration::from_mins(30);
const LONGEST_SHARED: SignedDuration = SignedDuration::from_hours(10);
/// How often the database learns that a session is used.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);
/// For this long a person counts as being there, for acts of administration.
const PRESENT: SignedDuration = SignedDuration::from_hours(1);

/// A session that was just begun: what the browser is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The secret of its cookie.
    pub token: String,
    /// The cookie by which this browser is known from now on, where it was not yet.
    pub device: Option<String>,
    /// The language that the member chose.
    pub locale: Locale,
    /// Whose computer it is.
    pub computer: Computer,
    /// Whether a code is still wanted.
    pub wants_code: bool,
}

/// Who asks, by a session.
#[derive(Clone, Debug)]
pub struct Present {
    /// As the policy sees it; a visitor while a code is still wanted.
    pub viewer: Viewer,
    /// The account, once it is signed in.
    pub signed_in: Option<SignedIn>,
    /// Whether a code is still wanted.
    pub wants_code: bool,
}

/// A session that a provider of identities began and may end too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderSession {
    /// The provider's name in the configuration.
    pub provider: String,
    /// The token that names the session to it.
    pub id_token: String,
}

/// What a new session is told beside its member.
#[derive(Clone, Debug)]
pub(crate) struct Begun {
    pub(crate) computer: Computer,
    /// A second factor was given already.
    pub(crate) second_factor: Option<Timestamp>,
    pub(crate) has_second_factor: bool,
    pub(crate) provider: Option<ProviderSession>,
}

impl Portal {
    /// Who asks, by the secret of a session's cookie. One query, one more for who is invited to give an opinion, and
    /// one write at most every five minutes.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn session(&self, token: &str) -> Result<Option<Present>, Error> {
        let (id, now) = (fingerprint(token), self.now());
        let Some(live) = self.inner.store.live_session(&id, now).await? else { return Ok(None) };
        if !self.may_be_used(&live.member.record) {
            return Ok(None);
        }
        if now.duration_since(live.session.seen_at) > TOUCH {
            self.inner.store.touch_session(&id, now).await?;
        }
        let given = live.session.second_factor_at.is_some();
        if live.has_second_factor && !given {
            return Ok(Some(Present { viewer: Viewer::Visitor, signed_in: None, wants_code: true }));
        }
        let signed_in = Some(signed_in(&live.member));
        let expert_for = match live.is_invited {
            true => self.inner.store.expert_for(&live.member.record.uid, now).await?,
            false => Vec::new(),
        };
        let viewer = Viewer::member(self.acting(&live, expert_for, now));
        Ok(Some(Present { viewer, signed_in, wants_code: false }))
    }

    /// Ends a session; the provider that began it, if one did, may be told.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn sign_out(&self, token: &str) -> Result<Option<ProviderSession>, Error> {
        let (id, now) = (fingerprint(token), self.now());
        let Some(live) = self.inner.store.live_session(&id, now).await? else { return Ok(None) };
        let member = live.session.member.clone();
        let ended =
            self.write(move |change| Box::pin(async move { Ok(change.end_session(&id, &member).await?) })).await;
        ended.map_err(into_portal)?;
        let LiveSession { session, .. } = live;
        Ok(session.provider.zip(session.id_token).map(|(provider, id_token)| ProviderSession { provider, id_token }))
    }

    /// Whether an account may be used here: the invented ones of the demonstration on a loopback address only.
    pub(crate) fn may_be_used(&self, member: &Member) -> bool {
        !member.demo || self.people().demo_accounts == DemoAccounts::Usable
    }

    fn acting(&self, live: &LiveSession, expert_for: Vec<Uid>, now: Timestamp) -> Acting {
        let record = &live.member.record;
        let given = live.session.second_factor_at.is_some();
        let in_force = |role: &PortalRole| given || !self.people().second_factor_for.contains(role);
        let is_present = now.duration_since(live.session.confirmed_at) < PRESENT;
        Acting {
            member: record.uid.clone(),
            trust: record.trust,
            roles: record.roles.iter().copied().filter(in_force).collect(),
            memberships: record
                .active_memberships()
                .map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role })
                .collect(),
            communities: live.communities.clone(),
            expert_for,
            presence: if is_present { Presence::Recent } else { Presence::Earlier },
        }
    }

    /// Begins a session within a change; its secret is told to the browser alone.
    pub(crate) async fn begin_session(
        &self,
        change: &mut Change,
        member: &KeptMember,
        begun: Begun,
        visit: &Visit,
    ) -> Result<NewSession, Error> {
        let token = self.inner.secrets.token();
        let now = change.now();
        let (idle, longest) = match begun.computer {
            Computer::Own => (IDLE, LONGEST),
            Computer::Shared => (IDLE_SHARED, LONGEST_SHARED),
        };
        let (provider, id_token) = begun.provider.map(|one| (one.provider, one.id_token)).unzip();
        let session = store::NewSession {
            id: fingerprint(&token),
            member: member.record.uid.clone(),
            epoch: member.epoch,
            expires_at: now + longest,
            idle,
            computer: begun.computer,
            browser: visit.browser.clone(),
            second_factor: begun.second_factor,
            id_token,
            provider,
        };
        change.add_session(session).await?;
        change.set_last_sign_in(&member.record.uid, now).await?;
        let wants_code = begun.has_second_factor && begun.second_factor.is_none();
        Ok(NewSession { token, device: None, locale: member.record.locale, computer: begun.computer, wants_code })
    }
}

/// The account as the header shows it.
fn signed_in(member: &KeptMember) -> SignedIn {
    let record = &member.record;
    SignedIn {
        uid: record.uid.clone(),
        name: record.full_name(),
        initials: record.initials(),
        photo: member.photo,
        locale: record.locale,
        roles: record.roles.clone(),
    }
}

/// The portal's own error of a change that has no form.
pub(crate) fn into_portal(error: crate::form::FormError) -> Error {
    match error {
        crate::form::FormError::Portal(error) => error,
        error if error.is_conflict() => store::Error::Conflict.into(),
        crate::form::FormError::Fields(_) => Error::NotAllowed,
    }
}
