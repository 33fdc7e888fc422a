// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Signing in by password, with a second factor, and showing once more who one is.
//!
//! A known address and an unknown one are answered alike and cost the same: one read, one reserved try, one hash.

use domain::Email;
use domain::member::MemberState;
use domain::policy::{Presence, Viewer};
use store::{Account, FoundAccount, Reserved};

use super::codes;
use super::passwords::Verdict;
use super::secrets::fingerprint;
use super::sessions::{Begun, Computer, NewSession};
use super::{AuditAct, DemoAccounts, Visit};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError, fine};

/// What was typed to sign in.
#[derive(Clone, Debug, Default)]
pub struct SignInForm {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// `on` where others use this computer.
    pub shared: String,
}

impl Portal {
    /// Begins a session for who knows the password.
    ///
    /// # Errors
    /// A field is wrong; `form` is `wrong` for every wrong pair of address and password, `wait` after too many.
    pub async fn sign_in(&self, form: SignInForm, visit: &Visit) -> Result<NewSession, FormError> {
        let email = Email::parse(&form.email);
        let mut problems = Vec::new();
        if let Err(fault) = &email {
            problems.push(("email", FieldProblem::from(fault)));
        }
        if form.password.is_empty() {
            problems.push(("password", FieldProblem::Missing));
        }
        let Ok(email) = email else { return Err(FormError::Fields(problems)) };
        fine(problems)?;
        let found = self.inner.store.account_by_email(&email).await?;
        let device = self.known_device(found.as_ref(), visit).await?;
        let key = match &device {
            Some(device) => fingerprint(&format!("device:{device}")),
            None => fingerprint(&format!("account:{email}")),
        };
        self.reserve(&key).await?;
        let usable = found.filter(|found| self.is_usable(found));
        let kept = usable.as_ref().and_then(|found| found.password.as_deref());
        let verdict = self.inner.passwords.compare(&form.password, kept).await?;
        match (usable, verdict) {
            (Some(found), Verdict::Right | Verdict::RightAndStale) => {
                let account = found.whole()?;
                let renewed = match (verdict, account.password.clone()) {
                    (Verdict::RightAndStale, Some(before)) => {
                        Some((before, self.inner.passwords.hash(&form.password).await?))
                    }
                    _ => None,
                };
                let computer = if form.shared.is_empty() { Computer::Own } else { Computer::Shared };
                self.signed_in(account, key, renewed, computer, device.is_some(), visit).await
            }
            _ => Err(FormError::field("form", FieldProblem::Wrong)),
        }
    }

    fn is_usable(&self, found: &FoundAccount) -> bool {
        let is_here = !found.demo || self.people().demo_accounts == DemoAccounts::Usable;
        found.state == MemberState::Active && is_here
    }

    async fn signed_in(
        &self,
        account: Account,
        key: String,
        renewed: Option<(String, String)>,
        computer: Computer,
        knows_device: bool,
        visit: &Visit,
    ) -> Result<NewSession, FormError> {
        let device = match computer {
            Computer::Own if !knows_device => Some(self.new_device(&account).await?),
            _ => None,
        };
        let has_second_factor = account.second_factor.as_ref().is_some_and(|factor| factor.since.is_some());
        let begun = Begun { computer, second_factor: None, has_second_factor, provider: None };
        let (portal, visit) = (self.clone(), visit.clone());
        let session = self
            .write(move |change| {
                Box::pin(async move {
                    change.forget_attempt(&key).await?;
                    if let Some((before, hash)) = renewed {
                        // Where the password was changed while this one was compared, the change holds.
                        change.renew_password(&account.member.record.uid, &before, &hash).await?;
                    }
                    Ok(portal.begin_session(change, &account.member, begun, &visit).await?)
                })
            })
            .await?;
        Ok(NewSession { device, ..session })
    }

    /// Takes a try, or says that it is too early for one. Counted before the hash, so that tries at once count too.
    pub(crate) async fn reserve(&self, key: &str) -> Result<(), FormError> {
        match self.inner.store.reserve_attempt(key, self.now()).await? {
            Reserved::Granted { .. } => Ok(()),
            Reserved::Refused { .. } => Err(FormError::field("form", FieldProblem::Wait)),
        }
    }

    /// The mark of the browser, where the account's owner has signed in from it before.
    async fn known_device(&self, account: Option<&FoundAccount>, visit: &Visit) -> Result<Option<String>, Error> {
        let Some(cookie) = visit.device.as_deref() else { return Ok(None) };
        let owner = account.map_or("", |account| account.uid.as_str());
        let known = self.unsigned(&format!("device of {owner}"), cookie).await?;
        Ok(known.filter(|_| account.is_some()).map(str::to_owned))
    }

    async fn new_device(&self, account: &Account) -> Result<String, Error> {
        let mark = self.inner.secrets.token();
        self.signed(&format!("device of {}", account.member.record.uid), &mark).await
    }

    /// Takes the code of an app, or a recovery code, for a session that wants one.
    ///
    /// # Errors
    /// `code` is missing or wrong, `form` is `wait` after too many, `expired` where the session is over.
    pub async fn give_code(&self, session: &str, code: &str, _visit: &Visit) -> Result<(), FormError> {
        let id = fingerprint(session);
        let live = self.inner.store.live_session(&id, self.now()).await?;
        let Some(live) = live else { return Err(FormError::field("form", FieldProblem::Expired)) };
        let member = live.session.member.clone();
        let key = fingerprint(&format!("code:{member}"));
        let code = codes::plain(code);
        if code.is_empty() {
            return Err(FormError::field("code", FieldProblem::Missing));
        }
        self.reserve(&key).await?;
        let account = self.inner.store.account(&member).await?.ok_or(Error::NotFound)?;
        let step = account.second_factor.and_then(|factor| codes::step_of(&factor.secret, &code, self.now()));
        self.write(move |change| {
            Box::pin(async move {
                let fits = match step {
                    Some(step) => change.use_totp_step(&member, step).await?,
                    None => change.use_recovery_code(&member, &fingerprint(&code)).await?,
                };
                if !fits {
                    return Err(FormError::field("code", FieldProblem::Wrong));
                }
                change.forget_attempt(&key).await?;
                let now = change.now();
                Ok(change.confirm_session(&id, Some(now)).await?)
            })
        })
        .await
    }

    /// Takes the password once more, before an act of administration.
    ///
    /// # Errors
    /// `password` is missing or wrong, `form` is `wait` after too many, `expired` where the session is over. Who has no
    /// password has nothing to show here and signs in by the provider again: `password` is wrong.
    pub async fn confirm_presence(&self, session: &str, password: &str, _visit: &Visit) -> Result<(), FormError> {
        let id = fingerprint(session);
        let live = self.inner.store.live_session(&id, self.now()).await?;
        let Some(live) = live else { return Err(FormError::field("form", FieldProblem::Expired)) };
        let account = self.inner.store.account(&live.session.member).await?.ok_or(Error::NotFound)?;
        self.compare_current("password", &account, password).await?;
        self.write(move |change| Box::pin(async move { Ok(change.confirm_session(&id, None).await?) })).await
    }

    /// Compares the password of somebody who has signed in. An account without one has nothing to compare: its owner
    /// must have been here within the hour instead, by the provider.
    ///
    /// # Errors
    /// Nobody has signed in; the field is missing or wrong; `form` is `wait` after too many; `ConfirmFirst`.
    pub(crate) async fn check_current(
        &self,
        field: &'static str,
        viewer: &Viewer,
        password: &str,
    ) -> Result<Account, FormError> {
        let member = self.own_account(viewer)?;
        let account = self.inner.store.account(&member).await?.ok_or(Error::NotFound)?;
        match account.password {
            Some(_) => self.compare_current(field, &account, password).await?,
            None => Self::check_presence(viewer)?,
        }
        Ok(account)
    }

    /// Refuses what a session that was left open must not be enough for.
    pub(crate) fn check_presence(viewer: &Viewer) -> Result<(), Error> {
        match viewer.acting().map(|acting| acting.presence) {
            Some(Presence::Recent) => Ok(()),
            Some(Presence::Earlier) => Err(Error::ConfirmFirst),
            None => Err(Error::SignInFirst),
        }
    }

    async fn compare_current(&self, field: &'static str, account: &Account, password: &str) -> Result<(), FormError> {
        if password.is_empty() {
            return Err(FormError::field(field, FieldProblem::Missing));
        }
        let Some(kept) = account.password.as_deref() else {
            return Err(FormError::field(field, FieldProblem::Wrong));
        };
        let key = fingerprint(&format!("current:{}", account.member.record.uid));
        self.reserve(&key).await?;
        if self.inner.passwords.compare(password, Some(kept)).await? == Verdict::Wrong {
            return Err(FormError::field(field, FieldProblem::Wrong));
        }
        Ok(self.inner.store.forget_attempt(&key).await?)
    }

    /// Sets the known password of the demonstration's accounts, and says who they are.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn set_demo_passwords(&self, password: &str) -> Result<u64, Error> {
        let mut set = 0;
        let filter = store::MemberFilter::default();
        let listed = self.inner.store.members(&Viewer::Operator, &filter, store::Page::first(500)).await?;
        for member in listed.rows.into_iter().map(|kept| kept.record).filter(|record| record.demo) {
            let hash = self.inner.passwords.hash(password).await?;
            let written = self
                .write(move |change| Box::pin(async move { Ok(change.set_password(&member.uid, Some(&hash)).await?) }))
                .await;
            written.map_err(super::sessions::into_portal)?;
            set += 1;
        }
        Ok(set)
    }

    /// Writes down that something was done to an account or an organisation.
    pub(crate) async fn note(
        change: &mut store::Change,
        actor: Option<&domain::Uid>,
        act: AuditAct,
        thing: (&str, &str),
        note: serde_json::Value,
    ) -> Result<(), FormError> {
        let (kind, uid) = thing;
        let entry = store::AuditEntry {
            actor: actor.cloned(),
            act: act.code().to_owned(),
            kind: kind.to_owned(),
            uid: uid.to_owned(),
            note,
        };
        Ok(change.audit(entry).await.map(drop)?)
    }
}
