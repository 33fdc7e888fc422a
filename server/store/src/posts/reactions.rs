// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers say of threads and posts with one click: each once, and counted beside what it is said of.

use domain::Uid;
use domain::post::Reaction;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{code, is_one_of, moment, uid_of};
use crate::tables::{Column, Table};

/// What something is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// How a thread begins.
    Thread(Uid),
    /// A post.
    Post(Uid),
}

/// What a member said of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReaction {
    /// The thread or the post.
    pub thing: Uid,
    /// What.
    pub reaction: Reaction,
    /// When.
    pub at: Timestamp,
}

const ADD: &str = "
INSERT INTO reactions (thing, member, reaction, thing_kind, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (thing, member, reaction) DO NOTHING";
const TAKE_BACK: &str = "DELETE FROM reactions WHERE thing = $1 AND member = $2 AND reaction = $3";
const COUNT_IN_POST: &str = "UPDATE posts SET useful = useful + $2, thanks = thanks + $3 WHERE uid = $1";
const COUNT_IN_THREAD: &str = "UPDATE threads SET useful = useful + $2, thanks = thanks + $3 WHERE uid = $1";
/// What somebody said whose account is closed is counted no longer.
const FORGET_IN_POSTS: &str = "
UPDATE posts SET
    useful = useful - (SELECT COUNT(*) FROM reactions r WHERE r.thing = posts.uid AND r.member = $1 AND r.reaction = 'useful'),
    thanks = thanks - (SELECT COUNT(*) FROM reactions r WHERE r.thing = posts.uid AND r.member = $1 AND r.reaction = 'thanks')
WHERE uid IN (SELECT thing FROM reactions WHERE member = $1 AND thing_kind = 'post')";
const FORGET_IN_THREADS: &str = "
UPDATE threads SET
    useful = useful - (SELECT COUNT(*) FROM reactions r WHERE r.thing = threads.uid AND r.member = $1 AND r.reaction = 'useful'),
    thanks = thanks - (SELECT COUNT(*) FROM reactions r WHERE r.thing = threads.uid AND r.member = $1 AND r.reaction = 'thanks')
WHERE uid IN (SELECT thing FROM reactions WHERE member = $1 AND thing_kind = 'thread')";
const FORGET: &str = "DELETE FROM reactions WHERE member = $1";
const FORGET_SENDINGS: &str = "DELETE FROM sendings WHERE member = $1";

impl Store {
    /// What a member said of some threads and posts.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn own_reactions(&self, member: &Uid, things: &[Uid]) -> Result<Vec<(Uid, Reaction)>, Error> {
        if things.is_empty() {
            return Ok(Vec::new());
        }
        let select = Query::select()
            .columns([Column::Thing, Column::Reaction])
            .from(Table::Reactions)
            .and_where(Expr::col(Column::Member).eq(member.as_str()))
            .and_where(is_one_of(Table::Reactions, Column::Thing, things))
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| -> Result<(Uid, Reaction), Error> {
            let reaction: String = row.try_get("", "reaction")?;
            Ok((uid_of(&row.try_get::<String>("", "thing")?)?, code(&reaction, Reaction::from_code)?))
        };
        rows.iter().map(read).collect()
    }

    /// All that a member said with one click, for the member.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(crate) async fn reactions_by(&self, member: &Uid) -> Result<Vec<OwnReaction>, Error> {
        let select = Query::select()
            .columns([Column::Thing, Column::Reaction, Column::At])
            .from(Table::Reactions)
            .and_where(Expr::col(Column::Member).eq(member.as_str()))
            .order_by(Column::At, Order::Desc)
            .order_by(Column::Thing, Order::Asc)
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| -> Result<OwnReaction, Error> {
            let reaction: String = row.try_get("", "reaction")?;
            Ok(OwnReaction {
                thing: uid_of(&row.try_get::<String>("", "thing")?)?,
                reaction: code(&reaction, Reaction::from_code)?,
                at: moment(row.try_get("", "at")?)?,
            })
        };
        rows.iter().map(read).collect()
    }
}

impl Change {
    /// Keeps what a member says of something, at a moment in milliseconds since 1970; whether it was not said yet.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn react(&mut self, to: &Thing, member: &Uid, reaction: Reaction, at: i64) -> Result<bool, Error> {
        let (kind, thing) = to.parts();
        let values =
            vec![thing.as_str().into(), member.as_str().into(), reaction.code().into(), kind.into(), at.into()];
        let is_new = self.execute(ADD, values).await? > 0;
        if is_new {
            self.count_reaction(to, reaction, 1).await?;
        }
        Ok(is_new)
    }

    /// Takes back what a member said of something; whether it was said.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn unreact(&mut self, to: &Thing, member: &Uid, reaction: Reaction) -> Result<bool, Error> {
        let values = vec![to.parts().1.as_str().into(), member.as_str().into(), reaction.code().into()];
        let was_said = self.execute(TAKE_BACK, values).await? > 0;
        if was_said {
            self.count_reaction(to, reaction, -1).await?;
        }
        Ok(was_said)
    }

    /// Forgets what a member said with one click, and under which keys it was sent.
    ///
    /// # Errors
    /// As `put_practice`.
    pub(crate) async fn forget_reactions_of(&mut self, member: &Uid) -> Result<(), Error> {
        for sql in [FORGET_IN_POSTS, FORGET_IN_THREADS, FORGET, FORGET_SENDINGS] {
            self.execute(sql, vec![member.as_str().into()]).await?;
        }
        Ok(())
    }

    async fn count_reaction(&mut self, to: &Thing, reaction: Reaction, by: i64) -> Result<(), Error> {
        let (useful, thanks) = match reaction {
            Reaction::Useful => (by, 0),
            Reaction::Thanks => (0, by),
        };
        let sql = match to {
            Thing::Post(_) => COUNT_IN_POST,
            Thing::Thread(_) => COUNT_IN_THREAD,
        };
        self.execute(sql, vec![to.parts().1.as_str().into(), useful.into(), thanks.into()]).await.map(drop)
    }
}

impl Thing {
    const fn parts(&self) -> (&'static str, &Uid) {
        match self {
            Self::Thread(uid) => ("thread", uid),
            Self::Post(uid) => ("post", uid),
        }
    }
}
