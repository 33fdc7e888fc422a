// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies answered to the prerequisites of practices. Whoever asks acts for the body.

use domain::Uid;
use domain::readiness::ReadinessCheck;
use sea_orm::Order;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};

use crate::Store;
use crate::change::{Change, Put};
use crate::error::Error;
use crate::rows::{is_one_of, records};
use crate::tables::{Column, Table};

/// How many versions are read at most.
const VERSIONS: u64 = 200;

impl Store {
    /// What a body answered to the prerequisites of a practice, the latest version first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn readiness_of(&self, organisation: &Uid, practice: &Uid) -> Result<Vec<ReadinessCheck>, Error> {
        records(self.readers(), &versions(organisation, practice)).await
    }

    /// The latest answers of a body to the prerequisites of some practices, in no particular order.
    ///
    /// # Errors
    /// As `readiness_of`.
    pub async fn latest_readiness(&self, organisation: &Uid, practices: &[Uid]) -> Result<Vec<ReadinessCheck>, Error> {
        if practices.is_empty() {
            return Ok(Vec::new());
        }
        let is_last = "number = (SELECT max(o.number) FROM readiness o
            WHERE o.organisation = readiness.organisation AND o.practice = readiness.practice)";
        let select = Query::select()
            .column((Table::Readiness, Column::Record))
            .from(Table::Readiness)
            .and_where(Expr::col((Table::Readiness, Column::Organisation)).eq(organisation.as_str()))
            .and_where(is_one_of(Table::Readiness, Column::Practice, practices))
            .and_where(Expr::cust(is_last))
            .take();
        records(self.readers(), &select).await
    }
}

impl Change {
    /// Writes a version of answers.
    ///
    /// # Errors
    /// As `put_practice`; `Conflict` where the body has another version with this number.
    pub async fn put_readiness(&mut self, check: &ReadinessCheck) -> Result<Put, Error> {
        self.put_record(check).await
    }

    /// The latest answers of a body to the prerequisites of a practice, as they stand inside this change.
    ///
    /// # Errors
    /// As `Store::readiness_of`. After any error the whole change is lost.
    pub async fn last_readiness(
        &mut self,
        organisation: &Uid,
        practice: &Uid,
    ) -> Result<Option<ReadinessCheck>, Error> {
        let mut select = versions(organisation, practice);
        select.limit(1);
        let found = records::<ReadinessCheck, _>(self.connection(), &select).await;
        Ok(self.marked(found)?.pop())
    }
}

fn versions(organisation: &Uid, practice: &Uid) -> SelectStatement {
    Query::select()
        .column((Table::Readiness, Column::Record))
        .from(Table::Readiness)
        .and_where(Expr::col((Table::Readiness, Column::Organisation)).eq(organisation.as_str()))
        .and_where(Expr::col((Table::Readiness, Column::Practice)).eq(practice.as_str()))
        .order_by((Table::Readiness, Column::Number), Order::Desc)
        .limit(VERSIONS)
        .take()
}
