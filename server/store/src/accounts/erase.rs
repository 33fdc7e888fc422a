// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Closing an account: what these tables hold of a person goes at once.

use domain::advert::Advert;
use domain::readiness::ReadinessCheck;
use domain::{Email, Uid};

use crate::change::Change;
use crate::error::Error;

/// What a member's identifier alone leads to. The audit log stays: it knows no more than that identifier.
const OF_MEMBER: [&str; 17] = [
    "DELETE FROM credentials WHERE member = $1",
    "DELETE FROM recovery_codes WHERE member = $1",
    "DELETE FROM identities WHERE member = $1",
    "DELETE FROM sessions WHERE member = $1",
    "DELETE FROM tokens WHERE member = $1",
    "DELETE FROM answered_requests WHERE member = $1",
    "DELETE FROM photos WHERE member = $1",
    "DELETE FROM follows WHERE member = $1",
    "DELETE FROM collections WHERE member = $1",
    "DELETE FROM lists WHERE member = $1",
    "DELETE FROM saved_searches WHERE member = $1",
    "DELETE FROM things_told WHERE member = $1",
    "DELETE FROM practice_invitations WHERE member = $1 OR inviter = $1",
    "UPDATE contact_messages SET member = NULL, sent_as = NULL WHERE member = $1",
    "UPDATE contact_messages SET flag_by = NULL WHERE flag_by = $1",
    "UPDATE matches SET member = NULL WHERE member = $1",
    "UPDATE organisation_requests SET note = '', website = NULL WHERE member = $1",
];
const MEMBER_ROW: &str = "UPDATE members SET photo_version = NULL, last_sign_in_at = NULL WHERE uid = $1";
/// Also those to others that speak of the member: what they are filled with is JSON that has the identifier in quotes.
/// Both engines know `replace`, and no other way to look for a text has the same name in both.
const MAILS: &str = "
DELETE FROM mails WHERE member = $1 OR recipient = $2 OR replace(params, $3, '') <> params";
/// Also those for others whose payload has the address or the identifier in quotes.
const LINKS: &str = "
DELETE FROM one_time_links
WHERE member = $1 OR replace(payload, $2, '') <> payload OR replace(payload, $3, '') <> payload";
const JOBS: &str = "DELETE FROM jobs WHERE replace(payload, $1, '') <> payload";
const INVITATIONS: &str = "DELETE FROM practice_invitations WHERE email = $1";
const CORRECTIONS: &str = "UPDATE corrections SET name = '', email = '' WHERE lower(trim(email)) = $1";

impl Change {
    /// Erases what accounts hold of a member: credentials, codes, identities, sessions, tokens, links, mails in any
    /// state, jobs, the photo, what the member follows, the own collections, saved searches, lists brought from
    /// elsewhere, invitations to practices by the member or for the member, notices with what was chosen and read of
    /// them, words to the administrators, and name and address on correction requests.
    ///
    /// Mails and links for others go too, where they hold the member's identifier or address.
    ///
    /// What the member said of practices and twinnings goes with its signature. What the member wrote to other bodies stays as the
    /// correspondence of the body, without who wrote it; so stay adverts, what was said of matches, and answers to
    /// prerequisites. What the member told the moderators stays told, without by whom; what they did stays in their log,
    /// without by whom and to whom. A community that was the member's
    /// goes to another who looks after it.
    ///
    /// The record is the caller's part (`Member::anonymised`), and so are attempts, whose keys only the caller knows.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn erase_account(&mut self, member: &Uid, email: &Email) -> Result<(), Error> {
        for sql in OF_MEMBER {
            self.execute(sql, vec![member.as_str().into()]).await?;
        }
        self.execute(MEMBER_ROW, vec![member.as_str().into()]).await?;
        let (address, own) = (format!("\"{email}\""), format!("\"{member}\""));
        let values = vec![member.as_str().into(), email.as_str().into(), own.as_str().into()];
        self.execute(MAILS, values).await?;
        let values = vec![member.as_str().into(), address.as_str().into(), own.into()];
        self.execute(LINKS, values).await?;
        self.execute(JOBS, vec![address.into()]).await?;
        self.execute(INVITATIONS, vec![email.as_str().into()]).await?;
        self.erase_notices_of(member).await?;
        self.erase_testimonials(member).await?;
        self.erase_moderation(member).await?;
        self.leave_all_communities(member).await?;
        self.leave_all_threads(member).await?;
        for kept in self.adverts_by(member).await? {
            self.put_advert(&Advert { author: None, ..kept.record }).await?;
        }
        for answered in self.readiness_answered_by(member).await? {
            self.put_readiness(&ReadinessCheck { by: None, ..answered }).await?;
        }
        self.execute(CORRECTIONS, vec![email.as_str().into()]).await.map(drop)
    }
}
