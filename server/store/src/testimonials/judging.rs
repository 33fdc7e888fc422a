// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials by where they stand, whatever they are about, for those who decide on them.

use domain::Uid;
use domain::policy::{Standing, Viewer};
use domain::testimonial::{AboutKind, Testimonial};
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::Store;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{self, Listed, Page, decoded, uid_of};
use crate::tables::{Column, Table};
use crate::visible::{twinning_visible_to, visible_to};

/// A testimonial with what it is about, for who decides on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedTestimonial {
    /// The record.
    pub record: Testimonial,
    /// The practice that it is about, at first hand or through an adoption; absent where it is about a twinning.
    pub practice: Option<Uid>,
}

impl Store {
    /// The testimonials of a standing about practices and twinnings that the viewer sees, in the order in which they
    /// came. Two statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn testimonials_standing(
        &self,
        viewer: &Viewer,
        standing: Standing,
        page: Page,
    ) -> Result<Listed<JudgedTestimonial>, Error> {
        let mut counted = standing_so(viewer, standing);
        counted.expr_as(Func::count(Expr::col(Asterisk)), "testimonials");
        let total = rows::total(self.readers(), &counted).await?;
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

/// Those of a standing with their practices, at first hand or through an adoption, or with their twinnings; without
/// columns.
fn standing_so(viewer: &Viewer, standing: Standing) -> SelectStatement {
    let said = |column| Expr::col((Table::Testimonials, column));
    let of_kind = |kind: AboutKind| said(Column::AboutKind).eq(kind.code());
    let adoption = said(Column::About).equals((Table::Adoptions, Column::Uid)).and(of_kind(AboutKind::Adoption));
    let at_first_hand = said(Column::About).equals((Table::Practices, Column::Uid)).and(of_kind(AboutKind::Practice));
    let through = Expr::col((Table::Adoptions, Column::Practice)).equals((Table::Practices, Column::Uid));
    let twinning = said(Column::About).equals((Table::Twinnings, Column::Uid)).and(of_kind(AboutKind::Twinning));
    let mut select = Query::select();
    select.from(Table::Testimonials).left_join(Table::Adoptions, adoption);
    select.left_join(Table::Practices, at_first_hand.or(through)).left_join(Table::Twinnings, twinning);
    let is_there = |table| Condition::all().add(Expr::col((table, Column::Uid)).is_not_null());
    let visible = Condition::any()
        .add(is_there(Table::Practices).add(visible_to(viewer)))
        .add(is_there(Table::Twinnings).add(twinning_visible_to(viewer)));
    select.and_where(said(Column::Standing).eq(standing.code())).cond_where(visible);
    select
}

fn read(row: &QueryResult) -> Result<JudgedTestimonial, Error> {
    let record: Testimonial = decoded(RecordType::Testimonial, &row.try_get::<String>("", "record")?)?;
    let practice = row.try_get::<Option<String>>("", "practice")?.as_deref().map(uid_of).transpose()?;
    Ok(JudgedTestimonial { record, practice })
}
