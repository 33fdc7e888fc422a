// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Sends the mails that wait. What they say comes from `app`, when and to whom from the portal.

mod smtp;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use app::ssr::{Letter, Site, mail};
use futures::future::join_all;
use portal::Portal;
use portal::people::MailToSend;
use tokio_util::sync::CancellationToken;

pub use smtp::{NoSuchServer, SmtpMailer};

/// How many mails are taken at once. At the worst they take five times `SEND_LIMIT`, half of what the portal lends
/// them for (`portal/src/people/mails.rs`, `LEASE`).
const BATCH: u32 = 20;
/// How many are sent beside each other, each on a connection of its own.
const AT_ONCE: usize = 4;
/// How long sending one may take.
const SEND_LIMIT: Duration = Duration::from_secs(30);
/// What nobody woke us for is noticed within this time, and after a failure it is tried again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How long mails that are just being sent get when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Hands a mail to a mail server. Tests put another in its place.
pub trait Mailer: Send + Sync {
    /// Hands over one mail; it has the same `Message-ID` each time.
    fn send(&self, letter: &Letter, mail: &MailToSend) -> impl Future<Output = Result<(), SendProblem>> + Send;
}

/// Why a mail was not taken. The text may name the recipient: it is for administrators, not for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendProblem {
    /// The mail server will never take it.
    Permanent(String),
    /// It may do so later.
    Temporary(String),
}

impl SendProblem {
    /// Whether it may do so later, in words for the log.
    fn lasts(&self) -> &'static str {
        match self {
            Self::Permanent(_) => "for good",
            Self::Temporary(_) => "for now",
        }
    }
}

impl fmt::Display for SendProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Permanent(text) | Self::Temporary(text)) = self;
        out.write_str(text)
    }
}

/// How a round of sending went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails that the mail server took.
    pub sent: usize,
    /// Mails that it did not take.
    pub not_sent: usize,
}

/// Takes mails from the portal to the mail server.
pub struct Postman<M> {
    portal: Portal,
    mailer: M,
    site: Arc<Site>,
    limit: Duration,
}

impl<M: Mailer> Postman<M> {
    /// Takes the portal's mails to `mailer`, with links to the pages of `site`.
    pub fn new(portal: Portal, mailer: M, site: Arc<Site>) -> Self {
        Self { portal, mailer, site, limit: SEND_LIMIT }
    }

    /// The same, with another limit on the time that sending one mail may take.
    #[must_use]
    pub fn with_limit(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Sends mails as they come, until the server stops.
    pub async fn keep_sending(&self, stop: &CancellationToken) {
        let mut written = self.portal.store().watch_log();
        let stopped = async {
            stop.cancelled().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::pin!(stopped);
        loop {
            let round = tokio::select! {
                () = &mut stopped => return,
                round = self.send_waiting(stop) => round,
            };
            match round {
                Ok(Round { sent, not_sent: 0 }) if sent == BATCH as usize => continue,
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the mails that wait could not be read"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                // Most mails come with a change of a record.
                _ = written.changed() => {}
                () = tokio::time::sleep(LOOK_AGAIN) => {}
            }
        }
    }

    /// Sends the mails whose turn has come, at most one batch of them. Begins no other once the server stops: what was
    /// taken and not sent has its turn again after a while.
    ///
    /// # Errors
    /// The database cannot be asked for them.
    pub async fn send_waiting(&self, stop: &CancellationToken) -> Result<Round, portal::Error> {
        let mails = self.portal.mails_to_send(BATCH).await?;
        let mut round = Round::default();
        for some in mails.chunks(AT_ONCE) {
            if stop.is_cancelled() {
                break;
            }
            let taken = join_all(some.iter().map(|mail| self.send(mail))).await;
            let sent = taken.iter().filter(|taken| **taken).count();
            round.sent += sent;
            round.not_sent += taken.len() - sent;
        }
        Ok(round)
    }

    /// Sends a mail and notes how that went; whether it was taken.
    async fn send(&self, to_send: &MailToSend) -> bool {
        let letter = mail(&to_send.content, to_send.locale, &self.site);
        let sent = tokio::time::timeout(self.limit, self.mailer.send(&letter, to_send)).await.unwrap_or_else(|_| {
            let seconds = self.limit.as_secs();
            Err(SendProblem::Temporary(format!("the mail server took longer than {seconds} seconds")))
        });
        let (id, taken) = (to_send.id, sent.is_ok());
        let noted = match sent {
            Ok(()) => self.portal.mail_was_sent(id).await,
            Err(problem) => {
                tracing::warn!(mail = %id, lasts = problem.lasts(), "a mail was not taken");
                self.portal.mail_was_not_sent(id, &problem.to_string()).await
            }
        };
        if let Err(error) = noted {
            tracing::error!(mail = %id, %error, "how sending a mail went could not be noted");
        }
        taken
    }
}
