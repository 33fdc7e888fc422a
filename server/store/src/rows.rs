// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What reading has in common: paging, decoding of kept records, names of organisations.

use std::collections::HashMap;

use domain::organisation::OrganisationKind;
use domain::{Slug, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::tables::{Column, Table};

/// A part of a list, by offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many entries.
    pub limit: u32,
    /// How many entries before them are left out.
    pub offset: u32,
}

impl Page {
    /// The first entries.
    pub const fn first(limit: u32) -> Self {
        Self { limit, offset: 0 }
    }

    pub(crate) fn cut(self, select: &mut SelectStatement) {
        select.limit(u64::from(self.limit)).offset(u64::from(self.offset));
    }
}

/// A part of a list, with the length of the whole list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<T> {
    /// How many entries the whole list has.
    pub total: u64,
    /// The entries of this part.
    pub rows: Vec<T>,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<T> {
    /// The thing itself.
    Here(T),
    /// The same thing under its present address: answer 301.
    Moved(Slug),
    /// Nothing that this viewer may see.
    Nowhere,
}

/// As much of an organisation as a link to it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationName {
    /// Stable identifier.
    pub uid: Uid,
    /// Full name.
    pub name: String,
    /// Its address.
    pub slug: Slug,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its region.
    pub region: Option<String>,
}

impl OrganisationName {
    /// Adds its columns to a statement that already joins `organisations`.
    pub(crate) fn select(statement: &mut SelectStatement) {
        for (column, name) in [
            (Column::Uid, "org_uid"),
            (Column::Name, "org_name"),
            (Column::Slug, "org_slug"),
            (Column::Kind, "org_kind"),
            (Column::Region, "org_region"),
        ] {
            statement.expr_as(Expr::col((Table::Organisations, column)), name);
        }
    }

    /// Reads its columns; nothing where the join found none.
    pub(crate) fn read(row: &QueryResult) -> Result<Option<Self>, Error> {
        let Some(uid) = row.try_get::<Option<String>>("", "org_uid")? else { return Ok(None) };
        let kind: String = row.try_get("", "org_kind")?;
        Ok(Some(Self {
            uid: uid_of(&uid)?,
            name: row.try_get("", "org_name")?,
            slug: slug_of(row.try_get("", "org_slug")?)?,
            kind: code(&kind, OrganisationKind::from_code)?,
            region: row.try_get("", "org_region")?,
        }))
    }
}

/// Reads the value of a column that holds a code.
pub(crate) fn code<T>(text: &str, from_code: fn(&str) -> Option<T>) -> Result<T, Error> {
    from_code(text).ok_or_else(|| Error::Corrupt(format!("the code {text:?}")))
}

pub(crate) fn uid_of(text: &str) -> Result<Uid, Error> {
    Uid::parse(text).map_err(|_| Error::Corrupt(format!("the uid {text:?}")))
}

pub(crate) fn slug_of(text: String) -> Result<Slug, Error> {
    Slug::try_from(text).map_err(Error::Corrupt)
}

pub(crate) fn moment(milliseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_millisecond(milliseconds).map_err(|error| Error::Corrupt(error.to_string()))
}

pub(crate) fn count(row: &QueryResult, column: &str) -> Result<u64, Error> {
    let count: i64 = row.try_get("", column)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The number in the only column that a statement reads.
pub(crate) async fn total<C: ConnectionTrait>(db: &C, counted: &SelectStatement) -> Result<u64, Error> {
    let Some(row) = db.query_one(counted).await? else { return Ok(0) };
    let count: i64 = row.try_get_by_index(0)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How many rows of a table fulfil a condition, of which a page has found some. They are counted only where the page does
/// not tell: one that is not full is the last.
pub(crate) async fn total_where<C: ConnectionTrait>(
    db: &C,
    table: Table,
    wanted: Condition,
    (page, found): (Page, usize),
) -> Result<u64, Error> {
    if found < page.limit as usize && (found > 0 || page.offset == 0) {
        return Ok(u64::from(page.offset) + found as u64);
    }
    let count = Func::count(Expr::col(Asterisk));
    total(db, &Query::select().expr(count).from(table).cond_where(wanted).take()).await
}

/// What was found, in the order of the identifiers by which it was looked for.
pub(crate) fn in_order<T>(uids: &[Uid], found: Vec<T>, uid_of: fn(&T) -> &Uid) -> Vec<T> {
    let mut found: HashMap<Uid, T> = found.into_iter().map(|one| (uid_of(&one).clone(), one)).collect();
    uids.iter().filter_map(|uid| found.remove(uid)).collect()
}

/// Reads the JSON of a kept record.
pub(crate) fn decoded<T: DeserializeOwned>(kind: RecordType, json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Corrupt(format!("a record of type {kind}: {error}")))
}

/// A select of whole records of one type, in the order of their `uid`.
pub(crate) fn records_after<T: Kept>(after: Option<&Uid>, limit: u32) -> SelectStatement {
    let mut select = Query::select();
    select.column((T::TYPE.table(), Column::Record)).from(T::TYPE.table());
    after_uid(&mut select, T::TYPE.table(), after, limit);
    select
}

/// Cuts a part out of a list that is ordered by `uid`.
pub(crate) fn after_uid(select: &mut SelectStatement, table: Table, after: Option<&Uid>, limit: u32) {
    let uid = || Expr::col((table, Column::Uid));
    select.and_where_option(after.map(|after| uid().gt(after.as_str())));
    select.order_by((table, Column::Uid), sea_orm::Order::Asc).limit(u64::from(limit));
}

/// Runs a select whose first column is a whole record.
pub(crate) async fn records<T: Kept, C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<T>, Error> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| decoded(T::TYPE, &row.try_get_by_index::<String>(0)?)).collect()
}

/// A condition that a column holds one of some identifiers.
pub(crate) fn is_one_of(table: impl IntoIden, column: Column, uids: &[Uid]) -> Expr {
    Expr::col((table.into_iden(), column)).is_in(uids.iter().map(Uid::as_str))
}
