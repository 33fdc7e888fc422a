// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Events, always through `event_visible_to`.

use domain::Uid;
use domain::event::Event;
use domain::policy::Viewer;
use sea_orm::Order;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use crate::Store;
use crate::change::{Change, Put};
use crate::error::Error;
use crate::rows::{Page, records};
use crate::tables::{Column, Table};
use crate::visible::event_visible_to;

impl Store {
    /// The events of a twinning, the first to begin first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn events_of_twinning(&self, viewer: &Viewer, twinning: &Uid) -> Result<Vec<Event>, Error> {
        self.events_where(viewer, Expr::col(Column::Twinning).eq(twinning.as_str()), Order::Asc, Page::first(200)).await
    }

    /// The events about a practice, the first to begin first.
    ///
    /// # Errors
    /// As `events_of_twinning`.
    pub async fn events_of_practice(&self, viewer: &Viewer, practice: &Uid) -> Result<Vec<Event>, Error> {
        self.events_where(viewer, Expr::col(Column::Practice).eq(practice.as_str()), Order::Asc, Page::first(200)).await
    }

    /// An event.
    ///
    /// # Errors
    /// As `events_of_twinning`.
    pub async fn event(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<Event>, Error> {
        let is = Expr::col((Table::Events, Column::Uid)).eq(uid.as_str());
        Ok(self.events_where(viewer, is, Order::Asc, Page::first(1)).await?.into_iter().next())
    }

    async fn events_where(&self, viewer: &Viewer, wanted: Expr, order: Order, page: Page) -> Result<Vec<Event>, Error> {
        let mut select = Query::select();
        select
            .column((Table::Events, Column::Record))
            .from(Table::Events)
            .cond_where(event_visible_to(viewer))
            .and_where(wanted)
            .order_by((Table::Events, Column::StartsAt), order)
            .order_by((Table::Events, Column::Uid), Order::Asc);
        page.cut(&mut select);
        records(self.readers(), &select).await
    }
}

impl Change {
    /// Writes an event.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_event(&mut self, event: &Event) -> Result<Put, Error> {
        self.put_record(event).await
    }
}
