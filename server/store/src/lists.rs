// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of practices that members bring from elsewhere. Each belongs to one member, nobody else sees it, and it is
//! forgotten after a while, whatever became of it.

use domain::Uid;
use domain::policy::Viewer;
use domain::practice::Stage;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order, QueryResult, Value};

use crate::Store;
use crate::change::{Change, stated};
use crate::error::Error;
use crate::rows::{moment, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// How many titles of an organisation are compared with those of a list.
const TITLES: u64 = 1_000;

/// A list that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewList {
    /// Names it.
    pub uid: Uid,
    /// Whose it is.
    pub member: Uid,
    /// The organisation whose practices it holds.
    pub organisation: Uid,
    /// Until when it is kept.
    pub expires_at: Timestamp,
    /// What stands in it: JSON.
    pub content: String,
    /// What its columns become: JSON.
    pub becomes: String,
}

/// A list as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptList {
    /// Names it.
    pub uid: Uid,
    /// The organisation whose practices it holds.
    pub organisation: Uid,
    /// Until when it is kept.
    pub expires_at: Timestamp,
    /// What stands in it: JSON.
    pub content: String,
    /// What its columns become: JSON.
    pub becomes: String,
    /// What became of it: JSON; absent until it was taken.
    pub outcome: Option<String>,
}

const ADD: &str = "
INSERT INTO lists (uid, member, organisation, created_at, expires_at, content, becomes)
VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// A member has a handful of lists at most: the newest.
const FORGET: &str = "
DELETE FROM lists WHERE member = $1 AND uid NOT IN (
    SELECT uid FROM lists WHERE member = $1 ORDER BY created_at DESC, uid DESC LIMIT 5)";
const LIST: &str = "
SELECT uid, organisation, expires_at, content, becomes, outcome FROM lists
WHERE uid = $1 AND member = $2 AND expires_at > $3";
const BECOMES: &str = "
UPDATE lists SET becomes = $3 WHERE uid = $1 AND member = $2 AND outcome IS NULL";
const TAKE: &str = "
UPDATE lists SET outcome = $4
WHERE uid = $1 AND member = $2 AND becomes = $3 AND outcome IS NULL AND expires_at > $5";

impl Store {
    /// A list of a member that is still kept. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn list_of(&self, member: &Uid, uid: &Uid, now: Timestamp) -> Result<Option<KeptList>, Error> {
        let db = self.readers();
        let values: Vec<Value> = vec![uid.as_str().into(), member.as_str().into(), now.as_millisecond().into()];
        let row = db.query_one_raw(stated(db.get_database_backend(), LIST, values)?).await?;
        row.as_ref().map(kept).transpose()
    }

    /// The titles of an organisation's practices that the viewer sees, drafts and new versions among them. One
    /// statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn titles_owned_by(&self, viewer: &Viewer, owner: &Uid) -> Result<Vec<String>, Error> {
        let practices = |column| Expr::col((Table::Practices, column));
        let mut select = Query::select();
        select
            .column((Table::Practices, Column::Title))
            .from(Table::Practices)
            .and_where(practices(Column::Owner).eq(owner.as_str()))
            .and_where(practices(Column::Stage).ne(Stage::Deleted.code()))
            .cond_where(visible_to(viewer))
            .order_by((Table::Practices, Column::Uid), Order::Asc)
            .limit(TITLES);
        self.readers().query_all(&select).await?.iter().map(|row| Ok(row.try_get_by_index::<String>(0)?)).collect()
    }
}

impl Change {
    /// Keeps a list; of a member's lists only the newest stay.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn add_list(&mut self, list: NewList) -> Result<(), Error> {
        let NewList { uid, member, organisation, expires_at, content, becomes } = list;
        let values = vec![
            uid.as_str().into(),
            member.as_str().into(),
            organisation.as_str().into(),
            self.now().as_millisecond().into(),
            expires_at.as_millisecond().into(),
            content.into(),
            becomes.into(),
        ];
        self.execute(ADD, values).await?;
        self.execute(FORGET, vec![member.as_str().into()]).await.map(drop)
    }

    /// Changes what the columns of a member's list become; says no where it was taken already, or there is none.
    ///
    /// # Errors
    /// As `add_list`.
    pub async fn set_columns(&mut self, member: &Uid, uid: &Uid, becomes: &str) -> Result<bool, Error> {
        let values = vec![uid.as_str().into(), member.as_str().into(), becomes.into()];
        Ok(self.execute(BECOMES, values).await? > 0)
    }

    /// Writes down what became of a member's list. Says no, and writes nothing, where that was written down before,
    /// where its columns became something else meanwhile, or where it is kept no longer: of two who take a list at
    /// once, one is told so.
    ///
    /// # Errors
    /// As `add_list`.
    pub async fn take_list(&mut self, member: &Uid, uid: &Uid, becomes: &str, outcome: &str) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values = vec![uid.as_str().into(), member.as_str().into(), becomes.into(), outcome.into(), now.into()];
        Ok(self.execute(TAKE, values).await? > 0)
    }
}

fn kept(row: &QueryResult) -> Result<KeptList, Error> {
    Ok(KeptList {
        uid: uid_of(&row.try_get::<String>("", "uid")?)?,
        organisation: uid_of(&row.try_get::<String>("", "organisation")?)?,
        expires_at: moment(row.try_get("", "expires_at")?)?,
        content: row.try_get("", "content")?,
        becomes: row.try_get("", "becomes")?,
        outcome: row.try_get("", "outcome")?,
    })
}
