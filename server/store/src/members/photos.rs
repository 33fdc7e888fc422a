// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Pictures of members. Whoever hands one in has made it small and taken out what a camera writes into it.

use domain::Uid;
use domain::policy::Viewer;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, OnConflict, Query};

use super::is_member;
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::tables::{Column, Table};
use crate::visible::member_visible_to;

/// A picture of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Its number, from 1: another picture of the same member has another one, for ever.
    pub version: i64,
    /// Its media type.
    pub kind: String,
    /// The picture, at most 512 KiB.
    pub bytes: Vec<u8>,
}

impl Store {
    /// The picture of a member whom the viewer may see.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn photo(&self, viewer: &Viewer, member: &Uid) -> Result<Option<Photo>, Error> {
        let photos = |column| Expr::col((Table::Photos, column));
        let of = Condition::all()
            .add(photos(Column::Member).equals((Table::Members, Column::Uid)))
            .add(photos(Column::Version).equals((Table::Members, Column::PhotoVersion)));
        let select = Query::select()
            .columns([Column::Version, Column::Kind, Column::Bytes].map(|column| (Table::Photos, column)))
            .from(Table::Members)
            .inner_join(Table::Photos, of)
            .and_where(is_member(member))
            .cond_where(member_visible_to(viewer))
            .take();
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(None) };
        Ok(Some(Photo {
            version: row.try_get("", "version")?,
            kind: row.try_get("", "kind")?,
            bytes: row.try_get("", "bytes")?,
        }))
    }
}

impl Change {
    /// Gives a member a picture in the place of the one before, and says its number. The record stays.
    ///
    /// # Errors
    /// `Refused` where it is larger than 512 KiB or there is no such member, `Unavailable`. After any error the
    /// whole change is lost.
    pub async fn set_photo(&mut self, member: &Uid, kind: &str, bytes: Vec<u8>) -> Result<i64, Error> {
        let outcome = put(self.connection(), member, kind, bytes).await;
        self.marked(outcome)
    }

    /// Takes the picture of a member away.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn remove_photo(&mut self, member: &Uid) -> Result<(), Error> {
        let outcome = remove(self.connection(), member).await;
        self.marked(outcome)
    }
}

async fn put<C: ConnectionTrait>(db: &C, member: &Uid, kind: &str, bytes: Vec<u8>) -> Result<i64, Error> {
    let next = Expr::col((Table::Photos, Column::Version)).add(1);
    let insert = Query::insert()
        .into_table(Table::Photos)
        .columns([Column::Member, Column::Version, Column::Kind, Column::Bytes])
        .values_panic([member.as_str().into(), 1_i64.into(), kind.into(), bytes.into()])
        .on_conflict(
            OnConflict::column(Column::Member)
                .update_columns([Column::Kind, Column::Bytes])
                .value(Column::Version, next)
                .to_owned(),
        )
        .returning_col(Column::Version)
        .take();
    let row = db.query_one(&insert).await?;
    let row = row.ok_or_else(|| Error::Corrupt("a picture without version".to_owned()))?;
    let version: i64 = row.try_get_by_index(0)?;
    if name_photo(db, member, Some(version)).await? == 1 {
        Ok(version)
    } else {
        Err(Error::Refused("photos_member".to_owned()))
    }
}

/// The row stays, without the picture: it holds the number that the next one counts from.
async fn remove<C: ConnectionTrait>(db: &C, member: &Uid) -> Result<(), Error> {
    let update = Query::update()
        .table(Table::Photos)
        .value(Column::Kind, "")
        .value(Column::Bytes, Vec::<u8>::new())
        .and_where(Expr::col(Column::Member).eq(member.as_str()))
        .take();
    db.execute(&update).await?;
    name_photo(db, member, None).await.map(drop)
}

async fn name_photo<C: ConnectionTrait>(db: &C, member: &Uid, version: Option<i64>) -> Result<u64, Error> {
    let update =
        Query::update().table(Table::Members).value(Column::PhotoVersion, version).and_where(is_member(member)).take();
    Ok(db.execute(&update).await?.rows_affected())
}
