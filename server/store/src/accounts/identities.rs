// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Identities at providers: issuer and subject, never an address.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};

use super::{at, get, member, ms, optional_at};
use crate::Store;
use crate::change::Change;
use crate::error::Error;

/// Who a provider says that a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider, by its own address.
    pub issuer: String,
    /// The person, as the provider numbers its people.
    pub subject: String,
    /// The member.
    pub member: Uid,
    /// What the provider called the person, for the account page.
    pub label: String,
    /// When it was linked.
    pub linked_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Option<Timestamp>,
}

/// An identity to link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIdentity {
    /// The provider, at most 500 characters.
    pub issuer: String,
    /// The person, at most 500 characters.
    pub subject: String,
    /// The member.
    pub member: Uid,
    /// What the provider called the person, at most 300 characters; may be empty.
    pub label: String,
}

const FIND: &str = "SELECT member FROM identities WHERE issuer = $1 AND subject = $2";
const OF_MEMBER: &str = "
SELECT issuer, subject, member, label, linked_at, used_at FROM identities WHERE member = $1
ORDER BY linked_at, issuer, subject";
const ADD: &str = "
INSERT INTO identities (issuer, subject, member, label, linked_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (issuer, subject) DO NOTHING";
const REMOVE: &str = "DELETE FROM identities WHERE member = $1 AND issuer = $2 AND subject = $3";
const USED: &str = "UPDATE identities SET used_at = $3 WHERE issuer = $1 AND subject = $2";

impl Store {
    /// The member that an identity belongs to.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn identity(&self, issuer: &str, subject: &str) -> Result<Option<Uid>, Error> {
        let row = self.read_row(FIND, vec![issuer.into(), subject.into()]).await?;
        row.map(|row| member(&row, "member")).transpose()
    }

    /// The identities of a member, the first linked first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn identities_of(&self, member: &Uid) -> Result<Vec<Identity>, Error> {
        self.read_rows(OF_MEMBER, vec![member.as_str().into()]).await?.iter().map(read).collect()
    }
}

impl Change {
    /// Links an identity; false where it belongs to a member already, be it the same.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_identity(&mut self, identity: NewIdentity) -> Result<bool, Error> {
        let NewIdentity { issuer, subject, member, label } = identity;
        let values: Vec<Value> =
            vec![issuer.into(), subject.into(), member.as_str().into(), label.into(), ms(self.now())];
        Ok(self.execute(ADD, values).await? == 1)
    }

    /// Takes an identity from a member; says whether it had it.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn remove_identity(&mut self, member: &Uid, issuer: &str, subject: &str) -> Result<bool, Error> {
        Ok(self.execute(REMOVE, vec![member.as_str().into(), issuer.into(), subject.into()]).await? == 1)
    }

    /// Notes that somebody signed in by an identity.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn identity_used(&mut self, issuer: &str, subject: &str) -> Result<(), Error> {
        self.execute(USED, vec![issuer.into(), subject.into(), ms(self.now())]).await.map(drop)
    }
}

fn read(row: &QueryResult) -> Result<Identity, Error> {
    Ok(Identity {
        issuer: get(row, "issuer")?,
        subject: get(row, "subject")?,
        member: member(row, "member")?,
        label: get(row, "label")?,
        linked_at: at(row, "linked_at")?,
        used_at: optional_at(row, "used_at")?,
    })
}
