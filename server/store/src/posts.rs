// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Posts: a page of a thread by positions, single ones, those that are marked, the latest ones.

use std::ops::RangeInclusive;

use domain::Uid;
use domain::policy::{Act, On, PostFacts, Standing, ThreadFacts, Viewer, allows};
use domain::post::Post;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::error::Error;
use crate::kept::RecordType;
use crate::places::PlaceKind;
use crate::rows::{self, decoded, is_one_of, uid_of};
use crate::tables::{Column, Table};
use crate::threads::{KeptThread, Thanked, small, thanked_of};
use crate::visible::post_visible_to;
use crate::{Snapshot, Store};

mod behind;
mod leaving;
mod reactions;
mod sending;
mod writing;

pub use behind::Behind;
pub use reactions::{OwnReaction, Thing};

/// How many marked posts of a thread are read, the last ones.
const MARKED_IN_THREAD: u64 = 50;
/// How many of all threads of a twinning.
const MARKED_IN_TWINNING: u64 = 500;
/// What is kept of an older version is not shown.
const PRESENT_HTML: &str = "CASE WHEN posts.html_version = posts.version THEN posts.html END";
const ANSWERED: &str = "
(SELECT answered.position FROM posts answered WHERE answered.uid = posts.reply_to AND answered.thread = posts.thread)";

const NO_TEXT: &str = "CAST(NULL AS text)";
const NO_NUMBER: &str = "CAST(NULL AS bigint)";

/// A post with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPost {
    /// The record; in lists without its earlier texts.
    pub record: Post,
    /// Its place in the thread, from 1.
    pub position: u32,
    /// The position of the post that it answers, where that is in the same thread.
    pub answers: Option<u32>,
    /// Counts its changes, from 1; what the index compares, and what a rendering belongs to.
    pub version: i64,
    /// What readers say of it.
    pub thanked: Thanked,
    /// Its HTML, where one is kept of this version; in the form given to `put_post_html`.
    pub html: Option<String>,
    /// The rules by which it was rendered; 0 where it was not.
    pub renderer: u32,
}

impl KeptPost {
    /// What permission asks of it.
    pub fn facts(&self, thread: &ThreadFacts) -> PostFacts {
        self.record.facts(Some(thread.clone()))
    }

    /// The same as a thing.
    pub fn on(&self, thread: &KeptThread) -> On {
        On::Post(self.facts(&thread.facts()))
    }
}

impl Store {
    /// The posts at some positions of a thread that the viewer may read, those that were withdrawn included. One
    /// statement, whatever the length of the thread.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn posts(
        &self,
        viewer: &Viewer,
        thread: &KeptThread,
        positions: RangeInclusive<u32>,
    ) -> Result<Vec<KeptPost>, Error> {
        let select = within(viewer, thread, positions, Column::Head);
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// The post at a position of a thread that the viewer may read, with its earlier texts.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn post_at(
        &self,
        viewer: &Viewer,
        thread: &KeptThread,
        position: u32,
    ) -> Result<Option<KeptPost>, Error> {
        let select = within(viewer, thread, position..=position, Column::Record);
        self.readers().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// The post with an identifier, with its earlier texts, and its thread.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn post(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<(KeptPost, KeptThread)>, Error> {
        let mut select = joined(Column::Record);
        select.cond_where(post_visible_to(viewer)).and_where(column(Column::Uid).eq(uid.as_str()));
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(None) };
        let post = read(&row)?;
        let thread = self.thread(viewer, &post.record.thread).await?;
        Ok(thread.map(|thread| (post, thread)))
    }

    /// Posts by their identifiers, in the order given; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn posts_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<KeptPost>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = joined(Column::Head);
        select.cond_where(post_visible_to(viewer)).and_where(is_one_of(Table::Posts, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        let found = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(rows::in_order(uids, found, |one| &one.record.uid))
    }

    /// Posts, whoever may see them, for the index and for jobs. In no particular order.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn kept_posts(&self, uids: &[Uid]) -> Result<Vec<KeptPost>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = kept(Column::Head);
        select.and_where(is_one_of(Table::Posts, Column::Uid, uids));
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// The posts behind a position of a thread, whoever may see them, each with its own, for the index.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uids_of_posts_in(&self, thread: &Uid, after: u32, limit: u32) -> Result<Vec<(Uid, u32)>, Error> {
        let select = Query::select()
            .columns([Column::Uid, Column::Position])
            .from(Table::Posts)
            .and_where(Expr::col(Column::Thread).eq(thread.as_str()))
            .and_where(Expr::col(Column::Position).gt(i64::from(after)))
            .order_by(Column::Position, Order::Asc)
            .limit(u64::from(limit))
            .take();
        let read = |row: &QueryResult| -> Result<(Uid, u32), Error> {
            Ok((uid_of(&row.try_get::<String>("", "uid")?)?, small(row, "position")?))
        };
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// The posts of a thread that the viewer may read which are decisions, open questions or actions, in their order and
    /// without their HTML: the last fifty, whatever its length.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn marked_in_thread(&self, viewer: &Viewer, thread: &KeptThread) -> Result<Vec<KeptPost>, Error> {
        let rows = self.readers().query_all(&marked_in(&thread.record.uid, shown_in(viewer, thread))).await?;
        rows.iter().rev().map(read).collect()
    }

    /// The same of all threads about a twinning, in the order of their threads.
    ///
    /// # Errors
    /// As `posts`.
    pub async fn marked_in_twinning(&self, viewer: &Viewer, twinning: &Uid) -> Result<Vec<KeptPost>, Error> {
        self.readers().query_all(&marked_about(viewer, twinning)).await?.iter().map(read).collect()
    }
}

impl Snapshot {
    /// Posts in the order of their `uid`, whatever their standing, without their earlier texts.
    ///
    /// # Errors
    /// As `Store::posts`.
    pub async fn kept_posts(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptPost>, Error> {
        let mut select = kept(Column::Head);
        rows::after_uid(&mut select, Table::Posts, after, limit);
        self.connection().query_all(&select).await?.iter().map(read).collect()
    }
}

/// The posts at some positions, as the viewer may see them who reads the thread.
fn within(viewer: &Viewer, thread: &KeptThread, positions: RangeInclusive<u32>, record: Column) -> SelectStatement {
    let mut select = kept(record);
    select
        .and_where(column(Column::Thread).eq(thread.record.uid.as_str()))
        .and_where(column(Column::Position).between(i64::from(*positions.start()), i64::from(*positions.end())))
        .cond_where(shown_in(viewer, thread))
        .order_by((Table::Posts, Column::Position), Order::Asc);
    select
}

/// As far as standings go; the thread was asked already.
fn shown_in(viewer: &Viewer, thread: &KeptThread) -> Condition {
    if matches!(viewer, Viewer::Operator) {
        return Condition::all();
    }
    let stands =
        |standings: &[Standing]| column(Column::Standing).is_in(standings.iter().map(|standing| standing.code()));
    let hidden = PostFacts { thread: Some(thread.facts()), standing: Standing::Hidden, author: None };
    let mut shown = Condition::any().add(stands(&[Standing::Visible, Standing::Deleted]));
    if allows(viewer, Act::Read, &On::Post(hidden)).is_ok() {
        shown = shown.add(stands(&[Standing::Queued, Standing::Hidden]));
    }
    if let Some(acting) = viewer.acting() {
        let own = column(Column::Member).eq(acting.member.as_str());
        shown = shown.add(Condition::all().add(stands(&[Standing::Queued])).add(own));
    }
    shown
}

/// The marked posts of a thread, of those that are shown, from its end.
fn marked_in(thread: &Uid, shown: Condition) -> SelectStatement {
    let mut select = bare(Column::Head);
    select
        .and_where(column(Column::Thread).eq(thread.as_str()))
        .and_where(column(Column::Mark).is_not_null())
        .and_where(column(Column::Standing).eq(Standing::Visible.code()))
        .cond_where(shown)
        .order_by((Table::Posts, Column::Position), Order::Desc)
        .limit(MARKED_IN_THREAD);
    select
}

/// The marked posts of all threads about a twinning.
fn marked_about(viewer: &Viewer, twinning: &Uid) -> SelectStatement {
    let mut select = with_threads(bare(Column::Head));
    select
        .cond_where(post_visible_to(viewer))
        .and_where(column(Column::Mark).is_not_null())
        .and_where(column(Column::Standing).eq(Standing::Visible.code()))
        .and_where(Expr::col((Table::Threads, Column::AboutKind)).eq(PlaceKind::Twinning.code()))
        .and_where(Expr::col((Table::Threads, Column::About)).eq(twinning.as_str()))
        .order_by((Table::Posts, Column::Thread), Order::Asc)
        .order_by((Table::Posts, Column::Position), Order::Asc)
        .limit(MARKED_IN_TWINNING);
    select
}

fn column(column: Column) -> Expr {
    Expr::col((Table::Posts, column))
}

/// A select of posts: whole, or as pages show them.
fn kept(record: Column) -> SelectStatement {
    selected(record, PRESENT_HTML, ANSWERED)
}

/// The same without what a page shows around them.
fn bare(record: Column) -> SelectStatement {
    selected(record, NO_TEXT, NO_NUMBER)
}

fn selected(record: Column, html: &'static str, answers: &'static str) -> SelectStatement {
    let columns = [Column::Position, Column::Version, Column::Useful, Column::Thanks, Column::Renderer];
    Query::select()
        .expr_as(column(record), "record")
        .columns(columns.map(|column| (Table::Posts, column)))
        .expr_as(Expr::cust(html), "present_html")
        .expr_as(Expr::cust(answers), "answers")
        .from(Table::Posts)
        .take()
}

/// The same with their threads, for what is asked of those.
fn with_threads(mut select: SelectStatement) -> SelectStatement {
    let thread = Expr::col((Table::Threads, Column::Uid)).equals((Table::Posts, Column::Thread));
    select.inner_join(Table::Threads, thread).take()
}

fn joined(record: Column) -> SelectStatement {
    with_threads(kept(record))
}

fn read(row: &QueryResult) -> Result<KeptPost, Error> {
    let position = small(row, "position")?;
    let answers: Option<i64> = row.try_get("", "answers")?;
    let renderer: Option<i64> = row.try_get("", "renderer")?;
    let html: Option<String> = row.try_get("", "present_html")?;
    let mut record: Post = decoded(RecordType::Post, &row.try_get::<String>("", "record")?)?;
    // What the database says is what it is.
    record.position = Some(position);
    Ok(KeptPost {
        record,
        position,
        answers: answers.and_then(|position| u32::try_from(position).ok()),
        version: row.try_get("", "version")?,
        thanked: thanked_of(row)?,
        html,
        renderer: renderer.and_then(|version| u32::try_from(version).ok()).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;
    use crate::plans::plan;

    #[tokio::test]
    async fn the_marked_posts_of_a_thread_are_found_without_reading_the_others() {
        let thread = Uid::parse("t").expect("an identifier");
        let stated = DbBackend::Sqlite.build(&marked_in(&thread, Condition::all()));
        let values = stated.values.map(|values| values.0).unwrap_or_default();
        let steps = plan(&stated.sql, values).await;
        assert!(steps.contains("USING INDEX posts_marked (thread=?)"), "{steps}");
        assert!(!steps.contains("TEMP B-TREE"), "in the order of the index: {steps}");
    }
}
