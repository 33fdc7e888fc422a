// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Closing the account, and what is forgotten with time.

use domain::member::{MemberState, PortalRole};
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::SignedDuration;
use store::{MemberFilter, Page};

use super::mails::{MailContent, write_mail};
use super::registering::today;
use super::secrets::fingerprint;
use super::{AuditAct, Visit};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::writing::leave_all_practices;

/// For how long an account waits for its address to be confirmed.
const UNCONFIRMED: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Portal {
    /// Closes the own account: what must stay carries no name, the rest is erased.
    ///
    /// # Errors
    /// `confirmation` is not the own address; `current` is missing or wrong; `form` is `not_allowed` for the last
    /// administrator. Whoever is the last to represent a body may go: a new first representative is let in by an
    /// administrator.
    pub async fn close_account(
        &self,
        viewer: &Viewer,
        confirmation: &str,
        current: &str,
        _visit: &Visit,
    ) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        if confirmation.trim().is_empty() {
            return Err(FormError::field("confirmation", FieldProblem::Missing));
        }
        let account = self.check_current("current", viewer, current).await?;
        let record = account.member.record;
        let email = record.email.clone().ok_or(Error::NotFound)?;
        if Email::parse(confirmation).as_ref() != Ok(&email) {
            return Err(FormError::field("confirmation", FieldProblem::Wrong));
        }
        let is_administrator = record.roles.contains(&PortalRole::Administrator);
        if is_administrator && self.administrators().await?.len() < 2 {
            return Err(FormError::field("form", FieldProblem::NotAllowed));
        }
        let (sends_mail, closed) = (self.people().sends_mail, member.clone());
        self.write(move |change| {
            Box::pin(async move {
                let kept = change.member(&member).await?.ok_or(Error::NotFound)?;
                leave_all_practices(change, &member).await?;
                change.erase_account(&member, &email).await?;
                change.put_member(&kept.record.anonymised()).await?;
                for purpose in ["account", "mail"] {
                    change.forget_attempt(&fingerprint(&format!("{purpose}:{email}"))).await?;
                }
                for purpose in ["current", "code"] {
                    change.forget_attempt(&fingerprint(&format!("{purpose}:{member}"))).await?;
                }
                change.raise_epoch(&member).await?;
                // The last mail goes to the address; it is forgotten as soon as it was sent. Where none are sent, it would
                // keep name and address for ever.
                if sends_mail {
                    let content = MailContent::AccountClosed { first_name: record.first_name.clone() };
                    write_mail(change, None, &email, record.locale, &content).await?;
                }
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::Closed, thing, serde_json::Value::Null).await
            })
        })
        .await?;
        self.note_closed(&closed).await;
        Ok(())
    }

    /// Forgets what is older than it may be kept: ended sessions, used links, sent mails, and accounts whose address
    /// nobody ever confirmed.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn forget_what_is_old(&self) -> Result<store::Purged, Error> {
        for member in self.never_confirmed().await? {
            self.forget_unconfirmed(member).await.map_err(super::sessions::into_portal)?;
        }
        self.forget_thrown_away().await.map_err(super::sessions::into_portal)?;
        self.sweep_files().await?;
        let purged = self.write(move |change| Box::pin(async move { Ok(change.purge().await?) })).await;
        purged.map_err(super::sessions::into_portal)
    }

    /// The accounts that have waited too long for their address to be confirmed.
    async fn never_confirmed(&self) -> Result<Vec<Uid>, Error> {
        let filter = MemberFilter { state: Some(MemberState::PendingEmail), ..MemberFilter::default() };
        let before = today(self.now() - UNCONFIRMED);
        let (mut found, mut page) = (Vec::new(), Page::first(500));
        loop {
            let rows = self.inner.store.members(&Viewer::Operator, &filter, page).await?.rows;
            let count = rows.len();
            let old = rows.into_iter().filter(|kept| kept.record.joined_on < before);
            found.extend(old.map(|kept| kept.record.uid));
            if count < page.limit as usize {
                return Ok(found);
            }
            page.offset += page.limit;
        }
    }

    async fn forget_unconfirmed(&self, member: Uid) -> Result<(), FormError> {
        let closed = member.clone();
        self.write(move |change| {
            Box::pin(async move {
                let Some(kept) = change.member(&member).await? else { return Ok(()) };
                let waits = kept.record.state == MemberState::PendingEmail;
                let Some(email) = kept.record.email.clone().filter(|_| waits) else { return Ok(()) };
                change.erase_account(&member, &email).await?;
                change.put_member(&kept.record.anonymised()).await?;
                let thing = ("member", member.as_str());
                Self::note(change, None, AuditAct::Closed, thing, serde_json::Value::Null).await
            })
        })
        .await?;
        self.note_closed(&closed).await;
        Ok(())
    }
}
