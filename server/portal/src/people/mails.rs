// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails: what they say is kept as a template with its parameters, in the transaction that gives the reason for it;
//! the words are the page's part. Where no mail server is configured they wait, and administrators read them.

mod content;

use domain::member::Member;
use domain::policy::{Act, On, Viewer, allows};
use domain::{Email, Locale, Uid};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use store::{Change, Mail, NewMail, Page};
use uuid::Uuid;

use super::AuditAct;
use super::values::{MailLine, MailState, MailsPage};
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

pub use content::{MailContent, NewsLine, NoticeMail};

/// How many mails stand on a page.
const PER_PAGE: u32 = 50;
/// For how long a server that took mails to send them keeps them from the others.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// The template of the last mail of an account.
const CLOSED: &str = "account_closed";
/// After how many tries a mail is given up.
const TRIES: u32 = 10;

/// A mail that is to be sent now.
#[derive(Clone, Debug)]
pub struct MailToSend {
    /// Names it to `mail_was_sent`.
    pub id: Uuid,
    /// To whom.
    pub recipient: Email,
    /// In which language.
    pub locale: Locale,
    /// What it says.
    pub content: MailContent,
    /// Its identifier, the same at every try, without host: `<message_id@host>`.
    pub message_id: String,
    /// When it was written.
    pub at: Timestamp,
}

/// Writes a mail within a change.
pub(crate) async fn write_mail(
    change: &mut Change,
    member: Option<&Uid>,
    recipient: &Email,
    locale: Locale,
    content: &MailContent,
) -> Result<(), FormError> {
    write_mail_about(change, None, member, recipient, locale, content).await
}

/// The same, of a mail that names somebody else: it goes when that account is closed, sent or not.
pub(crate) async fn write_mail_about(
    change: &mut Change,
    about: Option<&Uid>,
    member: Option<&Uid>,
    recipient: &Email,
    locale: Locale,
    content: &MailContent,
) -> Result<(), FormError> {
    let mut params = serde_json::to_value(content).map_err(|error| Error::Broken(error.to_string()))?;
    if let (Some(about), Some(fields)) = (about, params.as_object_mut()) {
        fields.insert("about".to_owned(), about.as_str().into());
    }
    let template = params.get("template").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mail = NewMail {
        member: member.cloned(),
        recipient: recipient.clone(),
        template,
        params: params.to_string(),
        locale,
        dedup: None,
    };
    change.add_mail(mail).await?;
    Ok(())
}

/// Writes a mail to a member who has an address.
pub(crate) async fn write_to(change: &mut Change, member: &Member, content: &MailContent) -> Result<(), FormError> {
    match &member.email {
        Some(email) => write_mail(change, Some(&member.uid), email, member.locale, content).await,
        None => Ok(()),
    }
}

/// Writes a mail that names somebody else to a member who has an address.
pub(crate) async fn write_about(
    change: &mut Change,
    about: &Uid,
    member: &Member,
    content: &MailContent,
) -> Result<(), FormError> {
    match &member.email {
        Some(email) => write_mail_about(change, Some(about), Some(&member.uid), email, member.locale, content).await,
        None => Ok(()),
    }
}

/// Writes a mail to a member who has an address, once for the words of `once`, whatever number of servers writes it.
pub(crate) async fn write_once(
    change: &mut Change,
    once: &str,
    member: &Member,
    content: &MailContent,
) -> Result<(), FormError> {
    let Some(email) = &member.email else { return Ok(()) };
    let params = serde_json::to_value(content).map_err(|error| Error::Broken(error.to_string()))?;
    let template = params.get("template").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let mail = NewMail {
        member: Some(member.uid.clone()),
        recipient: email.clone(),
        template,
        params: params.to_string(),
        locale: member.locale,
        dedup: Some(hex::encode(Sha256::digest(once.as_bytes()))),
    };
    change.add_mail(mail).await?;
    Ok(())
}

impl Portal {
    /// Takes mails to send; nobody else gets them while the lease lasts. What may not be told any more is forgotten.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn mails_to_send(&self, limit: u32) -> Result<Vec<MailToSend>, Error> {
        let mails = self.inner.store.claim_mails(self.now(), LEASE, limit).await?;
        let mut out = Vec::new();
        for mail in mails {
            match serde_json::from_str(&mail.params) {
                Ok(content) => out.extend(self.ready_to_send(mail, content).await?),
                Err(error) => self.inner.store.mail_failed(mail.id, self.now(), &error.to_string(), None).await?,
            }
        }
        Ok(out)
    }

    async fn ready_to_send(&self, mail: Mail, content: MailContent) -> Result<Option<MailToSend>, Error> {
        let Some(content) = self.still_told(mail.member.as_ref(), content).await? else {
            self.inner.store.forget_mail(mail.id).await?;
            return Ok(None);
        };
        Ok(Some(MailToSend {
            id: mail.id,
            recipient: mail.recipient,
            locale: mail.locale,
            content,
            message_id: mail.message_id,
            at: mail.created_at,
        }))
    }

    /// Says that a mail was sent; what it said is forgotten, and of the last mail of an account also where it went.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn mail_was_sent(&self, id: Uuid) -> Result<(), Error> {
        let is_last = self.inner.store.mail(id).await?.is_some_and(|mail| mail.template == CLOSED);
        if is_last {
            return Ok(self.inner.store.forget_mail(id).await?);
        }
        Ok(self.inner.store.mail_sent(id, self.now()).await?)
    }

    /// Says that a mail was not sent; it is tried again later, ten times, each wait twice as long.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn mail_was_not_sent(&self, id: Uuid, problem: &str) -> Result<(), Error> {
        let Some(mail) = self.inner.store.mail(id).await? else { return Ok(()) };
        let wait = SignedDuration::from_mins(1) * 2_i32.pow(mail.tries.min(TRIES));
        let next = (mail.tries < TRIES).then(|| self.now() + wait);
        let problem: String = problem.chars().take(200).collect();
        Ok(self.inner.store.mail_failed(id, self.now(), &problem, next).await?)
    }

    /// The mails of the portal, newest first.
    ///
    /// # Errors
    /// The viewer may not see them.
    pub async fn mails(&self, viewer: &Viewer, page: u32) -> Result<MailsPage, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let page = page.clamp(1, 1_000);
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.mails(None, cut).await?;
        Ok(MailsPage {
            total: listed.total,
            per_page: PER_PAGE,
            page,
            mails: listed.rows.into_iter().map(line).collect(),
            sends: self.people().sends_mail,
        })
    }

    /// A mail.
    ///
    /// # Errors
    /// `NotFound`, or the viewer may not see it.
    pub async fn mail(&self, viewer: &Viewer, id: &str) -> Result<MailLine, Error> {
        allows(viewer, Act::SeeOperation, &On::Portal)?;
        let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
        self.inner.store.mail(id).await?.map(line).ok_or(Error::NotFound)
    }

    /// Lets a mail that was given up be tried again.
    ///
    /// # Errors
    /// `NotFound`, or the viewer may not.
    pub async fn send_again(&self, viewer: &Viewer, id: &str) -> Result<(), FormError> {
        allows(viewer, Act::Operate, &On::Portal)?;
        let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
        if !self.inner.store.retry_mail(id, self.now()).await? {
            return Err(Error::NotFound.into());
        }
        let actor = viewer.acting().map(|acting| acting.member.clone());
        self.write(move |change| {
            Box::pin(async move {
                let thing = ("mail", id.to_string());
                let none = serde_json::Value::Null;
                Self::note(change, actor.as_ref(), AuditAct::MailSentAgain, (thing.0, &thing.1), none).await
            })
        })
        .await
    }
}

/// A mail as its page shows it. What a sent mail said is forgotten: of it the template alone is left.
fn line(mail: Mail) -> MailLine {
    MailLine {
        id: mail.id.to_string(),
        at: mail.created_at,
        recipient: mail.recipient.to_string(),
        state: match mail.state {
            store::MailState::Waiting | store::MailState::Sending => MailState::Waiting,
            store::MailState::Sent => MailState::Sent,
            store::MailState::Failed => MailState::Failed,
        },
        tries: mail.tries,
        problem: mail.problem,
        content: serde_json::from_str(&mail.params).ok(),
        locale: mail.locale,
    }
}
