// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of threads. What was withdrawn, or goes on elsewhere, is in no list.

use domain::Uid;
use domain::policy::{Standing, ThreadState, Viewer};
use domain::thread::{ThreadAbout, ThreadKind};
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use super::{ThreadRow, line, lines};
use crate::Store;
use crate::error::Error;
use crate::kept::about_kind;
use crate::places::PlaceKind;
use crate::rows::{self, Listed, Page, code, count, is_one_of, uid_of};
use crate::tables::{Column, Table};
use crate::visible::thread_visible_to;

/// Whether only questions are listed that take answers and have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unanswered {
    /// Whatever there is.
    #[default]
    Any,
    /// Only those.
    Only,
}

/// Which threads to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadFilter {
    /// About this thing.
    pub about: Option<ThreadAbout>,
    /// About a thing of one of these kinds.
    pub places: Vec<PlaceKind>,
    /// What they are.
    pub kinds: Vec<ThreadKind>,
    /// About a thing that is filed under one of these themes.
    pub themes: Vec<Uid>,
    /// Only questions that wait for an answer.
    pub unanswered: Unanswered,
    /// Begun by this member, or written in.
    pub member: Option<Uid>,
}

impl Store {
    /// Threads by some wishes: those of one thing with the pinned ones first, otherwise the last written in first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a row cannot be read.
    pub async fn threads(
        &self,
        viewer: &Viewer,
        filter: &ThreadFilter,
        page: Page,
    ) -> Result<Listed<ThreadRow>, Error> {
        let wanted = Condition::all().add(thread_visible_to(viewer)).add(filter.condition());
        let mut select = lines();
        select.cond_where(wanted.clone());
        if filter.about.is_some() {
            select.order_by((Table::Threads, Column::Pinned), Order::Desc);
        }
        select
            .order_by((Table::Threads, Column::LastAt), Order::Desc)
            .order_by((Table::Threads, Column::Uid), Order::Asc);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        let total = rows::total_where(self.readers(), Table::Threads, wanted, (page, rows.len())).await?;
        Ok(Listed { total, rows: rows.iter().map(line).collect::<Result<_, _>>()? })
    }

    /// How many threads of each kind there are about things of each kind, among those that some wishes leave.
    ///
    /// # Errors
    /// As `threads`.
    pub async fn thread_counts(
        &self,
        viewer: &Viewer,
        filter: &ThreadFilter,
    ) -> Result<Vec<(PlaceKind, ThreadKind, u64)>, Error> {
        let by = [Column::AboutKind, Column::Kind].map(|column| (Table::Threads, column));
        let select = Query::select()
            .columns(by)
            .expr_as(Func::count(Expr::col(Asterisk)), "threads")
            .from(Table::Threads)
            .cond_where(thread_visible_to(viewer))
            .cond_where(filter.condition())
            .group_by_columns(by)
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| -> Result<(PlaceKind, ThreadKind, u64), Error> {
            let place = match row.try_get::<Option<String>>("", "about_kind")? {
                Some(kind) => code(&kind, PlaceKind::from_code)?,
                None => PlaceKind::Free,
            };
            Ok((place, code(&row.try_get::<String>("", "kind")?, ThreadKind::from_code)?, count(row, "threads")?))
        };
        let mut counts = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        counts.sort();
        Ok(counts)
    }

    /// Threads by their identifiers, in the order given, with those that were withdrawn or merged; those that the viewer
    /// may not see are left out.
    ///
    /// # Errors
    /// As `threads`.
    pub async fn threads_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<ThreadRow>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = lines();
        select.cond_where(thread_visible_to(viewer)).and_where(is_one_of(Table::Threads, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        let found = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        Ok(rows::in_order(uids, found, |one| &one.uid))
    }

    /// The threads about some things, whoever may see them, for the index.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uids_of_threads_about(&self, things: &[Uid]) -> Result<Vec<Uid>, Error> {
        if things.is_empty() {
            return Ok(Vec::new());
        }
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Threads)
            .and_where(is_one_of(Table::Threads, Column::About, things))
            .take();
        let rows = self.readers().query_all(&select).await?;
        rows.iter().map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }

    /// The thread that a twinning owns.
    ///
    /// # Errors
    /// As `threads`.
    pub async fn main_thread(&self, viewer: &Viewer, twinning: &Uid) -> Result<Option<ThreadRow>, Error> {
        let mut select = lines();
        select
            .cond_where(thread_visible_to(viewer))
            .and_where(column(Column::Main).eq(true))
            .and_where(column(Column::About).eq(twinning.as_str()));
        self.readers().query_one(&select).await?.as_ref().map(line).transpose()
    }
}

impl ThreadFilter {
    pub(crate) fn condition(&self) -> Condition {
        let mut wanted = Condition::all()
            .add(column(Column::Standing).ne(Standing::Deleted.code()))
            .add(column(Column::State).ne(ThreadState::Merged.code()));
        if self.about.is_none() {
            // What every twinning has from its birth is news only once somebody wrote in it.
            wanted = wanted.add(Condition::any().add(column(Column::Main).eq(false)).add(column(Column::Posts).gt(0)));
        }
        if let Some(about) = &self.about {
            wanted = wanted
                .add(column(Column::AboutKind).eq(about_kind(about)))
                .add(column(Column::About).eq(about.uid().as_str()));
        }
        if !self.places.is_empty() {
            let mut one = Condition::any();
            for place in &self.places {
                one = one.add(match place {
                    PlaceKind::Free => column(Column::AboutKind).is_null(),
                    kind => column(Column::AboutKind).eq(kind.code()),
                });
            }
            wanted = wanted.add(one);
        }
        if !self.kinds.is_empty() {
            wanted = wanted.add(column(Column::Kind).is_in(self.kinds.iter().map(|kind| kind.code())));
        }
        if !self.themes.is_empty() {
            wanted = wanted.add(self.under_themes());
        }
        if self.unanswered == Unanswered::Only {
            wanted = wanted
                .add(column(Column::Kind).eq(ThreadKind::Question.code()))
                .add(column(Column::State).eq(ThreadState::Open.code()))
                .add(column(Column::Answered).eq(false));
        }
        if let Some(member) = &self.member {
            let written = Query::select()
                .column(Column::Thread)
                .from(Table::Posts)
                .and_where(Expr::col(Column::Member).eq(member.as_str()))
                .take();
            let own = Condition::any()
                .add(column(Column::Member).eq(member.as_str()))
                .add(column(Column::Uid).in_subquery(written));
            wanted = wanted.add(own);
        }
        wanted
    }

    fn under_themes(&self) -> Condition {
        let under = |kind: PlaceKind, key: Column, table: Table| {
            let filed: SelectStatement = Query::select()
                .column(key)
                .from(table)
                .and_where(Expr::col(Column::Theme).is_in(self.themes.iter().map(Uid::as_str)))
                .take();
            Condition::all()
                .add(column(Column::AboutKind).eq(kind.code()))
                .add(column(Column::About).in_subquery(filed))
        };
        Condition::any()
            .add(under(PlaceKind::Twinning, Column::Twinning, Table::TwinningThemes))
            .add(under(PlaceKind::Practice, Column::Practice, Table::PracticeThemes))
            .add(under(PlaceKind::Advert, Column::Advert, Table::AdvertThemes))
            .add(under(PlaceKind::Community, Column::Community, Table::CommunityThemes))
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Table::Threads, column))
}
