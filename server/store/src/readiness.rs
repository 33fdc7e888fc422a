// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies answered to the prerequisites of practices. Whoever asks acts for the body.

use domain::Uid;
use domain::readiness::ReadinessCheck;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, Statement, Value};

use crate::Store;
use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{decoded, is_one_of, records};
use crate::tables::{Column, Table};

/// How many versions are read at most.
const VERSIONS: u64 = 200;

/// Who answered stands in the record alone; a quotation mark in a note has a backslash before it there.
const ANSWERED: &str = r#"
SELECT record FROM readiness WHERE replace(record, '"by":"' || $1 || '"', '') <> record ORDER BY created_at, uid"#;

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

    /// The versions that a member answered, for whatever body, the oldest first.
    ///
    /// # Errors
    /// As `readiness_of`.
    pub(crate) async fn own_readiness(&self, member: &Uid) -> Result<Vec<ReadinessCheck>, Error> {
        answered(self.readers(), member).await
    }
}

impl Change {
    /// The versions that a member answered, as they stand inside this change.
    ///
    /// # Errors
    /// As `Store::readiness_of`. After any error the whole change is lost.
    pub(crate) async fn readiness_answered_by(&mut self, member: &Uid) -> Result<Vec<ReadinessCheck>, Error> {
        let found = answered(self.connection(), member).await;
        self.marked(found)
    }

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

async fn answered<C: ConnectionTrait>(db: &C, member: &Uid) -> Result<Vec<ReadinessCheck>, Error> {
    let values: [Value; 1] = [member.as_str().into()];
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), ANSWERED, values)).await?;
    rows.iter().map(|row| decoded(RecordType::Readiness, &row.try_get_by_index::<String>(0)?)).collect()
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
