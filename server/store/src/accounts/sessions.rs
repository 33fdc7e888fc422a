// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Sessions: each is a row, so that it can be seen and ended.

use domain::Uid;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{QueryResult, Value};

use super::invitations::invited_column;
use super::{COMMUNITIES, Computer, at, communities, get, long, member, ms, optional_at, optional_ms};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::members::{KeptMember, MEMBER_COLUMNS, member_of};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hexadecimal SHA-256 of the cookie's token.
    pub id: String,
    /// Whose it is.
    pub member: Uid,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to some minutes.
    pub seen_at: Timestamp,
    /// When it ends, however much it is used.
    pub expires_at: Timestamp,
    /// How long it may lie unused.
    pub idle: SignedDuration,
    /// On whose computer.
    pub computer: Computer,
    /// The browser, as in "Firefox, Windows".
    pub browser: String,
    /// When the second factor was last given.
    pub second_factor_at: Option<Timestamp>,
    /// When the person last showed who this is.
    pub confirmed_at: Timestamp,
    /// The provider's token, for signing out there.
    pub id_token: Option<String>,
    /// The provider that the person signed in by.
    pub provider: Option<String>,
}

/// A session in force, with its member.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveSession {
    /// The session.
    pub session: Session,
    /// The member as it is now.
    pub member: KeptMember,
    /// Whether the member has a second factor in force.
    pub has_second_factor: bool,
    /// Whether the member is asked for an opinion on some practice.
    pub is_invited: bool,
    /// The communities that the member belongs to.
    pub communities: Vec<Uid>,
}

/// A session to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The hexadecimal SHA-256 of the cookie's token.
    pub id: String,
    /// Whose it is.
    pub member: Uid,
    /// The member's epoch when its password was checked: raised meanwhile, the session is void.
    pub epoch: i64,
    /// When it ends, however much it is used.
    pub expires_at: Timestamp,
    /// How long it may lie unused.
    pub idle: SignedDuration,
    /// On whose computer.
    pub computer: Computer,
    /// The browser, at most 120 characters.
    pub browser: String,
    /// When the second factor was given.
    pub second_factor: Option<Timestamp>,
    /// The provider's token, at most 16 KiB.
    pub id_token: Option<String>,
    /// The provider.
    pub provider: Option<String>,
}

const COLUMNS: &str = "s.id, s.member, s.created_at, s.seen_at, s.expires_at, s.idle_ms, s.shared, s.browser, \
    s.second_factor_at, s.confirmed_at, s.id_token, s.provider";
/// The sessions in force at the moment $2.
const LIVE: &str = "s.ended_at IS NULL AND s.expires_at > $2 AND s.seen_at + s.idle_ms > $2 \
    AND s.epoch = m.epoch AND m.state = 'active'";
const TOUCH: &str = "UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2 AND ended_at IS NULL";
const ADD: &str = "
INSERT INTO sessions (id, member, epoch, created_at, seen_at, confirmed_at, expires_at, idle_ms, shared, browser,
    second_factor_at, id_token, provider)
VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7, $8, $9, $10, $11)";
const CONFIRM: &str = "
UPDATE sessions SET confirmed_at = $2, second_factor_at = coalesce($3, second_factor_at)
WHERE id = $1 AND ended_at IS NULL";
const CARRY_OVER: &str = "UPDATE sessions SET epoch = $3 WHERE id = $1 AND member = $2 AND ended_at IS NULL";
/// The provider's token has no further use.
const END: &str =
    "UPDATE sessions SET ended_at = $3, id_token = NULL WHERE id = $1 AND member = $2 AND ended_at IS NULL";
const END_ALL: &str =
    "UPDATE sessions SET ended_at = $3, id_token = NULL WHERE id <> $1 AND member = $2 AND ended_at IS NULL";

impl Store {
    /// The session of an identifier, where it is in force and its member may sign in. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the member's record cannot be read.
    pub async fn live_session(&self, id: &str, now: Timestamp) -> Result<Option<LiveSession>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, {MEMBER_COLUMNS}, c.totp_since, {}, {COMMUNITIES} FROM sessions s JOIN members m ON m.uid = s.member \
             LEFT JOIN credentials c ON c.member = s.member WHERE s.id = $1 AND {LIVE}",
            invited_column()
        );
        let Some(row) = self.read_row(&sql, vec![id.into(), ms(now)]).await? else { return Ok(None) };
        Ok(Some(LiveSession {
            session: read(&row)?,
            member: member_of(&row)?,
            has_second_factor: optional_at(&row, "totp_since")?.is_some(),
            is_invited: get(&row, "invited")?,
            communities: communities(&row)?,
        }))
    }

    /// The sessions of a member that are in force, the last used first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sessions_of(&self, member: &Uid, now: Timestamp) -> Result<Vec<Session>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions s JOIN members m ON m.uid = s.member WHERE s.member = $1 AND {LIVE} \
             ORDER BY s.seen_at DESC, s.id"
        );
        self.read_rows(&sql, vec![member.as_str().into(), ms(now)]).await?.iter().map(read).collect()
    }

    /// Notes that a session is used; not more often than every few minutes, for it is a write.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn touch_session(&self, id: &str, now: Timestamp) -> Result<(), Error> {
        self.run_apart(TOUCH, vec![id.into(), ms(now)]).await.map(drop)
    }
}

impl Change {
    /// Begins a session, confirmed as of now.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_session(&mut self, session: NewSession) -> Result<(), Error> {
        let values: Vec<Value> = vec![
            session.id.into(),
            session.member.as_str().into(),
            session.epoch.into(),
            ms(self.now()),
            ms(session.expires_at),
            long(session.idle).into(),
            (session.computer == Computer::Shared).into(),
            session.browser.into(),
            optional_ms(session.second_factor),
            session.id_token.into(),
            session.provider.into(),
        ];
        self.execute(ADD, values).await.map(drop)
    }

    /// Notes that the person showed again who this is, with the second factor where it was given.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn confirm_session(&mut self, id: &str, second_factor: Option<Timestamp>) -> Result<(), Error> {
        self.execute(CONFIRM, vec![id.into(), ms(self.now()), optional_ms(second_factor)]).await.map(drop)
    }

    /// Lets a session of a member go on in another epoch, when the others are voided.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn carry_session_over(&mut self, id: &str, of: &Uid, epoch: i64) -> Result<(), Error> {
        self.execute(CARRY_OVER, vec![id.into(), of.as_str().into(), epoch.into()]).await.map(drop)
    }

    /// Ends a session of a member; says whether there was one.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn end_session(&mut self, id: &str, of: &Uid) -> Result<bool, Error> {
        Ok(self.execute(END, vec![id.into(), of.as_str().into(), ms(self.now())]).await? == 1)
    }

    /// Ends all sessions of a member, but one where it is named; says how many.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn end_sessions(&mut self, of: &Uid, but: Option<&str>) -> Result<u64, Error> {
        // No session has the empty identifier.
        self.execute(END_ALL, vec![but.unwrap_or_default().into(), of.as_str().into(), ms(self.now())]).await
    }
}

fn read(row: &QueryResult) -> Result<Session, Error> {
    Ok(Session {
        id: get(row, "id")?,
        member: member(row, "member")?,
        created_at: at(row, "created_at")?,
        seen_at: at(row, "seen_at")?,
        expires_at: at(row, "expires_at")?,
        idle: SignedDuration::from_millis(get(row, "idle_ms")?),
        computer: if get(row, "shared")? { Computer::Shared } else { Computer::Own },
        browser: get(row, "browser")?,
        second_factor_at: optional_at(row, "second_factor_at")?,
        confirmed_at: at(row, "confirmed_at")?,
        id_token: get(row, "id_token")?,
        provider: get(row, "provider")?,
    })
}
