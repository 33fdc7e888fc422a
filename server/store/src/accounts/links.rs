// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Links that work once, as mails carry them.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};

use super::{LinkKind, at, get, ms, optional_at, optional_member, optional_uid};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::code;

/// A link that works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    /// What it is for.
    pub kind: LinkKind,
    /// Whose it is; absent where it is for somebody without an account.
    pub member: Option<Uid>,
    /// What else belongs to it, as JSON.
    pub payload: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// A link to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOneTimeLink {
    /// The hexadecimal SHA-256 of the token in the link.
    pub token: String,
    /// What it is for.
    pub kind: LinkKind,
    /// Whose it is.
    pub member: Option<Uid>,
    /// What else belongs to it, as JSON, at most 64 KiB.
    pub payload: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

const READ: &str = "
SELECT kind, member, payload, created_at, expires_at FROM one_time_links
WHERE token = $1 AND used_at IS NULL AND expires_at > $2";
const ADD: &str = "
INSERT INTO one_time_links (token, kind, member, payload, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
const USE: &str = "
UPDATE one_time_links SET used_at = $3 WHERE token = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3
RETURNING kind, member, payload, created_at, expires_at";
const WAS_USED: &str = "SELECT used_at FROM one_time_links WHERE token = $1";
const LAST: &str =
    "SELECT payload FROM one_time_links WHERE member = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 1";
const VOID: &str = "UPDATE one_time_links SET used_at = $3 WHERE member = $1 AND kind = $2 AND used_at IS NULL";

impl Store {
    /// The link of a token, where it would work; it is not used by that.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn one_time_link(&self, token: &str, now: Timestamp) -> Result<Option<OneTimeLink>, Error> {
        self.read_row(READ, vec![token.into(), ms(now)]).await?.as_ref().map(read).transpose()
    }
}

impl Store {
    /// What the last link of a kind held that a member was sent, used or not.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn last_link_payload(&self, member: &Uid, kind: LinkKind) -> Result<Option<String>, Error> {
        let row = self.read_row(LAST, vec![member.as_str().into(), kind.code().into()]).await?;
        row.map(|row| get(&row, "payload")).transpose()
    }

    /// Whether a link was used, or voided; nothing where there is none.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn link_was_used(&self, token: &str) -> Result<Option<bool>, Error> {
        let row = self.read_row(WAS_USED, vec![token.into()]).await?;
        row.map(|row| Ok(optional_at(&row, "used_at")?.is_some())).transpose()
    }
}

impl Change {
    /// Makes a link.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_one_time_link(&mut self, link: NewOneTimeLink) -> Result<(), Error> {
        let NewOneTimeLink { token, kind, member, payload, expires_at } = link;
        let values: Vec<Value> = vec![
            token.into(),
            kind.code().into(),
            optional_uid(member.as_ref()),
            payload.into(),
            ms(self.now()),
            ms(expires_at),
        ];
        self.execute(ADD, values).await.map(drop)
    }

    /// Uses a link of a kind. Of all who try, one gets it.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn use_one_time_link(&mut self, token: &str, kind: LinkKind) -> Result<Option<OneTimeLink>, Error> {
        let row = self.returned(USE, vec![token.into(), kind.code().into(), ms(self.now())]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Makes all links of a kind useless that a member has.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn void_one_time_links(&mut self, member: &Uid, kind: LinkKind) -> Result<(), Error> {
        self.execute(VOID, vec![member.as_str().into(), kind.code().into(), ms(self.now())]).await.map(drop)
    }
}

fn read(row: &QueryResult) -> Result<OneTimeLink, Error> {
    Ok(OneTimeLink {
        kind: code(&get::<String>(row, "kind")?, LinkKind::from_code)?,
        member: optional_member(row, "member")?,
        payload: get(row, "payload")?,
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
    })
}
