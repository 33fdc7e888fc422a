// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials about twinnings.

use domain::Uid;
use domain::testimonial::{AboutKind, Testimonial};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order};

use crate::change::Change;
use crate::error::Error;
use crate::rows::{is_one_of, records, uid_of};
use crate::tables::{Column, Table};
use crate::{Snapshot, Store};

impl Store {
    /// All testimonials about some twinnings, whatever their standing, in the order in which they came. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn testimonials_of_twinnings(&self, twinnings: &[Uid]) -> Result<Vec<Testimonial>, Error> {
        of_twinnings(self.readers(), twinnings).await
    }

    /// The twinnings that some testimonials are about, each once. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn twinnings_of_testimonials(&self, testimonials: &[Uid]) -> Result<Vec<Uid>, Error> {
        let mut select = about_twinnings();
        select.column(Column::About).distinct().and_where(is_one_of(Table::Testimonials, Column::Uid, testimonials));
        let rows = self.readers().query_all(&select).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "about")?)).collect()
    }
}

impl Snapshot {
    /// As `Store::testimonials_of_twinnings`.
    ///
    /// # Errors
    /// As there.
    pub async fn testimonials_of_twinnings(&self, twinnings: &[Uid]) -> Result<Vec<Testimonial>, Error> {
        of_twinnings(self.connection(), twinnings).await
    }
}

impl Change {
    /// All testimonials about a twinning as they stand inside this change.
    ///
    /// # Errors
    /// As `Store::testimonials_of_twinnings`. After any error the whole change is lost.
    pub async fn testimonials_of_twinning(&mut self, twinning: &Uid) -> Result<Vec<Testimonial>, Error> {
        let found = of_twinnings(self.connection(), std::slice::from_ref(twinning)).await;
        self.marked(found)
    }
}

/// Those about twinnings; without columns.
fn about_twinnings() -> SelectStatement {
    let mut select = Query::select();
    select.from(Table::Testimonials).and_where(Expr::col(Column::AboutKind).eq(AboutKind::Twinning.code()));
    select
}

async fn of_twinnings<C: ConnectionTrait>(db: &C, twinnings: &[Uid]) -> Result<Vec<Testimonial>, Error> {
    let mut select = about_twinnings();
    select.column(Column::Record).and_where(is_one_of(Table::Testimonials, Column::About, twinnings));
    select.order_by(Column::CreatedAt, Order::Asc).order_by(Column::Uid, Order::Asc);
    records(db, &select).await
}
