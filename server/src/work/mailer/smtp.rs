// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails over SMTP, by lettre: every address and every header has a type there.

use std::time::SystemTime;

use app::ssr::Letter;
use domain::text::plain_line;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use portal::people::MailToSend;

use super::{Mailer, SendProblem};
use crate::config::{Config, Secret};

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const CONTENT_LANGUAGE: HeaderName = HeaderName::new_from_ascii_str("Content-Language");
const LIST_ID: HeaderName = HeaderName::new_from_ascii_str("List-Id");
const LIST_UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
/// Says that a post to that address ends such mails at once (RFC 8058).
const LIST_UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
const ONE_CLICK: &str = "List-Unsubscribe=One-Click";
/// Codes by which a server says that it will never take this mail (RFC 5321, 4.2.3). Others that begin with 5 speak of
/// the connection or of our password there: who looks after the portal can mend that.
const FOR_GOOD: [u16; 5] = [550, 551, 553, 554, 556];
/// How much of what a server says is kept, in characters.
const ANSWER_MAX: usize = 300;

/// A mail server that can't be used as it is configured.
#[derive(Debug, thiserror::Error)]
#[error("mails cannot be sent by `smtp_url`: {0}")]
pub struct NoSuchServer(lettre::transport::smtp::Error);

/// Hands mails to the mail server of the configuration.
#[derive(Debug)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// The mail server of the configuration, if there is one. No connection is made before a mail is sent.
    ///
    /// # Errors
    /// What the address says cannot be done, for instance since its password is no UTF-8.
    pub fn configured(config: &Config) -> Result<Option<Self>, NoSuchServer> {
        let Some(url) = config.smtp_url.as_ref().map(Secret::expose) else { return Ok(None) };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(NoSuchServer)?;
        // The path of the address, where it has one, is the name to greet with.
        let says_name = url::Url::parse(url).is_ok_and(|url| url.path().len() > 1);
        if let (false, Some(own)) = (says_name, config.base_url.domain()) {
            transport = transport.hello_name(ClientId::Domain(own.to_owned()));
        }
        Ok(Some(Self { transport: transport.build(), from: config.mail_from.clone() }))
    }

    fn message(&self, letter: &Letter, mail: &MailToSend) -> Result<Message, SendProblem> {
        let unfit = |error: &dyn std::fmt::Display| SendProblem::Permanent(error.to_string());
        let to: Address = mail.recipient.as_str().parse().map_err(|error| unfit(&error))?;
        let own = || format!("<{}@{}>", mail.message_id, self.from.email.domain());
        let id = letter.heads.message_id.clone().unwrap_or_else(own);
        let header = |name, value: &str| HeaderValue::new(name, value.to_owned());
        // Said, or lettre would read it out of the headers that it wrote.
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()]).map_err(|error| unfit(&error))?;
        let mut message = Message::builder();
        if let Some(address) = &letter.unsubscribe {
            message = message
                .raw_header(header(LIST_UNSUBSCRIBE, &format!("<{address}>")))
                .raw_header(header(LIST_UNSUBSCRIBE_POST, ONE_CLICK));
        }
        if let Some(list) = &letter.heads.list_id {
            message = message.raw_header(header(LIST_ID, list));
        }
        if let Some(last) = letter.heads.references.last() {
            message = message.references(letter.heads.references.join(" ")).in_reply_to(last.clone());
        }
        message
            .envelope(envelope)
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .date(SystemTime::from(mail.at))
            .message_id(Some(plain_line(&id)))
            .raw_header(header(AUTO_SUBMITTED, "auto-generated"))
            .raw_header(header(CONTENT_LANGUAGE, mail.locale.code()))
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|error| unfit(&error))
    }
}

impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter, mail: &MailToSend) -> Result<(), SendProblem> {
        let message = self.message(letter, mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let text: String = plain_line(&error.to_string()).chars().take(ANSWER_MAX).collect();
                let for_good = error.status().is_some_and(|code| FOR_GOOD.contains(&u16::from(code)));
                Err(if for_good { SendProblem::Permanent(text) } else { SendProblem::Temporary(text) })
            }
        }
    }
}
