// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Tokens of programs, and what was answered to a request that may come again.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};

use super::{COMMUNITIES, at, communities, get, ms, optional_at};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::members::{KeptMember, MEMBER_COLUMNS, member_of};

/// A token by which programs act for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The hexadecimal SHA-256 of what the program holds.
    pub id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was last used, to some minutes.
    pub used_at: Option<Timestamp>,
}

/// A token in force, with its member.
#[derive(Clone, Debug, PartialEq)]
pub struct LiveToken {
    /// The member as it is now.
    pub member: KeptMember,
    /// The communities that the member belongs to.
    pub communities: Vec<Uid>,
    /// When the token was last used.
    pub used_at: Option<Timestamp>,
}

/// A token to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// The hexadecimal SHA-256 of what the program holds.
    pub id: String,
    /// Whose it is.
    pub member: Uid,
    /// The member's epoch: raised, the token is void, as the sessions are.
    pub epoch: i64,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// The tokens in force at the moment $2.
const LIVE: &str = "t.expires_at > $2 AND t.epoch = m.epoch AND m.state = 'active'";
const TOUCH: &str = "UPDATE tokens SET used_at = $2 WHERE id = $1";
const ADD: &str = "INSERT INTO tokens (id, member, epoch, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
const END: &str = "DELETE FROM tokens WHERE id = $1 AND member = $2";
const ANSWER: &str = "
INSERT INTO answered_requests (member, request, at, answer) VALUES ($1, $2, $3, $4)
ON CONFLICT (member, request) DO NOTHING";
const ANSWERED: &str = "SELECT answer FROM answered_requests WHERE member = $1 AND request = $2";

impl Store {
    /// The token of an identifier, where it is in force and its member may sign in. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the member's record cannot be read.
    pub async fn live_token(&self, id: &str, now: Timestamp) -> Result<Option<LiveToken>, Error> {
        let sql = format!(
            "SELECT t.used_at, {MEMBER_COLUMNS}, {COMMUNITIES} FROM tokens t JOIN members m ON m.uid = t.member \
             WHERE t.id = $1 AND {LIVE}"
        );
        let Some(row) = self.read_row(&sql, vec![id.into(), ms(now)]).await? else { return Ok(None) };
        Ok(Some(LiveToken {
            member: member_of(&row)?,
            communities: communities(&row)?,
            used_at: optional_at(&row, "used_at")?,
        }))
    }

    /// The tokens of a member that are in force, the newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn tokens_of(&self, member: &Uid, now: Timestamp) -> Result<Vec<Token>, Error> {
        let sql = format!(
            "SELECT t.id, t.created_at, t.expires_at, t.used_at FROM tokens t JOIN members m ON m.uid = t.member \
             WHERE t.member = $1 AND {LIVE} ORDER BY t.created_at DESC, t.id"
        );
        self.read_rows(&sql, vec![member.as_str().into(), ms(now)]).await?.iter().map(read).collect()
    }

    /// Notes that a token is used; not more often than every few minutes, for it is a write.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn touch_token(&self, id: &str, now: Timestamp) -> Result<(), Error> {
        self.run_apart(TOUCH, vec![id.into(), ms(now)]).await.map(drop)
    }
}

impl Change {
    /// Makes a token.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_token(&mut self, token: NewToken) -> Result<(), Error> {
        let NewToken { id, member, epoch, expires_at } = token;
        let values: Vec<Value> = vec![id.into(), member.as_str().into(), epoch.into(), ms(self.now()), ms(expires_at)];
        self.execute(ADD, values).await.map(drop)
    }

    /// Ends a token of a member; says whether there was one.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn end_token(&mut self, id: &str, of: &Uid) -> Result<bool, Error> {
        Ok(self.execute(END, vec![id.into(), of.as_str().into()]).await? == 1)
    }

    /// Answers a request of a member that may come again, by the hash of its key. Where it was answered before, that
    /// answer is given, and nothing is kept. Of the same request at once, one is answered anew.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn answer_once(&mut self, of: &Uid, request: &str, answer: &str) -> Result<Option<String>, Error> {
        let values = vec![of.as_str().into(), request.into(), ms(self.now()), answer.into()];
        if self.execute(ANSWER, values).await? == 1 {
            return Ok(None);
        }
        let row = self.returned(ANSWERED, vec![of.as_str().into(), request.into()]).await?;
        row.map(|row| get(&row, "answer")).transpose()
    }
}

fn read(row: &QueryResult) -> Result<Token, Error> {
    Ok(Token {
        id: get(row, "id")?,
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
        used_at: optional_at(row, "used_at")?,
    })
}
