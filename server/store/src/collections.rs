// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Collections of practices that members make for themselves. Each belongs to one member and goes with the account.

use domain::Uid;
use domain::collection::Sharing;
use domain::policy::Viewer;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::practice_lists::{self, PracticeRow, heads};
use crate::rows::{code, count, moment, uid_of};
use crate::tables::{Column, Table};

/// A collection that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCollection {
    /// Names it.
    pub uid: Uid,
    /// Whose it is.
    pub member: Uid,
    /// What it is called.
    pub name: String,
    /// What it is for; may be empty.
    pub note: String,
    /// Who may read it.
    pub sharing: Sharing,
}

/// A collection as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCollection {
    /// Names it.
    pub uid: Uid,
    /// Whose it is.
    pub member: Uid,
    /// What it is called.
    pub name: String,
    /// What it is for; may be empty.
    pub note: String,
    /// Who may read it.
    pub sharing: Sharing,
    /// When it was made.
    pub created_at: Timestamp,
    /// How many practices are in it, whoever sees them.
    pub practices: u64,
}

const OF_MEMBER: &str = "
SELECT c.uid, c.member, c.name, c.note, c.sharing, c.created_at,
    (SELECT count(*) FROM collection_practices p WHERE p.collection = c.uid) AS practices
FROM collections c WHERE c.member = $1 ORDER BY c.created_at DESC, c.uid DESC";
const BY_UID: &str = "
SELECT c.uid, c.member, c.name, c.note, c.sharing, c.created_at,
    (SELECT count(*) FROM collection_practices p WHERE p.collection = c.uid) AS practices
FROM collections c WHERE c.uid = $1";
const HOLDING: &str = "
SELECT c.uid FROM collections c JOIN collection_practices p ON p.collection = c.uid
WHERE c.member = $1 AND p.practice = $2";
const COLLECTED: &str = "
SELECT p.collection, p.practice FROM collection_practices p JOIN collections c ON c.uid = p.collection
WHERE c.member = $1 ORDER BY p.at DESC, p.practice";
const ADD: &str = "
INSERT INTO collections (uid, member, name, note, sharing, created_at)
SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM collections WHERE member = $2) < $7";
const CHANGE: &str = "UPDATE collections SET name = $3, note = $4, sharing = $5 WHERE uid = $1 AND member = $2";
const DELETE: &str = "DELETE FROM collections WHERE uid = $1 AND member = $2";
const COLLECT: &str = "
INSERT INTO collection_practices (collection, practice, at)
SELECT c.uid, p.uid, $4 FROM collections c CROSS JOIN practices p
WHERE c.uid = $1 AND c.member = $2 AND p.uid = $3
    AND (SELECT count(*) FROM collection_practices o WHERE o.collection = c.uid) < $5
ON CONFLICT (collection, practice) DO NOTHING";
const TAKE_OUT: &str = "
DELETE FROM collection_practices
WHERE practice = $3 AND collection IN (SELECT uid FROM collections WHERE uid = $1 AND member = $2)";

impl Store {
    /// The collections of a member, the newest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn collections_of(&self, member: &Uid) -> Result<Vec<KeptCollection>, Error> {
        self.collection_rows(OF_MEMBER, vec![member.as_str().into()]).await?.iter().map(kept).collect()
    }

    /// A collection, whoever asks: who may read it is the caller's part. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn collection(&self, uid: &Uid) -> Result<Option<KeptCollection>, Error> {
        self.collection_rows(BY_UID, vec![uid.as_str().into()]).await?.first().map(kept).transpose()
    }

    /// Which collections of a member have a practice in them. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn collections_holding(&self, member: &Uid, practice: &Uid) -> Result<Vec<Uid>, Error> {
        let values = vec![member.as_str().into(), practice.as_str().into()];
        let rows = self.collection_rows(HOLDING, values).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "uid")?)).collect()
    }

    /// The practices of a collection that a viewer sees, those put in last first. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn practices_collected(&self, viewer: &Viewer, collection: &Uid) -> Result<Vec<PracticeRow>, Error> {
        let part = |column| Expr::col((Table::CollectionPractices, column));
        let mut select = heads(viewer);
        select
            .inner_join(Table::CollectionPractices, part(Column::Practice).equals((Table::Practices, Column::Uid)))
            .and_where(part(Column::Collection).eq(collection.as_str()))
            .order_by((Table::CollectionPractices, Column::At), Order::Desc)
            .order_by((Table::CollectionPractices, Column::Practice), Order::Asc);
        self.readers().query_all(&select).await?.iter().map(practice_lists::read).collect()
    }

    /// The collections of a member, each with all practices that were put into it. Two statements.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn collections_in_full(&self, member: &Uid) -> Result<Vec<(KeptCollection, Vec<Uid>)>, Error> {
        let mut all: Vec<(KeptCollection, Vec<Uid>)> =
            self.collections_of(member).await?.into_iter().map(|one| (one, Vec::new())).collect();
        for row in self.collection_rows(COLLECTED, vec![member.as_str().into()]).await? {
            let collection: String = row.try_get("", "collection")?;
            let practice = uid_of(&row.try_get::<String>("", "practice")?)?;
            if let Some((_, practices)) = all.iter_mut().find(|(one, _)| one.uid.as_str() == collection) {
                practices.push(practice);
            }
        }
        Ok(all)
    }

    async fn collection_rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, Error> {
        let db = self.readers();
        Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
    }
}

impl Change {
    /// Keeps a collection; says no, and keeps nothing, where its member has so many already.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn add_collection(&mut self, collection: &NewCollection, most: u64) -> Result<bool, Error> {
        let NewCollection { uid, member, name, note, sharing } = collection;
        let values = vec![
            uid.as_str().into(),
            member.as_str().into(),
            name.as_str().into(),
            note.as_str().into(),
            sharing.code().into(),
            self.now().as_millisecond().into(),
            limit(most),
        ];
        Ok(self.execute(ADD, values).await? > 0)
    }

    /// Changes what a member's collection says and who may read it; says no where there is none.
    ///
    /// # Errors
    /// As `add_collection`.
    pub async fn change_collection(&mut self, collection: &NewCollection) -> Result<bool, Error> {
        let NewCollection { uid, member, name, note, sharing } = collection;
        let values = vec![
            uid.as_str().into(),
            member.as_str().into(),
            name.as_str().into(),
            note.as_str().into(),
            sharing.code().into(),
        ];
        Ok(self.execute(CHANGE, values).await? > 0)
    }

    /// Deletes a member's collection; says no where there is none.
    ///
    /// # Errors
    /// As `add_collection`.
    pub async fn delete_collection(&mut self, member: &Uid, uid: &Uid) -> Result<bool, Error> {
        Ok(self.execute(DELETE, vec![uid.as_str().into(), member.as_str().into()]).await? > 0)
    }

    /// Puts a practice into a member's collection. Says no, and changes nothing, where it is in it already, where so
    /// many are, or where there is no such practice or collection.
    ///
    /// # Errors
    /// As `add_collection`.
    pub async fn collect(&mut self, member: &Uid, collection: &Uid, practice: &Uid, most: u64) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values =
            vec![collection.as_str().into(), member.as_str().into(), practice.as_str().into(), now.into(), limit(most)];
        Ok(self.execute(COLLECT, values).await? > 0)
    }

    /// Takes a practice out of a member's collection; says whether it was in it.
    ///
    /// # Errors
    /// As `add_collection`.
    pub async fn take_out(&mut self, member: &Uid, collection: &Uid, practice: &Uid) -> Result<bool, Error> {
        let values = vec![collection.as_str().into(), member.as_str().into(), practice.as_str().into()];
        Ok(self.execute(TAKE_OUT, values).await? > 0)
    }
}

fn limit(most: u64) -> Value {
    i64::try_from(most).unwrap_or(i64::MAX).into()
}

fn kept(row: &QueryResult) -> Result<KeptCollection, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    Ok(KeptCollection {
        uid: uid_of(&text("uid")?)?,
        member: uid_of(&text("member")?)?,
        name: text("name")?,
        note: text("note")?,
        sharing: code(&text("sharing")?, Sharing::from_code)?,
        created_at: moment(row.try_get("", "created_at")?)?,
        practices: count(row, "practices")?,
    })
}
