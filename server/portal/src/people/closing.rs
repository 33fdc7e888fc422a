// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own data as one archive, closing the account, and what is forgotten with time.

use std::io::Write as _;

use domain::member::{MemberState, PortalRole};
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::{SignedDuration, Zoned};
use serde_json::json;
use store::{MemberFilter, Page};
use zip::write::SimpleFileOptions;

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

/// What the archive says of itself.
const READ_ME: &str = "dati.json: tutto ciò che il portale conserva di questo account, tranne la password e le chiavi.\n\
foto.jpg: la foto, se c'è.\n\n\
dati.json: everything that the portal keeps about this account, except password and keys.\n\
foto.jpg: the photo, if there is one.\n";

impl Portal {
    /// Everything that is kept about the viewer, as a ZIP archive.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn own_copy(&self, viewer: &Viewer) -> Result<Vec<u8>, Error> {
        let member = self.own_account(viewer)?;
        let store = &self.inner.store;
        let kept = store.member(viewer, &member).await?.ok_or(Error::NotFound)?;
        let rows = store.own_rows(&member).await?;
        let photo = store.photo(viewer, &member).await?;
        let document = json!({
            "profile": kept.record,
            "last_sign_in": kept.last_sign_in,
            "sessions": rows.sessions.iter().map(|one| json!({
                "since": one.created_at, "seen": one.seen_at, "until": one.expires_at, "ended": one.ended_at,
                "browser": one.browser, "shared_computer": one.computer == store::Computer::Shared, "provider": one.provider,
            })).collect::<Vec<_>>(),
            "identities": rows.identities.iter().map(|one| json!({
                "issuer": one.issuer, "subject": one.subject, "label": one.label, "since": one.linked_at,
                "used": one.used_at,
            })).collect::<Vec<_>>(),
            "links": rows.links.iter().map(|one| json!({
                "kind": one.kind.code(), "at": one.created_at, "until": one.expires_at, "used": one.used_at,
            })).collect::<Vec<_>>(),
            "mails": rows.mails.iter().map(|one| json!({
                "template": one.template, "state": one.state.code(), "at": one.created_at, "sent": one.sent_at,
            })).collect::<Vec<_>>(),
            "organisation_requests": rows.organisation_requests.iter().map(|one| json!({
                "at": one.at, "name": one.name, "website": one.website, "note": one.note, "state": one.state.code(),
            })).collect::<Vec<_>>(),
            "follows": rows.follows.iter().map(|one| json!({
                "practice": one.practice, "since": one.since,
            })).collect::<Vec<_>>(),
            "audit": rows.audit.iter().map(|one| json!({
                "at": one.at, "act": one.act, "kind": one.kind, "uid": one.uid, "note": one.note,
                "by_you": one.actor.as_ref() == Some(&member),
            })).collect::<Vec<_>>(),
        });
        let text = serde_json::to_string_pretty(&document).map_err(|error| Error::Broken(error.to_string()))?;
        let at = self.now().to_zoned(jiff::tz::TimeZone::UTC);
        let photo = photo.map(|photo| photo.bytes);
        tokio::task::spawn_blocking(move || packed(&text, photo.as_deref(), &at)).await?
    }

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
        let sends_mail = self.people().sends_mail;
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
        .await
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
        .await
    }
}

fn packed(text: &str, photo: Option<&[u8]>, at: &Zoned) -> Result<Vec<u8>, Error> {
    let broken = |error: zip::result::ZipError| Error::Broken(error.to_string());
    let unwritten = |error: std::io::Error| Error::Broken(error.to_string());
    let part = |field: i8| u8::try_from(field).unwrap_or(1);
    let year = u16::try_from(at.year()).unwrap_or(1980);
    let (month, day) = (part(at.month()), part(at.day()));
    let time = zip::DateTime::from_date_and_time(year, month, day, part(at.hour()), part(at.minute()), 0);
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(time.unwrap_or_default());
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("LEGGIMI.txt", READ_ME.as_bytes()), ("dati.json", text.as_bytes())] {
        archive.start_file(name, options).map_err(broken)?;
        archive.write_all(bytes).map_err(unwritten)?;
    }
    if let Some(photo) = photo {
        archive.start_file("foto.jpg", options).map_err(broken)?;
        archive.write_all(photo).map_err(unwritten)?;
    }
    Ok(archive.finish().map_err(broken)?.into_inner())
}
