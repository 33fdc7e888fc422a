// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A community that more people read from now on: what was written in it was written for fewer, and stays with them.

use domain::Uid;
use domain::practice::Audience;
use domain::thread::{Thread, ThreadAbout};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order};

use crate::change::Change;
use crate::error::Error;
use crate::places::PlaceKind;
use crate::rows::uid_of;
use crate::tables::{Column, Table};

/// For all who read the place.
const FOR_ALL: [Audience; 2] = [Audience::Public, Audience::Members];

impl Change {
    /// Keeps the threads of a community that all who read it could read for those who belong to it; says how many.
    ///
    /// # Errors
    /// As `put_thread`. After any error the whole change is lost.
    pub async fn narrow_threads_of(&mut self, community: &Uid) -> Result<u64, Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Threads)
            .and_where(Expr::col(Column::AboutKind).eq(PlaceKind::Community.code()))
            .and_where(Expr::col(Column::About).eq(community.as_str()))
            .and_where(Expr::col(Column::Audience).is_in(FOR_ALL.map(Audience::code)))
            // In the order in which mergers take threads.
            .order_by(Column::Uid, Order::Asc)
            .take();
        let found = self.connection().query_all(&select).await.map_err(Error::from);
        let rows = self.marked(found)?;
        let uids: Vec<Uid> =
            rows.iter().map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).collect::<Result<_, Error>>()?;
        let about = Some(ThreadAbout::Community(community.clone()));
        let mut narrowed = 0;
        for uid in uids {
            let Some(kept) = self.thread(&uid).await? else { continue };
            // It may have been moved until it was held.
            if kept.record.about == about && FOR_ALL.contains(&kept.record.audience) {
                self.put_thread(&Thread { audience: Audience::Community, ..kept.record }).await?;
                narrowed += 1;
            }
        }
        Ok(narrowed)
    }
}
