// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! From where to where practices go: adoptions counted between regions, and the adoptions behind the numbers.
//!
//! One practice or model counts once for each recipient (`domain::adoption::Taken`), here with the adopter's name as it
//! is written where the portal does not know the body. What spreads within the owner itself is no way from one body to
//! another, and is counted apart (AC-004-4); so is what was given up.

use domain::Uid;
use domain::adoption::AdoptionState;
use domain::policy::Viewer;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, Order, QueryResult};

use crate::Store;
use crate::adoptions::{AdoptionRow, row_of};
use crate::error::Error;
use crate::practice_lists::{linked, region};
use crate::practices::join_owner;
use crate::rows::{self, OrganisationName, count};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// The organisations once more, as owners of practices.
const OWNERS: &str = "owners";
/// The parties of an agreement, one a row.
const BOUND: &str = "bound";
/// The practices once more, as origins of variants.
const ORIGINS: &str = "origins";

/// Which adoptions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// All that were not given up.
    #[default]
    All,
    /// Those in which the adopter confirmed that it works with the practice.
    Confirmed,
}

/// Which adoptions to count; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowFilter {
    /// Of practices filed under one of these themes; none named means all.
    pub themes: Vec<Uid>,
    /// Begun in this year or later; those without a year are left out.
    pub from_year: Option<i16>,
    /// Begun in this year or before; those without a year are left out.
    pub to_year: Option<i16>,
    /// Which of them count.
    pub counted: Counted,
}

/// How many practices went from one region to another; an end is absent where no record says its region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Region of the practice: its own, else its owner's.
    pub from: Option<String>,
    /// Region of the adopter: the body's, else the one that the record gives.
    pub to: Option<String>,
    /// How many.
    pub count: u64,
}

/// What went from where to where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flows {
    /// Adoptions by other bodies.
    pub adoptions: Vec<Flow>,
    /// Practices that were made from others: from the origin's region to that of the variant.
    pub variants: Vec<Flow>,
    /// Adoptions by a part of the body that owns the practice.
    pub within_bodies: u64,
    /// Adoptions by other bodies that were given up.
    pub abandoned: u64,
}

impl Store {
    /// What went from where to where, of practices that the viewer may see. Four statements.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn flows(&self, viewer: &Viewer, filter: &FlowFilter) -> Result<Flows, Error> {
        let backend = self.readers().get_database_backend();
        let mut within = adoptions(viewer, filter);
        going_on(&mut within, filter.counted, backend);
        within.expr_as(Func::count(Expr::col(Asterisk)), "adoptions").and_where(is_owner());
        let mut abandoned = adoptions(viewer, filter);
        let given_up = Expr::col((Table::Adoptions, Column::State)).eq(AdoptionState::Abandoned.code());
        abandoned.expr_as(Func::count_distinct(taken(backend)), "adoptions").cond_where(another_body());
        abandoned.and_where(given_up);
        Ok(Flows {
            adoptions: self.adoption_flows(viewer, filter).await?,
            variants: self.variant_flows(viewer, filter).await?,
            within_bodies: self.number(&within).await?,
            abandoned: self.number(&abandoned).await?,
        })
    }

    /// Adoptions by other bodies, counted between regions, the ends in the order of their codes. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn adoption_flows(&self, viewer: &Viewer, filter: &FlowFilter) -> Result<Vec<Flow>, Error> {
        let backend = self.readers().get_database_backend();
        let mut select = adoptions(viewer, filter);
        going_on(&mut select, filter.counted, backend);
        select.cond_where(another_body());
        self.counted(select, [offering(), receiving()], Func::count_distinct(taken(backend)).into()).await
    }

    /// Practices that were made from others which the viewer may see, too, counted between regions.
    async fn variant_flows(&self, viewer: &Viewer, filter: &FlowFilter) -> Result<Vec<Flow>, Error> {
        let of = Expr::col((Table::PracticeOrigins, Column::Practice)).equals((Table::Practices, Column::Uid));
        let origin = Expr::col((ORIGINS, Column::Uid)).equals((Table::PracticeOrigins, Column::Origin));
        let owner = Expr::col((OWNERS, Column::Uid)).equals((ORIGINS, Column::Owner));
        let seen = Query::select()
            .column((Table::Practices, Column::Uid))
            .from(Table::Practices)
            .cond_where(visible_to(viewer))
            .take();
        let mut select = Query::select();
        select
            .from(Table::Practices)
            .inner_join(Table::PracticeOrigins, of)
            .join_as(JoinType::InnerJoin, Table::Practices, ORIGINS, origin)
            .join_as(JoinType::LeftJoin, Table::Organisations, OWNERS, owner)
            .cond_where(visible_to(viewer))
            .and_where(Expr::col((ORIGINS, Column::Uid)).in_subquery(seen));
        join_owner(&mut select);
        narrow(&mut select, filter, &Expr::col((Table::Practices, Column::StartYear)));
        let from: Expr = Func::coalesce([ORIGINS, OWNERS].map(|table| Expr::col((table, Column::Region)))).into();
        self.counted(select, [from, region()], Func::count(Expr::col(Asterisk)).into()).await
    }

    /// The adoptions by other bodies that go out of a region or come into it, the latest first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn adoptions_of_region(
        &self,
        viewer: &Viewer,
        filter: &FlowFilter,
        region: &str,
        limit: u32,
    ) -> Result<Vec<AdoptionRow>, Error> {
        let backend = self.readers().get_database_backend();
        let mut select = adoptions(viewer, filter);
        going_on(&mut select, filter.counted, backend);
        let here = Condition::any().add(offering().eq(region)).add(receiving().eq(region));
        select.cond_where(another_body()).cond_where(here);
        self.latest(select, limit).await
    }

    /// The adoptions by other bodies of the practices that an organisation owns, the latest first.
    ///
    /// # Errors
    /// As `adoptions_of_region`.
    pub async fn adoptions_from(&self, viewer: &Viewer, owner: &Uid, limit: u32) -> Result<Vec<AdoptionRow>, Error> {
        let mut select = adoptions(viewer, &FlowFilter::default());
        select.and_where(Expr::col((Table::Practices, Column::Owner)).eq(owner.as_str())).cond_where(another_body());
        self.latest(select, limit).await
    }

    /// The adoptions under an agreement in which one of some bodies offers or receives, or that binds it, the latest
    /// first.
    ///
    /// # Errors
    /// As `adoptions_of_region`.
    pub async fn adoptions_under_agreement(
        &self,
        viewer: &Viewer,
        bodies: &[Uid],
        limit: u32,
    ) -> Result<Vec<AdoptionRow>, Error> {
        if bodies.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = adoptions(viewer, &FlowFilter::default());
        let one_of = |table, column| Expr::col((table, column)).is_in(bodies.iter().map(Uid::as_str));
        let sides = Condition::any()
            .add(one_of(Table::Adoptions, Column::AdopterOrg))
            .add(one_of(Table::Practices, Column::Owner))
            .add(binds(bodies, self.readers().get_database_backend()));
        select.and_where(Expr::col((Table::Adoptions, Column::HasAgreement)).eq(true)).cond_where(sides);
        self.latest(select, limit).await
    }

    async fn counted(&self, mut select: SelectStatement, ends: [Expr; 2], of: Expr) -> Result<Vec<Flow>, Error> {
        let [from, to] = ends;
        select
            .expr_as(from.clone(), "from_region")
            .expr_as(to.clone(), "to_region")
            .expr_as(of, "counted")
            .add_group_by([from.clone(), to.clone()])
            .order_by_expr(from, Order::Asc)
            .order_by_expr(to, Order::Asc);
        let read = |row: &QueryResult| {
            Ok(Flow {
                from: row.try_get("", "from_region")?,
                to: row.try_get("", "to_region")?,
                count: count(row, "counted")?,
            })
        };
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    async fn number(&self, select: &SelectStatement) -> Result<u64, Error> {
        rows::total(self.readers(), select).await
    }

    async fn latest(&self, mut select: SelectStatement, limit: u32) -> Result<Vec<AdoptionRow>, Error> {
        OrganisationName::select(&mut select);
        select
            .column((Table::Adoptions, Column::Record))
            .order_by_expr(Expr::col((Table::Adoptions, Column::Year)).if_null(0_i64), Order::Desc)
            .order_by((Table::Adoptions, Column::Uid), Order::Asc)
            .limit(u64::from(limit));
        self.readers().query_all(&select).await?.iter().map(row_of).collect()
    }
}

/// Adoptions of practices that a viewer may see, with their adopters and the owners of the practices, narrowed.
fn adoptions(viewer: &Viewer, filter: &FlowFilter) -> SelectStatement {
    let of = Expr::col((Table::Practices, Column::Uid)).equals((Table::Adoptions, Column::Practice));
    let owner = Expr::col((OWNERS, Column::Uid)).equals((Table::Practices, Column::Owner));
    let adopter = Expr::col((Table::Organisations, Column::Uid)).equals((Table::Adoptions, Column::AdopterOrg));
    let mut select = Query::select();
    select
        .from(Table::Adoptions)
        .inner_join(Table::Practices, of)
        .join_as(JoinType::LeftJoin, Table::Organisations, OWNERS, owner)
        .left_join(Table::Organisations, adopter)
        .cond_where(visible_to(viewer));
    narrow(&mut select, filter, &Expr::col((Table::Adoptions, Column::Year)));
    select
}

/// Narrows practices by theme, and what has a year by that.
fn narrow(select: &mut SelectStatement, filter: &FlowFilter, year: &Expr) {
    if !filter.themes.is_empty() {
        select.and_where(linked(Table::PracticeThemes, Column::Theme, &filter.themes));
    }
    select.and_where_option(filter.from_year.map(|first| year.clone().gte(i64::from(first))));
    select.and_where_option(filter.to_year.map(|last| year.clone().lte(i64::from(last))));
}

/// Those that count: the twin of `Adoption::is_confirmed`, or all that were not given up.
fn going_on(select: &mut SelectStatement, counted: Counted, backend: DbBackend) {
    let state = Expr::col((Table::Adoptions, Column::State));
    match counted {
        Counted::All => select.and_where(state.ne(AdoptionState::Abandoned.code())),
        Counted::Confirmed => {
            let works = [AdoptionState::Adopted, AdoptionState::Adapted, AdoptionState::Scaled];
            let confirmed = Expr::cust(format!("{} IS NOT NULL", field(backend, "confirmed_by")));
            select.and_where(state.is_in(works.map(AdoptionState::code))).and_where(confirmed)
        }
    };
}

/// That the adopter is the body that owns the practice.
fn is_owner() -> Expr {
    Expr::col((Table::Adoptions, Column::AdopterOrg)).equals((Table::Practices, Column::Owner))
}

/// That the adopter is not known to be the owner.
fn another_body() -> Condition {
    Condition::any()
        .add(Expr::col((Table::Adoptions, Column::AdopterOrg)).is_null())
        .add(Expr::col((Table::Practices, Column::Owner)).is_null())
        .add(Expr::col((Table::Adoptions, Column::AdopterOrg)).not_equals((Table::Practices, Column::Owner)))
}

/// The region where a practice comes from.
fn offering() -> Expr {
    Func::coalesce([Expr::col((Table::Practices, Column::Region)), Expr::col((OWNERS, Column::Region))]).into()
}

/// The region where it goes to.
fn receiving() -> Expr {
    let columns = [Table::Organisations, Table::Adoptions].map(|table| Expr::col((table, Column::Region)));
    Func::coalesce(columns).into()
}

/// What an adoption is counted as, as one text: practice, model with its twinning, recipient. The unit is no part of it.
fn taken(backend: DbBackend) -> Expr {
    let (model, name) = (field(backend, "model"), field(backend, "adopter_name"));
    Expr::cust(format!(
        r#""adoptions"."practice" || '|' || CASE WHEN {model} IS NULL THEN '' ELSE COALESCE("adoptions"."twinning", '') || '/' || {model} END || '|' || COALESCE("adoptions"."adopter_org", {name}, '')"#
    ))
}

/// That the agreement of an adoption names one of some bodies among its parties.
fn binds(bodies: &[Uid], backend: DbBackend) -> Expr {
    let parties = match backend {
        DbBackend::Postgres => Func::cust("jsonb_array_elements_text")
            .arg(Expr::cust(r#""adoptions"."record"::jsonb #> '{agreement,parties}'"#)),
        _ => {
            Func::cust("json_each").arg(Expr::cust(r#""adoptions"."record""#)).arg(Expr::cust("'$.agreement.parties'"))
        }
    };
    let bound = Query::select()
        .expr(Expr::val(1))
        .from_function(parties, BOUND)
        .and_where(Expr::col((BOUND, "value")).is_in(bodies.iter().map(Uid::as_str)))
        .take();
    Expr::exists(bound)
}

/// The text of a field of an adoption's record.
fn field(backend: DbBackend, name: &str) -> String {
    match backend {
        DbBackend::Postgres => format!(r#"("adoptions"."record"::jsonb ->> '{name}')"#),
        _ => format!("json_extract(\"adoptions\".\"record\", '$.{name}')"),
    }
}
