// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who follows which practice, and when the authors of an old one were last reminded of it.

use domain::Uid;
use domain::policy::Viewer;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::practice_lists::{self, PracticeRow, heads, newest_first};
use crate::rows::{count, uid_of};
use crate::tables::{Column, Table};

/// How many practices a desk shows.
const DESK: u64 = 200;

/// How many follow a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followers {
    /// All of them.
    pub total: u64,
    /// Whether the member who asks is one of them.
    pub own: bool,
}

const COUNT: &str = "
SELECT count(*) AS followers, count(CASE WHEN member = $1 THEN 1 END) AS own FROM follows WHERE practice = $2";
const FOLLOWERS: &str = "SELECT member FROM follows WHERE practice = $1 ORDER BY since, member";
const FOLLOW: &str = "
INSERT INTO follows (member, practice, since) SELECT $1, uid, $3 FROM practices WHERE uid = $2
ON CONFLICT (member, practice) DO NOTHING";
const UNFOLLOW: &str = "DELETE FROM follows WHERE member = $1 AND practice = $2";
/// What nobody is known to write reminds nobody.
const OLD: &str = "
SELECT p.uid FROM practices p
WHERE p.stage = 'published' AND p.updated_at < $1
    AND EXISTS (SELECT 1 FROM practice_authors a WHERE a.practice = p.uid)
    AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.practice = p.uid AND r.at > $2)
ORDER BY p.updated_at, p.uid LIMIT 500";
const REMIND: &str = "
INSERT INTO reminders (practice, at) VALUES ($1, $2)
ON CONFLICT (practice) DO UPDATE SET at = excluded.at WHERE reminders.at <= $3";

impl Store {
    /// How many follow a practice, and whether a member does. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn followers(&self, practice: &Uid, member: Option<&Uid>) -> Result<Followers, Error> {
        let db = self.readers();
        // No member has an empty identifier.
        let values: [Value; 2] = [member.map_or("", Uid::as_str).into(), practice.as_str().into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), COUNT, values);
        let Some(row) = db.query_one_raw(asked).await? else { return Ok(Followers::default()) };
        Ok(Followers { total: count(&row, "followers")?, own: count(&row, "own")? > 0 })
    }

    /// The practices that a member follows and the viewer sees, newest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn practices_followed_by(&self, viewer: &Viewer, member: &Uid) -> Result<Vec<PracticeRow>, Error> {
        let followed = Query::select()
            .column(Column::Practice)
            .from(Table::Follows)
            .and_where(Expr::col(Column::Member).eq(member.as_str()))
            .take();
        let mut select = heads(viewer);
        select.and_where(Expr::col((Table::Practices, Column::Uid)).in_subquery(followed));
        newest_first(&mut select);
        select.limit(DESK);
        self.readers().query_all(&select).await?.iter().map(practice_lists::read).collect()
    }

    /// Published practices that somebody writes, that changed last before one moment, and of whose age nobody was
    /// reminded after another; the oldest first, some at a time.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_grown_old(&self, changed: Timestamp, reminded: Timestamp) -> Result<Vec<Uid>, Error> {
        let db = self.readers();
        let values: [Value; 2] = [changed.as_millisecond().into(), reminded.as_millisecond().into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), OLD, values);
        uids(&db.query_all_raw(asked).await?, "uid")
    }
}

impl Change {
    /// Lets a member follow a practice from now on; says no where the member does already, or there is none.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn follow(&mut self, member: &Uid, practice: &Uid) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values = vec![member.as_str().into(), practice.as_str().into(), now.into()];
        Ok(self.execute(FOLLOW, values).await? > 0)
    }

    /// Ends that a member follows a practice; says whether the member did.
    ///
    /// # Errors
    /// As `follow`.
    pub async fn unfollow(&mut self, member: &Uid, practice: &Uid) -> Result<bool, Error> {
        Ok(self.execute(UNFOLLOW, vec![member.as_str().into(), practice.as_str().into()]).await? > 0)
    }

    /// Who follows a practice, as it stands inside this change, whoever asks; the earliest first.
    ///
    /// # Errors
    /// As `follow`.
    pub async fn followers_of(&mut self, practice: &Uid) -> Result<Vec<Uid>, Error> {
        let outcome = self.read_followers(practice).await;
        self.marked(outcome)
    }

    async fn read_followers(&self, practice: &Uid) -> Result<Vec<Uid>, Error> {
        let db = self.connection();
        let values: [Value; 1] = [practice.as_str().into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), FOLLOWERS, values);
        uids(&db.query_all_raw(asked).await?, "member")
    }

    /// Writes down that the authors of a practice are reminded of its age now; says no, and writes nothing, where they
    /// were after a moment.
    ///
    /// # Errors
    /// As `follow`.
    pub async fn remind(&mut self, practice: &Uid, unless_after: Timestamp) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values = vec![practice.as_str().into(), now.into(), unless_after.as_millisecond().into()];
        Ok(self.execute(REMIND, values).await? > 0)
    }
}

fn uids(rows: &[QueryResult], column: &str) -> Result<Vec<Uid>, Error> {
    rows.iter().map(|row| uid_of(&row.try_get::<String>("", column)?)).collect()
}
