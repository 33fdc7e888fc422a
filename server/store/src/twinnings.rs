// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Twinnings: the whole one for its page, rows for lists, always through `twinning_visible_to`.

use domain::policy::Viewer;
use domain::twinning::{Model, Party, Twinning, TwinningState};
use domain::{Language, PartialDate, Slug, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};
use serde::Deserialize;

use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{self, Found, Listed, Page, count, decoded, is_one_of, moment, slug_of};
use crate::tables::{Column, Table};
use crate::visible::twinning_visible_to;
use crate::{Snapshot, Store};

/// How many agreements that end soon are read at once.
const ENDING_MAX: u64 = 500;

/// A whole twinning with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptTwinning {
    /// The record.
    pub record: Twinning,
    /// Its present address.
    pub slug: Slug,
    /// Counts its changes, from 1; what the index compares, and what a form is saved over.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// As much of a twinning as a card in a list needs.
#[derive(Clone, Debug, PartialEq)]
pub struct TwinningRow {
    /// What its record says.
    pub record: TwinningHead,
    /// Its address.
    pub slug: Slug,
    /// Counts its changes, from 1.
    pub version: i64,
}

/// The part of a twinning's record that lists and excerpts show; the fields mean what they mean in
/// `domain::twinning::Twinning`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TwinningHead {
    /// Stable identifier.
    pub uid: Uid,
    /// Short name.
    pub acronym: Option<String>,
    /// Title.
    pub title: String,
    /// One line below the title.
    pub strapline: Option<String>,
    /// Language of its texts.
    pub language: Language,
    /// What is carried over, Markdown: for excerpts.
    pub object: Option<String>,
    /// The organisations with a part in it.
    #[serde(default)]
    pub parties: Vec<Party>,
    /// What is carried over.
    #[serde(default)]
    pub models: Vec<Model>,
    /// Themes, the most fitting first.
    #[serde(default)]
    pub themes: Vec<Uid>,
    /// When it begins.
    pub start_date: Option<PartialDate>,
    /// When it ends.
    pub end_date: Option<PartialDate>,
    /// Where it stands.
    pub state: TwinningState,
    /// Whether the record is invented, for demonstration.
    #[serde(default)]
    pub demo: bool,
}

/// Which twinnings to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TwinningFilter {
    /// Filed under one of these themes.
    pub themes: Vec<Uid>,
    /// A party stands in this region.
    pub region: Option<String>,
    /// Where it stands.
    pub state: Option<TwinningState>,
    /// An organisation with a part in it.
    pub organisation: Option<Uid>,
    /// A practice that it carries over.
    pub practice: Option<Uid>,
    /// A programme that it answers to.
    pub programme: Option<Uid>,
    /// The code of one of the programme's priorities.
    pub priority: Option<String>,
    /// A member who coordinates it.
    pub coordinator: Option<Uid>,
}

impl Store {
    /// The twinning at an address. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn twinning_by_slug(&self, viewer: &Viewer, slug: &Slug) -> Result<Found<KeptTwinning>, Error> {
        let mut select = kept();
        select
            .inner_join(Table::Slugs, Expr::col((Table::Slugs, Column::Target)).equals((Table::Twinnings, Column::Uid)))
            .and_where(Expr::col((Table::Slugs, Column::Kind)).eq(RecordType::Twinning.code()))
            .and_where(Expr::col((Table::Slugs, Column::Slug)).eq(slug.as_str()))
            .cond_where(twinning_visible_to(viewer));
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(Found::Nowhere) };
        let twinning = read(&row)?;
        if twinning.slug == *slug { Ok(Found::Here(twinning)) } else { Ok(Found::Moved(twinning.slug)) }
    }

    /// The twinning with an identifier.
    ///
    /// # Errors
    /// As `twinning_by_slug`.
    pub async fn twinning(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptTwinning>, Error> {
        let mut select = kept();
        select
            .and_where(Expr::col((Table::Twinnings, Column::Uid)).eq(uid.as_str()))
            .cond_where(twinning_visible_to(viewer));
        self.readers().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// Whole twinnings, whoever may see them, for the index and for jobs. In no particular order.
    ///
    /// # Errors
    /// As `twinning_by_slug`.
    pub async fn kept_twinnings(&self, uids: &[Uid]) -> Result<Vec<KeptTwinning>, Error> {
        let mut select = kept();
        select.and_where(is_one_of(Table::Twinnings, Column::Uid, uids));
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// Twinnings by their identifiers, in the order given; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// As `twinning_by_slug`.
    pub async fn twinnings_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<TwinningRow>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = heads();
        select.cond_where(twinning_visible_to(viewer)).and_where(is_one_of(Table::Twinnings, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        let found = rows.iter().map(head).collect::<Result<Vec<_>, _>>()?;
        Ok(rows::in_order(uids, found, |one| &one.record.uid))
    }

    /// Twinnings by some wishes, the latest to begin first.
    ///
    /// # Errors
    /// As `twinning_by_slug`.
    pub async fn twinnings(
        &self,
        viewer: &Viewer,
        filter: &TwinningFilter,
        page: Page,
    ) -> Result<Listed<TwinningRow>, Error> {
        let wanted = Condition::all().add(twinning_visible_to(viewer)).add(filter.condition());
        let mut select = heads();
        select
            .cond_where(wanted.clone())
            .order_by((Table::Twinnings, Column::StartedOn), Order::Desc)
            .order_by((Table::Twinnings, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        let total = rows::total_where(self.readers(), Table::Twinnings, wanted, (page, rows.len())).await?;
        Ok(Listed { total, rows: rows.iter().map(head).collect::<Result<_, _>>()? })
    }

    /// How many twinnings the viewer may see are filed under each theme.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn twinnings_by_theme(&self, viewer: &Viewer) -> Result<Vec<(Uid, u64)>, Error> {
        let theme = (Table::TwinningThemes, Column::Theme);
        let of = Expr::col((Table::TwinningThemes, Column::Twinning)).equals((Table::Twinnings, Column::Uid));
        let select = Query::select()
            .column(theme)
            .expr_as(Func::count(Expr::col(Asterisk)), "twinnings")
            .from(Table::Twinnings)
            .inner_join(Table::TwinningThemes, of)
            .cond_where(twinning_visible_to(viewer))
            .group_by_col(theme)
            .order_by(theme, Order::Asc)
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read =
            |row: &QueryResult| Ok((rows::uid_of(&row.try_get::<String>("", "theme")?)?, count(row, "twinnings")?));
        rows.iter().map(read).collect()
    }

    /// The twinnings with an agreement that ends between two days (`2026-11-28`), the first to end first.
    ///
    /// # Errors
    /// As `twinning_by_slug`.
    pub async fn twinnings_with_agreements_ending(
        &self,
        viewer: &Viewer,
        from: &str,
        to: &str,
    ) -> Result<Vec<KeptTwinning>, Error> {
        let ending = Query::select()
            .column(Column::Twinning)
            .from(Table::TwinningAgreements)
            .and_where(Expr::col(Column::EndsOn).between(from, to))
            .take();
        let mut select = kept();
        select
            .cond_where(twinning_visible_to(viewer))
            .and_where(Expr::col((Table::Twinnings, Column::Uid)).in_subquery(ending))
            .order_by((Table::Twinnings, Column::Uid), Order::Asc)
            .limit(ENDING_MAX);
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }
}

impl Snapshot {
    /// Whole twinnings in the order of their `uid`, whatever their state.
    ///
    /// # Errors
    /// As `Store::twinning_by_slug`.
    pub async fn kept_twinnings(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptTwinning>, Error> {
        let mut select = kept();
        rows::after_uid(&mut select, Table::Twinnings, after, limit);
        self.connection().query_all(&select).await?.iter().map(read).collect()
    }
}

impl Change {
    /// Writes a twinning, with the thread that it owns from its birth.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_twinning(&mut self, twinning: &Twinning) -> Result<Put, Error> {
        let put = self.put_record(twinning).await?;
        self.keep_main_thread(twinning).await?;
        Ok(put)
    }

    /// A twinning as it stands inside this change, whoever may see it. Nobody else changes it before the commit.
    ///
    /// # Errors
    /// As `Store::twinning_by_slug`.
    pub async fn twinning(&self, uid: &Uid) -> Result<Option<KeptTwinning>, Error> {
        let mut select = kept();
        select.and_where(Expr::col((Table::Twinnings, Column::Uid)).eq(uid.as_str())).lock_exclusive();
        self.connection().query_one(&select).await?.as_ref().map(read).transpose()
    }
}

impl TwinningFilter {
    fn condition(&self) -> Condition {
        let of = |table, wanted: Expr| {
            let select = Query::select().column(Column::Twinning).from(table).and_where(wanted).take();
            Expr::col((Table::Twinnings, Column::Uid)).in_subquery(select)
        };
        let is = |column, uid: &Uid| Expr::col(column).eq(uid.as_str());
        let mut wanted = Condition::all();
        if !self.themes.is_empty() {
            let themes = Expr::col(Column::Theme).is_in(self.themes.iter().map(Uid::as_str));
            wanted = wanted.add(of(Table::TwinningThemes, themes));
        }
        if let Some(region) = &self.region {
            let there = Query::select()
                .column(Column::Uid)
                .from(Table::Organisations)
                .and_where(Expr::col(Column::Region).eq(region.as_str()))
                .take();
            wanted = wanted.add(of(Table::TwinningParties, Expr::col(Column::Organisation).in_subquery(there)));
        }
        if let Some(state) = self.state {
            wanted = wanted.add(Expr::col((Table::Twinnings, Column::State)).eq(state.code()));
        }
        if let Some(organisation) = &self.organisation {
            wanted = wanted.add(of(Table::TwinningParties, is(Column::Organisation, organisation)));
        }
        if let Some(practice) = &self.practice {
            wanted = wanted.add(of(Table::TwinningPractices, is(Column::Practice, practice)));
        }
        if let Some(programme) = &self.programme {
            let priority = self.priority.as_deref().unwrap_or_default();
            let answered = is(Column::Programme, programme).and(Expr::col(Column::Priority).eq(priority));
            wanted = wanted.add(of(Table::TwinningProgrammes, answered));
        }
        if let Some(member) = &self.coordinator {
            wanted = wanted.add(of(Table::TwinningCoordinators, is(Column::Member, member)));
        }
        wanted
    }
}

fn kept() -> SelectStatement {
    let columns = [Column::Record, Column::Slug, Column::Version, Column::CreatedAt, Column::UpdatedAt];
    Query::select().columns(columns.map(|column| (Table::Twinnings, column))).from(Table::Twinnings).take()
}

fn heads() -> SelectStatement {
    let columns = [Column::Record, Column::Slug, Column::Version];
    Query::select().columns(columns.map(|column| (Table::Twinnings, column))).from(Table::Twinnings).take()
}

fn read(row: &QueryResult) -> Result<KeptTwinning, Error> {
    Ok(KeptTwinning {
        record: decoded(RecordType::Twinning, &row.try_get::<String>("", "record")?)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        version: row.try_get("", "version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        updated_at: moment(row.try_get("", "updated_at")?)?,
    })
}

fn head(row: &QueryResult) -> Result<TwinningRow, Error> {
    Ok(TwinningRow {
        record: decoded(RecordType::Twinning, &row.try_get::<String>("", "record")?)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        version: row.try_get("", "version")?,
    })
}
