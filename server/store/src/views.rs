// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How often the pages of practices were read, day by day. Nothing says by whom.

use domain::Uid;
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::count;

const OF_PRACTICE: &str = "SELECT day, number FROM views WHERE practice = $1 AND day >= $2 ORDER BY day";
const ADD: &str = "
INSERT INTO views (practice, day, number) SELECT uid, $2, $3 FROM practices WHERE uid = $1
ON CONFLICT (practice, day) DO UPDATE SET number = views.number + excluded.number";

impl Store {
    /// The days since one on which the page of a practice was read, in days since 1970, each with how often; the
    /// earliest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn views_of(&self, practice: &Uid, since: i64) -> Result<Vec<(i64, u64)>, Error> {
        let db = self.readers();
        let values: [Value; 2] = [practice.as_str().into(), since.into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), OF_PRACTICE, values);
        let read = |row: &QueryResult| Ok((row.try_get("", "day")?, count(row, "number")?));
        db.query_all_raw(asked).await?.iter().map(read).collect()
    }
}

impl Change {
    /// Adds to how often the page of a practice was read on a day, in days since 1970. A practice that is gone meanwhile
    /// is left out.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn add_views(&mut self, practice: &Uid, day: i64, number: u64) -> Result<(), Error> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.execute(ADD, vec![practice.as_str().into(), day.into(), number.into()]).await.map(drop)
    }
}
