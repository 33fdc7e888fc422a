// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Searches that members save, and what came out since when. They are no records: neither exported, logged nor searched.

use domain::Uid;
use domain::policy::{Publicity, Viewer};
use domain::saved_search::{AlertFrequency, SavedKind, SavedSearch};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::rows::{code, uid_of};
use crate::tables::{Column, Table};
use crate::visible::saved_search_visible_to;

/// A saved search whose alert is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueSearch {
    /// The search.
    pub search: SavedSearch,
    /// Since when it is due, in milliseconds since 1970 (UTC).
    pub due_at: i64,
    /// Nothing before this is new: when it was saved, or its alert switched on again, in milliseconds since 1970 (UTC).
    pub new_from: i64,
}

const COLUMNS: [Column; 8] = [
    Column::Uid,
    Column::Member,
    Column::Name,
    Column::Kind,
    Column::Parameters,
    Column::Frequency,
    Column::At,
    Column::Since,
];
const ADD: &str = "
INSERT INTO saved_searches (uid, member, name, kind, parameters, frequency, at, new_from, since, due_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $7, $7, $8 WHERE (SELECT count(*) FROM saved_searches WHERE member = $2) < $9";
/// Whoever switches the alert on again is told of what comes from then on.
const CHANGE: &str = "
UPDATE saved_searches SET name = $3, frequency = $4,
    new_from = CASE WHEN frequency = 'off' THEN $5 ELSE new_from END,
    since = CASE WHEN frequency = 'off' THEN $5 ELSE since END,
    due_at = CASE WHEN frequency = 'off' THEN $5 ELSE since END + $6
WHERE uid = $1 AND member = $2";
const STOP: &str = "UPDATE saved_searches SET frequency = 'off', due_at = NULL WHERE uid = $1";
const DELETE: &str = "DELETE FROM saved_searches WHERE uid = $1 AND member = $2";
/// What is due but has nothing new to look at is left alone, however many there are of it.
const DUE: &str = "
SELECT s.uid, s.member, s.name, s.kind, s.parameters, s.frequency, s.at, s.since, s.due_at, s.new_from
FROM saved_searches s
WHERE s.due_at <= $1 AND (s.due_at > $2 OR s.due_at = $2 AND s.uid > $3)
    AND EXISTS (SELECT 1 FROM publications p WHERE p.kind = s.kind AND p.at > s.since)
ORDER BY s.due_at, s.uid LIMIT $4";
const PUBLISHED: &str = "
SELECT thing FROM publications WHERE kind = $1 AND at > $2 AND at <= $3 ORDER BY at DESC, thing LIMIT $4";
const PUBLISH: &str = "
INSERT INTO publications (kind, thing, at) VALUES ($1, $2, $3) ON CONFLICT (kind, thing) DO NOTHING";
const TURN: &str = "
UPDATE saved_searches SET since = $3, due_at = $4 WHERE uid = $1 AND since = $2 AND frequency = $5";
const TELL: &str = "
INSERT INTO things_told (member, kind, thing, at) VALUES ($1, $2, $3, $4) ON CONFLICT (member, kind, thing) DO NOTHING";

impl Store {
    /// The searches that a member saved, the latest first, as far as the viewer sees them.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where one cannot be read.
    pub async fn saved_searches(&self, viewer: &Viewer, member: &Uid) -> Result<Vec<SavedSearch>, Error> {
        let mut select = kept(viewer);
        select
            .and_where(column(Column::Member).eq(member.as_str()))
            .order_by((Table::SavedSearches, Column::At), Order::Desc)
            .order_by((Table::SavedSearches, Column::Uid), Order::Desc);
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }

    /// A saved search.
    ///
    /// # Errors
    /// As `saved_searches`.
    pub async fn saved_search(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<SavedSearch>, Error> {
        let mut select = kept(viewer);
        select.and_where(column(Column::Uid).eq(uid.as_str()));
        self.readers().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// Searches whose alert is due and for which something came out since the last one; those that wait longest first,
    /// behind a place in that order. Whether anything fits them is not looked at.
    ///
    /// # Errors
    /// As `saved_searches`.
    pub async fn saved_searches_due(
        &self,
        now: Timestamp,
        after: Option<&DueSearch>,
        limit: u32,
    ) -> Result<Vec<DueSearch>, Error> {
        let db = self.readers();
        let (due_at, uid) = after.map_or((i64::MIN, ""), |last| (last.due_at, last.search.uid.as_str()));
        let values: [Value; 4] = [now.as_millisecond().into(), due_at.into(), uid.into(), i64::from(limit).into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), DUE, values)).await?;
        let due = |row: &QueryResult| {
            let (due_at, new_from) = (row.try_get("", "due_at")?, row.try_get("", "new_from")?);
            Ok(DueSearch { search: read(row)?, due_at, new_from })
        };
        rows.iter().map(due).collect()
    }

    /// What came out for the first time after one moment and not after another, in milliseconds since 1970 (UTC); the
    /// latest first, whoever may see it.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn published_between(
        &self,
        kind: SavedKind,
        after: i64,
        until: i64,
        limit: u32,
    ) -> Result<Vec<Uid>, Error> {
        let db = self.readers();
        let values: [Value; 4] = [kind.code().into(), after.into(), until.into(), i64::from(limit).into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), PUBLISHED, values);
        let rows = db.query_all_raw(asked).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "thing")?)).collect()
    }
}

impl Change {
    /// Keeps a search; says no, and keeps nothing, where its member has so many already.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn add_saved_search(&mut self, search: &SavedSearch, most: usize) -> Result<bool, Error> {
        let parameters =
            serde_json::to_string(&search.parameters).map_err(|error| Error::Corrupt(error.to_string()))?;
        let values = vec![
            search.uid.as_str().into(),
            search.member.as_str().into(),
            search.name.as_str().into(),
            search.kind.code().into(),
            parameters.into(),
            search.frequency.code().into(),
            search.at.into(),
            due_after(search.frequency, search.at).into(),
            i64::try_from(most).unwrap_or(i64::MAX).into(),
        ];
        Ok(self.execute(ADD, values).await? > 0)
    }

    /// Changes what a member's search is called, and how often it tells; says no where there is none.
    ///
    /// # Errors
    /// As `add_saved_search`.
    pub async fn change_saved_search(&mut self, search: &SavedSearch) -> Result<bool, Error> {
        let values = vec![
            search.uid.as_str().into(),
            search.member.as_str().into(),
            search.name.as_str().into(),
            search.frequency.code().into(),
            self.now().as_millisecond().into(),
            search.frequency.every().into(),
        ];
        Ok(self.execute(CHANGE, values).await? > 0)
    }

    /// Ends the alert of a search, whosever it is; says whether there is such a search.
    ///
    /// # Errors
    /// As `add_saved_search`.
    pub async fn stop_alert(&mut self, uid: &Uid) -> Result<bool, Error> {
        Ok(self.execute(STOP, vec![uid.as_str().into()]).await? > 0)
    }

    /// Deletes a member's search; says no where there is none.
    ///
    /// # Errors
    /// As `add_saved_search`.
    pub async fn delete_saved_search(&mut self, member: &Uid, uid: &Uid) -> Result<bool, Error> {
        Ok(self.execute(DELETE, vec![uid.as_str().into(), member.as_str().into()]).await? > 0)
    }

    /// Writes down that a search was looked through up to a moment, in milliseconds since 1970 (UTC). Says no, and
    /// writes nothing, where somebody else did so since it was read, or its alert is another one or gone.
    ///
    /// # Errors
    /// As `add_saved_search`.
    pub async fn take_turn(&mut self, search: &SavedSearch, until: i64) -> Result<bool, Error> {
        let values = vec![
            search.uid.as_str().into(),
            search.new_since().into(),
            until.into(),
            due_after(search.frequency, until).into(),
            search.frequency.code().into(),
        ];
        Ok(self.execute(TURN, values).await? > 0)
    }

    /// Writes down that a member is told of a thing; says no where the member was before.
    ///
    /// # Errors
    /// As `add_saved_search`.
    pub async fn tell_once(&mut self, member: &Uid, kind: SavedKind, thing: &Uid) -> Result<bool, Error> {
        let now = self.now().as_millisecond();
        let values = vec![member.as_str().into(), kind.code().into(), thing.as_str().into(), now.into()];
        Ok(self.execute(TELL, values).await? > 0)
    }

    /// Writes down that a practice is in the library, or an advert out, where that is so; the first time counts.
    pub(crate) async fn note_publication<T: Kept>(&mut self, record: &T) -> Result<(), Error> {
        let (kind, out): (SavedKind, (Column, Value)) = match T::TYPE {
            RecordType::Practice => (SavedKind::Practice, (Column::InLibrary, true.into())),
            RecordType::Advert => (SavedKind::Advert, (Column::Publicity, Publicity::Open.code().into())),
            _ => return Ok(()),
        };
        if !record.columns().contains(&out) {
            return Ok(());
        }
        let now = self.now().as_millisecond();
        let values = vec![kind.code().into(), record.uid().as_str().into(), now.into()];
        self.execute(PUBLISH, values).await.map(drop)
    }
}

/// When an alert is due again after a moment; never, where there is none.
fn due_after(frequency: AlertFrequency, moment: i64) -> Option<i64> {
    frequency.every().map(|every| moment.saturating_add(every))
}

fn column(column: Column) -> Expr {
    Expr::col((Table::SavedSearches, column))
}

fn kept(viewer: &Viewer) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(|column| (Table::SavedSearches, column)))
        .from(Table::SavedSearches)
        .cond_where(saved_search_visible_to(viewer));
    select
}

fn read(row: &QueryResult) -> Result<SavedSearch, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let (at, since): (i64, i64) = (row.try_get("", "at")?, row.try_get("", "since")?);
    Ok(SavedSearch {
        uid: uid_of(&text("uid")?)?,
        member: uid_of(&text("member")?)?,
        name: text("name")?,
        kind: code(&text("kind")?, SavedKind::from_code)?,
        parameters: serde_json::from_str(&text("parameters")?).map_err(|error| Error::Corrupt(error.to_string()))?,
        frequency: code(&text("frequency")?, AlertFrequency::from_code)?,
        at,
        told_at: (since != at).then_some(since),
    })
}
