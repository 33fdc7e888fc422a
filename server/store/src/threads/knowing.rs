// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads by their columns alone: what is asked on every page must not read their texts, which may be long.

use domain::Uid;
use domain::policy::{On, ThreadFacts};
use domain::thread::ThreadAbout;
use sea_orm::ConnectionTrait;

use super::{ThreadRow, line, lines};
use crate::Store;
use crate::error::Error;
use crate::places::{self, Place};
use crate::rows::is_one_of;
use crate::tables::{Column, Table};

/// As much of a thread as permission, a title and a link need.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownThread {
    /// Its columns.
    pub row: ThreadRow,
    /// What it is about, where that is there.
    pub place: Option<Place>,
}

impl KnownThread {
    /// What permission asks of it.
    pub fn facts(&self) -> ThreadFacts {
        ThreadFacts {
            parent: places::parent(self.row.about.as_ref(), self.place.as_ref()),
            audience: self.row.audience,
            writers: self.row.writers,
            state: self.row.state,
            closed_as: self.row.closed_as,
            standing: self.row.standing,
            author: self.row.author.clone(),
        }
    }

    /// The same as a thing.
    pub fn on(&self) -> On {
        On::Thread(self.facts())
    }
}

impl Store {
    /// Threads as they are known without their texts, whoever may see them. In no particular order; unknown ones are left
    /// out.
    ///
    /// # Errors
    /// As `thread`.
    pub async fn known_threads(&self, uids: &[Uid]) -> Result<Vec<KnownThread>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = lines();
        select.and_where(is_one_of(Table::Threads, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        let rows = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let about: Vec<ThreadAbout> = rows.iter().filter_map(|row| row.about.clone()).collect();
        let found = places::places(self.readers(), &about).await?;
        let known = rows.into_iter().map(|row| {
            let place = found.iter().find(|place| Some(&place.about) == row.about.as_ref()).cloned();
            KnownThread { row, place }
        });
        Ok(known.collect())
    }
}
