// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Password, address, second factor and sessions of the own account.

use domain::member::{MemberState, PortalRole};
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::SignedDuration;
use store::{Change, KeptMember, LinkKind, OneTimeLink};

use super::links::{self, AddressChange, LinkFollowed, LinkForm};
use super::mails::{MailContent, write_mail, write_to};
use super::secrets::fingerprint;
use super::tokens::own_token;
use super::values::{OwnIdentity, OwnSecondFactor, OwnSession, SecurityPage};
use super::{AuditAct, Visit, codes};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// How long the two links of a change of address are good for.
const ADDRESS_CHANGE: SignedDuration = SignedDuration::from_hours(24);

/// What was typed to change the password.
#[derive(Clone, Debug, Default)]
pub struct PasswordForm {
    /// The present one; empty for an account that has none.
    pub current: String,
    /// The new one.
    pub password: String,
    /// The same once more.
    pub again: String,
}

/// What was typed to change the address.
#[derive(Clone, Debug, Default)]
pub struct AddressForm {
    /// The new address.
    pub email: String,
    /// The password.
    pub current: String,
}

impl Portal {
    /// How one signs in, and where one is signed in.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn security_page(&self, viewer: &Viewer, session: &str) -> Result<SecurityPage, Error> {
        let member = self.own_account(viewer)?;
        let account = self.inner.store.account(&member).await?.ok_or(Error::NotFound)?;
        let (id, now) = (fingerprint(session), self.now());
        let sessions = self.inner.store.sessions_of(&member, now).await?;
        let identities = self.inner.store.identities_of(&member).await?;
        let tokens = self.inner.store.tokens_of(&member, now).await?;
        let record = &account.member.record;
        let email = record.email.as_ref().map(Email::to_string).unwrap_or_default();
        let wanted = |role: &PortalRole| self.people().second_factor_for.contains(role);
        Ok(SecurityPage {
            has_password: account.password.is_some(),
            second_factor_wanted: record.roles.iter().any(wanted),
            second_factor: match &account.second_factor {
                None => OwnSecondFactor::Off,
                Some(factor) if factor.since.is_none() => {
                    let (secret, address) = codes::to_show(&factor.secret, &email, &self.people().name);
                    OwnSecondFactor::SettingUp { secret, address }
                }
                Some(_) => OwnSecondFactor::On { codes_left: account.recovery_codes_left },
            },
            sessions: sessions.into_iter().map(|one| own_session(one, &id)).collect(),
            identities: identities.into_iter().map(own_identity).collect(),
            tokens: tokens.into_iter().map(own_token).collect(),
            email,
        })
    }

    /// Changes the password; every other session ends.
    ///
    /// # Errors
    /// A field is wrong; `form` is `wait` after too many.
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        session: &str,
        form: PasswordForm,
        visit: &Visit,
    ) -> Result<(), FormError> {
        let account = self.check_current("current", viewer, &form.current).await?;
        let member = account.member.record.uid.clone();
        let typed = LinkForm { token: String::new(), password: form.password, again: form.again };
        let hash = self.new_password(&typed, &account.member.record).await?;
        let id = fingerprint(session);
        let _ = visit;
        self.write(move |change| {
            Box::pin(async move {
                change.set_password(&member, Some(&hash)).await?;
                Self::end_all_but(change, &member, &id).await?;
                Self::void_links(change, &member).await?;
                let first_name = account.member.record.first_name.clone();
                write_to(change, &account.member.record, &MailContent::PasswordChanged { first_name }).await?;
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::PasswordChanged, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// Asks for another address: both addresses get a link, and the change is made once both are followed.
    ///
    /// # Errors
    /// A field is wrong; `form` is `wait` after too many. An address of somebody else is answered like any other.
    pub async fn ask_for_address(&self, viewer: &Viewer, form: AddressForm, visit: &Visit) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let to = Email::parse(&form.email).map_err(|fault| FormError::field("email", FieldProblem::from(&fault)))?;
        let account = self.check_current("current", viewer, &form.current).await?;
        let record = account.member.record;
        if record.email.as_ref() == Some(&to) {
            return Err(FormError::field("email", FieldProblem::Taken));
        }
        self.reserve_mail(&to).await?;
        let is_taken = self.is_confirmed(&to).await?;
        let (portal, locale) = (self.clone(), visit.locale);
        self.write(move |change| {
            Box::pin(async move {
                let (old, new) = (portal.inner.secrets.token(), portal.inner.secrets.token());
                let first_name = record.first_name.clone();
                for (kind, token, other) in
                    [(LinkKind::ChangeEmailOld, &old, &new), (LinkKind::ChangeEmailNew, &new, &old)]
                {
                    change.void_one_time_links(&member, kind).await?;
                    let payload = links::json(&AddressChange { to: to.clone(), other: fingerprint(other) })?;
                    links::add_link(change, token, kind, Some(&member), payload, ADDRESS_CHANGE).await?;
                }
                let new_email = to.to_string();
                let ask = MailContent::AddressChangeOld { first_name: first_name.clone(), new_email, token: old };
                write_to(change, &record, &ask).await?;
                // Whoever has the address already is told nothing new, and nobody else learns that it is known.
                if is_taken {
                    return Ok(());
                }
                let ask = MailContent::AddressChangeNew { first_name, token: new };
                write_mail(change, Some(&member), &to, locale, &ask).await
            })
        })
        .await
    }

    /// Follows one of the two links of a change of address.
    pub(super) async fn confirm_address(
        &self,
        token: String,
        link: OneTimeLink,
        member: KeptMember,
    ) -> Result<LinkFollowed, FormError> {
        let asked: AddressChange =
            serde_json::from_str(&link.payload).map_err(|error| Error::Broken(error.to_string()))?;
        let portal = self.clone();
        self.write(move |change| {
            Box::pin(async move {
                // The row of the member is held from here on, so that the second of two links sees the first.
                let mut kept = change.member(&member.record.uid).await?.ok_or(Error::NotFound)?;
                links::used(change, &token, link.kind).await?;
                if kept.record.state != MemberState::Active {
                    return Err(FormError::field("form", FieldProblem::Expired));
                }
                if portal.inner.store.link_was_used(&asked.other).await? != Some(true) {
                    return Ok(LinkFollowed::AddressHalfConfirmed);
                }
                portal.free_address(change, &asked.to).await?;
                let old = kept.record.clone();
                kept.record.email = Some(asked.to);
                change.put_member(&kept.record).await?;
                // What was sent to the old address opens nothing any more.
                Self::void_links(change, &old.uid).await?;
                let first_name = old.first_name.clone();
                write_to(change, &old, &MailContent::AddressChanged { first_name }).await?;
                let thing = ("member", old.uid.as_str());
                let none = serde_json::Value::Null;
                Self::note(change, Some(&old.uid), AuditAct::AddressChanged, thing, none).await?;
                Ok(LinkFollowed::AddressChanged)
            })
        })
        .await
    }

    /// Whether an account has an address that was confirmed.
    pub(super) async fn is_confirmed(&self, email: &Email) -> Result<bool, Error> {
        let known = self.inner.store.member_uid_by_email(email).await?;
        let known = self.inner.store.members_by_uids(&Viewer::Operator, known.as_slice()).await?;
        Ok(known.first().is_some_and(|kept| kept.record.state != MemberState::PendingEmail))
    }

    /// Makes way for who has proven to own an address. An account that somebody made with it, and that was never
    /// confirmed, ends; one that was confirmed in the meantime stays.
    async fn free_address(&self, change: &mut Change, email: &Email) -> Result<(), FormError> {
        let Some(known) = self.inner.store.member_uid_by_email(email).await? else { return Ok(()) };
        let Some(kept) = change.member(&known).await? else { return Ok(()) };
        if kept.record.state != MemberState::PendingEmail {
            return Err(FormError::field("form", FieldProblem::Expired));
        }
        change.erase_account(&known, email).await?;
        change.put_member(&kept.record.anonymised()).await?;
        Ok(())
    }

    /// Ends one of the own sessions.
    ///
    /// # Errors
    /// There is no such session.
    pub async fn end_session(&self, viewer: &Viewer, _session: &str, id: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        // Such as the page has given out; anything else is none of a session.
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::NotFound.into());
        }
        let id = id.to_owned();
        self.write(move |change| {
            Box::pin(async move {
                if change.end_session(&id, &member).await? { Ok(()) } else { Err(Error::NotFound.into()) }
            })
        })
        .await
    }

    /// Ends all own sessions but the one that asks.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn end_other_sessions(&self, viewer: &Viewer, session: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        let id = fingerprint(session);
        self.write(move |change| Box::pin(async move { Self::end_all_but(change, &member, &id).await })).await
    }

    /// Ends all sessions of a member but one, also those that are being begun right now.
    async fn end_all_but(change: &mut Change, member: &Uid, id: &str) -> Result<(), FormError> {
        change.end_sessions(member, Some(id)).await?;
        if let Some(epoch) = change.raise_epoch(member).await? {
            change.carry_session_over(id, member, epoch).await?;
        }
        Ok(())
    }

    /// Makes the links useless by which a password or an address could still be changed that was asked for before.
    pub(super) async fn void_links(change: &mut Change, member: &Uid) -> Result<(), FormError> {
        for kind in [LinkKind::ResetPassword, LinkKind::ChangeEmailOld, LinkKind::ChangeEmailNew] {
            change.void_one_time_links(member, kind).await?;
        }
        Ok(())
    }

    /// Begins to set a second factor up. A session that was left open is not enough for it: whoever has the second
    /// factor shuts all others out.
    ///
    /// # Errors
    /// `form` is `taken` where one is in force; `ConfirmFirst`.
    pub async fn start_second_factor(&self, viewer: &Viewer) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        Self::check_presence(viewer)?;
        let secret = self.inner.secrets.bytes::<20>();
        self.write(move |change| {
            Box::pin(async move {
                let began = change.start_second_factor(&member, &secret).await?;
                if began { Ok(()) } else { Err(FormError::field("form", FieldProblem::Taken)) }
            })
        })
        .await
    }

    /// Puts the second factor into force, by a code of the app; gives recovery codes, which are shown once.
    ///
    /// # Errors
    /// `code` is missing or wrong; `form` is `expired` where nothing is being set up.
    pub async fn confirm_second_factor(
        &self,
        viewer: &Viewer,
        session: &str,
        code: &str,
    ) -> Result<Vec<String>, FormError> {
        let member = self.own_account(viewer)?;
        let account = self.inner.store.account(&member).await?.ok_or(Error::NotFound)?;
        let waiting = account.second_factor.as_ref().filter(|factor| factor.since.is_none());
        let secret = waiting.ok_or(FormError::field("form", FieldProblem::Expired))?.secret.clone();
        let code = codes::plain(code);
        if code.is_empty() {
            return Err(FormError::field("code", FieldProblem::Missing));
        }
        self.reserve(&fingerprint(&format!("code:{member}"))).await?;
        let step = codes::step_of(&secret, &code, self.now());
        let step = step.ok_or(FormError::field("code", FieldProblem::Wrong))?;
        self.inner.store.forget_attempt(&fingerprint(&format!("code:{member}"))).await?;
        let (id, (shown, kept)) = (fingerprint(session), self.fresh_codes());
        self.write(move |change| {
            Box::pin(async move {
                if !change.confirm_second_factor(&member, step).await? {
                    return Err(FormError::field("form", FieldProblem::Expired));
                }
                change.put_recovery_codes(&member, &kept).await?;
                let now = change.now();
                change.confirm_session(&id, Some(now)).await?;
                Self::end_all_but(change, &member, &id).await?;
                Self::tell_of_second_factor(change, &account.member.record, true).await?;
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::SecondFactorOn, thing, serde_json::Value::Null).await
            })
        })
        .await?;
        Ok(shown)
    }

    /// Makes new recovery codes; the old ones are void.
    ///
    /// # Errors
    /// `current` is missing or wrong; `form` is `expired` where no second factor is in force.
    pub async fn renew_recovery_codes(
        &self,
        viewer: &Viewer,
        current: &str,
        _visit: &Visit,
    ) -> Result<Vec<String>, FormError> {
        let account = self.check_current("current", viewer, current).await?;
        let member = account.member.record.uid.clone();
        if account.second_factor.is_none_or(|factor| factor.since.is_none()) {
            return Err(FormError::field("form", FieldProblem::Expired));
        }
        let (shown, kept) = self.fresh_codes();
        self.write(move |change| Box::pin(async move { Ok(change.put_recovery_codes(&member, &kept).await?) })).await?;
        Ok(shown)
    }

    /// Takes the second factor away.
    ///
    /// # Errors
    /// `current` is missing or wrong.
    pub async fn remove_second_factor(&self, viewer: &Viewer, current: &str, _visit: &Visit) -> Result<(), FormError> {
        let account = self.check_current("current", viewer, current).await?;
        let member = account.member.record.uid.clone();
        self.write(move |change| {
            Box::pin(async move {
                change.remove_second_factor(&member).await?;
                Self::tell_of_second_factor(change, &account.member.record, false).await?;
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::SecondFactorOff, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// Recovery codes as they are shown, and as they are kept.
    fn fresh_codes(&self) -> (Vec<String>, Vec<String>) {
        let random = self.inner.secrets.bytes::<{ codes::RECOVERY_CODES * 10 }>();
        let shown = codes::recovery_codes(&random);
        let kept = shown.iter().map(|code| fingerprint(&codes::plain(code))).collect();
        (shown, kept)
    }
}

fn own_session(session: store::Session, this: &str) -> OwnSession {
    OwnSession {
        this: session.id == this,
        browser: session.browser,
        since: session.created_at,
        seen: session.seen_at,
        id: session.id,
    }
}

fn own_identity(identity: store::Identity) -> OwnIdentity {
    OwnIdentity { issuer: identity.issuer, subject: identity.subject, label: identity.label, since: identity.linked_at }
}

/// The facts of the viewer's own account, for acts that only its owner does.
pub(crate) fn facts_of_own(member: &Uid) -> domain::policy::MemberFacts {
    let (state, shown) = (MemberState::Active, domain::member::Shown::default());
    domain::policy::MemberFacts { member: member.clone(), state, shown }
}
