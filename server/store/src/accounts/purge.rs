// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What has done its work is not kept for ever.

use jiff::SignedDuration;

use super::long;
use crate::change::Change;
use crate::error::Error;

/// How many rows went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Sessions that were over for 7 days.
    pub sessions: u64,
    /// Tokens of programs that were too old for 7 days.
    pub tokens: u64,
    /// Requests of programs that were answered 7 days ago; the same key is then a new request.
    pub answered_requests: u64,
    /// Links that were used or too old for 7 days.
    pub links: u64,
    /// Tries, the last 2 days ago.
    pub attempts: u64,
    /// Mails sent 30 days ago, given up 90 days ago, or that have waited for so long, as where none are sent.
    pub mails: u64,
    /// That members were told of things 30 days ago, which no alert of theirs can come upon again.
    pub told: u64,
    /// Keys of 30 days ago under which a post was sent; the same key is then a new one.
    pub sendings: u64,
    /// Lists brought from elsewhere whose time is over.
    pub lists: u64,
    /// Invitations to practices whose time was over 30 days ago.
    pub invitations: u64,
    /// Days of 400 days ago on which the page of a practice was read.
    pub views: u64,
    /// Notices of 180 days ago, and how far threads were read 400 days ago.
    pub notices: u64,
    /// Requests decided a year ago.
    pub organisation_requests: u64,
    /// Flags that a moderator looked at two years ago, lines of the log of moderation of that age, and silences that
    /// were over for a year.
    pub moderation: u64,
}

const SESSIONS: &str = "DELETE FROM sessions WHERE ended_at < $1 OR expires_at < $1 OR seen_at + idle_ms < $1";
const TOKENS: &str = "DELETE FROM tokens WHERE expires_at < $1";
const ANSWERED: &str = "DELETE FROM answered_requests WHERE at < $1";
const LINKS: &str = "DELETE FROM one_time_links WHERE used_at < $1 OR expires_at < $1";
const ATTEMPTS: &str = "DELETE FROM attempts WHERE last_at < $1";
const SENT: &str = "DELETE FROM mails WHERE state = 'sent' AND sent_at < $1";
/// What is given up has the moment of that in `next_at`.
const FAILED: &str = "DELETE FROM mails WHERE state = 'failed' AND next_at < $1";
const WAITING: &str = "DELETE FROM mails WHERE state = 'waiting' AND created_at < $1";
/// An alert looks an hour further back than it was told, in milliseconds.
const TOLD: &str = "
DELETE FROM things_told WHERE at < $1 AND NOT EXISTS (
    SELECT 1 FROM saved_searches s
    WHERE s.member = things_told.member AND s.due_at IS NOT NULL AND s.since - 3600000 <= things_told.at)";
const SENDINGS: &str = "DELETE FROM sendings WHERE at < $1";
const LISTS: &str = "DELETE FROM lists WHERE expires_at < $1";
const INVITATIONS: &str = "DELETE FROM practice_invitations WHERE expires_at < $1";
/// Days are counted since 1970.
const VIEWS: &str = "DELETE FROM views WHERE day * 86400000 < $1";
const NOTICES: &str = "DELETE FROM notices WHERE at < $1";
const READS: &str = "DELETE FROM thread_reads WHERE at < $1";
/// By then nobody makes these digests any more.
const DIGESTS: &str = "DELETE FROM digest_runs WHERE started_at < $1";
const REQUESTS: &str = "DELETE FROM organisation_requests WHERE state <> 'waiting' AND decided_at < $1";
const FLAGS: &str = "DELETE FROM flags WHERE settled_at < $1";
const MODERATION_LOG: &str = "DELETE FROM moderation_log WHERE at < $1";
const SILENCES: &str = "DELETE FROM silences WHERE until < $1";

impl Change {
    /// Deletes what was kept long enough; says how much.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn purge(&mut self) -> Result<Purged, Error> {
        Ok(Purged {
            sessions: self.delete_older(SESSIONS, 7).await?,
            tokens: self.delete_older(TOKENS, 7).await?,
            answered_requests: self.delete_older(ANSWERED, 7).await?,
            links: self.delete_older(LINKS, 7).await?,
            attempts: self.delete_older(ATTEMPTS, 2).await?,
            mails: self.delete_older(SENT, 30).await?
                + self.delete_older(FAILED, 90).await?
                + self.delete_older(WAITING, 90).await?,
            told: self.delete_older(TOLD, 30).await?,
            sendings: self.delete_older(SENDINGS, 30).await?,
            lists: self.delete_older(LISTS, 0).await?,
            invitations: self.delete_older(INVITATIONS, 30).await?,
            views: self.delete_older(VIEWS, 400).await?,
            notices: self.purge_notices().await?,
            organisation_requests: self.delete_older(REQUESTS, 365).await?,
            moderation: self.delete_older(FLAGS, 730).await?
                + self.delete_older(MODERATION_LOG, 730).await?
                + self.delete_older(SILENCES, 365).await?,
        })
    }

    async fn purge_notices(&mut self) -> Result<u64, Error> {
        self.delete_older(DIGESTS, 400).await?;
        Ok(self.delete_older(NOTICES, 180).await? + self.delete_older(READS, 400).await?)
    }

    async fn delete_older(&mut self, sql: &'static str, days: i64) -> Result<u64, Error> {
        let before = self.now().as_millisecond() - long(SignedDuration::from_hours(24 * days));
        self.execute(sql, vec![before.into()]).await
    }
}
