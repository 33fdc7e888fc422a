// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adverts, always through `notice_visible_to`.

use domain::Uid;
use domain::advert::{Advert, AdvertKind, AdvertState};
use domain::policy::Viewer;
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::rows::{self, Listed, OrganisationName, Page, decoded, is_one_of, moment};
use crate::tables::{Column, Table};
use crate::visible::notice_visible_to;
use crate::{Snapshot, Store};

/// That an advert is out, as the index of those that end says it.
const OUT: &str = "publicity = 'open'";

/// A whole advert with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAdvert {
    /// The record.
    pub record: Advert,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// The organisation that publishes it, where the portal knows it.
    pub organisation: Option<OrganisationName>,
}

/// Which adverts to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvertFilter {
    /// Whether they seek or offer.
    pub kind: Option<AdvertKind>,
    /// Filed under one of these themes.
    pub themes: Vec<Uid>,
    /// Their organisation stands in this region.
    pub region: Option<String>,
    /// Where they stand.
    pub states: Vec<AdvertState>,
    /// The organisations that publish them.
    pub organisations: Vec<Uid>,
    /// The practice that they offer.
    pub practice: Option<Uid>,
    /// One of these.
    pub among: Option<Vec<Uid>>,
}

impl Store {
    /// An advert.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn advert(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptAdvert>, Error> {
        let mut select = kept();
        select
            .and_where(Expr::col((Table::Adverts, Column::Uid)).eq(uid.as_str()))
            .cond_where(notice_visible_to(viewer, Table::Adverts));
        self.readers().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// Adverts by their identifiers, in the order given; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// As `advert`.
    pub async fn adverts_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<KeptAdvert>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = kept();
        select.cond_where(notice_visible_to(viewer, Table::Adverts)).and_where(is_one_of(
            Table::Adverts,
            Column::Uid,
            uids,
        ));
        let rows = self.readers().query_all(&select).await?;
        let found = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(rows::in_order(uids, found, |one| &one.record.uid))
    }

    /// Adverts by some wishes, the latest first.
    ///
    /// # Errors
    /// As `advert`.
    pub async fn adverts(
        &self,
        viewer: &Viewer,
        filter: &AdvertFilter,
        page: Page,
    ) -> Result<Listed<KeptAdvert>, Error> {
        let wanted = Condition::all().add(notice_visible_to(viewer, Table::Adverts)).add(filter.condition());
        let mut select = kept();
        select
            .cond_where(wanted.clone())
            .order_by((Table::Adverts, Column::PublishedOn), Order::Desc)
            .order_by((Table::Adverts, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        let total = rows::total_where(self.readers(), Table::Adverts, wanted, (page, rows.len())).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Whole adverts, whoever may see them, for the index and for jobs. In no particular order.
    ///
    /// # Errors
    /// As `advert`.
    pub async fn kept_adverts(&self, uids: &[Uid]) -> Result<Vec<KeptAdvert>, Error> {
        let mut select = kept();
        select.and_where(is_one_of(Table::Adverts, Column::Uid, uids));
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// Adverts that are out and whose last day was before this one (`2026-11-28`), some at a time.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn adverts_past(&self, today: &str, limit: u32) -> Result<Vec<Uid>, Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Adverts)
            .and_where(Expr::cust(OUT))
            .and_where(Expr::col(Column::ExpiresOn).lt(today))
            .order_by(Column::ExpiresOn, Order::Asc)
            .limit(u64::from(limit))
            .take();
        let found = self.readers().query_all(&select).await?;
        found.iter().map(|row| rows::uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }

    /// Adverts that are out and whose last day is from one to another, those that end first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn adverts_ending(&self, from: &str, last: &str, limit: u32) -> Result<Vec<Uid>, Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Adverts)
            .and_where(Expr::cust(OUT))
            .and_where(Expr::col(Column::ExpiresOn).between(from, last))
            .order_by(Column::ExpiresOn, Order::Asc)
            .limit(u64::from(limit))
            .take();
        let found = self.readers().query_all(&select).await?;
        found.iter().map(|row| rows::uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }
}

impl Snapshot {
    /// Whole adverts in the order of their `uid`, whatever their state.
    ///
    /// # Errors
    /// As `Store::advert`.
    pub async fn kept_adverts(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptAdvert>, Error> {
        let mut select = kept();
        rows::after_uid(&mut select, Table::Adverts, after, limit);
        self.connection().query_all(&select).await?.iter().map(read).collect()
    }
}

impl Change {
    /// Writes an advert.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_advert(&mut self, advert: &Advert) -> Result<Put, Error> {
        self.put_record(advert).await
    }

    /// An advert as it stands inside this change, whoever may see it.
    ///
    /// # Errors
    /// As `Store::advert`.
    pub async fn advert(&self, uid: &Uid) -> Result<Option<KeptAdvert>, Error> {
        let mut select = kept();
        select.and_where(Expr::col((Table::Adverts, Column::Uid)).eq(uid.as_str()));
        self.connection().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// The adverts that a member wrote, whatever their state.
    ///
    /// # Errors
    /// As `Store::advert`.
    pub async fn adverts_by(&self, author: &Uid) -> Result<Vec<KeptAdvert>, Error> {
        let mut select = kept();
        select
            .and_where(Expr::col((Table::Adverts, Column::Member)).eq(author.as_str()))
            .order_by((Table::Adverts, Column::Uid), Order::Asc);
        self.connection().query_all(&select).await?.iter().map(read).collect()
    }

    /// Takes an advert out of the database: a draft that its writer deletes.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn remove_advert(&mut self, uid: &Uid) -> Result<(), Error> {
        self.execute("DELETE FROM adverts WHERE uid = $1", vec![uid.as_str().into()]).await?;
        self.note_of(RecordType::Advert, uid, Operation::Removed);
        Ok(())
    }
}

impl AdvertFilter {
    fn condition(&self) -> Condition {
        let column = |column| Expr::col((Table::Adverts, column));
        let mut wanted = Condition::all();
        if let Some(kind) = self.kind {
            wanted = wanted.add(column(Column::Kind).eq(kind.code()));
        }
        if !self.themes.is_empty() {
            let filed = Query::select()
                .column(Column::Advert)
                .from(Table::AdvertThemes)
                .and_where(Expr::col(Column::Theme).is_in(self.themes.iter().map(Uid::as_str)))
                .take();
            wanted = wanted.add(column(Column::Uid).in_subquery(filed));
        }
        if let Some(region) = &self.region {
            let there = Query::select()
                .column(Column::Uid)
                .from(Table::Organisations)
                .and_where(Expr::col(Column::Region).eq(region.as_str()))
                .take();
            wanted = wanted.add(column(Column::Organisation).in_subquery(there));
        }
        if !self.states.is_empty() {
            wanted = wanted.add(column(Column::State).is_in(self.states.iter().map(|state| state.code())));
        }
        if !self.organisations.is_empty() {
            wanted = wanted.add(is_one_of(Table::Adverts, Column::Organisation, &self.organisations));
        }
        if let Some(practice) = &self.practice {
            wanted = wanted.add(column(Column::Practice).eq(practice.as_str()));
        }
        if let Some(among) = &self.among {
            wanted = wanted.add(is_one_of(Table::Adverts, Column::Uid, among));
        }
        wanted
    }
}

fn kept() -> SelectStatement {
    let columns = [Column::Record, Column::Version, Column::CreatedAt];
    let organisation = Expr::col((Table::Organisations, Column::Uid)).equals((Table::Adverts, Column::Organisation));
    let mut select = Query::select();
    select
        .columns(columns.map(|column| (Table::Adverts, column)))
        .from(Table::Adverts)
        .left_join(Table::Organisations, organisation);
    OrganisationName::select(&mut select);
    select
}

fn read(row: &QueryResult) -> Result<KeptAdvert, Error> {
    Ok(KeptAdvert {
        record: decoded(RecordType::Advert, &row.try_get::<String>("", "record")?)?,
        version: row.try_get("", "version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        organisation: OrganisationName::read(row)?,
    })
}
