// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is done after the answer: registering, and sending a link to an address. A known address and an unknown one so
//! cost the same while somebody waits, and nobody learns from the time which of the two an address is.

use domain::member::Member;
use domain::{Email, Locale, Uid};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::notices::Telling;

/// For how long a server that took jobs keeps them from the others.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How many are taken at once.
const AT_ONCE: u32 = 50;
/// After how many tries a job is given up.
const TRIES: u32 = 8;

/// Something to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub(crate) enum Job {
    /// Make an account, or tell its owner that there is one.
    Register { member: Box<Member>, token: Option<String>, locale: Locale },
    /// Send the link that an account needs: to confirm its address, or to a new password.
    SendLink { email: Email },
    /// Find the text of a document.
    ReadDocument { document: Uid },
    /// Write to who is invited to a practice.
    Invite { invitation: Uid, locale: Locale },
    /// Tell members of something that happened.
    Tell { telling: Box<Telling> },
}

impl Job {
    /// What it is called where administrators see it.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::SendLink { .. } => "send_link",
            Self::ReadDocument { .. } => "read_document",
            Self::Invite { .. } => "invite",
            Self::Tell { .. } => "tell",
        }
    }

    /// The form in which it is kept.
    pub(crate) fn json(&self) -> Result<String, Error> {
        super::links::json(self)
    }
}

impl Portal {
    pub(super) async fn add_job(&self, job: &Job) -> Result<(), Error> {
        self.inner.store.add_job(job.kind(), job.json()?, self.now()).await?;
        self.inner.jobs_written.notify_one();
        Ok(())
    }

    /// Does what waits to be done; says how much was.
    ///
    /// # Errors
    /// The database cannot be asked. A job that fails is tried again later, each time after twice as long.
    pub async fn work_on_jobs(&self) -> Result<u64, Error> {
        let mut done = 0;
        loop {
            let jobs = self.inner.store.claim_jobs(self.now(), LEASE, AT_ONCE).await?;
            if jobs.is_empty() {
                return Ok(done);
            }
            for job in jobs {
                match self.carry_out(&job.payload).await {
                    Ok(()) => self.inner.store.job_done(job.id).await?,
                    Err(error) if job.tries >= TRIES => {
                        tracing::error!(%error, kind = job.kind, "a job is given up");
                        self.inner.store.job_done(job.id).await?;
                    }
                    Err(error) => {
                        tracing::warn!(%error, kind = job.kind, "a job failed and is tried again");
                        let next = self.now() + SignedDuration::from_secs(10) * 2_i32.pow(job.tries.min(TRIES));
                        self.inner.store.job_failed(job.id, &error.to_string(), next).await?;
                    }
                }
                done += 1;
            }
        }
    }

    /// Comes back as soon as there is a job, or a mail, that this server wrote.
    pub async fn jobs_written(&self) {
        self.inner.jobs_written.notified().await;
    }

    async fn carry_out(&self, payload: &str) -> Result<(), FormError> {
        let job: Job = serde_json::from_str(payload).map_err(|error| Error::Broken(error.to_string()))?;
        match job {
            Job::Register { member, token, locale } => self.carry_out_registration(*member, token, locale).await,
            Job::SendLink { email } => self.carry_out_sending(&email).await,
            Job::ReadDocument { document } => self.read_document(&document).await,
            Job::Invite { invitation, locale } => self.carry_out_invitation(&invitation, locale).await,
            Job::Tell { telling } => self.tell(*telling).await,
        }
    }
}
