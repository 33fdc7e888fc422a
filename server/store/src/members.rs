// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading members: one by one, always as the viewer may see them, and inside a change.

use domain::member::{Member, MemberState, full_name};
use domain::policy::Viewer;
use domain::{Email, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{self, decoded, is_one_of, moment, uid_of};
use crate::tables::{Column, Table};
use crate::visible::member_visible_to;

mod lists;
pub(crate) mod names;
mod photos;

pub use lists::MemberFilter;
pub use photos::Photo;

/// A whole member with what the database knows beside the record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptMember {
    /// The record.
    pub record: Member,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When the member signed in last.
    pub last_sign_in: Option<Timestamp>,
    /// The number of the picture, where there is one; another picture has another number.
    pub photo: Option<i64>,
    /// Sessions of an older epoch are void.
    pub epoch: i64,
}

/// What `member_of` reads, for statements that call the table `m`.
pub(crate) const MEMBER_COLUMNS: &str =
    "m.record, m.version AS member_version, m.last_sign_in_at, m.photo_version, m.epoch";

/// Reads a member from a row that has these columns.
pub(crate) fn member_of(row: &QueryResult) -> Result<KeptMember, Error> {
    let last_sign_in: Option<i64> = row.try_get("", "last_sign_in_at")?;
    Ok(KeptMember {
        record: decoded(RecordType::Member, &row.try_get::<String>("", "record")?)?,
        version: row.try_get("", "member_version")?,
        last_sign_in: last_sign_in.map(moment).transpose()?,
        photo: row.try_get("", "photo_version")?,
        epoch: row.try_get("", "epoch")?,
    })
}

/// A select of whole members.
fn kept() -> SelectStatement {
    let columns = [Column::Record, Column::LastSignInAt, Column::PhotoVersion, Column::Epoch];
    Query::select()
        .columns(columns.map(|column| (Table::Members, column)))
        .expr_as(Expr::col((Table::Members, Column::Version)), "member_version")
        .from(Table::Members)
        .take()
}

/// A select of the members that a viewer may see.
fn seen_by(viewer: &Viewer) -> SelectStatement {
    kept().cond_where(member_visible_to(viewer)).take()
}

/// Counts the members whose accounts are in use and whom a viewer may see.
pub(crate) fn members_in_use(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "members")
        .from(Table::Members)
        .cond_where(member_visible_to(viewer))
        .and_where(is_active())
        .take()
}

fn is_active() -> Expr {
    Expr::col((Table::Members, Column::State)).eq(MemberState::Active.code())
}

fn is_member(uid: &Uid) -> Expr {
    Expr::col((Table::Members, Column::Uid)).eq(uid.as_str())
}

async fn read_one<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Option<KeptMember>, Error> {
    db.query_one(select).await?.as_ref().map(member_of).transpose()
}

/// Reads what a member is called from the columns of the names.
pub(crate) fn named(row: &QueryResult) -> Result<(Uid, String), Error> {
    let name = |column| row.try_get::<String>("", column);
    Ok((uid_of(&name("uid")?)?, full_name(&name("first_name")?, &name("last_name")?)))
}

impl Store {
    /// What members are called whose accounts are in use, of those whom the viewer may see. In no particular order; one
    /// statement, which reads no more of them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn member_names_seen(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<(Uid, String)>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let select = Query::select()
            .columns([Column::Uid, Column::FirstName, Column::LastName].map(|column| (Table::Members, column)))
            .from(Table::Members)
            .cond_where(member_visible_to(viewer))
            .and_where(is_active())
            .and_where(is_one_of(Table::Members, Column::Uid, uids))
            .take();
        self.readers().query_all(&select).await?.iter().map(named).collect()
    }

    /// The member with an identifier. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn member(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptMember>, Error> {
        read_one(self.readers(), seen_by(viewer).and_where(is_member(uid))).await
    }

    /// Members by their identifiers, in the order given; those whom the viewer may not see are left out.
    ///
    /// # Errors
    /// As `member`.
    pub async fn members_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<KeptMember>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = seen_by(viewer);
        select.and_where(is_one_of(Table::Members, Column::Uid, uids));
        let rows = self.member_rows(&select).await?;
        Ok(rows::in_order(uids, rows, |one| &one.record.uid))
    }

    /// Whose e-mail this is, whatever the state of the account.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn member_uid_by_email(&self, email: &Email) -> Result<Option<Uid>, Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Members)
            .and_where(Expr::col(Column::Email).eq(email.as_str()))
            .take();
        let row = self.readers().query_one(&select).await?;
        row.map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).transpose()
    }

    async fn member_rows(&self, select: &SelectStatement) -> Result<Vec<KeptMember>, Error> {
        self.readers().query_all(select).await?.iter().map(member_of).collect()
    }
}

impl Change {
    /// A member as it stands inside this change, whoever asks; on PostgreSQL nobody else changes it before the commit.
    ///
    /// # Errors
    /// As `Store::member`. After any error the whole change is lost.
    pub async fn member(&mut self, uid: &Uid) -> Result<Option<KeptMember>, Error> {
        let found = read_one(self.connection(), kept().and_where(is_member(uid)).lock_exclusive()).await;
        self.marked(found)
    }

    /// Remembers when a member signed in. The record and its version stay.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn set_last_sign_in(&mut self, member: &Uid, at: Timestamp) -> Result<(), Error> {
        let update = Query::update()
            .table(Table::Members)
            .value(Column::LastSignInAt, at.as_millisecond())
            .and_where(is_member(member))
            .take();
        let outcome = self.connection().execute(&update).await.map_err(Error::from);
        self.marked(outcome).map(drop)
    }

    /// Forgets what the database knows of a member beside the record: the picture and the last time of signing in.
    pub(crate) async fn forget_traces(&mut self, member: &Uid) -> Result<(), Error> {
        let outcome = forget_traces(self.connection(), member).await;
        self.marked(outcome)
    }
}

async fn forget_traces<C: ConnectionTrait>(db: &C, member: &Uid) -> Result<(), Error> {
    let picture = Expr::col(Column::Member).eq(member.as_str());
    db.execute(Query::delete().from_table(Table::Photos).and_where(picture)).await?;
    let update = Query::update()
        .table(Table::Members)
        .value(Column::LastSignInAt, Option::<i64>::None)
        .value(Column::PhotoVersion, Option::<i64>::None)
        .and_where(is_member(member))
        .take();
    db.execute(&update).await?;
    Ok(())
}
