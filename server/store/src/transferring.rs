// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which practices a running twinning carries over: the fact of one of their phases.

use domain::Uid;
use domain::twinning::TwinningState;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{is_one_of, uid_of};
use crate::tables::{Column, Table};

impl Store {
    /// Of some practices those that a running twinning carries over. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn transferring(&self, practices: &[Uid]) -> Result<Vec<Uid>, Error> {
        transferring(self.readers(), practices).await
    }
}

impl Change {
    /// The same, as it stands inside this change.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn transferring(&mut self, practices: &[Uid]) -> Result<Vec<Uid>, Error> {
        let found = transferring(self.connection(), practices).await;
        self.marked(found)
    }
}

async fn transferring<C: ConnectionTrait>(db: &C, practices: &[Uid]) -> Result<Vec<Uid>, Error> {
    if practices.is_empty() {
        return Ok(Vec::new());
    }
    let of = Expr::col((Table::TwinningPractices, Column::Twinning)).equals((Table::Twinnings, Column::Uid));
    let select = Query::select()
        .distinct()
        .column((Table::TwinningPractices, Column::Practice))
        .from(Table::TwinningPractices)
        .inner_join(Table::Twinnings, of)
        .and_where(is_one_of(Table::TwinningPractices, Column::Practice, practices))
        .and_where(Expr::col((Table::Twinnings, Column::State)).eq(TwinningState::Running.code()))
        .take();
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row: &QueryResult| uid_of(&row.try_get_by_index::<String>(0)?)).collect()
}
