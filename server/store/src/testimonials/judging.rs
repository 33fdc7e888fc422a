// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials by where they stand, whatever they are about, for those who decide on them.

use domain::Uid;
use domain::policy::{Standing, Viewer};
use domain::testimonial::{AboutKind, Testimonial};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use super::KeptTestimonial;
use crate::Store;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{Listed, Page, count, decoded, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

impl Store {
    /// The testimonials of a standing about practices that the viewer sees, in the order in which they came. Two
    /// statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn testimonials_standing(
        &self,
        viewer: &Viewer,
        standing: Standing,
        page: Page,
    ) -> Result<Listed<KeptTestimonial>, Error> {
        let mut counted = standing_so(viewer, standing);
        counted.expr_as(Func::count(Expr::col(Asterisk)), "testimonials");
        let total = self.readers().query_one(&counted).await?.map_or(Ok(0), |row| count(&row, "testimonials"))?;
        let mut select = standing_so(viewer, standing);
        select.column((Table::Testimonials, Column::Record));
        select.expr_as(Expr::col((Table::Practices, Column::Uid)), "practice");
        for column in [Column::CreatedAt, Column::Uid] {
            select.order_by((Table::Testimonials, column), Order::Asc);
        }
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }
}

/// Those of a standing with their practices, at first hand or through an adoption; without columns.
fn standing_so(viewer: &Viewer, standing: Standing) -> SelectStatement {
    let said = |column| Expr::col((Table::Testimonials, column));
    let of_kind = |kind: AboutKind| said(Column::AboutKind).eq(kind.code());
    let adoption = said(Column::About).equals((Table::Adoptions, Column::Uid)).and(of_kind(AboutKind::Adoption));
    let at_first_hand = said(Column::About).equals((Table::Practices, Column::Uid)).and(of_kind(AboutKind::Practice));
    let through = Expr::col((Table::Adoptions, Column::Practice)).equals((Table::Practices, Column::Uid));
    let mut select = Query::select();
    select.from(Table::Testimonials).left_join(Table::Adoptions, adoption);
    select.inner_join(Table::Practices, at_first_hand.or(through));
    select.and_where(said(Column::Standing).eq(standing.code())).cond_where(visible_to(viewer));
    select
}

fn read(row: &QueryResult) -> Result<KeptTestimonial, Error> {
    let record: Testimonial = decoded(RecordType::Testimonial, &row.try_get::<String>("", "record")?)?;
    let practice: Uid = uid_of(&row.try_get::<String>("", "practice")?)?;
    Ok(KeptTestimonial { record, practice })
}
