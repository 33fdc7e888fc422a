// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Addresses: one for each record with a title, the old ones kept for ever.

use domain::{Slug, Uid};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};

use super::Change;
use crate::error::Error;
use crate::kept::RecordType;
use crate::tables::{Column, Table};

/// How many numbers are tried before a slug gets an ending that cannot be taken.
const ATTEMPTS: u32 = 20;

impl Change {
    /// The slug of a record whose title may be another one now.
    pub(super) async fn slug_after_change(
        &self,
        kind: RecordType,
        uid: &Uid,
        title: &str,
        standing: &str,
    ) -> Result<String, Error> {
        let stem = Slug::of(title);
        let own = Query::select()
            .column(Column::Slug)
            .from(Table::Slugs)
            .and_where(Expr::col(Column::Kind).eq(kind.code()))
            .and_where(Expr::col(Column::Target).eq(uid.as_str()))
            .and_where(Expr::col(Column::Stem).eq(stem.as_str()))
            .take();
        let rows = self.transaction.query_all(&own).await?;
        let own = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<Vec<String>, _>>()?;
        match own.iter().find(|slug| *slug == standing).or(own.first()) {
            Some(slug) => Ok(slug.clone()),
            None => self.new_slug(kind, uid, title).await,
        }
    }

    /// Takes a slug that nothing else of its kind has or had.
    pub(super) async fn new_slug(&self, kind: RecordType, uid: &Uid, title: &str) -> Result<String, Error> {
        let stem = Slug::of(title);
        let highest = Query::select()
            .expr(Expr::col(Column::Number).max())
            .from(Table::Slugs)
            .and_where(Expr::col(Column::Kind).eq(kind.code()))
            .and_where(Expr::col(Column::Stem).eq(stem.as_str()))
            .take();
        let row = self.transaction.query_one(&highest).await?;
        let highest: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        let first = u32::try_from(highest.unwrap_or(0)).unwrap_or(0).saturating_add(1);
        for number in first..first.saturating_add(ATTEMPTS) {
            let slug = if number == 1 { stem.clone() } else { stem.numbered(number) };
            if self.take_slug(kind, uid, &slug, &stem, number).await? {
                return Ok(slug.as_str().to_owned());
            }
        }
        let slug = self.unlikely_slug(&stem);
        if self.take_slug(kind, uid, &slug, &stem, 0).await? {
            return Ok(slug.as_str().to_owned());
        }
        Err(Error::Conflict)
    }

    /// A slug that ends in the twelve last digits of a new identifier, which are random.
    fn unlikely_slug(&self, stem: &Slug) -> Slug {
        let ending = &(self.new_id)().simple().to_string()[20..];
        let start: String = stem.as_str().chars().take(domain::slug::SLUG_MAX - 1 - ending.len()).collect();
        Slug::parse(&format!("{start}-{ending}")).expect("a cut slug, a hyphen and hexadecimal digits are a slug")
    }

    async fn take_slug(
        &self,
        kind: RecordType,
        uid: &Uid,
        slug: &Slug,
        stem: &Slug,
        number: u32,
    ) -> Result<bool, Error> {
        let insert = Query::insert()
            .into_table(Table::Slugs)
            .columns([Column::Kind, Column::Slug, Column::Stem, Column::Number, Column::Target])
            .values_panic([
                kind.code().into(),
                slug.as_str().into(),
                stem.as_str().into(),
                i64::from(number).into(),
                uid.as_str().into(),
            ])
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .take();
        Ok(self.transaction.execute(&insert).await?.rows_affected() == 1)
    }
}
