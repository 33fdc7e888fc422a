// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What did not work: practices that tell of it, and adoptions that were given up.

use domain::Uid;
use domain::adoption::AdoptionState;
use domain::policy::Viewer;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, Order, QueryResult};
use serde::Deserialize;

use crate::Store;
use crate::adoptions::AdoptionRow;
use crate::error::Error;
use crate::kept::RecordType;
use crate::practice_lists::{self, PracticeRow, heads, linked, newest_first};
use crate::rows::{self, Listed, OrganisationName, Page, decoded, is_one_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// How many practices are counted at most: what tells of failures stands in the JSON of each record, and no page
/// leads further.
pub const FAILURES_MAX: u32 = 1_000;

/// Which practices to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FailureFilter {
    /// Filed under one of these themes; none named means all.
    pub themes: Vec<Uid>,
    /// One of these practices.
    pub among: Option<Vec<Uid>>,
}

/// A practice that tells what did not work, or that somebody gave up.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureRow {
    /// The practice.
    pub practice: PracticeRow,
    /// What did not work, Markdown; absent where only an adoption tells it.
    pub failures: Option<String>,
}

/// The part of the record that lists do not read otherwise.
#[derive(Deserialize)]
struct Told {
    failures: Option<String>,
}

impl Store {
    /// The practices that tell what did not work, or that somebody gave up, newest first. Two statements.
    ///
    /// The total ends at `FAILURES_MAX`.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn practices_with_failures(
        &self,
        viewer: &Viewer,
        filter: &FailureFilter,
        page: Page,
    ) -> Result<Listed<FailureRow>, Error> {
        if filter.among.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Listed { total: 0, rows: Vec::new() });
        }
        let backend = self.readers().get_database_backend();
        let mut first = Query::select();
        first.column((Table::Practices, Column::Uid)).from(Table::Practices).cond_where(visible_to(viewer));
        narrow(&mut first, filter, backend);
        first.limit(u64::from(FAILURES_MAX));
        let counted = Query::select()
            .expr_as(Func::count(Expr::col(Asterisk)), "practices")
            .from_subquery(first, "first_ones")
            .take();
        let total = rows::total(self.readers(), &counted).await?;
        let mut select = heads(viewer);
        narrow(&mut select, filter, backend);
        newest_first(&mut select);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, Error>>()? })
    }

    /// The adoptions of some practices that were given up, the latest first. Whoever asks has read the practices.
    ///
    /// # Errors
    /// As `practices_with_failures`.
    pub async fn given_up(&self, practices: &[Uid]) -> Result<Vec<AdoptionRow>, Error> {
        if practices.is_empty() {
            return Ok(Vec::new());
        }
        let adopter = Expr::col((Table::Organisations, Column::Uid)).equals((Table::Adoptions, Column::AdopterOrg));
        let mut select = Query::select();
        OrganisationName::select(&mut select);
        select
            .column((Table::Adoptions, Column::Record))
            .from(Table::Adoptions)
            .left_join(Table::Organisations, adopter)
            .and_where(is_one_of(Table::Adoptions, Column::Practice, practices))
            .and_where(Expr::col((Table::Adoptions, Column::State)).eq(AdoptionState::Abandoned.code()))
            .order_by_expr(Expr::col((Table::Adoptions, Column::Year)).if_null(0_i64), Order::Desc)
            .order_by((Table::Adoptions, Column::Uid), Order::Asc);
        let read = |row: &QueryResult| {
            let json: String = row.try_get("", "record")?;
            Ok(AdoptionRow { record: decoded(RecordType::Adoption, &json)?, adopter: OrganisationName::read(row)? })
        };
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }
}

/// That a practice tells what did not work, or that somebody gave it up; and what the filter asks beside that.
fn narrow(select: &mut SelectStatement, filter: &FailureFilter, backend: DbBackend) {
    let tells = match backend {
        DbBackend::Postgres => r#"("practices"."record"::jsonb ->> 'failures') IS NOT NULL"#,
        _ => r#"json_extract("practices"."record", '$.failures') IS NOT NULL"#,
    };
    let given_up = Query::select()
        .column(Column::Practice)
        .from(Table::Adoptions)
        .and_where(Expr::col(Column::State).eq(AdoptionState::Abandoned.code()))
        .take();
    let given_up = Expr::col((Table::Practices, Column::Uid)).in_subquery(given_up);
    // Drafts are visible to their authors, and lessons are those of the library.
    select.and_where(Expr::col((Table::Practices, Column::InLibrary)).eq(true));
    select.cond_where(Condition::any().add(Expr::cust(tells)).add(given_up));
    if !filter.themes.is_empty() {
        select.and_where(linked(Table::PracticeThemes, Column::Theme, &filter.themes));
    }
    if let Some(among) = &filter.among {
        select.and_where(is_one_of(Table::Practices, Column::Uid, among));
    }
}

fn read(row: &QueryResult) -> Result<FailureRow, Error> {
    let json: String = row.try_get("", "record")?;
    let told: Told = decoded(RecordType::Practice, &json)?;
    Ok(FailureRow { practice: practice_lists::read(row)?, failures: told.failures })
}
