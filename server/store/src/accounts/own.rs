// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What these tables hold about a member, for the member: no secrets, and nothing that opens a session or a link.

use domain::Uid;
use domain::invitation::{InvitationState, Purpose};
use jiff::Timestamp;
use sea_orm::QueryResult;

use super::{
    AuditRow, Computer, Identity, LinkKind, MailState, OrganisationRequest, at, audit, get, member as uid_in,
    optional_at, requests,
};
use crate::Store;
use crate::error::Error;
use crate::rows::code;

/// All rows about a member.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRows {
    /// Sessions, ended ones too, the newest first.
    pub sessions: Vec<OwnSession>,
    /// Tokens of programs, the newest first.
    pub tokens: Vec<OwnToken>,
    /// Identities at providers.
    pub identities: Vec<Identity>,
    /// Links that work once, the newest first.
    pub links: Vec<OwnLink>,
    /// Mails, the newest first.
    pub mails: Vec<OwnMail>,
    /// Requests for organisations, the newest first.
    pub organisation_requests: Vec<OrganisationRequest>,
    /// Practices that the member follows, the newest first.
    pub follows: Vec<OwnFollow>,
    /// Lists of practices that the member brought, the newest first.
    pub lists: Vec<OwnList>,
    /// Invitations to practices that the member made or answered, the newest first.
    pub invitations: Vec<OwnInvitation>,
    /// What was done by or to the member, the newest first.
    pub audit: Vec<AuditRow>,
}

/// A session without its identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// On whose computer.
    pub computer: Computer,
    /// The browser.
    pub browser: String,
    /// The provider.
    pub provider: Option<String>,
}

/// A token of programs without its identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnToken {
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A link without its token and payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLink {
    /// What it is for.
    pub kind: LinkKind,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// A mail without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMail {
    /// The template.
    pub template: String,
    /// Where it stands.
    pub state: MailState,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
}

/// That the member follows a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFollow {
    /// The practice.
    pub practice: Uid,
    /// Since when.
    pub since: Timestamp,
}

/// An invitation to a practice: by the member, or to the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnInvitation {
    /// The practice.
    pub practice: Uid,
    /// What for.
    pub purpose: Purpose,
    /// The address that the member typed, as long as there is no answer; none where the member was invited.
    pub email: Option<String>,
    /// Whether the member made it.
    pub by_member: bool,
    /// Where it stands.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: Timestamp,
    /// What was written to who is invited; empty where the member was invited.
    pub note: String,
}

/// A list of practices that the member brought from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    /// The organisation.
    pub organisation: Uid,
    /// Since when it is kept.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// What stands in it: JSON.
    pub content: String,
}

const SESSIONS: &str = "
SELECT created_at, seen_at, expires_at, ended_at, shared, browser, provider FROM sessions WHERE member = $1
ORDER BY created_at DESC, id";
const TOKENS: &str =
    "SELECT created_at, expires_at, used_at FROM tokens WHERE member = $1 ORDER BY created_at DESC, id";
const LINKS: &str = "
SELECT kind, created_at, expires_at, used_at FROM one_time_links WHERE member = $1 ORDER BY created_at DESC, token";
const MAILS: &str = "
SELECT template, state, created_at, sent_at FROM mails WHERE member = $1 ORDER BY created_at DESC, id DESC";
const LISTS: &str = "
SELECT organisation, created_at, expires_at, content FROM lists WHERE member = $1 ORDER BY created_at DESC, uid DESC";
const INVITATIONS: &str = "
SELECT i.practice, i.purpose, i.state, i.created_at, (i.inviter = m.uid) AS by_member,
    CASE WHEN i.inviter = m.uid THEN i.email END AS email, CASE WHEN i.inviter = m.uid THEN i.note ELSE '' END AS note
FROM practice_invitations i
    JOIN members m ON m.uid = $1 AND (i.inviter = m.uid OR i.member = m.uid OR i.email = m.email)
ORDER BY i.created_at DESC, i.uid";
const FOLLOWS: &str = "SELECT practice, since FROM follows WHERE member = $1 ORDER BY since DESC, practice";

impl Store {
    /// Everything in the tables of accounts about a member, but for secrets.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn own_rows(&self, member: &Uid) -> Result<OwnRows, Error> {
        let requests = format!(
            "SELECT {} FROM organisation_requests WHERE member = $1 ORDER BY at DESC, id DESC",
            requests::COLUMNS
        );
        let audit = format!("SELECT {} FROM audit WHERE actor = $1 OR uid = $1 ORDER BY seq DESC", audit::COLUMNS);
        Ok(OwnRows {
            sessions: self.own(SESSIONS, member, session).await?,
            tokens: self.own(TOKENS, member, token).await?,
            identities: self.identities_of(member).await?,
            links: self.own(LINKS, member, link).await?,
            mails: self.own(MAILS, member, mail).await?,
            organisation_requests: self.own(&requests, member, requests::read).await?,
            follows: self.own(FOLLOWS, member, follow).await?,
            lists: self.own(LISTS, member, list).await?,
            invitations: self.own(INVITATIONS, member, invitation).await?,
            audit: self.own(&audit, member, audit::read).await?,
        })
    }

    async fn own<T>(
        &self,
        sql: &str,
        member: &Uid,
        read: fn(&QueryResult) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.read_rows(sql, vec![member.as_str().into()]).await?.iter().map(read).collect()
    }
}

fn session(row: &QueryResult) -> Result<OwnSession, Error> {
    Ok(OwnSession {
        created_at: at(row, "created_at")?,
        seen_at: at(row, "seen_at")?,
        expires_at: at(row, "expires_at")?,
        ended_at: optional_at(row, "ended_at")?,
        computer: if get(row, "shared")? { Computer::Shared } else { Computer::Own },
        browser: get(row, "browser")?,
        provider: get(row, "provider")?,
    })
}

fn token(row: &QueryResult) -> Result<OwnToken, Error> {
    Ok(OwnToken {
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
        used_at: optional_at(row, "used_at")?,
    })
}

fn link(row: &QueryResult) -> Result<OwnLink, Error> {
    Ok(OwnLink {
        kind: code(&get::<String>(row, "kind")?, LinkKind::from_code)?,
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
        used_at: optional_at(row, "used_at")?,
    })
}

fn mail(row: &QueryResult) -> Result<OwnMail, Error> {
    Ok(OwnMail {
        template: get(row, "template")?,
        state: code(&get::<String>(row, "state")?, MailState::from_code)?,
        created_at: at(row, "created_at")?,
        sent_at: optional_at(row, "sent_at")?,
    })
}

fn list(row: &QueryResult) -> Result<OwnList, Error> {
    Ok(OwnList {
        organisation: uid_in(row, "organisation")?,
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
        content: get(row, "content")?,
    })
}

fn invitation(row: &QueryResult) -> Result<OwnInvitation, Error> {
    Ok(OwnInvitation {
        practice: uid_in(row, "practice")?,
        purpose: code(&get::<String>(row, "purpose")?, Purpose::from_code)?,
        email: get(row, "email")?,
        by_member: get(row, "by_member")?,
        state: code(&get::<String>(row, "state")?, InvitationState::from_code)?,
        created_at: at(row, "created_at")?,
        note: get(row, "note")?,
    })
}

fn follow(row: &QueryResult) -> Result<OwnFollow, Error> {
    Ok(OwnFollow { practice: uid_in(row, "practice")?, since: at(row, "since")? })
}
