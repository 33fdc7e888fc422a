// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Writing posts: each gets its place in its thread, in the order of commits, and is counted.

use domain::Uid;
use domain::policy::Standing;
use domain::post::Post;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::{KeptPost, column, kept, read};
use crate::change::{Change, Effect, Put};
use crate::error::Error;
use crate::rows::uid_of;
use crate::tables::{Column, Table};

/// How many posts are moved with one statement that reads.
const BATCH: u64 = 200;

/// Writes a rendering only where the post is still the one that was rendered.
const PUT_HTML: &str = "
UPDATE posts SET html = $4, html_version = version, renderer = $3 WHERE uid = $1 AND version = $2";

/// What is counted of a post.
#[derive(PartialEq, Eq)]
struct Counted {
    thread: Uid,
    author: Option<Uid>,
    at: i64,
}

impl Change {
    /// A post as it stands inside this change, with its earlier texts, whoever may see it. Nobody else changes it before
    /// the commit. Whoever wants its thread too takes that first.
    ///
    /// # Errors
    /// As `Store::posts`. After any error the whole change is lost.
    pub async fn post(&mut self, uid: &Uid) -> Result<Option<KeptPost>, Error> {
        let mut select = kept(Column::Record);
        select.and_where(column(Column::Uid).eq(uid.as_str())).lock_exclusive();
        let found = self.connection().query_one(&select).await.map_err(Error::from);
        let found = found.and_then(|row| row.as_ref().map(read).transpose());
        self.marked(found)
    }

    /// Writes a post; says at which position it stands. A new one without a position gets the next one of its thread; one
    /// that has a place there keeps it. One that was taken away takes its documents with it.
    ///
    /// # Errors
    /// As `put_practice`; `Conflict` also where another post stands at its position.
    pub async fn put_post(&mut self, post: &Post) -> Result<(Put, u32), Error> {
        let before = self.post(&post.uid).await?;
        let standing = before.as_ref().filter(|kept| kept.record.thread == post.thread).map(|kept| kept.position);
        let position = match standing.or(post.position) {
            Some(position) => position,
            None => self.next_position(&post.thread).await?,
        };
        let placed = Post { position: Some(position), ..post.clone() };
        let put = self.put_record(&placed).await?;
        if put.effect == Effect::Unchanged {
            return Ok((put, position));
        }
        if standing.is_none() {
            self.reach_position(&post.thread, position).await?;
        }
        if matches!(post.standing, Standing::Deleted | Standing::Erased) {
            self.take_away_documents_of(&post.uid).await?;
        }
        let (had, has) = (before.and_then(|kept| counted(&kept.record)), counted(post));
        if had != has {
            if let Some(had) = had {
                self.discount_post(&had.thread, had.author.as_ref()).await?;
            }
            if let Some(has) = has {
                self.count_post(&has.thread, has.author.as_ref(), has.at).await?;
            }
        }
        Ok((put, position))
    }

    /// Keeps the HTML of a post beside it, as any text that the caller can read again. When the post has changed since
    /// that version, nothing is kept. `renderer` is the version of the rules.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_post_html(&mut self, post: &Uid, version: i64, renderer: u32, html: &str) -> Result<(), Error> {
        let values = vec![post.as_str().into(), version.into(), i64::from(renderer).into(), html.into()];
        self.execute(PUT_HTML, values).await.map(drop)
    }

    /// Makes the posts of one thread posts of another, behind those that it has; says how many. Who answered whom stays.
    /// Both threads are taken before.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn merge_posts(&mut self, from: &Uid, into: &Uid) -> Result<u64, Error> {
        let mut moved = 0;
        if from == into {
            return Ok(moved);
        }
        loop {
            let uids = self.first_posts(from).await?;
            if uids.is_empty() {
                return Ok(moved);
            }
            for uid in uids {
                let Some(kept) = self.post(&uid).await? else { continue };
                let post = Post { thread: into.clone(), position: None, ..kept.record };
                self.put_post(&post).await?;
                moved += 1;
            }
        }
    }

    async fn first_posts(&mut self, thread: &Uid) -> Result<Vec<Uid>, Error> {
        let select = Query::select()
            .column(Column::Uid)
            .from(Table::Posts)
            .and_where(Expr::col(Column::Thread).eq(thread.as_str()))
            .order_by(Column::Position, sea_orm::Order::Asc)
            .limit(BATCH)
            .take();
        let found = self.connection().query_all(&select).await.map_err(Error::from);
        let rows = self.marked(found)?;
        rows.iter().map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }
}

fn counted(post: &Post) -> Option<Counted> {
    let shown = post.standing == Standing::Visible;
    shown.then(|| Counted { thread: post.thread.clone(), author: post.author.clone(), at: post.at })
}
