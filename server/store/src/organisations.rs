// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading organisations: one with its place in the tree, and lists.

use domain::adoption::Adoption;
use domain::advert::Advert;
use domain::event::Event;
use domain::member::Member;
use domain::organisation::{Organisation, OrganisationKind};
use domain::policy::Viewer;
use domain::post::Post;
use domain::practice::Practice;
use domain::record::Record;
use domain::testimonial::Testimonial;
use domain::twinning::Twinning;
use domain::{Slug, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::change::Change;
use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::rows::{Found, Listed, OrganisationName, Page, count, decoded, is_one_of, moment, records, slug_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;
use crate::{Snapshot, Store, rows};

/// How many mergers are followed from an old address, one after the other.
const MERGERS_MAX: usize = 8;

/// A whole organisation with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptOrganisation {
    /// The record.
    pub record: Organisation,
    /// Its present address.
    pub slug: Slug,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An organisation in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct OrganisationRow {
    /// Its name and address.
    pub name: OrganisationName,
    /// Country (ISO 3166-1, two capitals).
    pub country: String,
    /// Whether the record is invented, for demonstration.
    pub demo: bool,
    /// How many practices of its own the viewer can see.
    pub practices: u64,
}

/// Which organisations to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationFilter {
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// Its region.
    pub region: Option<String>,
    /// A part of its name, short name or IPA code; accents and case do not matter. Of short name, IPA code and
    /// name together the first 120 characters are looked at.
    pub text: Option<String>,
}

impl Store {
    /// The organisation at an address. Of one that was merged, the address of the one that took its place.
    ///
    /// One statement, and one more for each time that it was merged.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn organisation_by_slug(&self, slug: &Slug) -> Result<Found<KeptOrganisation>, Error> {
        let mut select = kept();
        select
            .inner_join(
                Table::Slugs,
                Expr::col((Table::Slugs, Column::Target)).equals((Table::Organisations, Column::Uid)),
            )
            .and_where(Expr::col((Table::Slugs, Column::Kind)).eq(RecordType::Organisation.code()))
            .and_where(Expr::col((Table::Slugs, Column::Slug)).eq(slug.as_str()));
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(Found::Nowhere) };
        let kept = read(&row)?;
        match &kept.record.merged_into {
            Some(next) => self.in_place_of(next).await,
            None if kept.slug == *slug => Ok(Found::Here(kept)),
            None => Ok(Found::Moved(kept.slug)),
        }
    }

    /// Follows mergers to the organisation that is there today.
    async fn in_place_of(&self, next: &Uid) -> Result<Found<KeptOrganisation>, Error> {
        let mut next = next.clone();
        for _ in 0..MERGERS_MAX {
            let mut found = self.kept_organisations(std::slice::from_ref(&next)).await?;
            let Some(kept) = found.pop() else { break };
            match kept.record.merged_into {
                Some(further) => next = further,
                None => return Ok(Found::Moved(kept.slug)),
            }
        }
        Ok(Found::Nowhere)
    }

    /// Whole organisations by their identifiers, merged ones too, in no particular order; unknown ones are left out.
    ///
    /// # Errors
    /// As `organisation_by_slug`.
    pub async fn kept_organisations(&self, uids: &[Uid]) -> Result<Vec<KeptOrganisation>, Error> {
        let mut select = kept();
        select.and_where(is_one_of(Table::Organisations, Column::Uid, uids));
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// Organisations by name and address, in no particular order; unknown ones are left out.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organisation_names(&self, uids: &[Uid]) -> Result<Vec<OrganisationName>, Error> {
        let mut select = Query::select();
        OrganisationName::select(&mut select);
        select.from(Table::Organisations).and_where(is_one_of(Table::Organisations, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        rows.iter().filter_map(|row| OrganisationName::read(row).transpose()).collect()
    }

    /// Identifiers and names of all organisations, without those that were merged: to look for names that look alike,
    /// which no condition of a database does.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn names_in_use(&self) -> Result<Vec<(Uid, String)>, Error> {
        let mut select = Query::select();
        select.columns([Column::Uid, Column::Name]).from(Table::Organisations).and_where(is_present());
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| {
            Ok((rows::uid_of(&row.try_get::<String>("", "uid")?)?, row.try_get::<String>("", "name")?))
        };
        rows.iter().map(read).collect()
    }

    /// Organisations by name, without those that were merged.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organisations(
        &self,
        viewer: &Viewer,
        filter: &OrganisationFilter,
        page: Page,
    ) -> Result<Listed<OrganisationRow>, Error> {
        let mut counted = Query::select();
        counted.expr_as(Func::count(Expr::col(Asterisk)), "organisations").from(Table::Organisations);
        narrow(&mut counted, filter);
        let total = rows::total(self.readers(), &counted).await?;
        let mut select = listed(viewer);
        narrow(&mut select, filter);
        page.cut(&mut select);
        Ok(Listed { total, rows: self.organisation_rows(&select).await? })
    }

    /// The organisations that belong to one, by name, without those that were merged; at most 1,000.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn children(&self, viewer: &Viewer, parent: &Uid) -> Result<Vec<OrganisationRow>, Error> {
        let mut select = listed(viewer);
        let is_parent = Expr::col((Table::Organisations, Column::Parent)).eq(parent.as_str());
        select.and_where(is_parent).and_where(is_present()).limit(1_000);
        self.organisation_rows(&select).await
    }

    async fn organisation_rows(&self, select: &SelectStatement) -> Result<Vec<OrganisationRow>, Error> {
        self.readers().query_all(select).await?.iter().map(read_row).collect()
    }
}

impl Snapshot {
    /// Whole organisations in the order of their `uid`, without those that were merged: nobody should find them.
    ///
    /// # Errors
    /// As `Store::organisation_by_slug`.
    pub async fn kept_organisations(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptOrganisation>, Error> {
        let mut select = kept();
        select.and_where(is_present());
        rows::after_uid(&mut select, Table::Organisations, after, limit);
        self.connection().query_all(&select).await?.iter().map(read).collect()
    }
}

impl Change {
    /// An organisation as it stands inside this change; on PostgreSQL nobody else changes it before the commit.
    ///
    /// # Errors
    /// As `Store::organisation_by_slug`. After any error the whole change is lost.
    pub async fn organisation(&mut self, uid: &Uid) -> Result<Option<Organisation>, Error> {
        let select = locked::<Organisation>(Expr::col(Column::Uid).eq(uid.as_str()));
        let found = records(self.connection(), &select).await;
        Ok(self.marked(found)?.pop())
    }

    /// The address of an organisation as it stands inside this change.
    ///
    /// # Errors
    /// As `organisation`.
    pub async fn organisation_slug(&mut self, uid: &Uid) -> Result<Option<Slug>, Error> {
        let mut select = Query::select();
        select.column(Column::Slug).from(Table::Organisations);
        select.and_where(Expr::col(Column::Uid).eq(uid.as_str()));
        let found = read_slug(self.connection(), &select).await;
        self.marked(found)
    }

    /// The records that name an organisation, as they stand inside this change: bodies below it, members, practices
    /// that it owns or has a part in, what it adopted, what was said for it. Those that were merged into it are not among them.
    ///
    /// # Errors
    /// As `organisation`.
    pub async fn records_naming_organisation(&mut self, uid: &Uid) -> Result<Vec<Record>, Error> {
        let found = naming(self.connection(), uid).await;
        self.marked(found)
    }
}

async fn read_slug<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Option<Slug>, Error> {
    let row = db.query_one(select).await?;
    row.map(|row| slug_of(row.try_get("", "slug")?)).transpose()
}

async fn naming<C: ConnectionTrait>(db: &C, uid: &Uid) -> Result<Vec<Record>, Error> {
    let is_it = |column| Expr::col(column).eq(uid.as_str());
    let linked = |table, key| {
        let select = Query::select().column(key).from(table).and_where(is_it(Column::Organisation)).take();
        Expr::col(Column::Uid).in_subquery(select)
    };
    let takes_part = is_it(Column::Owner).or(linked(Table::PracticeParts, Column::Practice));
    let mut all = records_where::<Organisation, _>(db, is_it(Column::Parent)).await?;
    all.extend(records_where::<Member, _>(db, linked(Table::Memberships, Column::Member)).await?);
    all.extend(records_where::<Practice, _>(db, takes_part).await?);
    all.extend(records_where::<Adoption, _>(db, is_it(Column::AdopterOrg)).await?);
    all.extend(records_where::<Testimonial, _>(db, is_it(Column::Organisation)).await?);
    all.extend(records_where::<Twinning, _>(db, linked(Table::TwinningParties, Column::Twinning)).await?);
    all.extend(records_where::<Event, _>(db, is_it(Column::Organisation)).await?);
    all.extend(records_where::<Advert, _>(db, is_it(Column::Organisation)).await?);
    all.extend(records_where::<Post, _>(db, is_it(Column::Owner)).await?);
    Ok(all)
}

async fn records_where<T: Kept, C: ConnectionTrait>(db: &C, wanted: Expr) -> Result<Vec<Record>, Error> {
    let found = records::<T, _>(db, &locked::<T>(wanted)).await?;
    Ok(found.into_iter().map(Kept::into_record).collect())
}

/// A select of whole records that stay as they are until the commit; SQLite has one writer and needs no lock.
fn locked<T: Kept>(wanted: Expr) -> SelectStatement {
    let mut select = Query::select();
    select.column(Column::Record).from(T::TYPE.table()).and_where(wanted);
    select.order_by(Column::Uid, Order::Asc).lock_exclusive();
    select
}

/// That an organisation was not merged into another.
fn is_present() -> Expr {
    Expr::col((Table::Organisations, Column::MergedInto)).is_null()
}

fn kept() -> SelectStatement {
    let columns = [Column::Record, Column::Slug, Column::Version, Column::UpdatedAt];
    Query::select().columns(columns.map(|column| (Table::Organisations, column))).from(Table::Organisations).take()
}

fn listed(viewer: &Viewer) -> SelectStatement {
    let owned = Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from(Table::Practices)
        .and_where(Expr::col((Table::Practices, Column::Owner)).equals((Table::Organisations, Column::Uid)))
        .cond_where(visible_to(viewer))
        .take();
    let mut select = Query::select();
    OrganisationName::select(&mut select);
    select
        .columns([Column::Country, Column::Demo].map(|column| (Table::Organisations, column)))
        .expr_as(Expr::SubQuery(None, Box::new(owned.into())), "practices")
        .from(Table::Organisations)
        .order_by((Table::Organisations, Column::Slug), Order::Asc)
        .order_by((Table::Organisations, Column::Uid), Order::Asc);
    select
}

fn narrow(select: &mut SelectStatement, filter: &OrganisationFilter) {
    let column = |column| Expr::col((Table::Organisations, column));
    select.and_where(is_present());
    select.and_where_option(filter.kind.map(|kind| column(Column::Kind).eq(kind.code())));
    select.and_where_option(filter.region.as_deref().map(|region| column(Column::Region).eq(region)));
    let words = filter.text.as_deref().filter(|text| !text.trim().is_empty()).map(Slug::of);
    // A slug has no % and no _, so nothing in it is a pattern.
    select.and_where_option(words.map(|words| column(Column::Words).like(format!("%{words}%"))));
}

fn read(row: &QueryResult) -> Result<KeptOrganisation, Error> {
    Ok(KeptOrganisation {
        record: decoded(RecordType::Organisation, &row.try_get::<String>("", "record")?)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        version: row.try_get("", "version")?,
        updated_at: moment(row.try_get("", "updated_at")?)?,
    })
}

fn read_row(row: &QueryResult) -> Result<OrganisationRow, Error> {
    let name = OrganisationName::read(row)?;
    Ok(OrganisationRow {
        name: name.ok_or_else(|| Error::Corrupt("an organisation without uid".to_owned()))?,
        country: row.try_get("", "country")?,
        demo: row.try_get("", "demo")?,
        practices: count(row, "practices")?,
    })
}
