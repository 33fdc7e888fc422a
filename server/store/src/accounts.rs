// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What belongs to accounts and is no record: neither exported, logged nor searched.

use domain::Uid;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, TryGetable, Value};

use crate::Store;
use crate::change::stated;
use crate::error::Error;
use crate::rows::{Page, count, moment, uid_of};

mod attempts;
mod audit;
mod codes;
mod credentials;
mod erase;
mod identities;
mod invitations;
mod links;
mod mails;
mod own;
mod purge;
mod requests;
mod sessions;
mod settings;
mod tokens;
mod writings;

pub(crate) use audit::append;
pub use {
    attempts::{Attempt, Reserved},
    audit::{AuditEntry, AuditRow, AuditVerdict},
    codes::{Computer, LinkKind, MailState, RequestState},
    credentials::{Account, FoundAccount, SecondFactor},
    identities::{Identity, NewIdentity},
    invitations::{Invitation, NewInvitation},
    links::{NewOneTimeLink, OneTimeLink},
    mails::{Mail, NewMail},
    own::{OwnFollow, OwnInvitation, OwnLink, OwnList, OwnMail, OwnRows, OwnSession, OwnToken},
    purge::Purged,
    requests::{NewOrganisationRequest, OrganisationRequest},
    sessions::{LiveSession, NewSession, Session},
    tokens::{LiveToken, NewToken, Token},
    writings::{OwnDismissal, OwnFlag, OwnWritings},
};

impl Store {
    /// The rows of a statement that only reads.
    async fn read_rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
        let db = self.readers();
        Ok(db.query_all_raw(stated(db.get_database_backend(), sql, values)?).await?)
    }

    /// The row of a statement that only reads and has at most one.
    async fn read_row(&self, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>, Error> {
        let db = self.readers();
        Ok(db.query_one_raw(stated(db.get_database_backend(), sql, values)?).await?)
    }

    /// The number that a statement counts as `total`.
    async fn read_total(&self, sql: &str, values: Vec<Value>) -> Result<u64, Error> {
        self.read_row(sql, values).await?.map_or(Ok(0), |row| count(&row, "total"))
    }

    /// Runs one writing statement that answers with rows, in a task of its own (TRAPS T4).
    async fn rows_apart(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
        let db = self.writer_connection().clone();
        let statement = stated(db.get_database_backend(), sql, values)?;
        let task = tokio::spawn(async move { db.query_all_raw(statement).await });
        Ok(crate::store::finished(task.await)??)
    }
}

/// A moment as tables hold it.
fn ms(at: Timestamp) -> Value {
    at.as_millisecond().into()
}

fn optional_ms(at: Option<Timestamp>) -> Value {
    at.map(Timestamp::as_millisecond).into()
}

/// A length of time as tables hold it.
fn long(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn optional_uid(uid: Option<&Uid>) -> Value {
    uid.map(|uid| uid.as_str().to_owned()).into()
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T, Error> {
    Ok(row.try_get("", column)?)
}

fn at(row: &QueryResult, column: &str) -> Result<Timestamp, Error> {
    moment(get(row, column)?)
}

fn optional_at(row: &QueryResult, column: &str) -> Result<Option<Timestamp>, Error> {
    get::<Option<i64>>(row, column)?.map(moment).transpose()
}

fn member(row: &QueryResult, column: &str) -> Result<Uid, Error> {
    uid_of(&get::<String>(row, column)?)
}

/// The communities that the member `m` belongs to, for `communities`; no identifier has a space.
const COMMUNITIES: &str = "(SELECT string_agg(b.community, ' ') FROM belongings b \
    WHERE b.member = m.uid AND b.state = 'active') AS communities";

fn communities(row: &QueryResult) -> Result<Vec<Uid>, Error> {
    let all: Option<String> = get(row, "communities")?;
    all.unwrap_or_default().split_whitespace().map(uid_of).collect()
}

fn optional_member(row: &QueryResult, column: &str) -> Result<Option<Uid>, Error> {
    get::<Option<String>>(row, column)?.map(|uid| uid_of(&uid)).transpose()
}

/// A number that is never negative.
fn number(row: &QueryResult, column: &str) -> Result<u32, Error> {
    let number: i64 = get(row, column)?;
    u32::try_from(number).map_err(|_| Error::Corrupt(format!("the number {number} in {column}")))
}

/// What stands behind LIMIT and OFFSET.
fn paged(page: Page) -> [Value; 2] {
    [i64::from(page.limit).into(), i64::from(page.offset).into()]
}
